"""The rows of a round, made in memory before anything is written, so that the write itself is short."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import numpy as np

from helpfulacts.core.sealing import seal, unseal
from helpfulacts.directory.facets import FACET_CODES
from helpfulacts.directory.gap_figures import when_of
from helpfulacts.directory.models import Gap
from helpfulacts.engine.sharing.order import ticket
from helpfulacts.engine.sharing.share import Outcome

from .freeze import Frozen
from .inputs import RunInputs
from .manifest import leaf_of
from .models import Alarm, Allocation, Claim, Opening, Run
from .rule_document import RuleDocument


def facts_of_place(documents: Iterable[RuleDocument]) -> list[str]:
    """Facts that any rule set in force or shown beside names: all that a round keeps."""
    return sorted({fact for document in documents for fact in document.facts_named})


def inputs_of(rules: RuleDocument, frozen: Frozen, facts: list[str], seed: str) -> RunInputs:
    """The arrays of a round drawn with `seed`, before it is shared (`assign`, `unmet`, `leaves` and `turn` are still to be filled)."""
    askers, instance, best, pairs = frozen.askers, frozen.instance, frozen.best, frozen.pairs
    people = len(askers)

    def mask(which: Any) -> Any:
        return np.array(
            [sum(1 << n for n, code in enumerate(facts) if which(a.facts, code)) for a in askers], np.uint32
        ).reshape(people)

    ids = b"".join(offer.id.bytes for offer in frozen.offers)
    return RunInputs(
        indptr=instance.indptr,
        offer=instance.offer,
        gain=instance.gain,
        capacity=instance.capacity,
        pair_claim=pairs.claim[best],
        pair_grade=pairs.grade[best],
        pair_metres=pairs.distance_m[best],
        pair_asks=pairs.asks[best],
        yes=mask(lambda told, code: bool(told.get(code))),
        known=mask(lambda told, code: code in told),
        decile=np.array([a.decile or 0 for a in askers], np.int64).reshape(people),
        missed=np.array([a.missed for a in askers], np.int64).reshape(people),
        ticket=np.array([ticket(seed, a.ticket_id) for a in askers], "S64").reshape(people),
        ticket_id=np.array([a.ticket_id for a in askers], "S64").reshape(people),
        draw_salt=np.array([secrets.token_hex(16) for _ in askers], "S32").reshape(people),
        seed=seed,
        continuing=frozen.continuing,
        assign=np.full(people, -1, np.int64),
        claim_person=frozen.claims.person,
        claim_facets=frozen.claims.facets,
        near=frozen.near,
        waits=frozen.waits,
        leaves=np.zeros((len(frozen.wishes), 32), np.uint8),
        offer_id=np.frombuffer(ids, np.uint8).reshape(-1, 16),
        offer_title=np.array([offer.title for offer in frozen.offers], np.str_).reshape(-1),
        floor_grade=frozen.floor_grade,
        owed=frozen.owed,
        unmet=np.zeros(people, np.uint32),
        meta={
            "form": 1,
            "facts": facts,
            "floor_min_grade": [rule.min_grade for rule in rules.floors],
            "rules": rules.hash,
        },
    )


def statuses(inputs: RunInputs) -> list[str]:
    """ "placed", "refused" or "gap" of each person."""
    placed = (inputs.assign >= 0) | (inputs.continuing >= 0)
    suits = (np.diff(inputs.indptr) > 0) | inputs.waiting
    return np.where(placed, "placed", np.where(suits, "refused", "gap")).tolist()


def claims(run: Run, frozen: Frozen, keep_until: dt.date) -> list[Claim]:
    """One sealed, salted claim per wish, in the order of the arrays."""
    rows = []
    for wish in frozen.wishes:
        asker = frozen.askers[wish.asker]
        asked = {
            "facets": list(wish.facets),
            "importance": wish.importance,
            "times": sorted(wish.times),
            "step_free": wish.step_free,
            "travel_limit_m": wish.travel_limit_m,
            "area": str(asker.ward) if asker.ward else None,
            "languages": sorted(asker.languages),
            "age_band": asker.age_band,
            "group": asker.group,
            "facts": {code: bool(yes) for code, yes in sorted(asker.facts.items())},
            "vetoes": frozen.vetoes.get(asker.person, []),
        }
        salt = secrets.token_hex(16)
        claim = Claim(
            place=run.place,
            run=run,
            person_id=asker.person,
            aspiration_id=wish.aspiration,
            salt=salt,
            leaf=leaf_of(salt, asked),
            keep_until=keep_until,
        )
        claim.asked_sealed = seal(json.dumps(asked, sort_keys=True).encode(), _binding(claim, "asked_sealed"))
        rows.append(claim)
    return rows


def _binding(row: Claim | Allocation, column: str) -> str:
    return f"{row._meta.db_table}:{row.pk}:{column}"


def asked_of(claim: Claim) -> dict[str, Any]:
    """What a claim asked, opened."""
    result: dict[str, Any] = json.loads(unseal(claim.asked_sealed, _binding(claim, "asked_sealed")))
    return result


def reason_of(allocation: Allocation) -> dict[str, Any]:
    """The stored reason of an allocation, opened: {code, claim, offer, fits, met_by_kept}.

    fits: what there is for each of the person's claims, as in `Frozen`. met_by_kept: floors, as bits.
    """
    if not allocation.reason_sealed:
        return {}
    result: dict[str, Any] = json.loads(
        unseal(allocation.reason_sealed, _binding(allocation, "reason_sealed"))
    )
    return result


def seal_reason(allocation: Allocation, reason: dict[str, Any]) -> None:
    sealed = seal(json.dumps(reason, sort_keys=True).encode(), _binding(allocation, "reason_sealed"))
    allocation.reason_sealed = sealed


def allocations(
    run: Run, rules: RuleDocument, frozen: Frozen, inputs: RunInputs, claimed: list[Claim]
) -> list[Allocation]:
    """One answer a person, in the order of the arrays."""
    rows = []
    held = np.where(inputs.assign >= 0, inputs.assign, inputs.continuing).tolist()
    for index, (asker, status) in enumerate(zip(frozen.askers, statuses(inputs), strict=True)):
        offer = held[index]
        keeps = bool(inputs.assign[index] < 0 and inputs.continuing[index] >= 0)
        number, _ = rules.class_of(asker.facts, asker.decile)
        claim = inputs.claims_of[index][0]
        if offer >= 0 and not keeps:
            own = inputs.instance.pairs_of(index)
            claim = int(inputs.pair_claim[own][np.flatnonzero(inputs.offer[own] == offer)[0]])
        met = int(frozen.met_by_kept[index])
        row = Allocation(
            place=run.place,
            run=run,
            person_id=asker.person,
            claim=claimed[claim],
            offer_id=frozen.offers[offer].id if offer >= 0 else None,
            index=index,
            status=status,
            priority_class=number,
            floor_unmet=bool(inputs.unmet[index] > 0),
            continuing=keeps,
            ward_id=asker.ward,
            decile=asker.decile,
        )
        code = "continuing" if keeps else {"placed": "placed", "refused": "full", "gap": "gap"}[status]
        if status == "refused" and inputs.waiting[index]:
            code = "waits"
        fits = [frozen.fits[own] for own in inputs.claims_of[index]]
        seal_reason(row, {"code": code, "claim": claim, "offer": offer, "fits": fits, "met_by_kept": met})
        rows.append(row)
    return rows


def openings(
    run: Run, rules: RuleDocument, inputs: RunInputs, outcome: Outcome, rows: list[Allocation]
) -> list[Opening]:
    """Cases a human opens before confirming: every alarm, those who just missed, and some picked by chance.

    Just missed: the first person refused, in the published order, at each full offer; the earliest `cut_offs` of them.
    Picked by chance: by sha256 of the seed and the row, so that anyone can check the pick.
    """
    whys: dict[int, str] = {int(index): "alarm" for index in np.flatnonzero(inputs.unmet > 0)}
    seen: set[int] = set()
    cut_offs = 0
    for person in outcome.refused[np.argsort(outcome.rank[outcome.refused])].tolist():
        if cut_offs >= rules.rounds.cut_offs:
            break
        new = set(inputs.instance.offers_of(person).tolist()) - seen
        if new:
            seen |= new
            cut_offs += 1
            whys.setdefault(person, "cut_off")
    drawn = sorted(
        (sha256(f"{run.seed}|sample|{index}".encode()).digest(), index)
        for index in range(inputs.people)
        if index not in whys
    )
    whys |= {index: "sample" for _, index in drawn[: rules.rounds.sample]}
    return [
        Opening(place=run.place, run=run, allocation=rows[index], why=why)
        for index, why in sorted(whys.items())
    ]


def alarms(run: Run, rules: RuleDocument, inputs: RunInputs) -> list[Alarm]:
    """One alarm a floor that the round could not meet, naming the body that must answer for it."""
    rows = []
    for number, floor in enumerate(rules.floors):
        people = int((inputs.unmet >> np.uint32(number) & np.uint32(1)).sum())
        if people:
            rows.append(
                Alarm(
                    place=run.place,
                    run=run,
                    floor=floor.fact,
                    people=people,
                    responsible_body=floor.responsible_body,
                    answer_by=run.ran_at + dt.timedelta(days=floor.days),
                )
            )
    return rows


def gaps(run: Run, frozen: Frozen) -> list[Gap]:
    """One gap a wish that nothing fits, shared or open, and nothing on the plan either."""
    rows = []
    for wish, fits in zip(frozen.wishes, frozen.fits, strict=True):
        if not fits:
            codes = [code for code in FACET_CODES if code in wish.facets]
            ward = frozen.askers[wish.asker].ward
            rows.append(
                Gap(
                    place=run.place,
                    facets=codes,
                    ward_id=ward,
                    when=when_of(wish.times),
                    source="round",
                    about=wish.aspiration,
                    at=run.ran_at,
                )
            )
    return rows

"""Freeze what a round is made from: who asks, what there is, and what fits. Reads only; matching never reads words.

    frozen = freeze(place, rules, day)             # Frozen: persons, claims, offers, and the arrays they became

A person asks when their plan is live, they joined the rounds, somebody vouched for them, and they have an open wish
with a facet that no open offer serves (`serving.py`). One claim an open wish, for those facets; a person's claims are
pooled. A person who keeps a place of a shared offer counts as placed and asks for no second, except where they are
owed a right that no kept place meets: then they ask for what meets it, and for nothing else. What people offer is not
read at all.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from helpfulacts.directory.alone import offers_alone
from helpfulacts.directory.apart import pairs_apart
from helpfulacts.directory.facets import AGES, FACET_CODES
from helpfulacts.directory.models import Prerequisite
from helpfulacts.engine.sharing.instance import Instance
from helpfulacts.people.models import Person

from . import limits
from .changes import NO_CHANGES, Changes
from .fitting import Bits, Claims, Flags, OfferColumns, Pairs, bits, facet_codes, fit, gain
from .offer_columns import RoundOffer, columns_of, read_offers
from .reading import Acts, Asker, Wish, best_grade, read_askers, read_wishes, vetoes_of
from .rights import floor_grades, least_grades, pairs_owed, rights_of
from .rule_document import RuleDocument
from .serving import served_facets

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


@dataclass(frozen=True)
class Frozen:
    """askers: everybody in the round, by id. wishes: one claim each, by asker then age. offers: shared, by id.

    claims, shared: the columns they became. pairs: every (claim, shared offer) that fits and is asked for.
    instance: pairs pooled by person, with gain in micro-gains, and the free places. best: for each pair of the
    instance its row in `pairs`. fits: what there is for each claim: "shared" (an offer that fits), "plan" (it is on
    the plan already), "open" (an open offer that fits), "queue" (one that is full), "waits" (what fits is held back by a
    limit) or "" (nothing). waits: int64[claims, caps], see `limits.held_back`.
    near: int64[claims, tests]. vetoes: offers vetoed, by person. continuing: int64[P], offer kept or -1. owed, met_by_kept: uint32[P], floors owed still and
    floors that a kept place meets. floor_grade: int8[R, floors]. not_asking: persons with a live plan who made no claim.
    """

    askers: Sequence[Asker]
    wishes: Sequence[Wish]
    offers: Sequence[RoundOffer]
    claims: Claims
    shared: OfferColumns
    pairs: Pairs
    instance: Instance
    best: NDArray[np.int64]
    fits: list[str]
    near: NDArray[np.int64]
    vetoes: dict[uuid.UUID, list[str]]
    continuing: NDArray[np.int64]
    owed: Bits
    met_by_kept: Bits
    floor_grade: NDArray[np.int8]
    not_asking: int
    waits: NDArray[np.int64]


def freeze(place: Place, rules: RuleDocument, day: dt.date, changes: Changes = NO_CHANGES) -> Frozen:
    """Everything a round on `day` in `place` is made from; with `changes`, as it would be with them."""
    offers = changes.of(read_offers(place, day), place, day)
    everybody, live = read_askers(place)
    all_wishes = read_wishes(place, everybody)
    acts = Acts(place, everybody, day, without=changes.ends)
    wards = sorted({asker.ward for asker in everybody if asker.ward}, key=str)
    columns = columns_of(offers, wards, place)
    claims = claim_columns(everybody, all_wishes, wards)
    vetoes = vetoes_of(place)
    out, planned = _out_of_the_question(place, everybody, all_wishes, offers, acts, vetoes)

    left = _facets_left(rules, everybody, all_wishes, offers, columns, claims, out | planned, acts)
    stays = (left != 0) | (claims.facets == 0)
    row_of = np.array([wish.asker for wish in all_wishes], np.int64)
    asks = np.zeros(len(everybody), bool)
    asks[row_of[stays]] = True
    askers = [asker for asker, yes in zip(everybody, asks.tolist(), strict=True) if yes]
    person = (np.cumsum(asks) - 1)[row_of[stays]]
    claims = replace(claims.rows(stays), person=person, facets=left[stays])
    wishes = [
        replace(all_wishes[row], asker=asker, facets=tuple(sorted(facet_codes(mask))))
        for row, asker, mask in zip(
            np.flatnonzero(stays).tolist(), person.tolist(), claims.facets.tolist(), strict=True
        )
    ]
    out, planned = out[stays], planned[stays]

    is_shared = np.array([offer.shared for offer in offers], bool)
    shared = [offer for offer in offers if offer.shared]
    keeps = [acts.keeps.get(asker.plan, []) for asker in askers]
    column_of = {offer.id: row for row, offer in enumerate(shared)}
    kept = [next((column_of[one] for one, _ in those if one in column_of), -1) for those in keeps]
    continuing = np.array(kept, np.int64).reshape(-1)
    owed, met = rights_of(rules, askers, wishes, [[facets for _, facets in those] for those in keeps])
    grades = floor_grades(rules, shared)
    shared_columns = columns.rows(is_shared)
    never = (out | planned)[:, is_shared]
    waits = limits.held_back(place, rules, askers, claims, owed, day)
    pairs, near = fit_within(rules, claims, shared_columns, never, waits)
    fits = _fits(wishes, claims, offers, columns, pairs, out, planned, acts)
    fits = ["waits" if not found and waits[row].any() else found for row, found in enumerate(fits)]
    asked = (continuing[claims.person[pairs.claim]] < 0) | pairs_owed(rules, claims, pairs, owed, grades)
    pairs = Pairs(*(column[asked] for column in vars(pairs).values()))
    capacity = np.array([offer.free or 0 for offer in shared], np.int64).reshape(-1)
    instance, best = pool(len(askers), capacity, claims, pairs, rules.travel.micro_gain_per_km)
    return Frozen(
        askers, wishes, shared, claims, shared_columns, pairs, instance, best, fits, near,
        {person: sorted(map(str, those)) for person, those in vetoes.items()}, continuing, owed, met, grades,
        live - len(askers), waits,
    )  # fmt: skip


def fit_within(
    rules: RuleDocument, claims: Claims, columns: OfferColumns, never: Flags, waits: NDArray[np.int64]
) -> tuple[Pairs, NDArray[np.int64]]:
    """What fits and no limit holds back. `waits` of claims that lose nothing by a limit becomes 0."""
    pairs, near = fit(claims, columns, never)
    if waits.any():
        before = pairs
        pairs, near = fit(limits.without(rules, claims, waits), columns, never)
        waits[~limits.dropped(claims.size, before, pairs)] = 0
    return pairs, near


def claim_columns(askers: Sequence[Asker], wishes: Sequence[Wish], wards: Sequence[uuid.UUID]) -> Claims:
    """The columns of the claims, each with what its person told us."""
    ward_row = {ward: row for row, ward in enumerate(wards)}
    nan = float("nan")
    per_asker = [
        (
            nan if a.latitude is None else a.latitude,
            nan if a.longitude is None else a.longitude,
            ward_row.get(a.ward, -1) if a.ward else -1,
            bits("language", a.languages),
            *AGES.get(a.age_band, (-1, -1)),
            bits("fact", [code for code, yes in a.facts.items() if yes]),
            bits("fact", [code for code, yes in a.facts.items() if not yes]),
            a.group,
        )
        for a in askers
    ]
    of = [per_asker[wish.asker] for wish in wishes]

    def column(number: int, kind: Any) -> Any:
        return np.array([row[number] for row in of], dtype=kind)

    def own(values: Any, kind: Any) -> Any:
        return np.array(list(values), dtype=kind)

    return Claims(
        person=own((w.asker for w in wishes), np.int64),
        facets=own((bits("facet", w.facets) for w in wishes), np.uint32),
        importance=own((w.importance for w in wishes), np.int64),
        times=own((bits("slot", w.times) for w in wishes), np.uint32),
        limit_m=own((w.travel_limit_m for w in wishes), np.int64),
        step_free=own((w.step_free for w in wishes), bool),
        latitude=column(0, float),
        longitude=column(1, float),
        ward=column(2, np.int64),
        languages=column(3, np.uint32),
        age_low=column(4, np.int64),
        age_high=column(5, np.int64),
        yes=column(6, np.uint32),
        no=column(7, np.uint32),
        group=column(8, bool),
    )


def _out_of_the_question(
    place: Place, askers: Sequence[Asker], wishes: Sequence[Wish], offers: Sequence[RoundOffer], acts: Acts,
    vetoes: dict[uuid.UUID, set[uuid.UUID]],
) -> tuple[Flags, Flags]:  # fmt: skip
    """bool[wishes, offers] twice: vetoed, from somebody they must never meet, or from one person alone to somebody under 18, one's own gift, or not before something else is held; on the plan already."""
    column_of = {offer.id: column for column, offer in enumerate(offers)}
    out = np.zeros((len(askers), len(offers)), bool)
    planned = np.zeros((len(askers), len(offers)), bool)
    row_of = {asker.person: row for row, asker in enumerate(askers)}
    apart = pairs_apart(place.pk)
    young = [asker.person for asker in askers if asker.age_band == Person.UNDER_18]
    alone = offers_alone(place.pk) if young else frozenset()
    for person, those in (*vetoes.items(), *apart.items(), *((one, alone) for one in young)):
        if person in row_of:
            out[row_of[person], [column_of[offer] for offer in those if offer in column_of]] = True
    for column, offer in enumerate(offers):
        if offer.giver in row_of:
            out[row_of[offer.giver], column] = True
    needs: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for offer_id, needed in Prerequisite.objects.filter(place=place).values_list("offer_id", "needs_id"):
        needs[offer_id].add(needed)
    needing = [(column_of[offer_id], needed) for offer_id, needed in needs.items() if offer_id in column_of]
    for row, asker in enumerate(askers):
        on_plan = acts.on_plan.get(asker.plan, ())
        planned[row, [column_of[offer] for offer in on_plan if offer in column_of]] = True
        held = acts.held.get(asker.plan, set())
        for column, required in needing:
            out[row, column] |= not required <= held
    rows = np.array([wish.asker for wish in wishes], np.int64)
    return out[rows], planned[rows]


def _facets_left(
    rules: RuleDocument, askers: Sequence[Asker], wishes: Sequence[Wish], offers: Sequence[RoundOffer],
    columns: OfferColumns, claims: Claims, never: Flags, acts: Acts,
) -> Bits:  # fmt: skip
    """uint32[wishes]: the facets that a wish asks a round for: what nothing open serves, or a kept place was given for."""
    entered = np.array(
        [offer.shared or (offer.free != 0 and not offer.talks_first) for offer in offers], bool
    )
    shared = np.array([offer.shared for offer in offers], bool)[entered]
    columns = columns.rows(entered)
    pairs, _ = fit(claims, columns, never[:, entered])
    least = least_grades(rules, askers, wishes, rules.rounds.open_serves_from)
    per_km = rules.travel.micro_gain_per_km
    left = claims.facets & ~served_facets(claims, columns, pairs, shared, least, per_km)
    for_a_right = least_grades(rules, askers, wishes, 1)
    for row, wish in enumerate(wishes):
        has, keeps = acts.answered_by.get(wish.aspiration), acts.kept_for.get(wish.aspiration)
        if has:
            answered = [
                code
                for number, code in enumerate(FACET_CODES)
                if best_grade(has, code) >= for_a_right[row, number]
            ]
            left[row] &= ~np.uint32(bits("facet", answered))
        if keeps:
            given = [code for code in wish.facets if best_grade(keeps, code)]
            left[row] |= np.uint32(bits("facet", given))
            left[row] = left[row] or claims.facets[row]
    return left


def _fits(
    wishes: Sequence[Wish], claims: Claims, offers: Sequence[RoundOffer], columns: OfferColumns, pairs: Pairs,
    out: Flags, planned: Flags, acts: Acts,
) -> list[str]:  # fmt: skip
    """What there is for each claim (see Frozen)."""
    fits = ["" for _ in wishes]
    for row in np.unique(pairs.claim).tolist():
        fits[row] = "shared"
    rows = np.array([row for row, found in enumerate(fits) if not found], np.int64)
    others, _ = fit(claims.rows(rows), columns, out[rows])
    on_plan = planned[rows[others.claim], others.offer]
    full = np.array([offer.free == 0 for offer in offers], bool)[others.offer]
    is_open = ~np.array([offer.shared for offer in offers], bool)[others.offer]
    for what, which in (("queue", is_open & full), ("open", is_open & ~full), ("plan", on_plan)):
        for row in rows[others.claim[which]].tolist():
            fits[row] = what
    for row in rows.tolist():
        tied = acts.on_plan_for.get(wishes[row].aspiration, [])
        if any(best_grade(tied, code) for code in wishes[row].facets):
            fits[row] = "plan"
    return fits


def pool(
    people: int, capacity: NDArray[np.int64], claims: Claims, pairs: Pairs, micro_gain_per_km: int
) -> tuple[Instance, NDArray[np.int64]]:
    """A person's claims pooled: the gain of a pair is the best over their claims, the earlier claim on a tie.

    Returns the instance, and for each of its pairs the row in `pairs` that it came from.
    """
    gains = gain(claims.importance[pairs.claim], pairs.grade, pairs.distance_m, micro_gain_per_km)
    person = claims.person[pairs.claim]
    order = np.lexsort((pairs.claim, -gains, pairs.offer, person))
    first = np.ones(order.size, bool)
    same = (person[order][1:] == person[order][:-1]) & (pairs.offer[order][1:] == pairs.offer[order][:-1])
    first[1:] = ~same
    best = order[first]
    return Instance.from_arrays(people, capacity, person[best], pairs.offer[best], gains[best]), best

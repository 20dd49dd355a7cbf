"""Freeze what a round is made from: who asks, what there is, and what fits. Reads only; matching never reads words.

    frozen = freeze(place, rules, day, facts)      # Frozen: persons, claims, offers, and the arrays they became

A person asks when their plan is live, they joined the rounds, somebody vouched for them, and they have an open wish
that no open offer with a free place serves (`rounds.open_serves_from`). One claim an open wish; a person's claims are
pooled. A person who holds a place of a shared offer in this period keeps it, counts as placed and asks for no second.
What people offer is not read at all.
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

from helpfulacts.directory.models import Prerequisite
from helpfulacts.engine.sharing.instance import MICRO, Instance

from .fitting import AGES, Claims, OfferColumns, Pairs, bits, fit
from .offer_columns import RoundOffer, columns_of, read_offers
from .reading import Acts, Asker, Wish, read_askers, read_wishes, vetoes_of
from .rule_document import RuleDocument

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True)
class Frozen:
    """askers: everybody in the round, by id. wishes: one claim each, by asker then age. offers: shared, by id.

    claims, shared: the columns they became. pairs: every (claim, shared offer) that fits, with gain in micro-gains.
    instance: pairs pooled by person, and the free places. best: for each pair of the instance its row in `pairs`.
    suits: bool[claims], some shared offer fits. near: int64[claims, tests]. vetoes: offers vetoed, by person. continuing: int64[P], offer kept or -1. served_by_open: int64[P]. not_asking: persons
    with a live plan who made no claim.
    """

    askers: Sequence[Asker]
    wishes: Sequence[Wish]
    offers: Sequence[RoundOffer]
    claims: Claims
    shared: OfferColumns
    pairs: Pairs
    instance: Instance
    best: NDArray[np.int64]
    suits: NDArray[np.bool_]
    near: NDArray[np.int64]
    vetoes: dict[uuid.UUID, list[str]]
    continuing: NDArray[np.int64]
    served_by_open: NDArray[np.int64]
    not_asking: int


def freeze(place: Place, rules: RuleDocument, day: dt.date) -> Frozen:
    """Everything a round on `day` in `place` is made from."""
    offers = read_offers(place, day)
    askers, live = read_askers(place)
    wishes = read_wishes(place, askers)
    acts = Acts(place, askers, day)
    wards = sorted({asker.ward for asker in askers if asker.ward}, key=str)
    columns = columns_of(offers, wards, place)
    claims = claim_columns(askers, wishes, wards)
    vetoes = vetoes_of(place)
    never = _never(place, askers, wishes, offers, acts, vetoes)

    unserved = _unserved(rules, wishes, offers, columns, claims, never, acts)
    served = np.zeros(len(askers), np.int64)
    np.add.at(served, [wish.asker for wish, open_ in zip(wishes, unserved, strict=True) if not open_], 1)
    asks = np.zeros(len(askers), bool)
    asks[[wish.asker for wish, open_ in zip(wishes, unserved, strict=True) if open_]] = True

    new_row = np.cumsum(asks) - 1
    kept_wishes = [
        replace(wish, asker=int(new_row[wish.asker]))
        for wish, open_ in zip(wishes, unserved, strict=True)
        if open_
    ]
    kept = [asker for asker, yes in zip(askers, asks.tolist(), strict=True) if yes]
    claims = replace(claims.rows(unserved), person=np.asarray([w.asker for w in kept_wishes], np.int64))
    is_shared = np.array([offer.shared for offer in offers], bool)
    shared = [offer for offer in offers if offer.shared]
    row_of = {offer.id: row for row, offer in enumerate(shared)}
    continuing = np.array(
        [row_of.get(acts.keeps.get(asker.plan, NOBODY), -1) for asker in kept], np.int64
    ).reshape(-1)
    columns = _take(columns, is_shared)
    pairs, near = fit(claims, columns, never[np.ix_(unserved, is_shared)])
    suits = np.zeros(claims.size, bool)
    suits[pairs.claim] = True
    asking = continuing[claims.person[pairs.claim]] < 0 if pairs.claim.size else np.zeros(0, bool)
    pairs = Pairs(*(column[asking] for column in vars(pairs).values()))
    instance, best = _pool(rules, len(kept), shared, claims, pairs)
    return Frozen(
        kept, kept_wishes, shared, claims, columns, pairs, instance, best, suits, near,
        {person: sorted(map(str, those)) for person, those in vetoes.items()}, continuing, served[asks], live - len(kept),
    )  # fmt: skip


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


def _never(
    place: Place, askers: Sequence[Asker], wishes: Sequence[Wish], offers: Sequence[RoundOffer], acts: Acts,
    vetoes: dict[uuid.UUID, set[uuid.UUID]],
) -> NDArray[np.bool_]:  # fmt: skip
    """bool[wishes, offers]: vetoed, already on the plan, one's own gift, or not before something else is held."""
    column_of = {offer.id: column for column, offer in enumerate(offers)}
    never = np.zeros((len(askers), len(offers)), bool)
    row_of = {asker.person: row for row, asker in enumerate(askers)}
    for person, those in vetoes.items():
        if person in row_of:
            never[row_of[person], [column_of[offer] for offer in those if offer in column_of]] = True
    for column, offer in enumerate(offers):
        if offer.giver in row_of:
            never[row_of[offer.giver], column] = True
    needs: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for offer_id, needed in Prerequisite.objects.filter(place=place).values_list("offer_id", "needs_id"):
        needs[offer_id].add(needed)
    needing = [(column_of[offer_id], needed) for offer_id, needed in needs.items() if offer_id in column_of]
    for row, asker in enumerate(askers):
        # An act on the plan already, and what waits for something that is not held yet.
        for offer_id in acts.on_plan.get(asker.plan, ()):
            if offer_id in column_of:
                never[row, column_of[offer_id]] = True
        held = acts.held.get(asker.plan, set())
        for column, required in needing:
            never[row, column] |= not required <= held
    rows = np.array([wish.asker for wish in wishes], np.int64)
    return never[rows] if len(wishes) else np.zeros((0, len(offers)), bool)


def _unserved(
    rules: RuleDocument, wishes: Sequence[Wish], offers: Sequence[RoundOffer], columns: OfferColumns,
    claims: Claims, never: NDArray[np.bool_], acts: Acts,
) -> NDArray[np.bool_]:  # fmt: skip
    """bool[wishes]: no open offer with a free place serves it. A wish for which a shared place is kept stays."""
    free = np.array([not offer.shared and offer.free != 0 for offer in offers], bool)
    pairs, _ = fit(claims, _take(columns, free), never[:, free])
    served = np.zeros(len(wishes), bool)
    served[pairs.claim[pairs.grade >= rules.rounds.open_serves_from]] = True
    for row, wish in enumerate(wishes):
        if wish.aspiration in acts.kept_for:
            served[row] = False
        elif wish.aspiration in acts.answered:
            served[row] = True
    return ~served


def _take(columns: OfferColumns, which: NDArray[np.bool_]) -> OfferColumns:
    return OfferColumns(**{name: column[which] for name, column in vars(columns).items()})


def _pool(
    rules: RuleDocument, people: int, offers: Sequence[RoundOffer], claims: Claims, pairs: Pairs
) -> tuple[Instance, NDArray[np.int64]]:
    """A person's claims pooled: the gain of a pair is the best over their claims, the earlier claim on a tie."""
    travel = np.maximum(pairs.distance_m, 0) * rules.travel.micro_gain_per_km // 1000
    gain = np.maximum(0, claims.importance[pairs.claim] * pairs.grade * MICRO - travel)
    person = claims.person[pairs.claim]
    order = np.lexsort((pairs.claim, -gain, pairs.offer, person))
    first = np.ones(order.size, bool)
    same = (person[order][1:] == person[order][:-1]) & (pairs.offer[order][1:] == pairs.offer[order][:-1])
    first[1:] = ~same
    best = order[first]
    capacity = np.array([offer.free or 0 for offer in offers], np.int64).reshape(-1)
    instance = Instance.from_arrays(people, capacity, person[best], pairs.offer[best], gain[best])
    return instance, best

"""The reason for everybody, from stored arrays only, in a form anyone can check.

A refusal rests on a *closed set* of offers: it contains every offer the person could take, all are full, none
of their holders could move outside it, and every holder comes before the person in the published order. Then
no chain of moves frees a place, and nobody ranked below the person holds a place they could reach (Hall 1935;
Berge 1957). The set given is the smallest such set: what alternating moves from the person's own offers reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .admit import Floors, room
from .instance import Instance, Ints, select_rows
from .kernel import kernel
from .moves import components, group_holders
from .share import Outcome


class BadReason(AssertionError):
    """A reason that does not hold; the message says what is wrong with it."""


@dataclass(frozen=True)
class Refusal:
    """Why `person` has no place. code: "full" (all that fit are full) or "no_offer" (nothing fits).

    offers: int64[], the closed set, rising. places: how many places it has, all held.
    before_by_rule: holders in an earlier class, or of the same class with more standing.
    before_by_ticket: holders of the same class and standing whose ticket comes first.
    before_by_kept_turn: holders who come later but for a turn that is kept for a group of theirs.
    own_offers: how many offers fit the person.
    """

    person: int
    code: Literal["full", "no_offer"]
    offers: Ints
    places: int
    before_by_rule: int
    before_by_ticket: int
    own_offers: int
    before_by_kept_turn: int = 0


@dataclass(frozen=True)
class Placed:
    """Where `person` was placed. gain, best_gain: micro-gains of the pair held and of their best pair.

    alternatives: how many other offers fit them. got_best: no other pair of theirs has a greater gain.
    """

    person: int
    offer: int
    gain: int
    best_gain: int
    alternatives: int
    got_best: bool


@dataclass(frozen=True)
class _ClosedSet:
    """offers: int64[], rising. tally: int64[kinds], how many of its holders are of each kind."""

    offers: Ints
    tally: Ints


@dataclass(frozen=True)
class _Reasons:
    """Shared by all reasons of one outcome; C components of possible moves, `kinds` of (class, standing).

    component: int32[R]. start: int64[C + 1] and arc: int64[], the components a component's holders could move to.
    tally: int64[C, kinds], holders. kind: int64[P]. remembered: closed sets by the components they begin with.
    """

    component: NDArray[np.int32]
    start: Ints
    arc: Ints
    tally: Ints
    kind: Ints
    remembered: dict[bytes, _ClosedSet]


REMEMBERED = 2048  # closed sets of one outcome at a time


def refusal(instance: Instance, outcome: Outcome, person: int) -> Refusal:
    """Why `person` has no place. Raises ValueError if they have one."""
    if outcome.assign[person] >= 0:
        raise ValueError(f"Person {person} has a place.")
    own = instance.offers_of(person)
    if own.size == 0:
        return Refusal(person, "no_offer", np.zeros(0, np.int64), 0, 0, 0, 0)
    reasons = _reasons(outcome)
    closed = _closed_set(reasons, outcome.restricted.offers_of(person))
    by_ticket = int(closed.tally[reasons.kind[person]])
    return Refusal(
        person=person,
        code="full",
        offers=closed.offers,
        places=int(instance.capacity[closed.offers].sum()),
        before_by_rule=int(closed.tally.sum()) - by_ticket,
        before_by_ticket=by_ticket,
        own_offers=int(own.size),
    )


def placed(instance: Instance, outcome: Outcome, person: int) -> Placed:
    """Where `person` was placed, beside the best that fits them. Raises ValueError if they have no place."""
    held = int(outcome.assign[person])
    if held < 0:
        raise ValueError(f"Person {person} has no place.")
    row = instance.pairs_of(person)
    gains = instance.gain[row]
    gain = int(gains[np.flatnonzero(instance.offer[row] == held)[0]])
    best = int(gains.max())
    return Placed(person, held, gain, best, int(gains.size - 1), gain == best)


def check_refusal(
    instance: Instance, assign: Ints, rank: Ints, refusal: Refusal, floors: Floors | None = None
) -> None:
    """Check a refusal against the published arrays, trusting nothing that made it. Raises BadReason.

    assign, rank: int64[P]. floors: as given to the round; somebody with a floor who holds a qualifying place
    can move only between qualifying offers.
    """
    person = refusal.person
    if assign[person] >= 0:
        raise BadReason("The person has a place.")
    own = instance.offers_of(person)
    if own.size != refusal.own_offers:
        raise BadReason("The number of offers that fit the person is wrong.")
    if refusal.code == "no_offer":
        if own.size:
            raise BadReason("Some offer fits the person.")
        return
    closed = np.zeros(instance.offers + 1, dtype=bool)
    closed[refusal.offers] = True
    if not own.size or not closed[own].all():
        raise BadReason("The set leaves out an offer that fits the person.")
    holders = np.flatnonzero(closed[:-1][assign] & (assign >= 0))
    load = np.bincount(assign[holders], minlength=instance.offers)
    if (load != instance.capacity)[closed[:-1]].any():
        raise BadReason("An offer of the set is not full.")
    if (rank[holders] >= rank[person]).any():
        raise BadReason("Somebody who holds a place of the set comes after the person.")
    pointer, positions = select_rows(instance.indptr, holders)
    outside = ~closed[instance.offer[positions]]
    movers = np.repeat(holders, np.diff(pointer))[outside]
    for i, j in zip(movers.tolist(), instance.offer[positions][outside].tolist(), strict=True):
        qualifying = _qualifying(floors, i)
        if int(assign[i]) not in qualifying or j in qualifying:
            raise BadReason("Somebody who holds a place of the set could move outside it.")
    before = refusal.before_by_rule + refusal.before_by_ticket + refusal.before_by_kept_turn
    people = (refusal.places, before)
    if people != (holders.size, holders.size):
        raise BadReason("The numbers of places and of people do not add up.")


def _qualifying(floors: Floors | None, person: int) -> set[int]:
    at = np.zeros(0, np.int64) if floors is None else np.flatnonzero(floors.person == person)
    if floors is None or not at.size:
        return set()
    return set(floors.offer[floors.indptr[at[0]] : floors.indptr[at[0] + 1]].tolist())


def _reasons(outcome: Outcome) -> _Reasons:
    """What all reasons of this outcome share, made once."""
    if "reasons" not in outcome.cache:
        outcome.cache["reasons"] = _prepare(outcome)
    reasons: _Reasons = outcome.cache["reasons"]
    return reasons


def _prepare(outcome: Outcome) -> _Reasons:
    pairs = outcome.restricted
    capacity = room(pairs)
    first, holder = group_holders(pairs.indptr, pairs.offer, capacity, outcome.assign)
    component, count = components(pairs.indptr, pairs.offer, first, holder, capacity)
    placed = np.flatnonzero(outcome.assign >= 0)
    pointer, positions = select_rows(pairs.indptr, placed)
    home = component[outcome.assign[placed]].astype(np.int64)
    arcs = np.unique(np.repeat(home, np.diff(pointer)) * count + component[pairs.offer[positions]])
    start = np.searchsorted(arcs, np.arange(count + 1) * count).astype(np.int64)
    kinds, kind = np.unique(np.stack([outcome.classes, outcome.standing]), axis=1, return_inverse=True)
    kind = kind.reshape(-1).astype(np.int64)
    tally = np.zeros((count, kinds.shape[1]), np.int64)
    np.add.at(tally, (home, kind[placed]), 1)
    return _Reasons(component[:-1], start, arcs % count, tally, kind, {})


def _closed_set(reasons: _Reasons, own: NDArray[np.int32]) -> _ClosedSet:
    """The smallest closed set with `own` in it."""
    begin = np.unique(reasons.component[own])
    key = begin.tobytes()
    closed = reasons.remembered.get(key)
    if closed is None:
        if len(reasons.remembered) >= REMEMBERED:
            reasons.remembered.clear()
        reached = _reach(reasons.start, reasons.arc, begin)
        closed = _ClosedSet(np.flatnonzero(reached[reasons.component]), reasons.tally[reached].sum(axis=0))
        # Not read back: another thread may have emptied the memory meanwhile.
        reasons.remembered[key] = closed
    return closed


@kernel
def _reach(start, arc, begin):
    """bool[C]: the components that can be reached along the arcs."""
    reached = np.zeros(start.size - 1, np.bool_)
    queue = np.empty(start.size - 1, np.int64)
    size = 0
    for c in begin:
        reached[c] = True
        queue[size] = c
        size += 1
    head = 0
    while head < size:
        for at in range(start[queue[head]], start[queue[head] + 1]):
            if not reached[arc[at]]:
                reached[arc[at]] = True
                queue[size] = arc[at]
                size += 1
        head += 1
    return reached

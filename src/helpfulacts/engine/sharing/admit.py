"""L1: who is placed. Exact greedy admission in a published order.

Programme. A set S of people is *servable* when all of S can hold feasible places at once:
    there is x >= 0 with sum_j x_ij = 1 (i in S), sum_i x_ij <= capacity_j, x_ij > 0 only on pairs.
The servable sets are the independent sets of a transversal matroid (Edmonds and Fulkerson 1965), so taking
people in order and admitting each one who leaves the set servable gives, at once, the lexicographically
best set for that order, the greatest number in every leading run of classes, and the greatest number in all
(Rado 1957; Edmonds 1971). Nobody admitted is ever dropped for somebody later.

Method. To admit a person is to find an augmenting path: a chain of moves that ends at a free place.
A search that fails visits a *tight set*: offers that are all full, whose holders could move only among
themselves. No later person can enter it, so it is closed for good, and it is the reason for the refusal.
Most paths are found without a search by labels (Goldberg and Tarjan 1988; Bertsekas 1988): a person takes
the lowest-labelled offer they could take, moves its lowest bidder on and raises the label. Labels only
guide; when they rise to the ceiling a breadth-first search decides. Single thread, integers only.
Time near O(E) in practice; memory O(P + R + E).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .instance import BadInstance, Instance, Ints, Offers32, check_rows, select_rows
from .kernel import kernel

LABEL_STEP = 8
"""How far a label may rise in one move, and the ceiling with each search. It alters speed, never the answer."""

FAR = 1 << 40
"""A label above every ceiling."""


@dataclass(frozen=True)
class Floors:
    """Class 0: people owed a place among *qualifying* offers.

    person: int64[F], each at most once, in any order; among themselves they keep the published order.
    indptr: int64[F + 1] and offer: int32[.], the qualifying offers of each, in compressed rows.
    Only offers that are also a pair of that person count: a floor never overrides a veto or a travel limit.
    """

    person: Ints
    indptr: Ints
    offer: Offers32

    def validate(self, people: int, offers: int) -> Floors:
        """Return self, or raise BadInstance with one clear sentence."""
        if self.indptr.size != self.person.size + 1:
            raise BadInstance(
                f"There are {self.person.size} floors but {self.indptr.size - 1} lists of offers."
            )
        if self.person.size and (self.person.min() < 0 or self.person.max() >= people):
            raise BadInstance(f"A floor names a person outside 0 to {people - 1}.")
        if np.unique(self.person).size != self.person.size:
            raise BadInstance("A person has two floors; join their qualifying offers into one.")
        check_rows("indptr of the floors", self.indptr, self.offer, offers)
        return self


@dataclass(frozen=True)
class Admission:
    """assign: int64[P], the offer held, -1 = refused or no pair.

    tight: int64[R], number of the tight set an offer fell into (in the order they closed), -1 = still open.
    unmet_floors: int64[], people whose floor could not be met, rising; they kept their turn in the order.
    order: int64[P], the order used: met floors first, then everybody else as published.
    restricted: the instance with the pairs of met floors cut down to qualifying offers.
    """

    assign: Ints
    tight: Ints
    unmet_floors: Ints
    order: Ints
    restricted: Instance


def admit(instance: Instance, order: Ints, floors: Floors | None = None) -> Admission:
    """Admit people in `order` (int64[P], everybody once), people with a floor before all others.

    Somebody whose floor cannot be met is named in `unmet_floors` and still has their ordinary turn with all
    of their pairs. Raises BadInstance.
    """
    instance.validate()
    order = np.ascontiguousarray(order, dtype=np.int64)
    check_order(order, instance.people)
    unmet = np.zeros(0, np.int64)
    restricted = instance
    if floors is not None and floors.person.size:
        floors.validate(instance.people, instance.offers)
        owed = order[np.isin(order, floors.person)]
        trial, _ = run_greedy(_keep_qualifying(instance, floors, owed), owed)
        unmet = np.sort(owed[trial[owed] < 0])
        met = owed[trial[owed] >= 0]
        restricted = _keep_qualifying(instance, floors, met)
        order = np.concatenate([met, order[~np.isin(order, met)]])
    assign, tight = run_greedy(restricted, order)
    return Admission(assign, tight, unmet, order, restricted)


def check_order(order: Ints, people: int) -> None:
    """Raise BadInstance unless `order` names everybody exactly once."""
    named = np.zeros(people, dtype=bool)
    inside = order[(order >= 0) & (order < people)]
    named[inside] = True
    if order.size != people or not named.all():
        raise BadInstance(f"The order must name each of the {people} people exactly once.")


def room(instance: Instance) -> Ints:
    """int64[R]: capacity cut to the number of people who could ever hold a place there. Exact, and bounds memory."""
    return np.minimum(instance.capacity, np.bincount(instance.offer, minlength=instance.offers))


def run_greedy(instance: Instance, order: Ints) -> tuple[Ints, Ints]:
    """(assign, tight) for people tried in `order`; people left out of `order` are never placed."""
    assign, tight = _greedy(instance.indptr, instance.offer, room(instance), order, LABEL_STEP)
    return assign, tight


def _keep_qualifying(instance: Instance, floors: Floors, people: Ints) -> Instance:
    """The instance with the pairs of `people`, who all have floors, cut down to their qualifying offers."""
    owner = np.repeat(np.arange(instance.people), np.diff(instance.indptr))
    row = np.full(instance.people, -1, np.int64)
    row[floors.person] = np.arange(floors.person.size)
    pointer, positions = select_rows(floors.indptr, row[people])
    offers = max(1, instance.offers)
    qualifying = np.repeat(people, np.diff(pointer)) * offers + floors.offer[positions]
    restricted = np.zeros(instance.people, dtype=bool)
    restricted[people] = True
    keep = ~restricted[owner]
    subject = np.flatnonzero(~keep)
    keep[subject] = np.isin(owner[subject] * offers + instance.offer[subject], qualifying)
    indptr = np.zeros(instance.people + 1, np.int64)
    np.cumsum(np.bincount(owner[keep], minlength=instance.people), out=indptr[1:])
    return replace(instance, indptr=indptr, offer=instance.offer[keep], gain=instance.gain[keep])


@kernel
def _sift_up(bid, holder, seat, base, at):
    """Restore the min-heap of bids of the offer whose seats begin at `base` after seat `at` changed."""
    while at > 0:
        parent = (at - 1) // 2
        if bid[base + parent] <= bid[base + at]:
            break
        bid[base + parent], bid[base + at] = bid[base + at], bid[base + parent]
        holder[base + parent], holder[base + at] = holder[base + at], holder[base + parent]
        seat[holder[base + at]] = base + at
        at = parent
    seat[holder[base + at]] = base + at


@kernel
def _sift_down(bid, holder, seat, base, size):
    """Restore the min-heap of bids after its lowest seat was given a higher bid."""
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and bid[base + child + 1] < bid[base + child]:
            child += 1
        if bid[base + at] <= bid[base + child]:
            break
        bid[base + at], bid[base + child] = bid[base + child], bid[base + at]
        holder[base + at], holder[base + child] = holder[base + child], holder[base + at]
        seat[holder[base + at]] = base + at
        at = child
    seat[holder[base + at]] = base + at


@kernel
def _lowest(indptr, offer, tight, label, person):
    """(open offer of lowest label or -1, its label, the second lowest label)."""
    best = -1
    lowest = FAR
    second = FAR
    for pair in range(indptr[person], indptr[person + 1]):
        j = offer[pair]
        if tight[j] >= 0:
            continue
        if label[j] < lowest:
            second = lowest
            lowest = label[j]
            best = j
        elif label[j] < second:
            second = label[j]
    return best, lowest, second


@kernel
def _search(indptr, offer, room, start, holder, taken, tight, seen, stamp, via, queue, person):
    """Breadth-first search for a free place from `person`: (offer with a free place or -1, offers visited).

    via[j] is the person through whom offer j was reached; queue[:visited] are the full offers reached.
    """
    visited = 0
    head = 0
    mover = person
    at_seat = 0
    last_seat = 0
    while True:
        for pair in range(indptr[mover], indptr[mover + 1]):
            j = offer[pair]
            if tight[j] >= 0 or seen[j] == stamp:
                continue
            seen[j] = stamp
            via[j] = mover
            if taken[j] < room[j]:
                return j, visited
            queue[visited] = j
            visited += 1
        while at_seat == last_seat:
            if head == visited:
                return -1, visited
            at_seat = start[queue[head]]
            last_seat = at_seat + taken[queue[head]]
            head += 1
        mover = holder[at_seat]
        at_seat += 1


@kernel
def _greedy(indptr, offer, room, order, step):
    """Insert people in order. Seats start[j]:start[j] + taken[j] of offer j hold (holder, bid) as a min-heap."""
    people = indptr.size - 1
    offers = room.size
    start = np.zeros(offers + 1, np.int64)
    label = np.zeros(offers, np.int64)
    for j in range(offers):
        start[j + 1] = start[j] + room[j]
        if room[j] == 0:
            label[j] = FAR - 1
    bid = np.zeros(start[offers], np.int64)
    holder = np.full(start[offers], -1, np.int64)
    taken = np.zeros(offers, np.int64)
    seat = np.full(people, -1, np.int64)
    assign = np.full(people, -1, np.int64)
    tight = np.full(offers, -1, np.int64)
    seen = np.full(offers, -1, np.int64)
    via = np.full(offers, -1, np.int64)
    queue = np.empty(offers, np.int64)
    stamp = 0
    sets = 0
    ceiling = np.int64(step)
    for newcomer in order:
        mover = newcomer
        while True:
            j, lowest, second = _lowest(indptr, offer, tight, label, mover)
            if j >= 0 and lowest < ceiling:
                offered = min(second, lowest + step) + 1
                base = start[j]
                assign[mover] = j
                if taken[j] < room[j]:
                    at = taken[j]
                    taken[j] += 1
                    bid[base + at] = offered
                    holder[base + at] = mover
                    _sift_up(bid, holder, seat, base, at)
                    if taken[j] == room[j]:
                        label[j] = bid[base]
                    break
                moved = holder[base]
                holder[base] = mover
                bid[base] = max(offered, bid[base])
                assign[moved] = -1
                seat[moved] = -1
                _sift_down(bid, holder, seat, base, room[j])
                label[j] = bid[base]
                mover = moved
                continue
            found = -1
            if j >= 0:
                stamp += 1
                found, visited = _search(
                    indptr, offer, room, start, holder, taken, tight, seen, stamp, via, queue, mover
                )
                if found < 0:
                    for k in range(visited):
                        tight[queue[k]] = sets
                    sets += 1
            if found >= 0:
                ceiling += step
                to = found
                free = start[to] + taken[to]
                taken[to] += 1
                bid[free] = ceiling
                if taken[to] == room[to]:
                    label[to] = bid[start[to]]
            elif mover == newcomer:
                break
            else:
                # The newcomer, last in the order, is the one the tight set cannot hold: give their seat back.
                to = assign[newcomer]
                free = seat[newcomer]
                assign[newcomer] = -1
                seat[newcomer] = -1
            while True:
                passer = via[to]
                left = assign[passer]
                left_seat = seat[passer]
                holder[free] = passer
                seat[passer] = free
                assign[passer] = to
                if passer == mover:
                    break
                to = left
                free = left_seat
            break
    return assign, tight

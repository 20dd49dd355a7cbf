"""Orders other than strict classes: a weighted lottery, and turns that are kept for a group.

Both give a total order over the people of a round, so admission in that order stays exact (`admit`).

Lottery. A person with w tickets draws the number sha256(`seed|ticket_id`), as everywhere, and sha256(`seed|ticket_id|k`)
for k = 2 to w; the lowest counts. Of
people who all compete, each comes first with the chance w over the tickets of all: the numbers are as good as
independent and alike, and the lowest of all of them belongs to one of their tickets. Nothing is rounded, and anyone
who knows the seed and a ticket_id can draw again.

Kept turns. Of every `of_every` turns, `turns` are kept for a group. Every leading n of the order then holds at least
floor(n * turns / of_every) people of it, as long as anybody of it is left (a person may count for several groups). For
each place in that row that a group is owed a turn is set aside, as late as it may be: going back from the last turn,
one owed turn after another (the earliest-due first algorithm of Jackson 1955, run backwards). That always fits, since
the kept parts add up to no more than all turns. A turn set aside passes to whoever is next when the group has had it
already by its own tickets, or has nobody left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .instance import BadInstance, Ints
from .kernel import kernel
from .order import ticket


@dataclass(frozen=True)
class Kept:
    """`turns` of every `of_every` turns are kept for the people in `members`, bool[P]."""

    members: NDArray[np.bool_]
    turns: int
    of_every: int


def luckiest(seed: str, ticket_id: str, tickets: int) -> str:
    """The lowest of a person's numbers, in hexadecimal. Raises BadInstance for fewer than one ticket."""
    if tickets < 1:
        raise BadInstance("In a lottery everybody holds at least one ticket.")
    more = (sha256(f"{seed}|{ticket_id}|{k}".encode()).hexdigest() for k in range(2, tickets + 1))
    return min([ticket(seed, ticket_id), *more])


def weighted_order(seed: str, ticket_ids: Sequence[str], tickets: ArrayLike) -> Ints:
    """People (int64[P]) in order of their luckiest number. tickets: int[P], at least 1 each. Raises BadInstance."""
    held = np.asarray(tickets, np.int64)
    if held.shape != (len(ticket_ids),):
        raise BadInstance(f"There are {len(ticket_ids)} people: tickets must be one number per person.")
    drawn = [luckiest(seed, one, w) for one, w in zip(ticket_ids, held.tolist(), strict=True)]
    if len(set(drawn)) != len(drawn):
        raise BadInstance("Two people hold the same ticket.")
    return np.array(sorted(range(len(drawn)), key=drawn.__getitem__), np.int64)


def with_kept_turns(order: Ints, kept: Sequence[Kept]) -> Ints:
    """`order` (int64[P], everybody once) with the kept turns brought in. Without any it is returned as it is.

    Raises BadInstance when the kept parts add up to more than all turns.
    """
    kept = [one for one in kept if one.turns]
    if not kept:
        return order
    for one in kept:
        if one.members.shape != order.shape or not 0 < one.turns <= one.of_every:
            raise BadInstance("Kept turns must say for whom of everybody, and be a part of all turns.")
    if sum(Fraction(one.turns, one.of_every) for one in kept) > 1:
        raise BadInstance("The kept turns add up to more than all turns.")
    turns = np.array([one.turns for one in kept], np.int64)
    of_every = np.array([one.of_every for one in kept], np.int64)
    members = np.stack([one.members for one in kept]).astype(np.bool_)
    return _fill(np.ascontiguousarray(order), members, *_set_aside(order.size, turns, of_every))


@kernel
def _set_aside(people, turns, of_every):
    """(int64[P], the group each turn is set aside for, or -1; int64[P], the how manieth of that group it is)."""
    group = np.full(people, -1, np.int64)
    number = np.zeros(people, np.int64)
    left = people * turns // of_every
    for turn in range(people, 0, -1):
        chosen = -1
        latest = 0
        for one in range(turns.size):
            if left[one] == 0:
                continue
            due = (left[one] * of_every[one] + turns[one] - 1) // turns[one]
            if due >= turn and due >= latest:
                chosen = one
                latest = due
        if chosen >= 0:
            group[turn - 1] = chosen
            number[turn - 1] = left[chosen]
            left[chosen] -= 1
    return group, number


@kernel
def _fill(order, members, group, number):
    """The order with each turn that is set aside given to the first of its group who is left."""
    people = order.size
    taken = np.zeros(people, np.bool_)
    had = np.zeros(members.shape[0], np.int64)
    first = np.zeros(members.shape[0] + 1, np.int64)
    result = np.empty(people, np.int64)
    for turn in range(people):
        one = group[turn]
        at = people
        if one >= 0 and had[one] < number[turn]:
            at = first[one + 1]
            while at < people and (taken[at] or not members[one, order[at]]):
                at += 1
            first[one + 1] = at
        if at == people:
            at = first[0]
            while taken[at]:
                at += 1
            first[0] = at
        taken[at] = True
        person = order[at]
        result[turn] = person
        for other in range(members.shape[0]):
            if members[other, person]:
                had[other] += 1
    return result

"""A few offers that go well together for one person: the exact best of every bundle of up to three.

Programme, over sets B of at most 3 of at most 20 options:
    max  sum_{o in B} theta^repeat(o, B) gain_o - price_o
    s.t. a different half-day for every o in B that is tied to times, sum of travel <= limit, sum of cost <= purse,
         the prerequisite of o is in B or already held.
repeat(o, B) counts the options of B with the same goal that come before o when greater gains come first: a
second offer for one goal adds less, so a bundle spans goals. At most 1,351 bundles: enumerated, never searched.
The price steers a suggestion away from what is scarce; nobody is ever charged it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .instance import BadInstance, Ints
from .kernel import kernel

MOST_OPTIONS = 20
MOST_IN_BUNDLE = 3
NO_LIMIT = 1 << 60


@dataclass(frozen=True)
class Options:
    """What is open to one person, n <= 20 options.

    gain, price: int64[n], micro-gains. goal: int64[n], which of the person's goals it serves.
    slots: int64[n], bits of the half-days that suit both sides; 0 = any time. travel: int64[n], metres.
    cost: int64[n], pence to the person. prerequisite: int64[n], another option's position, or -1: it needs none, or what it needs is
    already held.
    """

    gain: Ints
    price: Ints
    goal: Ints
    slots: Ints
    travel: Ints
    cost: Ints
    prerequisite: Ints

    @classmethod
    def build(
        cls,
        gain: Any,
        goal: Any,
        price: Any = 0,
        slots: Any = 0,
        travel: Any = 0,
        cost: Any = 0,
        prerequisite: Any = -1,
    ) -> Options:
        """Options from lists; what is left out is free, at any time, nearby and depends on nothing."""
        count = np.asarray(gain).size
        given = (gain, price, goal, slots, travel, cost, prerequisite)
        options = cls(*(np.array(np.broadcast_to(np.asarray(one, np.int64), (count,))) for one in given))
        if count > MOST_OPTIONS:
            raise BadInstance(f"A bundle is chosen from at most {MOST_OPTIONS} options; there are {count}.")
        wanted = options.prerequisite
        if count and (wanted.min() < -1 or wanted.max() >= count or (wanted == np.arange(count)).any()):
            raise BadInstance("A prerequisite must be another option's position, or -1.")
        return options


@dataclass(frozen=True)
class Bundle:
    """options: positions in Options, rising; value: the programme's objective, in micro-gains."""

    options: tuple[int, ...]
    value: int


@dataclass(frozen=True)
class Suggestion:
    """The best bundle and the next best (None when nothing else is allowed). Doing nothing is a bundle too."""

    best: Bundle
    runner_up: Bundle | None


def suggest(
    options: Options,
    travel_limit: int = NO_LIMIT,
    purse: int = NO_LIMIT,
    theta_percent: int = 40,
    most: int = MOST_IN_BUNDLE,
) -> Suggestion:
    """The best bundle. travel_limit: metres in all. purse: pence in all. theta_percent: what a repeat counts for.

    Ties go to the smaller bundle, then to the one whose options come first.
    """
    if not 0 <= theta_percent <= 100 or not 0 <= most <= MOST_IN_BUNDLE:
        raise BadInstance(f"theta_percent must be 0 to 100 and a bundle at most {MOST_IN_BUNDLE} options.")
    chosen, values = _enumerate(
        options.gain,
        options.price,
        options.goal,
        options.slots,
        options.travel,
        options.cost,
        options.prerequisite,
        travel_limit,
        purse,
        theta_percent,
        most,
    )
    found = [
        Bundle(tuple(int(o) for o in row if o >= 0), int(value))
        for row, value in zip(chosen, values, strict=True)
        if row[0] != -2
    ]
    return Suggestion(found[0], found[1] if len(found) > 1 else None)


@kernel
def _distinct_times(a, b, c):
    """Whether a different half-day can be given to each of up to three options; 0 = any time (Hall 1935)."""
    sets = (a, b, c)
    for chosen in range(1, 8):
        union = 0
        tied = 0
        for k in range(3):
            if (chosen >> k) & 1 and sets[k] != 0:
                union |= sets[k]
                tied += 1
        while union != 0 and tied > 0:
            union &= union - 1
            tied -= 1
        if tied > 0:
            return False
    return True


@kernel
def _worth(gain, goal, theta, p, q, r):
    """Sum of gains where the k-th greatest of one goal counts theta^(k-1), theta in hundredths, rounded down."""
    total = 0
    members = (p, q, r)
    for one in members:
        if one < 0:
            continue
        counted = gain[one]
        for other in members:
            before = other >= 0 and other != one and goal[other] == goal[one]
            if before and (gain[other] > gain[one] or (gain[other] == gain[one] and other < one)):
                counted = counted * theta // 100
        total += counted
    return total


@kernel
def _has(prerequisite, one, p, q, r):
    wanted = prerequisite[one] if one >= 0 else -1
    return wanted < 0 or wanted in (p, q, r)


@kernel
def _enumerate(gain, price, goal, slots, travel, cost, prerequisite, travel_limit, purse, theta, most):
    """(positions: int64[2, 3], -1 = none, first -2 = no such bundle; values: int64[2]) of the best two."""
    count = gain.size
    chosen = np.full((2, 3), -1, np.int64)
    chosen[1, 0] = -2
    values = np.zeros(2, np.int64)
    for size in range(1, most + 1):
        for p in range(count):
            for q in range(p + 1 if size > 1 else count - 1, count):
                for r in range(q + 1 if size > 2 else count - 1, count):
                    b = q if size > 1 else -1
                    c = r if size > 2 else -1
                    far = travel[p]
                    dear = cost[p]
                    steer = price[p]
                    if b >= 0:
                        far += travel[b]
                        dear += cost[b]
                        steer += price[b]
                    if c >= 0:
                        far += travel[c]
                        dear += cost[c]
                        steer += price[c]
                    if far > travel_limit or dear > purse:
                        continue
                    if not (
                        _has(prerequisite, p, p, b, c)
                        and _has(prerequisite, b, p, b, c)
                        and _has(prerequisite, c, p, b, c)
                    ):
                        continue
                    if not _distinct_times(slots[p], slots[b] if b >= 0 else 0, slots[c] if c >= 0 else 0):
                        continue
                    value = _worth(gain, goal, theta, p, b, c) - steer
                    if value > values[0]:
                        values[1] = values[0]
                        chosen[1, :] = chosen[0, :]
                        values[0] = value
                        chosen[0, 0] = p
                        chosen[0, 1] = b
                        chosen[0, 2] = c
                    elif value > values[1] or chosen[1, 0] == -2:
                        values[1] = value
                        chosen[1, 0] = p
                        chosen[1, 1] = b
                        chosen[1, 2] = c
    return chosen, values

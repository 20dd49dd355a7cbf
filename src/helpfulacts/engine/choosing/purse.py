"""What every voter has left: a float to search with, and an exact fraction to decide with.

Voters who paid for the same projects from the same share have the same left. So it is enough to know a few kinds of
voter, each come from another kind by one payment, and to work out a kind's exact amount when a decision needs it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from .ballots import Ballots

CLOSE = 1e-6
"""Two floats nearer than this part of each other are compared exactly.

Sums of n floats err by less than n * 2**-53 of the sum, and a price by at most n times as much: for 100,000 voters, by
a part of 1e-6 at the very worst.
"""
BROKE = 1
"""The kind of voter who has nothing left for certain."""

Groups = list[tuple[Fraction, int]]
"""(amount, how many have it), ascending."""


def _whole(groups: Groups) -> tuple[list[int], int]:
    """(amounts as whole numbers, of which so many make 1): many sums of these take less than one sum of fractions."""
    parts = lcm(*(amount.denominator for amount, _ in groups))
    return [amount.numerator * (parts // amount.denominator) for amount, _ in groups], parts


def exact_price(cost: int, groups: Groups) -> Fraction | None:
    """The most that one supporter pays, if all pay alike and whoever has less pays all of it; None: not enough."""
    amounts, parts = _whole(groups)
    open_cost, payers = cost * parts, sum(count for _, count in groups)
    for amount, (_, count) in zip(amounts, groups, strict=True):
        if amount * payers >= open_cost:
            return Fraction(open_cost, payers * parts)
        open_cost -= amount * count
        payers -= count
    return None


def together(groups: Groups) -> Fraction:
    """What all of them have."""
    amounts, parts = _whole(groups)
    counts = (count for _, count in groups)
    return Fraction(sum(amount * count for amount, count in zip(amounts, counts, strict=True)), parts)


def below(groups: Groups, amount: Fraction) -> int:
    """How many groups have less than that, the first ones."""
    return bisect_left(groups, amount, key=lambda group: group[0])


def _ascending(group: tuple[Fraction, int]) -> tuple[float, Fraction]:
    """An exact key: a fraction turns into the nearest float, so that a lesser float is a lesser fraction."""
    return float(group[0]), group[0]


class Purse:
    """Everybody's money, from an equal share down. Amounts as in `Ballots`."""

    def __init__(self, ballots: Ballots, share: Fraction) -> None:
        self._ballots, self._share = ballots, share
        self.money = np.full(ballots.voters, float(share))
        self._paid: list[tuple[int, float]] = []
        self._kinds: _Kinds | None = None

    def pay(self, project: int, price: float) -> None:
        """Every supporter pays the price, or all that they have."""
        who = self._ballots.supporters(project)
        self.money[who] = np.maximum(0.0, self.money.take(who) - price)
        self._paid.append((project, price))

    def groups(self, project: int) -> Groups:
        """What its supporters have left, exactly."""
        if self._kinds is None:
            self._kinds = _Kinds(self._ballots, self._share)
        return self._kinds.groups(project, self._paid)

    def price(self, project: int) -> Fraction | None:
        """What the project would cost each supporter at most, exactly; None where they have too little."""
        return exact_price(self._ballots.costs[project], self.groups(project))


class _Kinds:
    """The exact half of a purse. It follows the payments when it is asked, which in most counts is never."""

    def __init__(self, ballots: Ballots, share: Fraction) -> None:
        self._ballots = ballots
        self._money = np.full(ballots.voters, float(share))
        self._kind = np.zeros(ballots.voters, dtype=np.int64)
        self._kinds = 2
        self._exact: dict[int, Fraction] = {0: share, BROKE: Fraction(0)}
        self._came_from: list[NDArray[np.int64]] = []
        self._first_kinds: list[int] = []
        self._prices: list[Fraction] = []

    def groups(self, project: int, paid: list[tuple[int, float]]) -> Groups:
        """What its supporters have left after these payments, of which those followed before are the first."""
        for each, price in paid[len(self._came_from) :]:
            self._follow(each, price)
        counts = np.bincount(self._kind[self._ballots.supporters(project)])
        kinds = np.flatnonzero(counts)
        return self._grouped(kinds.tolist(), counts[kinds].tolist())

    def _follow(self, project: int, price: float) -> None:
        """Each kind becomes another; whoever has paid all of it, for certain, is broke. Its exact price is kept."""
        who = self._ballots.supporters(project)
        had, kind = self._money[who], self._kind[who]
        counts = np.bincount(kind, minlength=self._kinds)
        came_from = np.flatnonzero(counts)
        becomes = np.zeros(self._kinds, dtype=np.int64)
        becomes[came_from] = self._kinds + np.arange(came_from.size)
        self._kind[who] = np.where(had < price * (1 - CLOSE), BROKE, becomes[kind])
        self._money[who] = np.maximum(0.0, had - price)
        groups = self._grouped(came_from.tolist(), counts[came_from].tolist())
        exact = exact_price(self._ballots.costs[project], groups)
        assert exact is not None, "a project was paid that its supporters cannot pay"
        self._came_from.append(came_from)
        self._first_kinds.append(self._kinds)
        self._prices.append(exact)
        self._kinds += came_from.size

    def _grouped(self, kinds: Iterable[int], counts: Iterable[int]) -> Groups:
        groups = [(self._amount(kind), count) for kind, count in zip(kinds, counts, strict=True)]
        return sorted(groups, key=_ascending)

    def _amount(self, kind: int) -> Fraction:
        path = []
        while kind not in self._exact:
            path.append(kind)
            kind = self._before(kind)
        amount = self._exact[kind]
        for later in reversed(path):
            price = self._prices[bisect_right(self._first_kinds, later) - 1]
            amount = self._exact[later] = max(Fraction(0), amount - price)
        return amount

    def _before(self, kind: int) -> int:
        at = bisect_right(self._first_kinds, kind) - 1
        return int(self._came_from[at][kind - self._first_kinds[at]])

"""How many places of each offer the budget lines pay for; people are then admitted exactly, in order, within those places.

The programme is in `money`. Method, for each of its stages (floors, classes in order, gain): the linear optimum gives a
bound and the value of money; its places are rounded down, and what is left buys one place at a time where it lets in the
earliest person who would otherwise have none, or else adds the most gain for its price. Each answer is judged by what
really comes of it (`admit`, `improve`), and the best is kept. Where the instance is small and something is lost, branch
and bound looks for better, to a number of nodes. Money that no place needs is given back.

No combinatorial guarantee is claimed: bound, reached and loss are told for each stage instead. The bound of a stage is for
what was reached of the stages before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .admit import Admission, Floors, admit
from .counterfactual import Effect
from .improve import Improved, improve
from .instance import MICRO, BadInstance, Instance, Ints
from .money import Kept, Money, Programme, Solved, aims_of, whole, within
from .order import total_order

SMALL_OFFERS, SMALL_PAIRS, NODES = 40, 5_000, 2_000
"""Branch and bound is tried up to so many offers to pay for, and pairs, and to so many nodes a stage."""

ROUNDING = 1e-7
"""A loss of gain below this share is the solver's own arithmetic."""

GAIN = "gain"


@dataclass(frozen=True)
class Stage:
    """One aim. bound, reached: people, or micro-gains for "gain". value: float64[L], of the next £1 in each line."""

    name: str
    bound: int
    reached: int
    value: NDArray[np.float64] = field(compare=False)

    @property
    def loss(self) -> int:
        return self.bound - self.reached


@dataclass(frozen=True)
class Funding:
    """places: int64[R], to share in place of the capacity. spent, left: int64[L], pence, once every one of them is used."""

    places: Ints
    stages: tuple[Stage, ...]
    spent: Ints
    left: Ints


@dataclass(frozen=True)
class _Tried:
    """Places and what comes of them. reached: of each stage, in order."""

    places: Ints
    admission: Admission
    improved: Improved
    reached: tuple[int, ...]


def fund(
    instance: Instance,
    money: Money,
    classes: ArrayLike,
    tickets: Sequence[str],
    floors: Floors | None = None,
    standing: ArrayLike | None = None,
    *,
    order: Ints | None = None,
    nodes: int = NODES,
) -> Funding:
    """The places to pay for. Arguments as in `share`; order: int64[P], instead of class, standing and ticket.

    nodes: 0 leaves branch and bound out. Raises BadInstance.
    """
    instance.validate()
    money.validate(instance.offers)
    if floors is not None:
        floors.validate(instance.people, instance.offers)
    classes = np.asarray(classes, np.int64)
    if classes.shape != (instance.people,):
        raise BadInstance(f"There are {instance.people} people: classes must be one per person.")
    return _Funder(
        instance, money, classes, floors, total_order(classes, tickets, standing) if order is None else order
    ).run(nodes)


def more_money(
    instance: Instance,
    money: Money,
    classes: ArrayLike,
    tickets: Sequence[str],
    line: int,
    pence: int,
    floors: Floors | None = None,
    standing: ArrayLike | None = None,
    *,
    order: Ints | None = None,
    now: Funding | None = None,
) -> Effect:
    """Who would have a place and who would lose theirs with so many more pence in a line, by running it all again.

    Unlike one more place, more money can cost somebody a place: other places may be worth paying for. pence: may be less
    than nothing. now: the funding as it stands, to save working it out. Raises BadInstance.
    """
    if not 0 <= line < money.pence.size:
        raise BadInstance(f"There is no line {line}.")
    turns = total_order(classes, tickets, standing) if order is None else order
    held = money.pence.copy()
    held[line] = max(0, held[line] + pence)
    before = now or fund(instance, money, classes, tickets, floors, standing, order=turns)
    after = fund(instance, replace(money, pence=held), classes, tickets, floors, standing, order=turns)
    had, has = (
        admit(instance.with_capacity(one.places), turns, floors).assign >= 0 for one in (before, after)
    )
    return Effect(np.flatnonzero(has & ~had), np.flatnonzero(had & ~has))


class _Funder:
    def __init__(
        self, instance: Instance, money: Money, classes: Ints, floors: Floors | None, order: Ints
    ) -> None:
        self.instance, self.money, self.floors, self.order = instance, money, floors, order
        self.classes = classes
        self.groups = np.unique(classes)
        self.limited = money.limited

    def run(self, nodes: int) -> Funding:
        free = self._tried(self.instance.capacity)
        names = [*(["floors"] if self._owed else []), *(f"class {n}" for n in self.groups.tolist()), GAIN]
        if (self.money.spent(self._used(free)) <= self.money.pence).all():
            # Money is enough for all that would be used: nothing is lost, and more of it is worth nothing.
            nothing = np.zeros(self.money.pence.size)
            stages = [Stage(name, n, n, nothing) for name, n in zip(names, free.reached, strict=True)]
            return self._funding(free, stages)
        programme = Programme(self.instance, self.money)
        aims = [aim for _, aim in aims_of(self.instance, programme.owner, self.classes, self.floors)]
        small = self.limited.sum() <= SMALL_OFFERS and self.instance.pairs <= SMALL_PAIRS
        best: _Tried | None = None
        found: list[tuple[int, NDArray[np.float64]]] = []
        while len(found) < len(aims):
            at = len(found)
            kept = [(aims[n], best.reached[n]) for n in range(at)] if best else []
            ahead = self._ahead(programme, aims, kept)
            best = self._better(best, ahead[-1])
            for solved in ahead:
                found.append((whole(solved.bound), solved.value))
                if best.reached[len(found) - 1] < whole(solved.bound):
                    break
            at = len(found) - 1
            if nodes and small and best.reached[at] < found[at][0]:
                kept = [(aims[n], best.reached[n]) for n in range(at)]
                exact = programme.search(aims[at], kept, nodes)
                if exact is not None:
                    best = self._better(best, exact)
                    found[at] = (min(found[at][0], whole(exact.bound)), found[at][1])
        assert best is not None  # somebody asks for what costs money, so there is a class
        best, most, value = self._gain(best)
        stages = [
            Stage(name, max(bound, reached), reached, 100 * worth)
            for name, (bound, worth), reached in zip(
                names, [*found, (most, value)], best.reached, strict=True
            )
        ]
        return self._funding(best, stages)

    @staticmethod
    def _ahead(programme: Programme, aims: list[NDArray[np.float64]], kept: Kept) -> list[Solved]:
        """The linear optimum of each stage that is not yet settled, each keeping the whole part of those before."""
        solved: list[Solved] = []
        for aim in aims[len(kept) :]:
            solved.append(programme.solve(aim, kept, None))
            kept = [*kept, (aim, whole(solved[-1].bound))]
        return solved

    @property
    def _owed(self) -> bool:
        return self.floors is not None and self.floors.person.size > 0

    def _tried(self, places: Ints) -> _Tried:
        instance = self.instance.with_capacity(places)
        admission = admit(instance, self.order, self.floors)
        improved = improve(instance, admission)
        placed = self.classes[admission.assign >= 0]
        met = (
            [self.floors.person.size - admission.unmet_floors.size]
            if self.floors is not None and self._owed
            else []
        )
        counts = [int((placed == number).sum()) for number in self.groups.tolist()]
        return _Tried(places, admission, improved, (*met, *counts, improved.primal))

    def _used(self, tried: _Tried) -> Ints:
        """The places with those that a line pays for cut to the ones somebody holds. The same answer comes of them."""
        held = tried.improved.assign[tried.improved.assign >= 0]
        load = np.bincount(held, minlength=self.instance.offers).astype(np.int64)
        return np.where(self.limited, load, self.instance.capacity)

    def _filled(self, places: Ints, *, for_gain: bool = False) -> _Tried:
        """The places, and as many more as what is left can buy, one at a time where it matters most.

        for_gain: also places that let nobody in but add to the gain.
        """
        tried = self._tried(places)
        while True:
            used = self._used(tried)
            left = self.money.pence - self.money.spent(used)
            can = self.limited & (used < self.instance.capacity) & (self.money.cost <= left).all(axis=1)
            can &= tried.places == used
            lets_in, gains = can & (tried.admission.tight >= 0), can & (tried.improved.price >= 1)
            if lets_in.any():
                # Tight sets are numbered as they closed: the first was met by the earliest person without a place.
                first = tried.admission.tight[lets_in].min()
                which = np.flatnonzero(lets_in & (tried.admission.tight == first))
                pick = which[np.argmin(self._price(which))]
            elif for_gain and gains.any():
                which = np.flatnonzero(gains)
                pick = which[np.argmax(tried.improved.price[which] / self._price(which))]
            else:
                return replace(tried, places=used)
            used[pick] += 1
            tried = self._tried(used)

    def _price(self, offers: Ints) -> NDArray[np.float64]:
        """What a place takes, as a share of what each line holds, added up."""
        return np.asarray((self.money.cost[offers] / np.maximum(1, self.money.pence)).sum(axis=1))

    def _better(self, best: _Tried | None, solved: Solved, *, for_gain: bool = False) -> _Tried:
        places = within(solved.places, self.money, self.instance.capacity)
        other = self._filled(places, for_gain=for_gain)
        return other if best is None or other.reached > best.reached else best

    def _gain(self, best: _Tried) -> tuple[_Tried, int, NDArray[np.float64]]:
        """The last stage: the greatest gain for the people admitted, who all stay, and for nobody else."""
        while True:
            pairs = best.admission.restricted.with_capacity(self.instance.capacity)
            narrow = Programme(pairs, self.money)
            solved = narrow.solve(pairs.gain / MICRO, [], best.admission.assign >= 0)
            better = self._better(best, solved, for_gain=True)
            people = better.admission.assign >= 0
            if np.array_equal(people, best.admission.assign >= 0):
                break
            best = better  # with other people of the same classes there is more gain
        most = whole(solved.bound * MICRO)
        if most - better.reached[-1] <= 1 + ROUNDING * abs(most):
            most = better.reached[-1]
        return better, most, solved.value

    def _funding(self, tried: _Tried, stages: list[Stage]) -> Funding:
        places = self._used(tried)
        spent = self.money.spent(places)
        return Funding(places, tuple(stages), spent, self.money.pence - spent)

"""The programme of money: how many places of each offer the budget lines can pay for, at best.

Programme, for people i, offers j and budget lines l; x_ij is person i at offer j, y_j the places paid for at j:
    sum_j x_ij <= 1,   sum_i x_ij <= y_j <= capacity_j,   sum_j cost_jl y_j <= pence_l,   x, y >= 0
maximised in stages, each keeping what was reached of those before: floors met at a qualifying offer, then people placed
of class 1, of class 2 and so on (preemptive goals: Charnes and Cooper, "Management Models and Industrial Applications of
Linear Programming", 1961), and last the gain of the people who are then admitted, all of whom stay placed.
With the y given, the x are a flow; with the y to be chosen it is a knapsack of many parts, NP-hard, so the linear optimum
is a bound and no more. Its dual of a line is what one more penny there is worth (Dantzig 1963, chapter 12).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from .admit import Floors
from .instance import BadInstance, Instance, Ints

ALMOST = 1e-6
"""How near a whole number the solver's number must be to count as it."""

MOST_PENCE = 10**12
"""The most that a line may hold: ten thousand million pounds."""


@dataclass(frozen=True)
class Money:
    """cost: int64[R, L], pence that one place of an offer takes from a line, 0 = nothing. pence: int64[L], what lines hold."""

    cost: Ints
    pence: Ints

    def validate(self, offers: int) -> Money:
        """Return self, or raise BadInstance with one clear sentence."""
        if self.cost.dtype != np.int64 or self.pence.dtype != np.int64 or self.pence.ndim != 1:
            raise BadInstance("Costs and budgets must be whole pence (int64).")
        if self.cost.shape != (offers, self.pence.size):
            raise BadInstance(f"Costs must be a table of {offers} offers by {self.pence.size} lines.")
        for one in (self.cost, self.pence):
            if one.size and (one.min() < 0 or one.max() > MOST_PENCE):
                raise BadInstance(f"A cost or a budget lies outside 0 to {MOST_PENCE} pence.")
        return self

    @property
    def limited(self) -> NDArray[np.bool_]:
        """bool[R]: offers whose places some line pays for."""
        return np.asarray((self.cost > 0).any(axis=1))

    def spent(self, places: Ints) -> Ints:
        """int64[L], pence that so many places of each offer take."""
        return np.asarray(places @ self.cost, np.int64)


Kept = list[tuple[NDArray[np.float64], int]]
"""Counts that must not fall: which pairs count, and at least how many."""


@dataclass(frozen=True)
class Solved:
    """places: float64[R], the y. bound: no whole answer of this stage is above it. value: float64[L], of one more penny."""

    places: NDArray[np.float64]
    bound: float
    value: NDArray[np.float64]


@dataclass
class Programme:
    """The programme of one round. Columns: a pair each, then a y for each offer that a line pays for."""

    instance: Instance
    money: Money
    owner: Ints = field(init=False)
    paid: Ints = field(init=False)
    rows: csr_array = field(init=False)
    limit: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        one, money = self.instance, self.money
        self.owner = np.repeat(np.arange(one.people), np.diff(one.indptr))
        self.paid = np.flatnonzero(money.limited)
        pairs, paid, lines = one.pairs, self.paid.size, money.pence.size
        ones = np.ones(pairs)
        persons = csr_array((ones, (self.owner, np.arange(pairs))), shape=(one.people, pairs + paid))
        y = np.arange(paid) + pairs
        offers = csr_array(
            (
                np.append(ones, -np.ones(paid)),
                (np.append(one.offer, self.paid), np.append(np.arange(pairs), y)),
            ),
            shape=(one.offers, pairs + paid),
        )
        costs = csr_array(
            (
                money.cost[self.paid].T.ravel().astype(float),
                (np.repeat(np.arange(lines), paid), np.tile(y, lines)),
            ),
            shape=(lines, pairs + paid),
        )
        self.rows = csr_array(vstack([persons, offers, costs]))
        free = np.where(money.limited, 0, one.capacity)
        self.limit = np.concatenate([np.ones(one.people), free, money.pence]).astype(float)

    def solve(self, aim: NDArray[np.float64], kept: Kept, stay: NDArray[np.bool_] | None) -> Solved:
        """The linear optimum. aim: float64[E], worth of each pair. kept: counts that must not fall, as (pairs, at least).

        stay: bool[P], people who must be placed, while nobody else may; None = anybody may.
        """
        rows, limit = self._with(kept)
        must = {} if stay is None else self._staying(stay)
        # By interior points and crossover many times faster than by the simplex, which steps in where that fails.
        for method in ("highs-ipm", "highs-ds"):
            answer = linprog(
                -self._wide(aim), A_ub=rows, b_ub=limit, bounds=self._bounds(stay), method=method, **must
            )
            if answer.status == 0:
                break
        if answer.status:
            raise BadInstance(f"The programme of money was not solved: {answer.message}")
        first = self.instance.people + self.instance.offers
        value = -answer.ineqlin.marginals[first : first + self.money.pence.size]
        return Solved(self._places(answer.x), -float(answer.fun), np.maximum(0.0, value))

    def search(self, aim: NDArray[np.float64], kept: Kept, nodes: int) -> Solved | None:
        """The same with whole places, by branch and bound up to `nodes`; None where that finds nothing."""
        rows, limit = self._with(kept)
        whole = np.zeros(self.instance.pairs + self.paid.size)
        whole[self.instance.pairs :] = 1
        low, high = np.array(self._bounds(None)).T
        answer = milp(
            -self._wide(aim), integrality=whole, bounds=Bounds(low, high),
            constraints=LinearConstraint(rows, -np.inf, limit), options={"node_limit": nodes, "mip_rel_gap": 0.0},
        )  # fmt: skip
        if answer.x is None:
            return None
        bound = -float(answer.fun if answer.mip_dual_bound is None else answer.mip_dual_bound)
        return Solved(np.rint(self._places(answer.x)), bound, np.zeros(self.money.pence.size))

    def _wide(self, aim: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.append(aim, np.zeros(self.paid.size))

    def _with(self, kept: Kept) -> tuple[csr_array, NDArray[np.float64]]:
        if not kept:
            return self.rows, self.limit
        more = csr_array(np.stack([-self._wide(pairs) for pairs, _ in kept]))
        return csr_array(vstack([self.rows, more])), np.append(
            self.limit, [-float(least) for _, least in kept]
        )

    def _bounds(self, stay: NDArray[np.bool_] | None) -> NDArray[np.float64]:
        high = np.ones(self.instance.pairs) if stay is None else stay[self.owner].astype(float)
        return np.stack(
            [np.zeros(high.size + self.paid.size), np.append(high, self.instance.capacity[self.paid])], axis=1
        )

    def _staying(self, stay: NDArray[np.bool_]) -> dict[str, object]:
        who = np.flatnonzero(stay)
        return {"A_eq": self.rows[who], "b_eq": np.ones(who.size)} if who.size else {}

    def _places(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        places = self.instance.capacity.astype(float)
        load = np.bincount(self.instance.offer, x[: self.instance.pairs], minlength=self.instance.offers)
        places[self.paid] = load[self.paid]
        return places


def within(places: NDArray[np.float64], money: Money, capacity: Ints) -> Ints:
    """int64[R]: the whole part of the places, never over a budget or a capacity."""
    limited = money.limited
    whole = np.where(limited, np.minimum(np.floor(places + ALMOST), capacity), capacity).astype(np.int64)
    while (over := money.spent(whole) - money.pence).max(initial=0) > 0:
        line = int(over.argmax())
        takes = np.where(whole > 0, money.cost[:, line], 0)
        whole[int(takes.argmax())] -= 1
    return whole


def aims_of(
    instance: Instance, owner: Ints, classes: Ints, floors: Floors | None
) -> list[tuple[str, NDArray[np.float64]]]:
    """The stages but the last, in order: (name, which pairs count). "floors" first where somebody is owed one."""
    stages = []
    if floors is not None and floors.person.size:
        owed = np.repeat(floors.person, np.diff(floors.indptr)) * max(1, instance.offers) + floors.offer
        met = np.isin(owner * max(1, instance.offers) + instance.offer, owed)
        stages.append(("floors", met.astype(float)))
    for number in np.unique(classes).tolist():
        stages.append((f"class {number}", (classes[owner] == number).astype(float)))
    return stages


def whole(bound: float) -> int:
    """The greatest whole number not above a solver's bound."""
    return floor(bound + ALMOST)

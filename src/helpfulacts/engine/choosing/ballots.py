"""What a count of approvals begins with, what it comes to, and what can be said of each project afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Satisfaction = Literal["cost", "cardinality"]
"""What a funded project is worth to whoever approves it: its cost, or one."""
SATISFACTIONS: tuple[Satisfaction, ...] = ("cost", "cardinality")
Why = Literal["nobody", "too dear", "not enough support", "money spent before", "did not fit", "count ended"]


class BadBallots(ValueError):
    """The ballots cannot be counted; the message is one sentence for whoever gave them."""


@dataclass(frozen=True)
class Ballots:
    """Approvals. Project j is `projects[j]`; amounts are whole numbers, each `1 / unit` of the currency.

    Whoever approves project j: `supporter[first[j] : first[j + 1]]`, voters as numbers below `voters`, ascending.
    """

    projects: tuple[str, ...]
    costs: tuple[int, ...]
    budget: int
    unit: int
    voters: int
    first: NDArray[np.int64]
    supporter: NDArray[np.int64]

    @classmethod
    def from_lists(
        cls,
        projects: Sequence[str],
        costs: Sequence[int | Fraction],
        budget: int | Fraction,
        ballots: Sequence[Iterable[int]],
    ) -> Ballots:
        """From the projects' numbers on each ballot; one twice on a ballot counts once. Raises BadBallots."""
        chosen = [sorted(set(one)) for one in ballots]
        voter = np.repeat(np.arange(len(chosen), dtype=np.int32), [len(one) for one in chosen])
        project = np.array([j for one in chosen for j in one], dtype=np.int64)
        return cls.from_pairs(projects, costs, budget, len(chosen), voter, project)

    @classmethod
    def from_pairs(
        cls,
        projects: Sequence[str],
        costs: Sequence[int | Fraction],
        budget: int | Fraction,
        voters: int,
        voter: NDArray[np.int32],
        project: NDArray[np.int64],
    ) -> Ballots:
        """From pairs of voter and project, no pair twice. Raises BadBallots."""
        exact = [Fraction(cost) for cost in costs]
        if len(exact) != len(projects) or len(set(projects)) != len(projects):
            raise BadBallots("Every project needs one name of its own and one cost.")
        if any(cost < 0 for cost in exact) or budget < 0:
            raise BadBallots("A cost or the budget is below zero.")
        if project.size and not 0 <= int(project.min()) <= int(project.max()) < len(projects):
            raise BadBallots("A ballot names a project that is not there.")
        unit = lcm(Fraction(budget).denominator, *(cost.denominator for cost in exact))
        by_project = np.lexsort((voter, project))
        first = np.concatenate([[0], np.cumsum(np.bincount(project, minlength=len(projects)))])
        return cls(
            tuple(projects),
            tuple(int(cost * unit) for cost in exact),
            int(Fraction(budget) * unit),
            unit,
            voters,
            first.astype(np.int64),
            voter[by_project].astype(np.int64),
        )

    def supporters(self, project: int) -> NDArray[np.int64]:
        """Who approves it."""
        return self.supporter[self.first[project] : self.first[project + 1]]

    def support(self, project: int) -> int:
        """How many approve it."""
        return int(self.first[project + 1] - self.first[project])

    def order(self) -> list[int]:
        """Rank of each project where all else is equal: by its name as text, letter by letter ("10" before "9")."""
        rank = [0] * len(self.projects)
        for at, project in enumerate(sorted(range(len(rank)), key=self.projects.__getitem__)):
            rank[project] = at
        return rank

    def money(self, amount: int | Fraction) -> Fraction:
        """An amount of this count in the currency."""
        return Fraction(amount) / self.unit


@dataclass(frozen=True)
class Funding:
    """What is funded, in the order in which it was chosen. `share` is what each voter had, where the rule gives shares."""

    winners: tuple[int, ...]
    cost: int
    share: Fraction = Fraction(0)
    runs: int = 1


@dataclass(frozen=True)
class Reason:
    """Why a project is funded or not; amounts in the currency, exact.

    Funded: `step` (from 1), `price` (the most that one supporter pays), how many pay it, how many pay the rest of
    what they had and what those pay together. Not funded: `why`, what its supporters paid for others (`spent_on`, the
    greatest three, rounded), and two ways in which it would have been funded had all else been the same: at the cost
    `enough_cost` or less, or with `more_supporters` more who approve nothing else. `left` is what its supporters still
    have together: after its step, or at the end; by the other rules, what was left of the budget at its turn.
    """

    project: str
    cost: Fraction
    supporters: int
    funded: bool
    left: Fraction
    budget_left: Fraction
    step: int | None = None
    price: Fraction | None = None
    pay_price: int | None = None
    pay_less: int | None = None
    paid_less: Fraction | None = None
    why: Why | None = None
    spent_on: tuple[tuple[str, Fraction], ...] = ()
    enough_cost: Fraction | None = None
    more_supporters: int | None = None

    def as_row(self) -> dict[str, Any]:
        """For JSON: without what does not apply; an amount that is not whole as a decimal number."""
        row = {name: _plain(value) for name, value in vars(self).items() if value is not None}
        if not self.spent_on:
            del row["spent_on"]
        return row


class Ways:
    """What would have funded a project: the highest cost, and the fewest more supporters, found so far."""

    def __init__(self) -> None:
        self.cost: int | None = None
        self.more: int | None = None

    def cost_below(self, limit: Fraction, *, included: bool) -> None:
        """Any cost below the limit would do; the limit itself too if it is included."""
        highest = floor(limit) if included or limit.denominator > 1 else floor(limit) - 1
        if highest >= 0 and (self.cost is None or highest > self.cost):
            self.cost = highest

    def more_than(self, limit: Fraction, *, included: bool) -> None:
        """Any number of supporters above the limit would do; the limit itself too if it is included."""
        fewest = max(1, ceil(limit) if included or limit.denominator > 1 else ceil(limit) + 1)
        if self.more is None or fewest < self.more:
            self.more = fewest

    def said(self, ballots: Ballots, project: int) -> dict[str, Any]:
        """As a reason has it. Whatever it cost, nothing is bought for nobody."""
        helps = self.cost is not None and ballots.support(project) > 0
        return {
            "enough_cost": ballots.money(self.cost or 0) if helps else None,
            "more_supporters": self.more,
        }


def why_not(ballots: Ballots, project: int, otherwise: Why) -> Why:
    """Why it is not funded, where that can be seen from the ballots alone."""
    if ballots.costs[project] > ballots.budget:
        return "too dear"
    return otherwise if ballots.support(project) else "nobody"


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else round(float(value), 6)
    if isinstance(value, tuple):
        return [{"project": name, "paid": _plain(amount)} for name, amount in value]
    return value

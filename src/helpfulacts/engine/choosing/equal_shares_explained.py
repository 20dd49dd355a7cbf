"""Why each project is funded or not by equal shares: who paid what, and what would have funded the others.

What would have funded a project is exact: at the named cost it is funded, at the next higher one it is not; with so many
more supporters, whose share is unspent, it is funded, with one fewer it is not. All else is as it was, and so is the share
of each voter, which the Add1 completion may otherwise change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import inf

import numpy as np
from numpy.typing import NDArray

from .ballots import Ballots, Funding, Reason, Satisfaction, Ways, why_not
from .equal_shares import bought, worth
from .purse import CLOSE, Groups, Purse, below, together

MOST_SPENT_ON = 3


def explain_equal_shares(ballots: Ballots, satisfaction: Satisfaction, funding: Funding) -> list[Reason]:
    """Of every project, in the order of the ballots.

    Twice through the count: floats find the steps at which a project came closest, which are then worked out exactly.
    """
    share, winners = funding.share, set(funding.winners)
    near = {j: _Near() for j in range(len(ballots.projects)) if j not in winners}
    steps = _by_floats(ballots, satisfaction, share, near)
    purse, left, rank = Purse(ballots, share), ballots.budget, ballots.order()
    ways = {j: Ways() for j in near}
    closest = {j: one.closest(ballots, j) for j, one in near.items()}
    reasons: dict[int, Reason] = {}
    for step, (winner, price) in enumerate(steps):
        left -= ballots.costs[winner]
        reasons[winner] = _funded(ballots, purse, winner, step + 1, left)
        exact = purse.price(winner)
        for j in (j for j in near if step in closest[j] and exact and ballots.costs[j]):
            rate = (exact or Fraction(0)) / worth(ballots, winner, satisfaction)
            _look(ballots, j, satisfaction, rate, purse.groups(j), share, rank[j] < rank[winner], ways[j])
        purse.pay(winner, price)
    for j, way in ways.items():
        total = together(purse.groups(j))
        way.cost_below(total, included=True)
        if not ballots.costs[j]:  # what is free waits for its first supporter
            way.more_than(Fraction(1), included=True)
        elif share:
            way.more_than((ballots.costs[j] - total) / share, included=True)
        reasons[j] = _not_funded(ballots, j, share, left, total, near[j].spent, way)
    return [reasons[j] for j in range(len(ballots.projects))]


@dataclass
class _Near:
    """How near a project came at each step, by floats: supporters it lacked, cost that would do; and who got its money."""

    more: list[float] = field(default_factory=list)
    limit: list[float] = field(default_factory=list)
    ties: set[int] = field(default_factory=set)  # steps at which no cost might do, for it ties at all of them
    spent: dict[int, float] = field(default_factory=dict)

    def closest(self, ballots: Ballots, project: int) -> set[int]:
        """The steps at which it was nearest; all of them that floats cannot tell apart."""
        more, limit = np.array(self.more), np.array(self.limit)
        if not more.size:
            return set()
        far = CLOSE * (abs(more.min()) + ballots.support(project) + 1)
        best = (more <= more.min() + far) | (limit >= limit.max() - CLOSE * ballots.costs[project])
        return set(np.flatnonzero(best).tolist()) | self.ties


def _by_floats(
    ballots: Ballots, satisfaction: Satisfaction, share: Fraction, near: dict[int, _Near]
) -> list[tuple[int, float]]:
    """(project, price) of every step."""
    purse, steps = Purse(ballots, share), []
    for winner, price in bought(ballots, purse, satisfaction):
        steps.append((winner, price))
        rate = price / max(1, worth(ballots, winner, satisfaction))
        pays = np.zeros(ballots.voters, dtype=bool)
        pays[ballots.supporters(winner)] = True
        for j, one in near.items():
            who = ballots.supporters(j)
            had = purse.money.take(who)
            one.spent[winner] = float(np.minimum(had[pays.take(who)], price).sum())
            cap = rate * worth(ballots, j, satisfaction)
            if not cap:  # one of them is free
                one.more.append(inf)
                one.limit.append(0.0)
                continue
            paid = float(np.minimum(had, cap).sum())
            one.more.append((ballots.costs[j] - paid) / min(float(share), cap))
            one.limit.append(paid if satisfaction == "cardinality" else _root(had, rate))
            if satisfaction == "cost" and abs(rate * who.size - 1) <= CLOSE:
                one.ties.add(len(steps) - 1)
    return steps


def _funded(ballots: Ballots, purse: Purse, project: int, step: int, left: int) -> Reason:
    groups, price = purse.groups(project), purse.price(project)
    assert price is not None, "what was bought can be paid"
    poor = below(groups, price)
    few, paid_less = sum(count for _, count in groups[:poor]), together(groups[:poor])
    still = together(groups[poor:]) - price * (ballots.support(project) - few)
    return Reason(
        ballots.projects[project], ballots.money(ballots.costs[project]), ballots.support(project), True,
        left=ballots.money(still), budget_left=ballots.money(left), step=step, price=ballots.money(price),
        pay_price=ballots.support(project) - few, pay_less=few, paid_less=ballots.money(paid_less),
    )  # fmt: skip


def _not_funded(
    ballots: Ballots, project: int, share: Fraction, left: int, total: Fraction, spent: dict[int, float], ways: Ways
) -> Reason:  # fmt: skip
    most = sorted(((paid, other) for other, paid in spent.items() if paid > 0), reverse=True)[:MOST_SPENT_ON]
    enough_once = ballots.support(project) * share >= ballots.costs[project]
    return Reason(
        ballots.projects[project], ballots.money(ballots.costs[project]), ballots.support(project), False,
        left=ballots.money(total), budget_left=ballots.money(left),
        why=why_not(ballots, project, "money spent before" if enough_once else "not enough support"),
        spent_on=tuple((ballots.projects[other], Fraction(round(100 * paid / ballots.unit), 100)) for paid, other in most),
        **ways.said(ballots, project),
    )  # fmt: skip


def _root(had: NDArray[np.float64], rate: float) -> float:
    """The highest cost c of which the supporters pay all when nobody pays more than rate * c."""
    if rate * had.size <= 1 + CLOSE:
        return 0.0
    had = np.sort(had)[::-1]
    rich = np.arange(had.size)
    poor_sum = had.sum() - np.concatenate(([0.0], np.cumsum(had[:-1])))
    open_part = 1 - rate * rich
    cost = np.where(open_part > 0, poor_sum / np.where(open_part > 0, open_part, 1), inf)
    holds = (had <= rate * cost * (1 + CLOSE)) & (open_part > 0)
    return float(cost[np.argmax(holds)]) if holds.any() else 0.0


def _look(
    ballots: Ballots, project: int, satisfaction: Satisfaction, rate: Fraction, groups: Groups, share: Fraction,
    wins_ties: bool, ways: Ways,
) -> None:  # fmt: skip
    """What would have made this project the next one, instead of one bought at this rate."""
    cost, most = ballots.costs[project], groups[-1][0] if groups else Fraction(0)
    cap = rate * worth(ballots, project, satisfaction)
    poor = below(groups, cap)
    paid = together(groups[:poor]) + cap * sum(count for _, count in groups[poor:])
    # With all that everybody has it costs exactly so much: a tie only if somebody pays as much as there.
    ways.more_than((cost - paid) / min(share, cap), included=wins_ties or max(most, share) < cap)
    if satisfaction == "cardinality":
        ways.cost_below(paid, included=wins_ties or most < cap)
    elif wins_ties or rate * ballots.support(project) > 1:  # else at best a tie, whatever it cost
        limit = _exact_root(groups, rate)
        ways.cost_below(limit, included=wins_ties or most < rate * limit)


def _exact_root(groups: Groups, rate: Fraction) -> Fraction:
    poor_sum, rich = together(groups), 0
    for amount, count in reversed(groups):
        if rate * rich >= 1:
            break
        limit = poor_sum / (1 - rate * rich)
        if amount <= rate * limit:
            return limit
        poor_sum -= amount * count
        rich += count
    return Fraction(0)

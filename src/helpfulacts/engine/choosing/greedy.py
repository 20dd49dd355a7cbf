"""Greedy: projects in an order, each funded if it still fits into the budget. Shown beside equal shares.

By votes (`cost`: what a project is worth to its supporters, for each unit of its cost), or by votes for each unit of cost
(`cardinality`). Where two are equal, the one whose name comes first as text. What does not fit is passed over.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf

from .ballots import Ballots, Funding, Reason, Satisfaction, Ways, why_not


def greedy(ballots: Ballots, satisfaction: Satisfaction = "cost") -> Funding:
    """What is funded."""
    winners, spent = [], 0
    for project in _turns(ballots, satisfaction):
        if spent + ballots.costs[project] <= ballots.budget:
            winners.append(project)
            spent += ballots.costs[project]
    return Funding(tuple(winners), spent)


def _turns(ballots: Ballots, satisfaction: Satisfaction) -> list[int]:
    rank = ballots.order()
    return sorted(
        range(len(ballots.projects)),
        key=lambda j: (-_merit(ballots.support(j), ballots.costs[j], satisfaction), rank[j]),
    )


def _merit(votes: int, cost: int, satisfaction: Satisfaction) -> Fraction | float:
    if satisfaction == "cost":
        return Fraction(votes)
    return Fraction(votes, cost) if cost else inf


def explain_greedy(ballots: Ballots, satisfaction: Satisfaction = "cost") -> list[Reason]:
    """Of every project, in the order of the ballots. A step is its place in the order, among those that were funded."""
    rank, turns = ballots.order(), _turns(ballots, satisfaction)
    reasons: dict[int, Reason] = {}
    before: list[tuple[int, int]] = []  # each turn before this one, with what was left when it came
    left, step = ballots.budget, 0
    for project in turns:
        cost, votes = ballots.costs[project], ballots.support(project)
        funded = cost <= left
        ways = Ways()
        if funded:
            left, step = left - cost, step + 1
        else:
            ways.cost_below(Fraction(left), included=True)
            for other, then in before:
                _sooner(ballots, satisfaction, ways, (project, other, then), rank[project] < rank[other])
        reasons[project] = Reason(
            ballots.projects[project], ballots.money(cost), votes, funded,
            left=ballots.money(left), budget_left=ballots.money(left), step=step if funded else None,
            why=None if funded else why_not(ballots, project, "did not fit"),
            **({} if funded else ways.said(ballots, project)),
        )  # fmt: skip
        before.append((project, left + cost if funded else left))
    return [reasons[j] for j in range(len(turns))]


def _sooner(
    ballots: Ballots, satisfaction: Satisfaction, ways: Ways, turn: tuple[int, int, int], wins_ties: bool
) -> None:
    """What would have brought a project (first of `turn`) before another one's turn, where so much was left."""
    project, other, left = turn
    cost, votes = ballots.costs[project], ballots.support(project)
    merit = _merit(ballots.support(other), ballots.costs[other], satisfaction)
    if not isinstance(merit, Fraction):
        return
    if cost <= left:
        ways.more_than(merit * (cost if satisfaction == "cardinality" else 1) - votes, included=wins_ties)
    if satisfaction == "cardinality" and merit and votes:
        limit = votes / merit
        ways.cost_below(min(limit, Fraction(left)), included=wins_ties or limit > left)

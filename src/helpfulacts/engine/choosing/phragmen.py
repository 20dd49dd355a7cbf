"""Phragmén's sequential rule: every voter earns money at the same pace, and what its supporters can pay is bought at once.

A purchase takes all that its supporters have. It ends when what would be bought next does not fit into the budget. Where
two could be bought at the same moment, the one whose name comes first as text is. Shown beside equal shares.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from .ballots import Ballots, Funding, Reason, Ways, why_not
from .purse import CLOSE


def phragmen(ballots: Ballots) -> Funding:
    """What is funded."""
    winners = [moment.project for moment in _moments(ballots) if moment.fits]
    return Funding(tuple(winners), sum(ballots.costs[j] for j in winners))


@dataclass
class _Moment:
    """A purchase that comes next, before it is made: when, and what was earned at the last purchase of each voter.

    `level[i]` is an index into `times`. Times are what each voter has earned since the beginning.
    """

    project: int
    time: Fraction
    left: int
    fits: bool
    level: NDArray[np.int64]
    times: list[Fraction]

    def payments(self, ballots: Ballots) -> list[tuple[Fraction, int]]:
        """(what each pays, how many pay it), the most first: what each supporter earned since they last paid."""
        counts = np.bincount(self.level[ballots.supporters(self.project)])
        return [(self.time - self.times[at], int(counts[at])) for at in np.flatnonzero(counts).tolist()]

    def earned_before(self, ballots: Ballots, project: int) -> Fraction:
        """What the supporters of a project had earned and spent, together."""
        counts = np.bincount(self.level[ballots.supporters(project)])
        return sum((self.times[at] * int(counts[at]) for at in np.flatnonzero(counts).tolist()), Fraction(0))


def _moments(ballots: Ballots) -> Iterator[_Moment]:
    """Each purchase, then the one that does not fit, if there is one."""
    rank, left = ballots.order(), ballots.budget
    level, times = np.zeros(ballots.voters, dtype=np.int64), [Fraction(0)]
    when = {
        j: ballots.costs[j] / ballots.support(j)
        for j in range(len(ballots.projects))
        if ballots.support(j) and ballots.costs[j] <= ballots.budget
    }
    while when:
        early, found, known = float("inf"), [], np.array([float(time) for time in times])
        for j in sorted(when, key=when.__getitem__):
            if when[j] > early * (1 + CLOSE):
                break
            together = float(known.take(level.take(ballots.supporters(j))).sum())
            when[j] = (ballots.costs[j] + together) / ballots.support(j)
            early = min(early, when[j])
            found.append(j)
        moment = _Moment(0, Fraction(0), left, True, level, times)
        exact = [
            ((ballots.costs[j] + moment.earned_before(ballots, j)) / ballots.support(j), rank[j], j)
            for j in found
            if when[j] <= early * (1 + CLOSE)
        ]
        moment.time, _, moment.project = min(exact)
        moment.fits = ballots.costs[moment.project] <= left
        yield moment
        if not moment.fits:
            return
        left -= ballots.costs[moment.project]
        level[ballots.supporters(moment.project)] = len(times)
        times.append(moment.time)
        del when[moment.project]


def explain_phragmen(ballots: Ballots) -> list[Reason]:
    """Of every project, in the order of the ballots. Supporters pay what they earned since they last paid."""
    rank, projects = ballots.order(), range(len(ballots.projects))
    winners = set(phragmen(ballots).winners)
    ways = {j: Ways() for j in projects if j not in winners}
    funded: dict[int, Reason] = {}
    left = ballots.budget
    last: int | None = None  # what the count ended at
    for moment in _moments(ballots):
        last = None if moment.fits else moment.project
        for j, way in ways.items():
            wins_ties, before = rank[j] <= rank[moment.project], moment.earned_before(ballots, j)
            way.cost_below(
                min(moment.time * ballots.support(j) - before, Fraction(moment.left)),
                included=wins_ties or moment.time * ballots.support(j) - before > moment.left,
            )
            if ballots.costs[j] <= moment.left and moment.time:
                way.more_than(
                    (ballots.costs[j] + before) / moment.time - ballots.support(j), included=wins_ties
                )
        if moment.fits:
            j, left = moment.project, moment.left - ballots.costs[moment.project]
            payments = moment.payments(ballots)
            most = payments[0][0]
            pay_most = sum(count for amount, count in payments if amount == most)
            funded[j] = Reason(
                ballots.projects[j], ballots.money(ballots.costs[j]), ballots.support(j), True,
                left=Fraction(0), budget_left=ballots.money(left), step=len(funded) + 1,
                price=ballots.money(most), pay_price=pay_most, pay_less=ballots.support(j) - pay_most,
                paid_less=ballots.money(ballots.costs[j] - most * pay_most),
            )  # fmt: skip
    for j, way in ways.items() if last is None else ():  # time would go on for whatever still fits
        way.cost_below(Fraction(left), included=True)
        if ballots.costs[j] <= left:
            way.more_than(Fraction(1), included=True)
    return [
        funded[j]
        if j in funded
        else Reason(
            ballots.projects[j], ballots.money(ballots.costs[j]), ballots.support(j), False,
            left=ballots.money(left), budget_left=ballots.money(left), why=why_not(ballots, j, "did not fit" if j == last else "count ended"),
            **ways[j].said(ballots, j),
        )
        for j in projects
    ]  # fmt: skip

"""The Method of Equal Shares for approvals (Peters, Pierczyński and Skowron 2021), with the Add1 completion.

The money is split equally among the voters. A project can be bought by its supporters alone, all paying alike, but
whoever has less pays all that they have. Each step buys the project whose supporters pay least for what it is worth to
them: for each unit of its cost (`cost`), or for one project (`cardinality`). It ends when no supporters can pay.

Where two are equal to the last fraction, the one whose name comes first as text is bought. Floats only find who may be
the best; all that are close to it are compared as exact fractions.

Add1, as cities use it: the share begins at the whole units of currency in budget / voters and grows by 1 while what is
bought stays within the budget; it goes on though nothing more would fit in, and ends before it overspends.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import inf

import numpy as np

from .ballots import BadBallots, Ballots, Funding, Satisfaction
from .purse import CLOSE, Purse

EXACTLY = 1e-12
MOST_RUNS = 100_000
"""Add1 is refused where it would go on for longer: some minutes."""


def equal_shares(
    ballots: Ballots,
    satisfaction: Satisfaction = "cost",
    completion: str = "none",
    share: Fraction | None = None,
) -> Funding:
    """What is funded. `completion` is "none" or "add1"; `share` overrides budget / voters (and no completion then)."""
    if not ballots.voters:
        return Funding((), 0)
    if share is None and completion == "add1":
        return _add1(ballots, satisfaction)
    each = Fraction(ballots.budget, ballots.voters) if share is None else share
    return _funding(ballots, _winners(ballots, each, satisfaction), each, 1)


def _add1(ballots: Ballots, satisfaction: Satisfaction) -> Funding:
    step = ballots.unit  # one unit of the currency
    share = Fraction(ballots.budget // ballots.voters // step * step)
    wanted = sum(1 for j in range(len(ballots.projects)) if ballots.support(j))
    found = _funding(ballots, _winners(ballots, share, satisfaction), share, 1)
    while len(found.winners) < wanted:
        if found.runs == MOST_RUNS:
            raise BadBallots("So few voters for so much money take too long to complete by ones.")
        share += step
        tried = _funding(ballots, _winners(ballots, share, satisfaction), share, found.runs + 1)
        if tried.cost > ballots.budget:
            return Funding(found.winners, found.cost, found.share, tried.runs)
        found = tried
    return found


def _funding(ballots: Ballots, winners: list[int], share: Fraction, runs: int) -> Funding:
    return Funding(tuple(winners), sum(ballots.costs[j] for j in winners), share, runs)


def worth(ballots: Ballots, project: int, satisfaction: Satisfaction) -> int:
    """What the project is worth to each supporter."""
    return ballots.costs[project] if satisfaction == "cost" else 1


def _winners(ballots: Ballots, share: Fraction, satisfaction: Satisfaction) -> list[int]:
    return [winner for winner, _ in bought(ballots, Purse(ballots, share), satisfaction)]


def bought(ballots: Ballots, purse: Purse, satisfaction: Satisfaction) -> Iterator[tuple[int, float]]:
    """(project, price) in the order in which they are bought, each before it is paid from the purse.

    A price can only rise from step to step: what it was last is a bound of what it is.
    """
    rank = ballots.order()
    supported = [j for j in range(len(ballots.projects)) if ballots.support(j)]
    for free in sorted((j for j in supported if ballots.costs[j] == 0), key=rank.__getitem__):
        yield free, 0.0
    price = {j: ballots.costs[j] / ballots.support(j) for j in supported if ballots.costs[j]}
    rate = {j: price[j] / worth(ballots, j, satisfaction) for j in price}
    while rate:
        least, found = inf, []
        for j in sorted(rate, key=rate.__getitem__):
            if rate[j] > least * (1 + CLOSE):
                break
            price[j] = price_now(ballots, purse, j, price[j])
            if price[j] == inf:
                del rate[j]
                continue
            rate[j] = price[j] / worth(ballots, j, satisfaction)
            least = min(least, rate[j])
            found.append(j)
        close = [j for j in found if rate[j] <= least * (1 + CLOSE)]
        if len(close) > 1:
            close.sort(key=lambda j: (_exact_rate(ballots, purse, j, satisfaction), rank[j]))
        if close:
            winner = close[0]
            yield winner, price[winner]
            purse.pay(winner, price[winner])
            del rate[winner]


def price_now(ballots: Ballots, purse: Purse, project: int, at_least: float) -> float:
    """The most that one supporter pays for it now; infinite where its supporters have too little.

    What comes together at a price is concave in it, so steps from below (`at_least`) reach it and never pass it.
    """
    cost, left = ballots.costs[project], purse.money.take(ballots.supporters(project))
    price = max(at_least, cost / left.size)
    while (missing := cost - float(np.minimum(left, price).sum())) > cost * EXACTLY:
        payers = int(np.count_nonzero(left > price))
        if not payers:
            enough = missing < cost * CLOSE and purse.price(project) is not None
            return price if enough else inf
        price += missing / payers
    total = float(left.sum())
    if total < cost * (1 + CLOSE) and purse.price(project) is None:
        return inf
    return price


def _exact_rate(ballots: Ballots, purse: Purse, project: int, satisfaction: Satisfaction) -> Fraction:
    """Price for each unit of worth, exactly."""
    price = purse.price(project)
    assert price is not None, "only what can be paid is compared"
    return price / worth(ballots, project, satisfaction)

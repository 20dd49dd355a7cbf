"""Small random ballots, and equal shares done the long way: exact fractions, every project looked at in every step."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from helpfulacts.engine.choosing import Ballots

NAMES = ("a", "b", "c", "d", "e", "f")


@st.composite
def ballots(draw: st.DrawFn, free: bool = True) -> Ballots:
    """Up to six projects and eight voters; costs often equal, so that there are ties."""
    projects = draw(st.integers(1, 6))
    costs = draw(st.lists(st.integers(0 if free else 1, 12), min_size=projects, max_size=projects))
    one = st.sets(st.integers(0, projects - 1))
    given = draw(st.lists(one, min_size=1, max_size=8))
    parts = draw(st.sampled_from([1, 1, 2, 3]))
    names = draw(st.permutations(NAMES[:projects]))
    return Ballots.from_lists(
        names, [Fraction(cost, parts) for cost in costs], draw(st.integers(0, 30)), given
    )


def changed(one: Ballots, *, cost: tuple[int, int] | None = None, more: tuple[int, int] = (0, 0)) -> Ballots:
    """The same with another cost of a project, or with (project, so many) more voters who approve it alone."""
    project, extra = more
    given: list[list[int]] = [[] for _ in range(one.voters)]
    for j in range(len(one.projects)):
        for voter in one.supporters(j).tolist():
            given[voter].append(j)
    costs = list(one.costs)
    if cost:
        costs[cost[0]] = cost[1]
    return Ballots.from_lists(one.projects, costs, one.budget, given + [[project]] * extra)


def the_long_way(one: Ballots, satisfaction: str, share: Fraction) -> list[int]:
    left, winners = [share] * one.voters, []
    while True:
        best = None
        for j in range(len(one.projects)):
            who = one.supporters(j).tolist()
            if j in winners or not who or sum(left[i] for i in who) < one.costs[j]:
                continue
            price, rest, payers = Fraction(0), Fraction(one.costs[j]), len(who)
            for amount in sorted(left[i] for i in who):
                price = rest / payers
                if amount >= price:
                    break
                rest, payers = rest - amount, payers - 1
            worth = one.costs[j] if satisfaction == "cost" else 1
            rate = price / worth if worth else Fraction(0)
            if best is None or (rate, one.projects[j]) < best[:2]:
                best = (rate, one.projects[j], j, price)
        if best is None:
            return winners
        winners.append(best[2])
        for i in one.supporters(best[2]).tolist():
            left[i] = max(Fraction(0), left[i] - best[3])

"""What equal shares promises, held against every small case that is drawn."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from itertools import combinations

import numpy as np
import pytest
from ballot_makers import ballots, changed, the_long_way
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.engine.choosing import BadBallots, Ballots, equal_shares, explain_equal_shares
from helpfulacts.engine.choosing.purse import Purse

SATISFACTION = st.sampled_from(["cost", "cardinality"])
FEW = settings(max_examples=60, deadline=None)


@FEW
@given(ballots(), SATISFACTION)
def test_floats_decide_nothing(one: Ballots, satisfaction: str) -> None:
    found = equal_shares(one, satisfaction)
    assert list(found.winners) == the_long_way(one, satisfaction, Fraction(one.budget, one.voters))


@FEW
@given(ballots(), SATISFACTION, st.randoms())
def test_the_order_of_voters_changes_nothing(one: Ballots, satisfaction: str, random: object) -> None:
    turned = list(range(one.voters))
    random.shuffle(turned)
    voter = np.array([turned[i] for i in one.supporter.tolist()], dtype=np.int32)
    project = np.repeat(np.arange(len(one.projects)), np.diff(one.first))
    other = Ballots.from_pairs(one.projects, one.costs, one.budget, one.voters, voter, project)
    assert equal_shares(other, satisfaction).winners == equal_shares(one, satisfaction).winners


@FEW
@given(ballots(free=False))
def test_a_group_with_enough_money_and_the_same_wishes_is_not_left_with_less(one: Ballots) -> None:
    """Extended justified representation: whoever can pay for T together, somebody of them has |T| or more funded."""
    winners = set(equal_shares(one, "cardinality").winners)
    wishes = [
        {j for j in range(len(one.projects)) if i in one.supporters(j).tolist()} for i in range(one.voters)
    ]
    for size in range(1, len(one.projects) + 1):
        for wanted in combinations(range(len(one.projects)), size):
            group = [i for i in range(one.voters) if set(wanted) <= wishes[i]]
            if group and sum(one.costs[j] for j in wanted) * one.voters <= len(group) * one.budget:
                assert max(len(wishes[i] & winners) for i in group) >= size


@FEW
@given(ballots(), SATISFACTION)
def test_the_sums_are_exact_and_nobody_pays_for_what_they_do_not_approve(
    one: Ballots, satisfaction: str
) -> None:
    found = equal_shares(one, satisfaction)
    reasons = explain_equal_shares(one, satisfaction, found)
    assert [row.project for row in reasons] == list(one.projects)
    for row in (row for row in reasons if row.funded):
        assert row.pay_price + row.pay_less == row.supporters > 0
        assert row.pay_price * row.price + row.paid_less == row.cost
    last = min((row.budget_left for row in reasons if row.funded), default=one.money(one.budget))
    assert last == one.money(one.budget - found.cost) >= 0
    steps = {row.step: row.project for row in reasons if row.funded}
    assert [steps[at] for at in sorted(steps)] == [one.projects[j] for j in found.winners]
    purse, share = Purse(one, found.share), found.share
    for project in found.winners:
        before = purse.money.copy()
        purse.pay(project, float(purse.price(project)))
        paid = np.flatnonzero(before - purse.money)
        assert set(paid.tolist()) <= set(one.supporters(project).tolist())
    assert share * one.voters == one.budget


@FEW
@given(ballots(), SATISFACTION)
def test_what_would_have_funded_a_project_would_have(one: Ballots, satisfaction: str) -> None:
    found = equal_shares(one, satisfaction)
    for j, row in enumerate(explain_equal_shares(one, satisfaction, found)):
        if row.funded:
            continue

        def funded(other: Ballots, project: int = j) -> bool:
            return project in equal_shares(other, satisfaction, share=found.share).winners

        if row.enough_cost is not None:
            enough = int(row.enough_cost * one.unit)
            assert funded(changed(one, cost=(j, enough)))
            assert not funded(changed(one, cost=(j, enough + 1)))
        else:
            assert row.supporters == 0
        if row.more_supporters is not None:
            assert funded(changed(one, more=(j, row.more_supporters)))
            assert not funded(changed(one, more=(j, row.more_supporters - 1)))
        else:
            assert found.share == 0


@FEW
@given(ballots(), SATISFACTION)
def test_completed_it_stays_within_the_budget_and_the_next_step_would_not(
    one: Ballots, satisfaction: str
) -> None:
    found = equal_shares(one, satisfaction, "add1")
    assert found.cost <= one.budget
    unit = one.unit
    assert found.share % unit == 0 and found.share >= one.budget // one.voters // unit * unit
    if len(found.winners) < sum(one.support(j) > 0 for j in range(len(one.projects))):
        assert equal_shares(one, satisfaction, share=found.share + unit).cost > one.budget


def test_equal_to_the_last_fraction_goes_by_name() -> None:
    one = Ballots.from_lists(["9", "10"], [3, 3], 3, [[0], [0, 1], [1]])
    assert equal_shares(one).winners == ()
    one = Ballots.from_lists(["9", "10"], [1, 1], 3, [[0], [0, 1], [1]])
    assert [one.projects[j] for j in equal_shares(one).winners] == ["10", "9"]


def test_costs_that_differ_in_the_last_penny_differ() -> None:
    exact = Fraction("400000.01")
    one = Ballots.from_lists(["a", "b"], [exact, Fraction(400000)], 400_001, [[0, 1]] * 3)
    assert [one.projects[j] for j in equal_shares(one, "cardinality").winners] == ["b"]


def test_nobody_voted_and_nothing_is_funded() -> None:
    one = Ballots.from_lists(["a"], [1], 10, [])
    assert equal_shares(one, "cost", "add1").winners == ()
    assert [row.why for row in explain_equal_shares(one, "cost", equal_shares(one))] == ["nobody"]


def test_a_completion_that_would_go_on_for_hours_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module(
        "helpfulacts.engine.choosing.equal_shares"
    )  # the package's own name is the function
    monkeypatch.setattr(module, "MOST_RUNS", 20)
    one = Ballots.from_lists(["a"], [1_000_000], 900_000, [[0], [], []])
    with pytest.raises(BadBallots, match="So few voters for so much money"):
        equal_shares(one, "cost", "add1")


@pytest.mark.parametrize(
    "projects, costs, budget, given",
    [(["a", "a"], [1, 1], 1, []), (["a"], [-1], 1, []), (["a"], [1], -1, []), (["a"], [1], 1, [[1]])],
)
def test_what_cannot_be_counted_is_refused(projects: list, costs: list, budget: int, given: list) -> None:
    with pytest.raises(BadBallots):
        Ballots.from_lists(projects, costs, budget, given)

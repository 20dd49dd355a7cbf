"""Greedy and Phragmén: what they say would have funded a project would have."""

from __future__ import annotations

from functools import partial

from ballot_makers import ballots, changed
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.engine.choosing import Ballots, explain_greedy, explain_phragmen, greedy, phragmen
from helpfulacts.engine.choosing.said import sentence

RULES = {
    "by votes": (partial(greedy, satisfaction="cost"), partial(explain_greedy, satisfaction="cost")),
    "by votes for the money": (
        partial(greedy, satisfaction="cardinality"),
        partial(explain_greedy, satisfaction="cardinality"),
    ),
    "phragmen": (phragmen, explain_phragmen),
}


@settings(max_examples=60, deadline=None)
@given(ballots(free=False), st.sampled_from(sorted(RULES)))
def test_what_would_have_funded_a_project_would_have(one: Ballots, name: str) -> None:
    rule, explain = RULES[name]
    found, reasons = rule(one), explain(one)
    assert found.cost == sum(one.costs[j] for j in found.winners) <= one.budget
    assert [row.funded for row in reasons] == [j in found.winners for j in range(len(one.projects))]
    for j, row in enumerate(reasons):
        if row.funded:
            assert row.price is None or row.price * row.pay_price + row.paid_less == row.cost
            continue
        if row.enough_cost:
            enough = int(row.enough_cost * one.unit)
            assert j in rule(changed(one, cost=(j, enough))).winners
            assert j not in rule(changed(one, cost=(j, enough + 1))).winners
        if row.more_supporters is not None:
            assert j in rule(changed(one, more=(j, row.more_supporters))).winners
            assert j not in rule(changed(one, more=(j, row.more_supporters - 1))).winners


def test_by_votes_and_by_votes_for_the_money() -> None:
    one = Ballots.from_lists(["dear", "cheap", "small"], [10, 4, 3], 10, [[0], [0], [0, 1], [1], [2]])
    assert [one.projects[j] for j in greedy(one).winners] == ["dear"]
    assert [one.projects[j] for j in greedy(one, "cardinality").winners] == ["cheap", "small"]


def test_phragmen_ends_where_the_next_does_not_fit() -> None:
    one = Ballots.from_lists(["a", "b", "c"], [6, 6, 4], 10, [[0], [0], [0], [1], [1], [2]])
    assert [one.projects[j] for j in phragmen(one).winners] == ["a"]
    [_, b, c] = explain_phragmen(one)
    assert (b.why, c.why) == ("did not fit", "count ended")
    assert sentence(b).startswith("When its turn came, only 4 was left.")
    assert sentence(c).startswith(
        "The count ends at the first project that it cannot pay, which came before it."
    )
    assert "4 was left" in sentence(c), "though it costs 4: it was not passed over for want of money"

"""A budget counted: a share for everybody, with the reason for each project, as the public script counts it again."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.core.errors import Refused
from helpfulacts.deliberation.counting import budget
from helpfulacts.engine.ledger import recount

BY_COST = {"satisfaction": "cost", "completion": "add1", "step": 100}


def made(pence: int, costs: dict[int, int], *votes: tuple[int, ...]) -> dict[str, Any]:
    bundles = Counter(tuple(sorted(vote)) for vote in votes)
    return {
        "took_part": len(votes),
        "pence": pence,
        "options": [
            {"number": number, "pence": cost, "yes": sum(n for vote, n in bundles.items() if number in vote)}
            for number, cost in costs.items()
        ],
        "votes": [[list(vote), bundles[vote]] for vote in sorted(bundles)],
    }


def test_it_works() -> None:
    """Six want two things and four another: by votes alone the four would get nothing."""
    votes = [(1, 2)] * 6 + [(3,)] * 4
    result, explanation = budget.count(made(100_000, {1: 60_000, 2: 40_000, 3: 40_000}, *votes), BY_COST, "")
    assert sorted(result["winners"]) == [1, 3] and result["beside"]["greedy"] == [1, 2]
    assert (result["cost"], result["left"], result["tied"]) == (100_000, 0, [])
    assert explanation["why"]["1"] == "Funded. 6 supporters pay £100 each."
    assert explanation["why"]["2"].startswith("Those who chose it paid for others first, most for “number 1”")
    assert "If only the number of votes counted, numbers 1 and 2 would be paid for." in explanation["steps"]


def test_how_shares_were_raised_is_said_from_the_count_alone() -> None:
    """Ten begin with £90 each; at £100 the last of what they chose is paid for, at £110 it would be too much."""
    votes = [(1,)] * 6 + [(2,)] * 4
    by_tens = {**BY_COST, "step": 1_000}
    result, _ = budget.count(made(95_000, {1: 55_000, 2: 40_000}, *votes), by_tens, "")
    said = budget.how_shares_grew(result, by_tens)
    assert said.startswith(
        "Each vote began with a share of £90. Not all that people chose could be paid with that."
    )
    assert (
        "raised, £10 at a time, up to £100: that is £10 more. Then all that people chose was paid for."
        in said
    )
    dear, _ = budget.count(made(95_000, {1: 55_000, 2: 45_000}, *votes), by_tens, "")
    said = budget.how_shares_grew(dear, by_tens)
    assert "up to £110: that is £20 more. With £10 more each, it would have come to more than £950." in said
    assert said.endswith("all that is paid for costs £550.")
    enough, _ = budget.count(made(95_000, {1: 40_000}, *votes[:6]), by_tens, "")
    assert budget.how_shares_grew(enough, by_tens).endswith("of £150. That paid for all that people chose.")
    assert (
        budget.how_shares_grew(result, {}) == ""
        and budget.how_shares_grew({"took_part": 0, "share": 0}, by_tens) == ""
    )


def test_nobody_voted() -> None:
    assert budget.count(made(100, {1: 50}), BY_COST, "")[0]["winners"] == []


@pytest.mark.parametrize(
    "change", [{"satisfaction": "size"}, {"completion": "add2"}, {"step": 0}, {"step": "1"}]
)
def test_a_way_that_there_is_not_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        budget.count(made(100, {1: 50}, (1,)), {**BY_COST, **change}, "")


@settings(max_examples=60, deadline=None)
@given(
    costs=st.lists(st.integers(1, 3000), min_size=1, max_size=5),
    votes=st.lists(st.sets(st.integers(1, 5)), min_size=1, max_size=9),
    pence=st.integers(100, 6000),
    how=st.sampled_from(
        [
            {},
            {"completion": "add1", "step": 100},
            {"completion": "add1", "step": 37, "satisfaction": "cardinality"},
        ]
    ),
)
def test_the_public_script_pays_for_the_same(
    costs: list[int], votes: list[set[int]], pence: int, how: dict[str, Any]
) -> None:
    priced = dict(enumerate(costs, start=1))
    given_votes = [tuple(sorted(vote & set(priced))) for vote in votes]
    result, _ = budget.count(made(pence, priced, *given_votes), how, "")
    bundles = Counter(frozenset(map(str, vote)) for vote in given_votes)
    again = recount.shared(pence, {str(number): cost for number, cost in priced.items()}, bundles, how)
    assert sorted(result["winners"]) == sorted(map(int, again))

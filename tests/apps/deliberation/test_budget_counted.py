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

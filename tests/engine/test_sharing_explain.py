"""Reasons: in plain words, checkable, and silent about small numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sharing_makers import make_floors, tickets

from helpfulacts.engine.sharing.explain import (
    BadReason,
    Refusal,
    check_refusal,
    placed,
    refusal,
)
from helpfulacts.engine.sharing.instance import Instance
from helpfulacts.engine.sharing.refusal_said import sentence
from helpfulacts.engine.sharing.share import Outcome, share
from helpfulacts.engine.small import some


def small() -> tuple[Instance, Outcome]:
    """Person 3 fits offer 0 only; its holder could move to offer 1, which is full too. Offer 2 is elsewhere."""
    pairs = [(0, 0, 5), (0, 1, 4), (1, 1, 5), (2, 2, 1), (3, 0, 9)]
    instance = Instance.from_pairs(5, [1, 1, 1], pairs)
    return instance, share(instance, [1, 2, 2, 2, 2], ["a", "b", "c", "d", "e"])


def test_it_works() -> None:
    instance, outcome = small()
    why = refusal(instance, outcome, 3)
    assert (why.code, why.offers.tolist(), why.places, why.own_offers) == ("full", [0, 1], 2, 1)
    assert (why.before_by_rule, why.before_by_ticket) == (1, 1)
    check_refusal(instance, outcome.assign, outcome.rank, why)


def test_more_standing_comes_first_by_rule_not_by_ticket() -> None:
    instance = Instance.from_pairs(2, [1], [(0, 0, 5), (1, 0, 5)])
    outcome = share(instance, [1, 1], ["a", "b"], standing=[0, 1])
    why = refusal(instance, outcome, 0)
    assert (why.before_by_rule, why.before_by_ticket) == (1, 0)


def test_nothing_fits() -> None:
    instance, outcome = small()
    why = refusal(instance, outcome, 4)
    assert why.code == "no_offer" and why.offers.size == 0
    check_refusal(instance, outcome.assign, outcome.rank, why)
    assert "Nothing we know of yet fits" in sentence(why)


def test_where_somebody_was_placed() -> None:
    instance, outcome = small()
    here = placed(instance, outcome, 0)
    assert (here.offer, here.gain, here.best_gain, here.alternatives, here.got_best) == (0, 5, 5, 1, True)
    with pytest.raises(ValueError, match="has no place"):
        placed(instance, outcome, 3)
    with pytest.raises(ValueError, match="has a place"):
        refusal(instance, outcome, 0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"offers": np.array([1])}, "leaves out"),
        ({"offers": np.array([0])}, "could move outside"),
        ({"offers": np.array([0, 1, 2])}, "do not add up"),
        ({"own_offers": 2}, "number of offers"),
        ({"places": 3}, "do not add up"),
        ({"before_by_rule": 0}, "do not add up"),
        ({"person": 0}, "has a place"),
        ({"code": "no_offer"}, "Some offer fits"),
    ],
)
def test_the_checker_finds_a_false_reason(change: dict[str, object], message: str) -> None:
    instance, outcome = small()
    why = replace(refusal(instance, outcome, 3), **change)  # type: ignore[arg-type]
    with pytest.raises(BadReason, match=message):
        check_refusal(instance, outcome.assign, outcome.rank, why)


def test_the_checker_finds_a_place_that_was_free_and_a_turn_that_was_jumped() -> None:
    instance, outcome = small()
    why = refusal(instance, outcome, 3)
    more = instance.with_capacity(instance.capacity + 1)
    with pytest.raises(BadReason, match="not full"):
        check_refusal(more, outcome.assign, outcome.rank, why)
    with pytest.raises(BadReason, match="comes after"):
        check_refusal(instance, outcome.assign, outcome.rank[::-1].copy(), why)


def test_a_floor_holder_need_not_leave_the_qualifying_offers() -> None:
    """Person 0 holds offer 0 by a floor and could not be moved to free offer 1 for the sake of person 1."""
    instance = Instance.from_pairs(2, [1, 1], [(0, 0, 5), (0, 1, 4), (1, 0, 5)])
    floors = make_floors([0], [[0]])
    outcome = share(instance, [1, 1], ["b", "a"], floors)
    why = refusal(instance, outcome, 1)
    check_refusal(instance, outcome.assign, outcome.rank, why, floors)
    with pytest.raises(BadReason, match="could move outside"):
        check_refusal(instance, outcome.assign, outcome.rank, why)


def test_small_counts_are_not_spoken() -> None:
    assert [some(n) for n in (0, 1, 9, 10, 1234)] == ["no", "some", "some", "10", "1,234"]


def reason(offers: int, own: int, rule: int, drawn: int) -> str:
    return sentence(Refusal(0, "full", np.arange(offers), rule + drawn, rule, drawn, own))


def test_the_sentence() -> None:
    assert reason(120, 20, 300, 40) == (
        "We could not offer you a place this time. We looked at all 20 offers that fit what you asked for, "
        "and at 100 others that people there could move to. They have 340 places, and all are taken. "
        "300 places went to people the rules put before you. "
        "40 places went to people in the same group as you. There were more people than places, and a draw in "
        "public put their tickets before yours. "
        "We checked if anyone could move to make room for you. No one could."
    )
    assert sentence(
        Refusal(0, "no_offer", np.zeros(0, np.int64), 0, 0, 0, 0), next_round="The next round is on 1 May."
    ).endswith("The next round is on 1 May.")


@pytest.mark.parametrize(
    ("rule", "drawn"), [(3, 0), (0, 3), (3, 4), (50, 3), (3, 50), (9, 9), (0, 50), (50, 0)]
)
def test_no_small_count_can_be_worked_out_from_the_sentence(rule: int, drawn: int) -> None:
    """Either both parts are spoken, both ten or more, or none is: a total less one part would give the other."""
    said = reason(5, 5, rule, drawn)
    numbers = [int(word) for word in said.replace(",", "").replace(":", "").split() if word.isdigit()]
    assert all(number >= 10 for number in numbers)
    assert set(numbers) <= {rule + drawn}


def test_ten_thousand_people_are_explained_quickly_and_rightly() -> None:
    rng = np.random.default_rng(3)
    instance = Instance.from_arrays(
        10_000,
        rng.integers(0, 6, 2000),
        np.repeat(np.arange(10_000), 12),
        rng.integers(0, 2000, 120_000),
        rng.integers(0, 9_000_000, 120_000),
    )
    outcome = share(instance, rng.integers(1, 4, 10_000), tickets(10_000))
    reasons = [refusal(instance, outcome, int(person)) for person in outcome.refused]
    assert len(reasons) > 1000
    for why in reasons[::50]:
        check_refusal(instance, outcome.assign, outcome.rank, why)

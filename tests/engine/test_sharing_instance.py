"""What a round is given: refused with one clear sentence when it cannot be right."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest
from sharing_makers import make_floors

from helpfulacts.engine.sharing.admit import admit
from helpfulacts.engine.sharing.improve import improve
from helpfulacts.engine.sharing.instance import MICRO, BadInstance, Instance
from helpfulacts.engine.sharing.order import commitment, ticket, total_order
from helpfulacts.engine.sharing.share import share

GOOD = Instance.from_pairs(3, [1, 2], [(0, 0, 5), (1, 1, 2), (1, 0, 3), (2, 1, 9)])


def test_it_works() -> None:
    outcome = share(GOOD, [1, 1, 2], ["a", "b", "c"])
    assert outcome.assign.tolist() == [0, 1, 1]
    assert outcome.benefit == 16
    assert outcome.served_by_class == {1: 2, 2: 1}
    assert outcome.refused.tolist() == outcome.no_pairs.tolist() == []


def test_pairs_are_sorted_and_a_pair_named_twice_keeps_its_best_gain() -> None:
    made = Instance.from_pairs(2, [1, 1], [(1, 1, MICRO), (1, 0, 2), (1, 1, 3 * MICRO)])
    assert made.indptr.tolist() == [0, 0, 2]
    assert made.offer.tolist() == [0, 1]
    assert made.gain.tolist() == [2, 3 * MICRO]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"indptr": np.array([0, 1, 3, 5])}, "end at the number of pairs, 4"),
        ({"indptr": np.array([0, 3, 2, 4])}, "never fall"),
        ({"offer": np.array([0, 1, 0, 1], np.int32)}, "rising order"),
        ({"offer": np.array([0, 1, 1, 1], np.int32)}, "none named twice"),
        ({"offer": np.array([0, 0, 2, 1], np.int32)}, "outside 0 to 1"),
        ({"offer": np.array([0, 0, 1, 1])}, "array of int32"),
        ({"gain": np.array([5, 3, -1, 9])}, "outside 0 to"),
        ({"gain": np.array([5, 3, 2**31, 9])}, "outside 0 to"),
        ({"gain": np.array([5, 3, 2])}, "4 pairs but 3 gains"),
        ({"capacity": np.array([1, -1])}, "fewer than no places"),
        ({"capacity": [1, 1]}, "array of int64"),
    ],
)
def test_what_cannot_be_shared_is_refused_in_a_sentence(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadInstance, match=sentence):
        replace(GOOD, **change).validate()  # type: ignore[arg-type]


def test_what_does_not_belong_together_is_refused() -> None:
    with pytest.raises(BadInstance, match="each of the 3 people exactly once"):
        admit(GOOD, np.array([0, 1, 1]))
    with pytest.raises(BadInstance, match="one per person"):
        share(GOOD, [1, 1], ["a", "b", "c"])
    with pytest.raises(BadInstance, match="same ticket"):
        share(GOOD, [1, 1, 1], ["a", "b", "a"])
    with pytest.raises(BadInstance, match="kept for floors"):
        share(GOOD, [0, 1, 1], ["a", "b", "c"], make_floors([0], [[0]]))
    with pytest.raises(BadInstance, match="two floors"):
        share(GOOD, [1, 1, 1], ["a", "b", "c"], make_floors([0, 0], [[0], [1]]))
    with pytest.raises(BadInstance, match="outside 0 to 2"):
        share(GOOD, [1, 1, 1], ["a", "b", "c"], make_floors([3], [[0]]))
    with pytest.raises(BadInstance, match="outside 0 to 1"):
        Instance.from_pairs(1, [1, 1], [(0, 2, 1)])
    with pytest.raises(ValueError, match="another instance"):
        improve(Instance.from_pairs(1, [1], []), admit(GOOD, np.arange(3)))


def test_nobody_and_nothing() -> None:
    empty = share(Instance.from_pairs(0, [], []), [], [])
    assert empty.assign.size == 0 and empty.benefit == 0 and empty.certified_gap == 0
    nothing = share(Instance.from_pairs(2, [0, 5], [(0, 0, 1)]), [1, 1], ["a", "b"])
    assert nothing.refused.tolist() == [0] and nothing.no_pairs.tolist() == [1]


def test_a_very_large_capacity_costs_no_memory() -> None:
    outcome = share(Instance.from_pairs(2, [10**15], [(0, 0, 1), (1, 0, 1)]), [1, 1], ["a", "b"])
    assert outcome.assign.tolist() == [0, 0] and outcome.price.tolist() == [0.0]


def test_order_is_class_then_standing_then_ticket() -> None:
    order = total_order([2, 1, 1, 1], ["a", "d", "c", "b"], [9, 0, 1, 0])
    assert order.tolist() == [2, 3, 1, 0]


def test_anyone_can_recompute_a_ticket_and_the_commitment() -> None:
    assert ticket("seed", "me") == sha256(b"seed|me").hexdigest()
    assert commitment("seed") == sha256(b"seed").hexdigest()


def test_somebody_with_a_floor_moves_only_between_qualifying_offers() -> None:
    """Person 0 would gain most at offer 2, which does not qualify; the floor is at 0 or 1, and 1 wants 0 only."""
    instance = Instance.from_pairs(2, [1, 1, 1], [(0, 0, 5), (0, 1, 1), (0, 2, 9), (1, 0, 4)])
    outcome = share(instance, [3, 1], ["a", "b"], make_floors([0], [[0, 1]]))
    assert outcome.assign.tolist() == [1, 0]
    assert outcome.served_by_class == {0: 1, 1: 1}


def test_an_unmet_floor_is_named_and_keeps_its_ordinary_turn() -> None:
    instance = Instance.from_pairs(2, [0, 1], [(0, 0, 5), (0, 1, 1), (1, 1, 4)])
    outcome = share(instance, [2, 3], ["a", "b"], make_floors([0], [[0]]))
    assert outcome.unmet_floors.tolist() == [0]
    assert outcome.assign.tolist() == [1, -1]
    assert outcome.served_by_class == {2: 1, 3: 0}

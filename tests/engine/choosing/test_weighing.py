"""What matters more, to whom: promises of `weighing`, and numbers of others."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare, spearmanr

from helpfulacts.engine.choosing.weighing import (
    BadWeighing,
    Weights,
    between_people,
    between_principles,
    compared,
    concordance,
    shares_of_points,
    weighted_total,
    weights_of_points,
    weights_of_swings,
)

BOARD = "the board, 3 March"
SCORE = st.integers(0, 10).map(lambda one: one / 10)


def tables(least: int = 2, most: int = 5) -> st.SearchStrategy[np.ndarray]:
    return st.tuples(st.integers(least, most), st.integers(2, 4)).flatmap(
        lambda shape: st.lists(
            st.lists(SCORE, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        ).map(np.array)
    )


def firsts(scores: np.ndarray, shares: np.ndarray) -> set[int]:
    totals = scores @ shares
    return set(np.flatnonzero(totals >= totals.max() - 1e-9).tolist())


def moved(shares: np.ndarray, at: int, to: float) -> np.ndarray:
    new = shares * (1 - to) / (1 - shares[at])
    new[at] = to
    return new


@given(tables(), st.data())
@settings(max_examples=50, deadline=None)
def test_the_first_place_changes_at_the_turn_and_not_before(scores: np.ndarray, data: st.DataObject) -> None:
    count = scores.shape[1]
    points = np.array(data.draw(st.lists(st.integers(1, 9), min_size=count, max_size=count)))
    weights = weights_of_swings(points, BOARD)
    shares = np.array(weights.shares)
    total = weighted_total(scores, weights)
    assert set(total.first) == firsts(scores, shares)
    assume(len(total.first) == 1)
    (first,) = total.first
    for at in range(count):
        for way, end in ((-1, 0.0), (1, 1.0)):
            turn = [one for one in total.turns if one.principle == at and (one.at - one.now) * way > 0]
            if not turn:
                assert first in firsts(scores, moved(shares, at, end)), "it stays first all the way"
                continue
            (one,) = turn
            before = one.now + (one.at - one.now) * 0.999
            assert firsts(scores, moved(shares, at, before)) == {first}
            assert {first, one.option} <= firsts(scores, moved(shares, at, one.at))


def test_there_is_no_total_without_weights_that_somebody_set() -> None:
    with pytest.raises(TypeError):
        weighted_total([[0.5] * 12])  # type: ignore[call-arg]
    with pytest.raises(BadWeighing, match="Say whose weights these are"):
        Weights((0.5, 0.5), " ")
    assert {one.name for one in fields(Weights)} == {"shares", "set_by"}
    assert weighted_total([[1.0, 0.0], [0.0, 1.0]], Weights((0.7, 0.3), BOARD)).set_by == BOARD


@given(tables())
@settings(max_examples=50, deadline=None)
def test_agreement_is_that_of_the_friedman_test(points: np.ndarray) -> None:
    people, things = points.shape
    found = concordance(points)
    if found is None:
        assert all(len(set(row)) == 1 for row in points.tolist())
        return
    assert -1e-9 <= found <= 1 + 1e-9
    if things > 2:  # scipy has no test of two
        assert found == pytest.approx(friedmanchisquare(*points.T).statistic / (people * (things - 1)))


@given(tables(3))
@settings(max_examples=50, deadline=None)
def test_principles_are_at_odds_where_their_rank_correlation_is_negative(scores: np.ndarray) -> None:
    found = {(one.first, one.second): one.rho for one in between_principles(scores)}
    for one in range(scores.shape[1]):
        for other in range(one + 1, scores.shape[1]):
            if len(set(scores[:, one])) == 1 or len(set(scores[:, other])) == 1:
                assert (one, other) not in found
                continue
            rho = spearmanr(scores[:, one], scores[:, other]).statistic
            assert found.get((one, other), 0.0) == pytest.approx(min(rho, 0.0), abs=1e-8)
    assert list(found.values()) == sorted(found.values())


def test_conflict_between_principles_says_nothing_of_people_and_the_other_way_round() -> None:
    at_odds = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    assert [one.rho for one in between_principles(at_odds)] == pytest.approx([-1.0])
    of_one_mind = between_people([[6, 3, 1]] * 4)
    assert of_one_mind.agreement == pytest.approx(1.0)
    assert all(one.least == one.most for one in of_one_mind.spreads)
    split = between_people([[10, 0, 0], [0, 0, 10]] * 4)
    assert split.agreement == pytest.approx(0.25)
    assert [round(one.high - one.low, 6) for one in split.spreads] == [1.0, 0.0, 1.0]


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=8), st.integers(2, 50)
)
@settings(max_examples=50, deadline=None)
def test_who_gives_more_points_counts_no_more(points: list[list[int]], times: int) -> None:
    assume(any(map(sum, points)))
    louder = [[one * times for one in points[0]], *points[1:]]
    found = weights_of_points(points, "everybody").shares
    assert weights_of_points(louder, "everybody").shares == pytest.approx(found)
    assert weights_of_points(points[::-1], "everybody").shares == pytest.approx(found)
    assert sum(found) == pytest.approx(1)


def test_who_gave_no_points_counts_nowhere() -> None:
    assert shares_of_points([[0, 0], [3, 1]]).tolist() == [[0.75, 0.25]]
    assert between_people([[0, 0], [3, 1]]).counted == 1
    assert between_people([[0, 0]]).spreads == () and between_people([[0, 0]]).agreement is None
    with pytest.raises(BadWeighing, match="Nobody gave any points yet"):
        weights_of_points([[0, 0]], "everybody")


def test_golden_the_drinks_of_saaty() -> None:
    """Saaty, "Decision making with the analytic hierarchy process", Int. J. Services Sciences 1 (2008), table of drinks."""
    upper = {
        (0, 1): 9, (0, 2): 5, (0, 3): 2, (0, 4): 1, (0, 5): 1, (0, 6): 1 / 2,
        (1, 2): 1 / 3, (1, 3): 1 / 9, (1, 4): 1 / 9, (1, 5): 1 / 9, (1, 6): 1 / 9,
        (2, 3): 1 / 3, (2, 4): 1 / 4, (2, 5): 1 / 3, (2, 6): 1 / 9,
        (3, 4): 1 / 2, (3, 5): 1, (3, 6): 1 / 3, (4, 5): 2, (4, 6): 1 / 2, (5, 6): 1 / 3,
    }  # fmt: skip
    pairs = np.eye(7)
    for (one, other), times in upper.items():
        pairs[one, other], pairs[other, one] = times, 1 / times
    found = compared(pairs)
    assert [round(one, 3) for one in found.shares] == [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert round(found.ratio, 3) == 0.022 and found.consistent


def test_golden_agreement_of_two_with_ties() -> None:
    """Worked by the formula of Sheskin's handbook for [12, 2, 1, 12, 2] and [1, 4, 7, 1, 0]: W = 0.22973."""
    assert concordance([[12, 2, 1, 12, 2], [1, 4, 7, 1, 0]]) == pytest.approx(0.22973, abs=5e-6)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6))
@settings(max_examples=30, deadline=None)
def test_pairs_that_follow_from_weights_give_them_back_and_are_consistent(values: list[int]) -> None:
    weights = np.array(values, float)
    found = compared(weights[:, None] / weights[None])
    assert found.shares == pytest.approx(tuple(weights / weights.sum()), abs=1e-6)
    assert found.ratio == pytest.approx(0, abs=1e-6)


def test_comparisons_that_go_in_a_circle_are_not_consistent() -> None:
    found = compared([[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]])
    assert found.ratio > 1 and not found.consistent
    assert found.shares == pytest.approx((1 / 3,) * 3)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: shares_of_points([[1, -1]]), "Points are 0 or more."),
        (lambda: shares_of_points([[float("nan")]]), "Points must be a table of numbers."),
        (lambda: shares_of_points([["many"]]), "Points must be a table of numbers."),
        (lambda: shares_of_points([1, 2]), "Points must be a table of numbers."),
        (lambda: weights_of_swings([0, 0], BOARD), "Swings are 0 or more, and one of them is more than 0."),
        (lambda: compared([[1, 2]]), "Compare each with each other one, at most 15."),
        (lambda: compared([[1, 2], [2, 1]]), "Where one matters so many times more"),
        (lambda: weighted_total([[2.0]], Weights((1.0,), BOARD)), "Scores are from 0 to 1"),
        (lambda: weighted_total([[0.5]], Weights((0.5, 0.5), BOARD)), "There are 1 principles and 2 weights."),
        (lambda: Weights((0.5, 0.6), BOARD), "Weights are parts of one whole"),
    ],
)  # fmt: skip
def test_what_cannot_be_weighed_is_one_sentence(call: object, said: str) -> None:
    with pytest.raises(BadWeighing, match=said):
        call()  # type: ignore[operator]

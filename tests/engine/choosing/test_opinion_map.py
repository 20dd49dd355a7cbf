"""The map of opinions keeps its promises: who came first changes nothing, a vote counts once, what does not hold is not shown."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from helpfulacts.engine.choosing.opinion_axes import axes_of
from helpfulacts.engine.choosing.opinion_groups import adjusted_rand, silhouettes
from helpfulacts.engine.choosing.opinion_map import opinion_map
from helpfulacts.engine.choosing.opinion_votes import BadVotes, last_votes

WORDS = ("Buses run late", "Parks are for all", "Close the road", "Pay for the hall", "Open at night", "Tea first",
         "More benches", "No cars", "Longer hours", "Free school meals")  # fmt: skip


def two_camps(people: int, *, away: float = 0.0, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Three in five hold with the first half of ten statements and against the rest; the others the reverse."""
    draw = np.random.default_rng(seed)
    first = np.arange(people) % 5 < 3
    leans = np.where(np.arange(10) < 5, 1, -1)
    sided = np.where(first[:, None], leans, -leans)
    votes = np.where(draw.random((people, 10)) < 0.9, sided, -sided).astype(np.int8)
    return votes, draw.random(votes.shape) >= away


def at_random(people: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    return draw.integers(-1, 2, (people, 10)).astype(np.int8), np.ones((people, 10), bool)


def test_two_camps_are_found_and_said_in_words() -> None:
    found = opinion_map(*two_camps(50), seed="a", statements=WORDS)
    assert found.groups is not None and [group.people for group in found.groups] == [30, 20]
    assert found.stability is not None and found.stability > 0.9
    assert all((label == 0) == (row % 5 < 3) for row, label in enumerate(found.group_of))
    first = found.sentences[0]
    assert first.startswith("30 people who agree with “") and ", and disagree with “" in first
    agreed, disagreed = first.split(", and disagree with ")
    assert {word for word in WORDS if word in agreed} <= set(WORDS[:5])
    assert {word for word in WORDS if word in disagreed} <= set(WORDS[5:])
    assert found.divisive


def test_what_each_group_shares_is_told_apart_from_what_divides_them() -> None:
    votes, answered = two_camps(50)
    votes[:, 4] = 1
    found = opinion_map(votes, answered, seed="a")
    assert found.groups is not None and found.shared == (4,)
    assert found.statements[4].consensus > 0.9 and found.statements[4].divisiveness == 0
    assert 4 not in found.divisive and set(found.divisive) <= set(range(10))


def test_counts_of_groups_add_up_to_those_of_all() -> None:
    votes, answered = two_camps(40, away=0.2)
    found = opinion_map(votes, answered, seed="a")
    for at, one in enumerate(found.statements):
        by_hand = [int(((votes == side) & answered)[:, at].sum()) for side in (1, 0, -1)]
        assert [one.agree, one.passed, one.disagree] == by_hand
        placed = np.array(found.group_of) >= 0
        in_groups = [int(((votes == side) & answered)[placed, at].sum()) for side in (1, 0, -1)]
        assert np.array(one.by_group).sum(0).tolist() == in_groups


@pytest.mark.parametrize("seed", range(3))
def test_groups_that_do_not_hold_are_withheld_with_the_figure(seed: int) -> None:
    found = opinion_map(*at_random(120, seed), seed="a")
    assert found.groups is None and set(found.group_of) == {-1}
    assert found.stability is not None and found.stability < 0.75
    assert f"{found.stability:.2f}" in found.why_none and "0.75 is needed" in found.why_none
    assert found.sentences == (found.why_none,)
    assert all(not one.by_group for one in found.statements)


def test_where_all_agree_there_is_one_group() -> None:
    votes = np.tile(np.array([1, 1, -1], np.int8), (12, 1))
    found = opinion_map(votes, np.ones(votes.shape, bool), seed="a", statements=WORDS[:3])
    assert found.groups is not None and [group.people for group in found.groups] == [12]
    assert found.sentences == (
        "12 people who agree with “Buses run late” and “Parks are for all”, and disagree with “Close the road”.",
    )
    assert found.agreed_by_most == (0, 1) and found.disagreed_by_most == (2,) and not found.divisive


@pytest.mark.parametrize("shape", [(0, 0), (0, 4), (3, 0), (3, 4)])
def test_nobody_has_answered_is_one_sentence(shape: tuple[int, int]) -> None:
    found = opinion_map(np.zeros(shape, np.int8), np.zeros(shape, bool), seed="a")
    assert found.groups is None and found.sentences == ("Nobody has answered yet.",)
    assert found.people == 0 and len(found.positions) == shape[0] and len(found.statements) == shape[1]
    json.dumps(found.to_json())


def test_too_few_people_are_not_grouped() -> None:
    found = opinion_map(*two_camps(14), seed="a")
    assert found.groups is None and found.why_none.startswith(
        "Too few have answered to see groups: 14 people"
    )


def test_no_group_is_smaller_than_was_asked() -> None:
    votes, answered = two_camps(40)
    votes[:3] = np.where(np.arange(10) % 2, 1, -1)
    for smallest in (5, 10):
        found = opinion_map(votes, answered, seed="a", smallest=smallest)
        assert found.groups is None or min(group.people for group in found.groups) >= smallest
    found = opinion_map(*two_camps(24), seed="a", smallest=11)
    assert found.groups is None and found.why_none == (
        "However people are grouped, a group of fewer than 11 is left."
    )
    alike = np.ones((4, 3), np.int8)
    assert opinion_map(alike, alike > 0, seed="a", smallest=10).groups is None


def test_who_answered_little_is_counted_and_in_no_group() -> None:
    votes, answered = two_camps(50)
    answered[0, 3:] = False
    found = opinion_map(votes, answered, seed="a")
    assert found.group_of[0] == -1 and found.groups is not None
    assert sum(group.people for group in found.groups) == 49 and found.statements[0].agree == 50 - int(
        (votes[:, 0] != 1).sum()
    )


@given(st.randoms(use_true_random=False), st.sampled_from(["camps", "random"]))
@settings(max_examples=6, deadline=None)
def test_the_order_of_people_changes_nothing(shuffler: object, kind: str) -> None:
    votes, answered = two_camps(30, away=0.3) if kind == "camps" else at_random(30, 5)
    order = list(range(30))
    shuffler.shuffle(order)  # type: ignore[attr-defined]
    one = opinion_map(votes, answered, seed="a").to_json()
    other = opinion_map(votes[order], answered[order], seed="a").to_json()
    for rows in ("positions", "group_of"):
        assert [one[rows][row] for row in order] == other[rows]
    del one["positions"], other["positions"], one["group_of"], other["group_of"]
    assert one == other


def test_the_same_votes_and_seed_give_the_same_bytes() -> None:
    given_votes = two_camps(40, away=0.2)
    assert len({json.dumps(opinion_map(*given_votes, seed="spring").to_json()) for _ in range(2)}) == 1


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 4), st.sampled_from([-1, 0, 1])), min_size=1, max_size=60
    )
)
@settings(max_examples=60, deadline=None)
def test_who_votes_again_counts_once_and_with_the_last_vote(given_votes: list[tuple[int, int, int]]) -> None:
    matrix = last_votes(given_votes)
    assert matrix.answered.sum() == len({pair[:2] for pair in given_votes})
    last = {(person, statement): vote for person, statement, vote in given_votes}
    for (person, statement), vote in last.items():
        at = matrix.people.index(person), matrix.statements.index(statement)
        assert matrix.answered[at] and matrix.votes[at] == vote
    repeated = last_votes([*given_votes, *((*pair, vote) for pair, vote in last.items())])
    assert (repeated.votes == matrix.votes).all() and (repeated.answered == matrix.answered).all()


@given(
    arrays(np.int8, st.tuples(st.integers(0, 9), st.integers(0, 6)), elements=st.sampled_from([-1, 0, 1, 9]))
)
@settings(max_examples=60, deadline=None)
def test_any_votes_give_a_map_whose_figures_are_in_range(votes: np.ndarray) -> None:
    found = opinion_map(votes, votes != 9, seed="a")
    assert len(found.positions) == len(found.group_of) == len(votes)
    for one in found.statements:
        assert 0 <= one.consensus <= 1 and 0 <= one.divisiveness <= 1
    _, axes = axes_of(votes * (votes != 9), votes != 9)
    for axis in axes:
        assert np.isclose(axis @ axis, 1) or not axis.any()
    json.dumps(found.to_json(), allow_nan=False)


def test_the_mean_of_nobody_is_not_asked_for() -> None:
    votes, answered = two_camps(30)
    answered[:, 4] = False
    found = opinion_map(votes, answered, seed="a")
    assert (found.statements[4].agree, found.statements[4].divisiveness) == (0, 0)
    assert all(axis[4] == 0 for axis in found.axes)


@pytest.mark.parametrize(
    ("votes", "answered", "says"),
    [
        (np.zeros(4), np.ones(4, bool), "a table of people by statements"),
        (np.zeros((2, 3)), np.ones((3, 2), bool), "a table of people by statements"),
        (np.array([[1, 2]]), np.ones((1, 2), bool), "Person 1 said 2 to statement 2"),
    ],
)
def test_what_is_no_vote_is_said_in_one_sentence(votes: np.ndarray, answered: np.ndarray, says: str) -> None:
    with pytest.raises(BadVotes, match=says):
        opinion_map(votes, answered, seed="a")


def test_adjusted_rand_is_that_of_the_worked_example() -> None:
    """Hubert and Arabie (1985), the example of scikit-learn's documentation: 0.571…"""
    assert adjusted_rand(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1])) == pytest.approx(4 / 7)
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0])) == 1
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == pytest.approx(-0.5)


def test_the_silhouette_is_that_of_its_definition() -> None:
    points = np.random.default_rng(2).random((30, 2))
    labels = np.arange(30) % 3
    by_hand = []
    for row in range(30):
        far = np.hypot(*(points - points[row]).T)
        within = far[labels == labels[row]].sum() / ((labels == labels[row]).sum() - 1)
        other = min(far[labels == name].mean() for name in range(3) if name != labels[row])
        by_hand.append((other - within) / max(other, within))
    assert silhouettes(points, [labels])[0] == pytest.approx(np.mean(by_hand))


def test_groups_are_numbered_by_size() -> None:
    found = opinion_map(*two_camps(45, away=0.2, seed=7), seed="b")
    assert found.groups is not None
    assert all(one.people >= other.people for one, other in pairwise(found.groups))

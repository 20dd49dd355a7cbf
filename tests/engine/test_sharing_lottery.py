"""A weighted lottery and kept turns: the chances, the turns kept, and the same bytes each time."""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sharing_makers import Round, rounds

from helpfulacts.engine.sharing.explain import check_refusal, refusal
from helpfulacts.engine.sharing.instance import BadInstance
from helpfulacts.engine.sharing.lottery import Kept, luckiest, weighted_order, with_kept_turns
from helpfulacts.engine.sharing.share import share


def test_the_luckiest_of_a_persons_numbers_counts_and_anyone_can_draw_it_again() -> None:
    numbers = [sha256(f"open seed|7f3a{more}".encode()).hexdigest() for more in ("", "|2", "|3")]
    assert luckiest("open seed", "7f3a", 1) == numbers[0]
    assert luckiest("open seed", "7f3a", 3) == min(numbers)


def test_a_known_draw_comes_out_as_it_did() -> None:
    people = [f"person {n}" for n in range(8)]
    order = weighted_order("a seed that is published", people, [3, 1, 1, 2, 1, 1, 5, 1])
    assert order.tolist() == GOLDEN
    assert order.dtype == np.int64
    again = weighted_order("a seed that is published", people, [3, 1, 1, 2, 1, 1, 5, 1])
    assert again.tobytes() == order.tobytes()


GOLDEN = [6, 0, 3, 7, 2, 4, 1, 5]


@pytest.mark.parametrize(("tickets", "others"), [(1, 1), (2, 1), (3, 1), (3, 2), (2, 3)])
def test_the_chance_to_come_first_is_the_share_of_the_tickets(tickets: int, others: int) -> None:
    """Exactly, by counting: every order of all numbers drawn is as likely, and the lowest decides."""
    mine = [("me", k) for k in range(tickets)]
    theirs = [(name, k) for name in ("a", "b") for k in range(others)]
    first = [order[0][0] for order in permutations([*mine, *theirs])]
    assert Fraction(first.count("me"), len(first)) == Fraction(tickets, tickets + 2 * others)


@pytest.mark.parametrize(("tickets", "others"), [(1, 1), (3, 1), (5, 2)])
def test_drawn_many_times_the_chance_comes_out(tickets: int, others: int) -> None:
    draws = 4000
    won = sum(
        int(weighted_order(f"draw {n}", ["me", "other"], [tickets, others])[0] == 0) for n in range(draws)
    )
    chance = tickets / (tickets + others)
    assert abs(won / draws - chance) < 4 * (chance * (1 - chance) / draws) ** 0.5


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(1, 5), st.integers(0, 5), st.integers(0, 99))
def test_a_ticket_more_never_moves_a_person_back(people: int, held: int, more: int, seed: int) -> None:
    ids = [str(n) for n in range(people)]
    tickets = np.full(people, held)
    before = weighted_order(str(seed), ids, tickets).tolist().index(0)
    tickets[0] += more
    assert weighted_order(str(seed), ids, tickets).tolist().index(0) <= before


@st.composite
def kept_turns(draw: st.DrawFn) -> tuple[np.ndarray, list[Kept]]:
    """An order of people and groups whose kept turns add up to no more than all."""
    people = draw(st.integers(1, 40))
    order = np.array(draw(st.permutations(range(people))), np.int64)
    left, kept = Fraction(1), []
    for _ in range(draw(st.integers(0, 4))):
        of_every = draw(st.integers(1, 9))
        turns = draw(st.integers(0, int(left * of_every)))
        left -= Fraction(turns, of_every)
        members = draw(st.lists(st.booleans(), min_size=people, max_size=people))
        kept.append(Kept(np.array(members, bool), turns, of_every))
    return order, kept


@settings(deadline=None)
@given(kept_turns())
def test_every_leading_part_of_the_order_holds_the_kept_turns(case: tuple[np.ndarray, list[Kept]]) -> None:
    order, kept = case
    result = with_kept_turns(order, kept)
    assert sorted(result.tolist()) == sorted(order.tolist())
    for one in kept:
        had = np.cumsum(one.members[result])
        owed = (np.arange(order.size) + 1) * one.turns // one.of_every
        assert (had >= np.minimum(owed, int(one.members.sum()))).all()
    assert with_kept_turns(order, kept).tobytes() == result.tobytes()


@settings(deadline=None)
@given(kept_turns())
def test_within_and_outside_all_groups_the_order_stays(case: tuple[np.ndarray, list[Kept]]) -> None:
    order, kept = case
    result = with_kept_turns(order, kept)
    kinds = {tuple(bool(one.members[person]) for one in kept) for person in order.tolist()}
    for kind in kinds:
        same = [tuple(bool(one.members[person]) for one in kept) == kind for person in range(order.size)]
        assert [p for p in result.tolist() if same[p]] == [p for p in order.tolist() if same[p]]


def test_a_share_of_no_turns_changes_nothing_and_too_many_turns_are_refused() -> None:
    order = np.array([2, 0, 1], np.int64)
    last = np.array([False, True, False])
    assert with_kept_turns(order, [Kept(last, 0, 5)]) is order
    assert with_kept_turns(order, [Kept(last, 1, 2)]).tolist() == [2, 1, 0]
    with pytest.raises(BadInstance, match="more than all turns"):
        with_kept_turns(order, [Kept(last, 1, 2), Kept(~last, 2, 3)])
    with pytest.raises(BadInstance, match="at least one ticket"):
        weighted_order("seed", ["a"], [0])
    with pytest.raises(BadInstance, match="the same ticket"):
        weighted_order("seed", ["a", "a"], [1, 1])
    with pytest.raises(BadInstance, match="one number per person"):
        weighted_order("seed", ["a", "b"], [1])


def test_two_groups_whose_turns_fall_together_both_have_theirs() -> None:
    order = np.arange(8)
    late = [Kept(np.isin(order, [6, 7]), 1, 2), Kept(np.isin(order, [4, 5]), 1, 2)]
    assert with_kept_turns(order, late).tolist() == [6, 4, 7, 5, 0, 1, 2, 3]


@settings(deadline=None)
@given(rounds(with_floors=True), st.integers(1, 4), st.integers(0, 9))
def test_admission_stays_exact_and_every_refusal_can_be_checked(given_: Round, every: int, seed: int) -> None:
    """By a lottery with kept turns as by strict groups: nobody who comes later holds a place that you could reach."""
    people = given_.instance.people
    tickets = 4 - given_.classes
    order = weighted_order(str(seed), [str(n) for n in range(people)], tickets)
    order = with_kept_turns(order, [Kept(given_.classes == 3, 1, every)])
    outcome = share(given_.instance, given_.classes, given_.tickets, given_.floors, order=order)
    for person in outcome.refused.tolist():
        why = refusal(given_.instance, outcome, person)
        check_refusal(given_.instance, outcome.assign, outcome.rank, why, given_.floors)

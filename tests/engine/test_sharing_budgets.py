"""Money as well as places: what is paid for, against every way of paying on tiny instances."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sharing_makers import Round, make_floors, rounds, tickets

from helpfulacts.engine.sharing.admit import admit
from helpfulacts.engine.sharing.budgets import fund, more_money
from helpfulacts.engine.sharing.instance import MICRO, BadInstance, Instance
from helpfulacts.engine.sharing.money import Money
from helpfulacts.engine.sharing.order import total_order
from helpfulacts.engine.sharing.share import share


def money(cost: list[list[int]], pence: list[int]) -> Money:
    return Money(np.array(cost, np.int64).reshape(len(cost), len(pence)), np.array(pence, np.int64))


def test_it_works() -> None:
    """Three people, two offers with places for all, £10 in the line: the cheap offer helps more of them."""
    instance = Instance.from_pairs(3, [3, 3], [(i, j, (2 - j) * MICRO) for i in range(3) for j in (0, 1)])
    found = fund(instance, money([[800], [300]], [1000]), [1, 1, 1], tickets(3))
    assert found.places.tolist() == [0, 3] and found.spent.tolist() == [900] and found.left.tolist() == [100]
    people, gain = found.stages
    assert (people.name, people.bound, people.reached, people.loss) == ("class 1", 3, 3, 0)
    assert (gain.name, gain.reached) == ("gain", 3 * MICRO) and 0 < gain.loss <= MICRO


def test_the_next_pound_is_worth_what_the_dual_says() -> None:
    instance = Instance.from_pairs(10, [10], [(i, 0, MICRO) for i in range(10)])
    found = fund(instance, money([[250]], [1000]), [1] * 10, tickets(10))
    assert found.places.tolist() == [4] and found.stages[0].value == pytest.approx([0.4])
    effect = more_money(instance, money([[250]], [1000]), [1] * 10, tickets(10), 0, 500, now=found)
    assert effect.helped.size == 2 and effect.lost.size == 0
    less = more_money(instance, money([[250]], [1000]), [1] * 10, tickets(10), 0, -250)
    assert less.helped.size == 0 and less.lost.size == 1
    with pytest.raises(BadInstance, match="no line 1"):
        more_money(instance, money([[250]], [1000]), [1] * 10, tickets(10), 1, 1)


def test_more_money_may_cost_somebody_a_place_and_says_so() -> None:
    """£3 pay for one place of £3 for the first; with £4 it is better to place two others for £2 each."""
    instance = Instance.from_pairs(3, [1, 2], [(0, 0, 1), (1, 1, 1), (2, 1, 1)])
    lines = money([[300], [200]], [300])
    names = ["c", "a", "b"]
    now = fund(instance, lines, [1, 1, 1], names)
    then = fund(instance, replace(lines, pence=np.array([400])), [1, 1, 1], names)
    assert now.stages[0].reached == 1 and then.places.tolist() == [0, 2]


def test_rights_are_paid_for_first() -> None:
    """One pays for a right of the last in the order, the other for two people of class 1."""
    instance = Instance.from_pairs(3, [1, 2], [(0, 1, 5), (1, 1, 5), (2, 0, 1)])
    lines = money([[600], [300]], [600])
    without = fund(instance, lines, [1, 1, 2], tickets(3))
    assert without.places.tolist() == [0, 2]
    owed = fund(instance, lines, [1, 1, 2], tickets(3), make_floors([2], [[0]]))
    assert owed.places.tolist() == [1, 0] and owed.stages[0].name == "floors" and owed.stages[0].loss == 0


@pytest.mark.parametrize(
    ("cost", "pence", "words"),
    [([[1], [1]], [1], "table of 1 offers"), ([[-1]], [1], "outside"), ([[1]], [-1], "outside")],
)
def test_what_cannot_be_is_said(cost: list, pence: list, words: str) -> None:
    instance = Instance.from_pairs(1, [1], [(0, 0, 1)])
    with pytest.raises(BadInstance, match=words):
        fund(instance, money(cost, pence), [1], tickets(1))
    with pytest.raises(BadInstance, match="one per person"):
        fund(instance, money([[1]], [1]), [1, 1], tickets(1))


@st.composite
def with_money(draw: st.DrawFn) -> tuple[Round, Money]:
    case = draw(rounds(with_floors=True, most_people=6, most_offers=3))
    lines = draw(st.integers(1, 2))
    costs = st.lists(st.sampled_from([0, 100, 250, 700]), min_size=lines, max_size=lines)
    cost = [draw(costs) for _ in range(case.instance.offers)]
    return case, money(cost, [draw(st.integers(0, 1500)) for _ in range(lines)])


def reached(case: Round, places: np.ndarray) -> tuple[int, ...]:
    """Floors met, then people placed of each class, by the engine's own admission within these places."""
    order = total_order(case.classes, case.tickets, case.standing)
    found = admit(case.instance.with_capacity(places), order, case.floors)
    owed = 0 if case.floors is None else case.floors.person.size
    met = [owed - found.unmet_floors.size] if owed else []
    placed = case.classes[found.assign >= 0]
    return (*met, *(int((placed == number).sum()) for number in np.unique(case.classes).tolist()))


def every_way(case: Round, lines: Money) -> list[np.ndarray]:
    most = [
        range(c + 1) if paid else [c] for c, paid in zip(case.instance.capacity, lines.limited, strict=True)
    ]
    ways = (np.array(one, np.int64) for one in product(*most))
    return [one for one in ways if (lines.spent(one) <= lines.pence).all()]


@settings(max_examples=60, deadline=None)
@given(with_money(), st.sampled_from([0, 2_000]))
def test_nothing_is_overspent_and_the_loss_is_true(given_case: tuple[Round, Money], nodes: int) -> None:
    case, lines = given_case
    given_round = (case.classes, case.tickets, case.floors, case.standing)
    found = fund(case.instance, lines, *given_round, nodes=nodes)
    assert (found.places <= case.instance.capacity).all() and (found.places >= 0).all()
    assert (found.places == case.instance.capacity)[~lines.limited].all()
    assert (found.left >= 0).all() and (found.spent + found.left == lines.pence).all()
    assert (found.spent == lines.spent(found.places)).all()
    counts = tuple(one.reached for one in found.stages[:-1])
    assert counts == reached(case, found.places)
    outcome = share(case.instance.with_capacity(found.places), *given_round)
    assert found.stages[-1].reached == outcome.benefit
    load = np.bincount(outcome.assign[outcome.assign >= 0], minlength=case.instance.offers)
    assert (load == found.places)[lines.limited].all()  # no money is kept for a place that nobody takes
    best = max(reached(case, way) for way in every_way(case, lines))
    assert counts <= best and all(one.loss >= 0 for one in found.stages)
    for stage, mine, theirs in zip(found.stages, counts, best, strict=False):
        assert stage.bound >= theirs
        if mine != theirs:
            assert stage.loss > 0
            break
    if nodes and case.floors is None:
        assert counts == best


@settings(max_examples=40, deadline=None)
@given(with_money(), st.integers(1, 800))
def test_more_money_never_lowers_the_bound(given_case: tuple[Round, Money], more: int) -> None:
    case, lines = given_case
    given_round = (case.classes, case.tickets, case.floors, case.standing)
    richer = Money(lines.cost, lines.pence + more)
    now, then = (fund(case.instance, one, *given_round) for one in (lines, richer))
    for before, after in zip(now.stages[:-1], then.stages[:-1], strict=True):
        assert after.bound >= before.bound
        if after.reached != before.reached:
            break


@settings(max_examples=30, deadline=None)
@given(with_money())
def test_with_money_enough_all_is_as_without(given_case: tuple[Round, Money]) -> None:
    case, lines = given_case
    rich = Money(lines.cost, np.full_like(lines.pence, 10**9))
    given_round = (case.classes, case.tickets, case.floors, case.standing)
    found = fund(case.instance, rich, *given_round)
    with_all = share(case.instance, *given_round)
    within = share(case.instance.with_capacity(found.places), *given_round)
    assert np.array_equal(with_all.assign >= 0, within.assign >= 0) and with_all.benefit == within.benefit
    assert all(one.loss == 0 and not one.value.any() for one in found.stages)

"""The best bundle for one person, against plain enumeration."""

from __future__ import annotations

from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.engine.sharing.bundle import Bundle, Options, suggest
from helpfulacts.engine.sharing.instance import MICRO, BadInstance


def test_it_works() -> None:
    """A second offer for one goal adds less, so the bundle spans goals; the runner-up says what tipped it."""
    options = Options.build(gain=[9, 8, 5], goal=[0, 0, 1])
    assert suggest(options, most=2).best == Bundle((0, 2), 14)
    assert suggest(options, most=2).runner_up == Bundle((1, 2), 13)
    assert suggest(options).best == Bundle((0, 1, 2), 17)


def best_two(
    options: Options, travel_limit: int, purse: int, theta: int
) -> list[tuple[int, tuple[int, ...]]]:
    allowed = []
    count = options.gain.size
    for chosen in [c for size in range(4) for c in combinations(range(count), size)]:
        if options.travel[list(chosen)].sum() > travel_limit or options.cost[list(chosen)].sum() > purse:
            continue
        if any(options.prerequisite[o] >= 0 and options.prerequisite[o] not in chosen for o in chosen):
            continue
        tied = [[b for b in range(21) if int(options.slots[o]) >> b & 1] for o in chosen if options.slots[o]]
        if not any(len(set(times)) == len(tied) for times in product(*tied)):
            continue
        value = 0
        for goal in {int(options.goal[o]) for o in chosen}:
            gains = sorted((int(options.gain[o]) for o in chosen if options.goal[o] == goal), reverse=True)
            for repeat, gain in enumerate(gains):
                for _ in range(repeat):
                    gain = gain * theta // 100
                value += gain
        allowed.append((value - int(options.price[list(chosen)].sum()), chosen))
    allowed.sort(key=lambda one: (-one[0], len(one[1]), one[1]))
    return allowed[:2]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_best_and_the_runner_up_equal_plain_enumeration(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(0, 9))
    needs = [int(rng.choice([-1, -1, *[o for o in range(count) if o != own]])) for own in range(count)]
    options = Options.build(
        gain=rng.integers(0, 9 * MICRO, count),
        goal=rng.integers(0, 3, count),
        price=rng.integers(0, 3 * MICRO, count),
        slots=rng.integers(0, 8, count),
        travel=rng.integers(0, 4000, count),
        cost=rng.integers(0, 500, count),
        prerequisite=np.array(needs, np.int64),
    )
    theta = int(rng.integers(0, 101))
    answer = suggest(options, travel_limit=6000, purse=900, theta_percent=theta)
    got = [answer.best] + ([answer.runner_up] if answer.runner_up else [])
    assert [(one.value, one.options) for one in got] == best_two(options, 6000, 900, theta)


def test_times_clash_only_when_no_choice_of_half_days_fits() -> None:
    both_only_monday = Options.build(gain=[5, 4], goal=[0, 1], slots=[1, 1])
    assert suggest(both_only_monday).best.options == (0,)
    one_could_be_tuesday = Options.build(gain=[5, 4], goal=[0, 1], slots=[1, 3])
    assert suggest(one_could_be_tuesday).best.options == (0, 1)
    three_on_two_days = Options.build(gain=[5, 4, 3], goal=[0, 1, 2], slots=[3, 3, 3])
    assert suggest(three_on_two_days).best.options == (0, 1)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_chain_of_dependencies_is_kept(order: tuple[int, ...]) -> None:
    """Delivery needs the bed, the bed needs the room; in whatever order the options are listed."""
    gain, needs = [9, 1, 1], [1, 2, -1]
    place = {old: new for new, old in enumerate(order)}
    listed = Options.build(
        gain=[gain[old] for old in order],
        goal=[0, 1, 2],
        prerequisite=[place[needs[old]] if needs[old] >= 0 else -1 for old in order],
    )
    assert suggest(listed).best.options == (0, 1, 2)
    assert suggest(listed, most=2).best.value == 2


def test_nothing_is_suggested_when_nothing_is_worth_its_price() -> None:
    assert suggest(Options.build(gain=[1, 2], goal=[0, 0], price=9)).best == Bundle((), 0)
    assert suggest(Options.build(gain=[], goal=[])).runner_up is None


def test_what_cannot_be_right_is_refused() -> None:
    with pytest.raises(BadInstance, match="at most 20 options; there are 21"):
        Options.build(gain=np.ones(21), goal=0)
    with pytest.raises(BadInstance, match="another option's position"):
        Options.build(gain=[1], goal=[0], prerequisite=[0])
    with pytest.raises(BadInstance, match="0 to 100"):
        suggest(Options.build(gain=[1], goal=[0]), theta_percent=101)

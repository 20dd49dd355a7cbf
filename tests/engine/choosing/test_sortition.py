"""A panel that is drawn: quotas met, chances as equal as can be, and drawn again by anybody. Promises of `sortition`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from helpfulacts.engine.choosing.panel_quotas import (
    BadPool,
    CannotHold,
    Panels,
    Pool,
    Quota,
    check_alone,
    pool_of,
    smallest_changes,
)
from helpfulacts.engine.choosing.sortition import TICKETS, PanelLottery, panel_lottery

CLOSE = 1e-4


@st.composite
def pools(draw: st.DrawFn) -> tuple[Pool, int]:
    """A small pool of two or three features, and a size; the quotas may clash."""
    features = draw(st.integers(2, 3))
    answers = draw(st.lists(st.tuples(*[st.sampled_from("ab")] * features), min_size=2, max_size=9))
    size = draw(st.integers(1, len(answers)))
    quotas = []
    for feature, value in product(range(features), "ab"):
        least = draw(st.integers(0, max(1, size // 2)))
        quotas.append(Quota(f"f{feature}", value, least, least + draw(st.integers(0, size))))
    return pool_of([f"p{at}" for at in range(len(answers))], answers, quotas), size


def all_panels(pool: Pool, size: int) -> np.ndarray:
    """Every panel there is, by trying all."""
    every = np.array(list(product(*(range(many + 1) for many in pool.sizes.tolist()))))
    least, most = pool.bounds
    held = every @ pool.has.T
    return every[(every.sum(axis=1) == size) & (held >= least).all(axis=1) & (held <= most).all(axis=1)]


def fairest(pool: Pool, panels: np.ndarray) -> list[float]:
    """The leximin chances, a type at a time: which can be no better than y while all others have y or more is settled."""
    shares = panels / pool.sizes
    count, types = shares.shape
    settled: dict[int, float] = {}

    def best(aim: np.ndarray, at_least: dict[int, float], floor: Sequence[int]) -> float:
        rows = [np.append(-shares[:, t], 0.0) for t in at_least] + [
            np.append(-shares[:, t], 1.0) for t in floor
        ]
        limits = [1e-9 - y for y in at_least.values()] + [0.0] * len(floor)
        whole = np.append(np.ones(count), 0.0)[None]
        answer = linprog(-aim, A_ub=rows or None, b_ub=limits or None, A_eq=whole, b_eq=[1.0])
        return float(-answer.fun)

    while len(settled) < types:
        left = [t for t in range(types) if t not in settled]
        y = best(np.append(np.zeros(count), 1.0), settled, left)
        others = dict.fromkeys(left, y)
        stuck = [t for t in left if best(np.append(shares[:, t], 0.0), settled | others, []) < y + CLOSE / 10]
        settled |= dict.fromkeys(stuck, y)
    return [settled[t] for t in range(types)]


def held(lottery: PanelLottery, panel: Sequence[str]) -> np.ndarray:
    """How many of each quota there are on a panel."""
    by_type = np.array([len(set(people) & set(panel)) for people in lottery.pool.people])
    return lottery.pool.has @ by_type


@given(pools(), st.text("xyz", min_size=1, max_size=4))
@settings(max_examples=20, deadline=None)
def test_a_panel_meets_all_quotas_or_it_is_said_which_cannot_hold(drawn: tuple[Pool, int], seed: str) -> None:
    pool, size = drawn
    panels = all_panels(pool, size)
    if not len(panels):
        with pytest.raises(CannotHold) as refused:
            panel_lottery(pool, size)
        clash, changes = refused.value.clash, refused.value.changes
        assert clash and changes
        assert len(all_panels(pool.relaxed(changes), size)), "the relaxation makes it possible"
        assert sum(abs(one.to - one.was) for one in changes) >= 1
        for left_out in changes:  # none of the changes is there for nothing
            assert not len(all_panels(pool.relaxed([one for one in changes if one != left_out]), size))
        return
    lottery = panel_lottery(pool, size)
    assert sum(lottery.tickets) == TICKETS and min(lottery.tickets) >= 1
    least, most = pool.bounds
    assert ((lottery.panels @ pool.has.T >= least) & (lottery.panels @ pool.has.T <= most)).all()
    panel = lottery.panel(seed)
    assert len(set(panel)) == size
    assert ((held(lottery, panel) >= least) & (held(lottery, panel) <= most)).all()


@given(pools())
@settings(max_examples=40, deadline=None)
def test_no_chance_could_be_raised_without_lowering_one_that_is_as_small(drawn: tuple[Pool, int]) -> None:
    pool, size = drawn
    panels = all_panels(pool, size)
    if not len(panels):
        return
    chances = [float(one) for one in panel_lottery(pool, size).chances]
    assert chances == pytest.approx(fairest(pool, panels), abs=CLOSE)


@given(pools())
@settings(max_examples=30, deadline=None)
def test_the_smallest_relaxation_is_the_smallest(drawn: tuple[Pool, int]) -> None:
    pool, size = drawn
    found = sum(abs(one.to - one.was) for one in smallest_changes(pool, size))
    every = np.array(list(product(*(range(many + 1) for many in pool.sizes.tolist()))))
    counts = every[every.sum(axis=1) == size] @ pool.has.T
    least, most = pool.bounds
    broken = np.maximum(least - counts, 0) + np.maximum(counts - most, 0)
    assert found == int(broken.sum(axis=1).min())


QUOTAS = [
    Quota("sex", "f", 2, 3),
    Quota("sex", "m", 1, 2),
    Quota("age", "young", 1, 2),
    Quota("age", "old", 2, 3),
]
PEOPLE = [("f", "young")] * 3 + [("f", "old")] * 9 + [("m", "young")] * 2 + [("m", "old")] * 16
IDS = [f"p{at}" for at in range(len(PEOPLE))]


def test_the_order_of_people_changes_nothing() -> None:
    one = panel_lottery(pool_of(IDS, PEOPLE, QUOTAS), 4)
    other = panel_lottery(pool_of(IDS[::-1], PEOPLE[::-1], QUOTAS), 4)
    assert one.chances == other.chances and one.tickets == other.tickets
    assert one.panel("spring") == other.panel("spring")


def test_people_who_are_alike_are_drawn_alike() -> None:
    lottery = panel_lottery(pool_of(IDS, PEOPLE, QUOTAS), 4)
    draws = 2000
    times = dict.fromkeys(IDS, 0)
    for at in range(draws):
        for one in lottery.panel(f"seed {at}"):
            times[one] += 1
    for people, chance in zip(lottery.pool.people, lottery.chances, strict=True):
        spread = 5 * (float(chance) * (1 - float(chance)) / draws) ** 0.5
        for one in people:
            assert times[one] / draws == pytest.approx(float(chance), abs=spread)


def test_another_seed_draws_another_panel_with_the_same_chances() -> None:
    lottery = panel_lottery(pool_of(IDS, PEOPLE, QUOTAS), 4)
    assert len({lottery.panel(seed) for seed in "abcdefgh"}) > 4
    assert lottery.panel("a") == panel_lottery(pool_of(IDS, PEOPLE, QUOTAS), 4).panel("a")


def test_who_can_be_on_no_panel_has_no_chance_and_all_others_have_one() -> None:
    quotas = [Quota("sex", "f", 1, 1), Quota("sex", "m", 1, 1), Quota("sex", "x", 0, 0)]
    lottery = panel_lottery(pool_of(["a", "b", "c", "d"], [("f",), ("m",), ("m",), ("x",)], quotas), 2)
    assert lottery.chances == (1, Fraction(1, 2), 0)


def test_a_panel_of_everybody_is_sure() -> None:
    quotas = [Quota("sex", "f", 0, 3), Quota("sex", "m", 0, 3)]
    lottery = panel_lottery(pool_of(["a", "b"], [("f",), ("m",)], quotas), 2)
    assert lottery.panel("x") == ("a", "b") and lottery.smallest_chance == 1


def test_quotas_that_clash_are_named_alone_with_the_smallest_change() -> None:
    quotas = [
        Quota("sex", "f", 3, 4),
        Quota("sex", "m", 2, 4),
        Quota("age", "young", 0, 4),
        Quota("age", "old", 0, 4),
    ]
    with pytest.raises(CannotHold) as refused:
        panel_lottery(pool_of(IDS, PEOPLE, quotas), 4)
    assert [(one.value, bound) for one, bound in refused.value.clash] == [("f", "least"), ("m", "least")]
    (change,) = refused.value.changes
    assert change.to == change.was - 1
    assert str(change) in (
        "Take at least 2 of sex “f” instead of 3.",
        "Take at least 1 of sex “m” instead of 2.",
    )
    assert str(refused.value).startswith(
        "No panel of 4 meets all quotas. These cannot hold together: at least 3 of sex “f”; at least 2 of sex “m”. "
    )
    Panels(pool_of(IDS, PEOPLE, quotas).relaxed([change]), 4).check()


@pytest.mark.parametrize("size", [0, -1, 31])
def test_a_size_that_cannot_be_had_is_one_sentence(size: int) -> None:
    with pytest.raises(
        BadPool, match=f"A panel of {size} cannot be drawn from 30 people. Choose a size from 1 to 30."
    ):
        panel_lottery(pool_of(IDS, PEOPLE, QUOTAS), size)


@pytest.mark.parametrize(
    ("ids", "answers", "quotas", "said"),
    [
        ([], [], QUOTAS, "There is nobody to draw from."),
        (["a", "a"], [("f", "old")] * 2, QUOTAS, "“a” is there twice"),
        (["a"], [("f", "older")], QUOTAS, "“a” has age “older”, and no quota says how many"),
        (["a"], [("f",)], QUOTAS, "“a” needs one answer for each of sex, age."),
        (["a"], [], QUOTAS, "There are 1 people and answers of 0"),
        (["a"], [()], [], "There is no quota"),
        (["a"], [("f", "old")], [*QUOTAS, QUOTAS[0]], "two quotas for sex “f”"),
        (["a"], [("f",)], [Quota("sex", "f", 3, 2)], "The quota for sex “f” is from 3 to 2"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_from_is_one_sentence(
    ids: list[str], answers: list[tuple[str, ...]], quotas: list[Quota], said: str
) -> None:
    with pytest.raises(BadPool, match=said):
        pool_of(ids, answers, quotas)


def test_a_search_that_is_ended_keeps_all_quotas_and_says_that_it_was_ended() -> None:
    answers = [(f"a{at % 5}", f"b{at % 7}", f"c{at % 4}") for at in range(60)]
    quotas = [Quota(name[0], name, 1, 5) for name in sorted({one for row in answers for one in row})]
    pool = pool_of([str(at) for at in range(60)], answers, quotas)
    ended, whole = panel_lottery(pool, 12, seconds=0), panel_lottery(pool, 12)
    least, most = pool.bounds
    for one in (ended, whole):
        held = one.panels @ pool.has.T
        assert (held >= least).all() and (held <= most).all() and (one.panels.sum(axis=1) == 12).all()
        assert sum(one.tickets) == TICKETS
    assert whole.proved and ended.smallest_chance <= whole.smallest_chance


def test_quotas_that_no_people_could_meet_are_refused_without_any_people() -> None:
    with pytest.raises(
        CannotHold, match=r"at least 7 of age “old”; at least 7 of age “young”.*Take at least 5"
    ):
        check_alone([Quota("age", "old", 7, 9), Quota("age", "young", 7, 9)], 12)
    with pytest.raises(CannotHold, match="Take at most"):
        check_alone([Quota("age", "old", 0, 1), Quota("age", "young", 0, 1), Quota("home", "any", 0, 12)], 12)
    check_alone([Quota("age", "old", 6, 9), Quota("age", "young", 3, 6)], 12)

"""Nobody can work out a small number from all that is shown together: an attacker with a solver of linear programs."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from helpfulacts.accountability.safe_counts import ALL, PARTS, SHOWN, bounds, safe_groups
from helpfulacts.engine.small import SMALL

Rows = Sequence[tuple[int, int]]
ROWS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=14)


def attacked(rows: Rows, hidden: Sequence[str]) -> list[tuple[float, float]]:
    """(least, most) of each count that is not shown and each sum that is not: from what is shown and the totals alone."""
    unknown, equal, known = 2 * len(rows), [], []

    def line(cells: dict[int, int], value: int) -> None:
        row = np.zeros(unknown)
        for cell, times in cells.items():
            row[cell] = times
        equal.append(row)
        known.append(value)

    for column in (0, 1):
        line({2 * at + column: 1 for at in range(len(rows))}, sum(row[column] for row in rows))
    for at, what in enumerate(hidden):
        if what == SHOWN:
            line({2 * at: 1}, rows[at][0])
        if what != ALL:
            line({2 * at: 1, 2 * at + 1: 1}, sum(rows[at]))
    found = []
    for at, what in enumerate(hidden):
        aims = {SHOWN: [], PARTS: [(1, 0), (0, 1)], ALL: [(1, 0), (0, 1), (1, 1)]}[what]
        for aim in aims:
            cost = np.zeros(unknown)
            cost[2 * at : 2 * at + 2] = aim
            low, high = (
                sign * linprog(sign * cost, A_eq=np.array(equal), b_eq=np.array(known), method="highs").fun
                for sign in (1, -1)
            )
            found.append((low, high))
    return found


def holds(rows: Rows) -> None:
    hidden = safe_groups(rows)
    for (placed, waiting), what in zip(rows, hidden, strict=True):
        assert what == ALL or not 0 < placed + waiting < SMALL, "a small sum is shown"
        assert what != SHOWN or not (0 < placed < SMALL or 0 < waiting < SMALL), "a small count is shown"
    if set(hidden) == {ALL}:
        return  # then nothing but the two totals is known
    for low, high in attacked(rows, hidden):
        assert high - low >= SMALL - 1e-6, (rows, hidden, low, high)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_no_hidden_number_is_known_to_within_ten(rows: list[tuple[int, int]]) -> None:
    holds(rows)


def test_as_many_wards_as_a_borough_has() -> None:
    rng = random.Random("wards")
    for most in (6, 15, 40, 200):
        holds([(rng.randrange(most), rng.randrange(most)) for _ in range(24)])


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_the_bounds_are_those_that_a_solver_finds(rows: list[tuple[int, int]]) -> None:
    hidden = safe_groups(rows)
    ends = [
        end
        for at, (first, second, whole) in bounds(rows, hidden)
        for end in ((first, second, whole) if hidden[at] == ALL else (first, second))
    ]
    found = attacked(rows, hidden)
    assert [tuple(map(round, one)) for one in found] == ends


def test_large_numbers_and_none_are_shown() -> None:
    assert safe_groups([(20, 10), (0, 12), (30, 0), (0, 0)]) == [SHOWN] * 4


def test_one_small_number_hides_another_row() -> None:
    assert safe_groups([(20, 3), (30, 25), (50, 15)]) == [PARTS, PARTS, SHOWN]

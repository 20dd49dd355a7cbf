"""No count of one to nine people can be worked out from what is shown, with every total known."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from helpfulacts.coordination.figures import Served, suppressed
from helpfulacts.coordination.small_counts import spoken

COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 60))
ROWS = st.lists(st.tuples(COUNTS, COUNTS), min_size=2, max_size=6)
"""Who has a place, and who has none, by ward."""


def table(rows: list[tuple[int, int]]) -> list[Served]:
    """Those without a place are refused and gaps, about half and half."""
    return [
        Served(
            str(n), str(n), sum(row), row[0], row[1] - row[1] // 2, row[1] // 2, share=0.5, low=0.0, high=1.0
        )
        for n, row in enumerate(rows)
    ]


def parts(one: Served) -> tuple[int | None, int | None]:
    """Who has a place and who has none, as far as a reader is told."""
    assert one.refused is None and one.gaps is None
    return one.placed, None if one.asked is None or one.placed is None else one.asked - one.placed


def can_be(rows: list[tuple[int, int]], shown: list[Served]) -> list[list[tuple[int, int]]]:
    """(least, most) that each part and each sum can be, given what is shown and the totals of the columns."""
    width = 2 * len(rows)
    equal, value = [], []

    def known(cells: list[int], total: int) -> None:
        equal.append([1 if n in cells else 0 for n in range(width)])
        value.append(total)

    for column in range(2):
        known([2 * n + column for n in range(len(rows))], sum(row[column] for row in rows))
    for n, one in enumerate(shown):
        if one.asked is not None:
            known([2 * n, 2 * n + 1], one.asked)
        for column, part in enumerate(parts(one)):
            if part is not None:
                known([2 * n + column], part)

    def bound(cells: list[int], sign: int) -> int:
        goal = np.zeros(width)
        goal[cells] = sign
        found = linprog(goal, A_eq=equal, b_eq=value, bounds=(0, None))
        assert found.success
        return round(sign * found.fun)

    wanted = [[[2 * n], [2 * n + 1], [2 * n, 2 * n + 1]] for n in range(len(rows))]
    return [[(bound(cells, 1), bound(cells, -1)) for cells in row] for row in wanted]


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_no_small_count_of_a_ward_can_be_worked_out(rows: list[tuple[int, int]]) -> None:
    shown = suppressed(table(rows))
    if sum(1 for row in rows if sum(row)) < 2:
        return  # one ward alone is the whole place, and its totals are known
    for row in can_be(rows, shown):
        for least, most in row:
            assert least != most or not 0 < least < 10


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_what_is_hidden_adds_up_to_ten_or_to_all_there_is(rows: list[tuple[int, int]]) -> None:
    shown = suppressed(table(rows))
    hidden = [row for row, one in zip(rows, shown, strict=True) if one.hidden]
    for column in range(2):
        left = sum(row[column] for row in hidden)
        assert not 0 < left < 10 or left == sum(row[column] for row in rows)
    left = sum(sum(row) for row, one in zip(rows, shown, strict=True) if one.asked is None)
    assert not 0 < left < 10 or left == sum(map(sum, rows))
    for one in shown:
        assert not [n for n in (one.asked, *parts(one)) if n is not None and 0 < n < 10]


def test_a_ward_under_ten_is_hidden_and_never_alone() -> None:
    shown = suppressed(table([(30, 0), (9, 0), (12, 0)]))
    assert [(one.asked, one.share) for one in shown] == [(30, 0.5), (None, None), (None, None)]
    shown = suppressed(table([(30, 0), (9, 0), (3, 0)]))
    assert [(one.asked, one.share) for one in shown] == [(30, 0.5), (None, None), (None, None)]


def test_two_small_wards_do_not_leave_a_small_rest() -> None:
    shown = suppressed(table([(20, 10), (1, 0), (2, 0)]))
    assert all(one.hidden for one in shown)
    shown = suppressed(table([(20, 10), (1, 0), (2, 0), (30, 60)]))
    assert [one.hidden for one in shown] == [True, True, True, False]


def test_a_ward_shows_how_many_asked_where_only_a_part_of_it_is_small() -> None:
    shown = suppressed(table([(39, 1), (20, 20), (50, 50)]))
    assert [(one.asked, one.placed, one.hidden) for one in shown] == [
        (40, None, True), (40, None, True), (100, 50, False),
    ]  # fmt: skip


def test_a_table_without_small_counts_is_shown_whole() -> None:
    rows = table([(20, 10), (0, 0), (30, 60)])
    assert [parts(one) for one in suppressed(rows)] == [(20, 10), (0, 0), (30, 60)]


@given(st.tuples(COUNTS, COUNTS, COUNTS))
def test_public_counts_give_no_small_one_away(parts: tuple[int, int, int]) -> None:
    said = list(spoken(dict(zip("abc", parts, strict=True))).values())
    assert [word == "no" for word in said] == [part == 0 for part in parts]
    numbers = [int(word) if word.isdigit() else None for word in said]
    assert all(number is None or number >= 10 for number in numbers)
    # Who knows the total, and that each “some” is one or more, is left with eight answers at least.
    hidden = [part for part, word in zip(parts, said, strict=True) if word == "some"]
    assert not hidden or (len(hidden) >= 2 and sum(hidden) >= 10) or sum(parts) < 10

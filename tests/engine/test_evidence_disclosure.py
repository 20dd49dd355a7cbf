"""What is hidden cannot be worked out: an attacker with a linear programme and all that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from helpfulacts.engine.evidence import disclosure
from helpfulacts.engine.evidence.disclosure import CannotBeShown, Tables, audit, hide, passes
from helpfulacts.engine.small import SMALL


def linked(*tables: Sequence[Sequence[int]]) -> Tables:
    """Tables of the same people: each with totals of its rows, all with the same totals of the columns."""
    values: dict[object, int] = {}
    sums: list[tuple[object, list[object]]] = []
    for number, rows in enumerate(tables):
        for row, cells in enumerate(rows):
            for column, count in enumerate(cells):
                values[number, row, column] = count
            values[number, row, "all"] = sum(cells)
            sums.append(((number, row, "all"), [(number, row, column) for column in range(len(cells))]))
        for column in range(len(rows[0])):
            values["all", column] = sum(cells[column] for cells in rows)
            sums.append((("all", column), [(number, row, column) for row in range(len(rows))]))
        values["all"] = sum(map(sum, rows))
        sums.append(("all", [(number, row, "all") for row in range(len(rows))]))
    sums.append(("all", [("all", column) for column in range(len(tables[0][0]))]))
    return Tables(values, sums)


def attacked(tables: Tables, hidden: Iterable[object]) -> list[float]:
    """Widths found by an attacker who shares no line of code with what hides."""
    names = sorted(hidden, key=repr)
    rows, known = [], []
    for total, parts in tables.sums:
        signed = [(total, -1), *((part, 1) for part in parts)]
        rows.append([sum(sign for key, sign in signed if key == name) for name in names])
        known.append(-sum(sign * tables.values[key] for key, sign in signed if key not in names))
    widths = []
    for number in range(len(names)):
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(names))
            cost[number] = sign
            solved = linprog(cost, A_eq=np.array(rows), b_eq=known, bounds=(0, 10_000))
            ends.append(sign * solved.fun)
        widths.append(ends[1] - ends[0])
    return widths


table = st.integers(2, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.one_of(st.integers(0, 12), st.integers(0, 80)), min_size=columns, max_size=columns),
        min_size=2,
        max_size=5,
    )
)


@settings(max_examples=60, deadline=None)
@given(table, st.integers(0, 1000))
def test_no_attacker_pins_a_hidden_count_within_less_than_ten(rows: list[list[int]], seed: int) -> None:
    """trust.md §3, row 13: for random tables, linked by their totals, every hidden count has a range of ten or more."""
    random = np.random.default_rng(seed)
    other = np.zeros((3, len(rows[0])), int)
    for column, total in enumerate(map(sum, zip(*rows, strict=True))):
        other[:, column] = random.multinomial(total, [0.7, 0.25, 0.05])
    tables = linked(rows, other.tolist())
    hidden = hide(tables)
    assert all(key in hidden for key, value in tables.values.items() if 0 < value < SMALL)
    assert all(width >= SMALL - 1e-5 for width in attacked(tables, hidden))
    assert passes(tables, hidden)


def test_what_has_no_small_count_is_shown_whole() -> None:
    assert hide(linked([[20, 30], [40, 0], [11, 10]])) == frozenset()


def test_a_lone_small_count_takes_another_with_it() -> None:
    tables = Tables({"all": 30, "yes": 27, "no": 3}, [("all", ("yes", "no"))])
    hidden = hide(tables)
    assert hidden == {"yes", "no"}
    assert audit(tables, hidden) == {"yes": (0, 30), "no": (0, 30)}


def test_two_small_counts_of_a_small_known_sum_are_not_enough() -> None:
    """3 + 4 = 7 is told by the total and the rest: a third is hidden."""
    tables = Tables({"all": 57, "a": 3, "b": 4, "c": 50}, [("all", "abc")])
    assert not passes(tables, {"a", "b"})
    assert "c" in hide(tables)


def test_hiding_a_small_count_alone_is_found_out() -> None:
    """trust.md §3, row 13: with totals, hiding only what is small is undone by taking away."""
    tables = linked([[3, 40], [30, 50]])
    assert audit(tables, {(0, 0, 0)}) == {(0, 0, 0): (3, 3)}
    assert not passes(tables, {(0, 0, 0)})


def test_what_is_known_elsewhere_is_not_relied_on() -> None:
    tables = Tables({"all": 30, "yes": 27, "no": 3}, [("all", ("yes", "no"))])
    assert hide(tables, known={"all"}) == {"yes", "no"}
    with pytest.raises(CannotBeShown):
        hide(tables, known={"all", "yes"})
    with pytest.raises(CannotBeShown):
        hide(Tables({"all": 8, "yes": 5, "no": 3}, [("all", ("yes", "no"))]), known={"all"})


def test_totals_go_too_where_all_is_small() -> None:
    tables = linked([[2, 1], [3, 1]])
    hidden = hide(tables)
    assert passes(tables, hidden)
    assert tables.values["all"] == 7 and "all" in hidden


def test_tables_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        Tables({"all": 3, "a": 1, "b": 1}, [("all", "ab")])


def test_the_same_tables_hide_the_same() -> None:
    tables = linked([[3, 40, 12], [30, 50, 7], [12, 9, 60]])
    assert hide(tables) == hide(tables)


def test_a_place_with_thirty_wards_is_quick() -> None:
    """Two tables of a whole place, 30 rows and 8 rows of four parts: within a few seconds."""
    random = np.random.default_rng(7)
    wards = random.poisson(14, (30, 4))
    groups = np.zeros((8, 4), int)
    for column, total in enumerate(wards.sum(axis=0)):
        groups[:, column] = random.multinomial(total, [0.5, 0.2, 0.1, 0.1, 0.05, 0.03, 0.01, 0.01])
    tables = linked(wards.tolist(), groups.tolist())
    assert passes(tables, hide(tables))


def test_no_count_is_proven_safe_twice_while_more_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else hiding a place of many small wards takes time with the square of what it hides."""
    calls = {"_end": 0, "_moved": 0}
    for name in calls:
        real = getattr(disclosure, name)

        def counting(*given: Any, name: str = name, real: Any = real) -> Any:
            calls[name] += 1
            return real(*given)

        monkeypatch.setattr(disclosure, name, counting)
    hidden = hide(linked([(number % 7 + 1, number % 5 + 3, number % 3 * 9) for number in range(30)]))
    assert calls["_moved"] > 5 and calls["_end"] < len(hidden)

"""Somebody who adds up and subtracts everything that a what-if shows, with linear programming, finds no small number.

The attacker here is written apart from the product's own look (`what_if/showing.py`): all tables and all scenarios are in one
programme, and all that is shown is known exactly, not only to the nearest five.
"""

from __future__ import annotations

import uuid
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from helpfulacts.coordination.changes import NO_CHANGES
from helpfulacts.coordination.rule_reading import shipped
from helpfulacts.coordination.what_if.costs import Offers, spheres_of
from helpfulacts.coordination.what_if.counting import Everybody, Row, Table, everybody, tables
from helpfulacts.coordination.what_if.drawing import Drawn, draw
from helpfulacts.coordination.what_if.scenario import Scenario
from helpfulacts.coordination.what_if.showing import (
    EVERYBODY,
    Told,
    rights_of,
    shown,
    told_groups,
    told_line,
    told_of,
)
from helpfulacts.coordination.what_if.working import work_out
from helpfulacts.core.clock import today

DRAWS, ROOM = 10, 10
CELLS = ("asked", "placed", "gain", "lose")
OF_ALL = (*CELLS, "refused", "gaps")


def random_place(rng: np.random.Generator) -> tuple[Everybody, list[Table]]:
    """40 to 200 people in up to nine groups of very different size; now, and two scenarios."""
    people = int(rng.integers(40, 200))
    weights = rng.dirichlet(np.full(int(rng.integers(2, 10)), 0.6))
    group = rng.choice(len(weights), people, p=weights)
    now = np.where(rng.random((DRAWS, people)) < 0.5, 1, rng.integers(2, 4, (DRAWS, people))).astype(np.int8)
    columns = [now]
    for _ in range(2):
        turned = rng.random((DRAWS, people)) < rng.choice([0.02, 0.2, 0.5])
        columns.append(np.where(turned, np.where(now == 1, 2, 1), now).astype(np.int8))
    whole = Everybody([], columns)
    rows = [whole.row(str(n), str(n), group == n) for n in range(len(weights)) if (group == n).any()]
    told = rng.random(people) < rng.choice([0.05, 0.3, 0.9])
    fact = Table("fact:x", "", [whole.row("x", "", told)], whole.row("", "", ~told))
    return whole, [Table("ward", "", rows), *([fact] if told.any() else [])]


def truth(row: Row, column: int, cell: str) -> float:
    if cell == "without":
        return truth(row, column, "asked") - truth(row, column, "placed")
    return float(row.columns[column][cell].mean())


def attack(told: Told, people: Everybody, groups: list[Table]) -> list[tuple[Any, float, float, float]]:
    """(which, least, most, truth) of each number of one to nine people, with all that is shown known exactly."""
    rows = {EVERYBODY: people.row("", "", np.ones(people.state[0].shape[1], bool))}
    for table in groups:
        rows |= table.parts
    columns = range(len(people.state))
    keys = [
        (row, n, cell) for row in rows for n in columns for cell in (OF_ALL if row == EVERYBODY else CELLS)
    ]
    at = {key: number for number, key in enumerate(keys)}
    low, high = np.zeros(len(at)), np.full(len(at), 1e4)
    for (row, n, cell), number in at.items():
        secret = row[0].startswith("fact:") and not row[1]  # all others of a fact are not shown
        if (cell == "asked" and row == EVERYBODY) or (not secret and told.of(row, n, cell) is not None):
            low[number] = high[number] = truth(rows[row], n, cell)
    equal: list[Any] = []
    most: list[Any] = []

    def line(*cells: tuple[int, Any]) -> Any:
        found = np.zeros(len(at))
        for sign, key in cells:
            found[at[key]] += sign
        return found

    for row in rows:
        for n in columns:
            equal.append(line((1, (row, n, "placed")), (-1, (row, 0, "placed")), (-1, (row, n, "gain")), (1, (row, n, "lose"))))  # fmt: skip
            equal.append(line((1, (row, n, "asked")), (-1, (row, 0, "asked"))))
            most.append(line((1, (row, n, "placed")), (-1, (row, n, "asked"))))
            most.append(line((1, (row, n, "lose")), (-1, (row, 0, "placed"))))
    for n in columns:
        equal.append(line((1, (EVERYBODY, n, "asked")), *((-1, (EVERYBODY, n, one)) for one in ("placed", "refused", "gaps"))))  # fmt: skip
        for table in groups:
            for cell in CELLS:
                equal.append(
                    line((1, (EVERYBODY, n, cell)), *((-1, (part, n, cell)) for part in table.parts))
                )
    found = []
    for row in rows:
        for n in columns:
            for cell in (*(OF_ALL if row == EVERYBODY else CELLS), "without"):
                real = truth(rows[row], n, cell)
                if not 0 < real < 10:
                    continue
                goal = (
                    line((1, (row, n, "asked")), (-1, (row, n, "placed")))
                    if cell == "without"
                    else line((1, (row, n, cell)))
                )
                ends = []
                for sign in (1, -1):
                    best = linprog(sign * goal, csr_array(np.array(most)), np.zeros(len(most)), csr_array(np.array(equal)), np.zeros(len(equal)), np.c_[low, high])  # fmt: skip
                    assert best.success, "what is shown is true"
                    ends.append(sign * best.fun)
                found.append(((row, n, cell), ends[0], ends[1], real))
    return found


def nobody_is_found(told: Told, people: Everybody, groups: list[Table]) -> None:
    for which, least, most, real in attack(told, people, groups):
        assert least - 1e-5 <= real <= most + 1e-5, which
        assert most - least >= ROOM - 1e-5, which


@pytest.mark.parametrize("seed", range(5))
def test_no_small_number_can_be_worked_out(seed: int) -> None:
    people, groups = random_place(np.random.default_rng(seed))
    totals = people.counts(np.ones(people.state[0].shape[1], bool))
    told = told_of(totals, groups)
    nobody_is_found(told, people, groups)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_a_small_place_as_it_is_told_gives_nobody_away(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    club = make_offer("Repair Saturday", places=int(rng.integers(5, 30)))
    make_offer("Talks", places=int(rng.integers(5, 30)), facets={"grief": 3})
    for _ in range(int(rng.integers(30, 70))):
        make_asker(
            (("repairs", "grief")[int(rng.random() < 0.3)],), sector=f"TT{rng.choice([1, 1, 2, 3])} 1",
            age_band=str(rng.choice(["25-49", "25-49", "80+", ""])),
            facts={"no_food": True} if rng.random() < 0.2 else {"low_income": bool(rng.random() < 0.5)},
        )  # fmt: skip
    scenarios = [
        Scenario("One", shipped("one-class")),
        Scenario("More", shipped("default"), {club.pk: int(rng.integers(0, 40))}),
    ]
    figures = work_out(place, scenarios, today()).figures
    silent = lambda what, done: None  # noqa: E731
    wanted = [(shipped("default"), NO_CHANGES), *((one.document, one.changes) for one in scenarios)]
    columns = [draw(place, document, today(), changes, silent) for document, changes in wanted]
    people = everybody(columns)
    totals = people.counts(np.ones(len(people.askers), bool))
    groups = tables(place, people, columns)
    told = told_of(totals, groups)
    said = {group["code"]: group["rows"] for group in figures["groups"]}
    for table in groups:
        for row, one in zip(table.rows, said[table.code], strict=bool(said[table.code])):
            for n, column in enumerate(one["columns"]):
                assert all(column[cell] == told.of((table.code, row.code), n, cell) for cell in CELLS)
    nobody_is_found(told, people, groups)


def wards(*sizes: int) -> tuple[Everybody, list[Table]]:
    """Wards of these sizes, everybody with a place."""
    people = Everybody([], [np.ones((DRAWS, sum(sizes)), np.int8)] * 2)
    of = np.repeat(np.arange(len(sizes)), sizes)
    return people, [Table("ward", "", [people.row(str(n), "", of == n) for n in range(len(sizes))])]


def test_what_is_fair_hides_a_what_if_hides() -> None:
    people, groups = wards(3, 14, 43)
    told = told_of(people.counts(np.ones(60, bool)), groups)
    assert [told.of(("ward", str(n)), 0, "asked") for n in range(3)] == [None, None, 45]


def test_a_group_within_a_group_is_taken_away_from_it() -> None:
    people = Everybody([], [np.ones((DRAWS, 100), np.int8)] * 2)
    number = np.arange(100)
    first = Table("class", "", [people.row("1", "", number < 34), people.row("2", "", number >= 34)])
    fact = Table("fact:x", "", [people.row("x", "", number < 30)], people.row("", "", number >= 30))
    told = told_of(people.counts(np.ones(100, bool)), [first, fact])
    both = told.of(("class", "1"), 0, "asked"), told.of(("fact:x", "x"), 0, "asked")
    assert None in both, "34 less 30 is four"


def test_where_few_ask_nothing_is_shown() -> None:
    people, groups = wards(9)
    told = told_of(people.counts(np.ones(9, bool)), groups)
    assert told.of(EVERYBODY, 0, "asked") is None and told.of(("ward", "0"), 0, "asked") is None


def drawn(given: Any, unmet: int) -> Drawn:
    made = np.array([given] * DRAWS)
    floors = len(shipped("default").floors)
    none = np.zeros(floors, np.int64)
    owed, missed = none.copy(), none.copy()
    owed[0], missed[0] = 12, unmet
    ids = [uuid.UUID(int=n) for n in range(len(given))]
    return Drawn(shipped("default"), [], ids, np.zeros((DRAWS, 0), np.int8), made, np.array(given), owed, np.array([missed] * DRAWS), 0, 0)  # fmt: skip


def test_a_right_does_not_tell_how_few_are_not_met() -> None:
    rights, unmet = rights_of(drawn([12], 2))
    assert (rights[0]["owed"], rights[0]["met"], rights[0]["unmet"]) != (10, 10, None)
    assert rights[0]["unmet"] is None and unmet is None and None in (rights[0]["owed"], rights[0]["met"])
    rights, unmet = rights_of(drawn([12], 0))
    assert (rights[0]["owed"], rights[0]["met"], rights[0]["unmet"], unmet) == (10, 10, 0, 0)


@pytest.mark.parametrize("total", [37, 41, 73, 173])
def test_shares_by_sphere_tell_no_number_of_places(total: int) -> None:
    one = drawn([total - 17, 17], 0)
    spheres = dict(zip(one.offers, ("public", "civic"), strict=True))
    for share in spheres_of(one, Offers(spheres, dict.fromkeys(one.offers), {})).values():
        assert share == round(share, 1), "whole tenths"


def test_one_to_nine_is_not_told_and_the_rest_goes_by_fives() -> None:
    assert [shown([n]) for n in (0, 1, 9, 10, 12, 13, 60)] == [0, None, None, 10, 10, 15, 60]
    assert shown([0, 1]) is None and shown([9, 10]) is None and shown([]) == 0


def test_a_part_that_follows_from_the_sum_is_hidden_too() -> None:
    assert told_line({"all": 38, "a": 30, "b": 8}, "all")["b"] is None
    assert list(told_line({"all": 38, "a": 30, "b": 8}, "all").values()).count(None) > 1
    assert told_line({"all": 40, "a": 40, "b": 0}, "all") == {"all": 40, "a": 40, "b": 0}


def test_an_impact_list_hides_what_follows_from_its_sums() -> None:
    told = told_groups({"ward/holding": {"A": 3, "B": 14, "C": 43, "D": 0}}, {"holding": 60}, [])
    assert told is not None
    assert told[1]["ward/holding", "A"] is None and told[1]["ward/holding", "D"] is None
    assert (
        told[0]["holding"] is None
        or told[1]["ward/holding", "B"] is None
        or told[1]["ward/holding", "C"] is None
    )

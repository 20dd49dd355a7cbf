"""What adds up to what in the counts of a what-if: what somebody can reckon with who reads all of it.

linked(rows, shares, columns) -> Tables, by (table, group, column, name)      within(tables) -> tables to look at together
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from helpfulacts.engine.evidence.disclosure import Tables

from .counting import Row, Table

EVERYBODY = ("", "")
CELLS = ("asked", "placed", "refused", "gaps", "gain", "lose", "leave")
"""What of everybody together is shown in each column."""
OF_GROUPS = ("asked", "placed", "gain", "lose")
"""What of a group is shown in each column. Its share and interval are made from these, rounded, alone."""
LINKS = (*OF_GROUPS, "leave", "without", "kept", "out", "new", "stay")
"""What of a group can be reckoned from that. kept: placed now and then. out, new, stay: ask now, then, both."""
Key = tuple[str, str]
Sums = list[tuple[Any, list[Any]]]


def mean_of(counts: Any) -> Fraction:
    """Exact, so that what adds up in every draw adds up on the mean."""
    return Fraction(int(np.sum(counts)), max(1, np.size(counts)))


def linked(
    rows: Mapping[Key, Row],
    shares: Sequence[Sequence[Key]],
    columns: Sequence[int],
    names: Sequence[str] = (),
) -> Tables:
    """Every count, and what adds up to what: in each row, from now to each scenario, down each table, and of what lies
    within each other. names: of everybody, only these."""
    values: dict[Any, Fraction] = {}
    sums: Sums = []
    for key, row in rows.items():
        for column in columns:
            cells = _cells(row, column)
            adds_up = [
                ("asked", ("placed", "without")),
                ("placed", ("kept", "gain")),
                ("asked", ("stay", "new")),
            ]
            if key == EVERYBODY and not names:
                cells |= {name: mean_of(row.columns[column][name]) for name in ("refused", "gaps")}
                adds_up.append(("without", ("refused", "gaps")))
            values |= {(*key, column, name): value for name, value in cells.items()}
            sums += [
                ((*key, column, total), [(*key, column, part) for part in parts]) for total, parts in adds_up
            ]
            sums.append(((*key, 0, "placed"), [(*key, column, part) for part in ("kept", "lose", "leave")]))
            sums.append(((*key, 0, "asked"), [(*key, column, part) for part in ("stay", "out")]))
    places = [(column, name) for column in columns for name in LINKS]
    sums += [
        ((*EVERYBODY, *place), [(*part, *place) for part in parts]) for parts in shares for place in places
    ]
    for outer, inner in _nested(rows):
        for place in places:
            rest = ("within", outer, inner, *place)
            values[rest] = values[*outer, *place] - values[*inner, *place]
            sums.append(((*outer, *place), [(*inner, *place), rest]))
    return Tables(values, sums)  # type: ignore[arg-type]


def within(tables: Sequence[Table]) -> list[list[Table]]:
    """Tables that must be looked at together: a group of the one lies within a group of the other."""
    rows: dict[Key, Row] = {}
    for table in tables:
        rows |= table.parts
    blocks = {table.code: [table] for table in tables}
    for outer, inner in _nested(rows):
        first, second = blocks[outer[0]], blocks[inner[0]]
        if first is not second:
            first += second
            blocks |= {table.code: first for table in second}
    return list({id(block): block for block in blocks.values()}.values())


def _cells(row: Row, column: int) -> dict[str, Fraction]:
    counts = row.columns[column]
    cells = {name: mean_of(counts[name]) for name in (*OF_GROUPS, "leave", "out")}
    cells["without"] = cells["asked"] - cells["placed"]
    cells["kept"] = cells["placed"] - cells["gain"]
    cells["stay"] = mean_of(row.columns[0]["asked"]) - cells["out"]
    cells["new"] = cells["asked"] - cells["stay"]
    return cells


def _nested(rows: Mapping[Key, Row]) -> list[tuple[Key, Key]]:
    """(outer, inner): groups of the rules are made of facts and deciles, so one often lies within another, and what is left of
    that is a count too."""
    made = [(key, row.who) for key, row in rows.items() if key[0] == "class" and row.who is not None]
    others = [
        (key, row.who)
        for key, row in rows.items()
        if (key[0] == "decile" or key[0].startswith("fact:")) and row.who is not None
    ]
    found: list[tuple[Key, Key]] = []
    for mine, first in made:
        for other, second in others:
            both = first & second
            if (both == first).all():
                found.append((other, mine))
            elif (both == second).all():
                found.append((mine, other))
    return found

"""What of the counts of a what-if may be shown, so that nobody can be found in them: the one place that decides it.

    told = told_of(totals, tables, known)    # which counts of everybody and of groups stay hidden
    told.of(EVERYBODY, 0, "placed")          # the mean over the draws to the nearest five, or None: not told
    told_line({"all": 12, "met": 10, "unmet": 2}, "all")

All that is shown together is hidden together by `engine/evidence/disclosure.py` (ADR 17): everybody and every group, now
and in each scenario. Who adds up and subtracts all of it cannot tell a number of one to nine people to within ten. What is
hidden is not told at all, small or not, and the rest is rounded to the nearest five.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpfulacts.directory.facets import FACTS
from helpfulacts.engine.evidence.disclosure import CannotBeShown, Tables, hide
from helpfulacts.engine.small import SMALL, nearest

from .counting import Counts, Row, Table
from .drawing import Drawn
from .linking import CELLS, EVERYBODY, LINKS, Key, linked, mean_of, within

Count = int | None


def shown(counts: Any) -> Count:
    """The mean of `counts` to the nearest five; None, which is not told, for one to nine."""
    mean = float(np.mean(counts)) if np.size(counts) else 0.0
    return None if 0 < mean < SMALL else nearest(mean)


def told_line(parts: Mapping[str, Any], total: str) -> dict[str, Count]:
    """Counts of which all others add up to `total`, each as it may be told."""
    values = {name: mean_of(count) for name, count in parts.items()}
    hidden = hide(Tables(values, [(total, [name for name in parts if name != total])]))  # type: ignore[arg-type]
    return {name: None if name in hidden else shown(count) for name, count in parts.items()}


def rights_of(drawn: Drawn) -> tuple[list[dict[str, Any]], Count]:
    """(each right of the rules: to how many it is owed, met and not met; how many are not met in all), hidden together."""
    values: dict[Any, Any] = {"unmet": mean_of(drawn.unmet.sum(axis=1))}
    sums: list[tuple[Any, list[Any]]] = []
    floors = range(len(drawn.rules.floors))
    for n in floors:
        values |= {(n, "owed"): mean_of(drawn.owed[n]), (n, "unmet"): mean_of(drawn.unmet[:, n])}
        values[n, "met"] = values[n, "owed"] - values[n, "unmet"]
        sums.append(((n, "owed"), [(n, "met"), (n, "unmet")]))
    if not floors:
        return [], None
    sums.append(("unmet", [(n, "unmet") for n in floors]))
    hidden = hide(Tables(values, sums))
    told = {key: None if key in hidden else shown(float(value)) for key, value in values.items()}
    return [
        {"right": FACTS[floor.fact], "body": floor.responsible_body, "owed": told[n, "owed"], "met": told[n, "met"], "unmet": told[n, "unmet"]}
        for n, floor in enumerate(drawn.rules.floors)
    ], told["unmet"]  # fmt: skip


def told_groups(
    tables: Mapping[str, Mapping[str, int]],
    totals: Mapping[str, int],
    sums: Sequence[tuple[str, Sequence[str]]],
) -> tuple[dict[str, Count], dict[tuple[str, str], Count]] | None:
    """(totals, groups) of tables that share everybody out, each as it may be told; `totals` hold what `sums` link too.

    tables: {table, as it is called among the totals after the last "/": {label: count}}. Groups of none to nine are told
    alike, as nothing: else a few people who are all of one age or ward would be known by it. None: nothing can be told.
    """
    values: dict[Any, int] = dict(totals)
    linked: list[tuple[Any, Sequence[Any]]] = list(sums)
    for name, rows in tables.items():
        values |= {(name, label): count for label, count in rows.items()}
        linked.append((name.rpartition("/")[2], [(name, label) for label in rows]))
    few = {key for key, count in values.items() if isinstance(key, tuple) and count < SMALL}
    try:
        hidden = hide(Tables(values, linked), already=few)
    except CannotBeShown:
        return None
    told = {key: None if key in hidden else shown([count]) for key, count in values.items()}
    return (
        {key: count for key, count in told.items() if not isinstance(key, tuple)},
        {key: count for key, count in told.items() if isinstance(key, tuple)},
    )


@dataclass(frozen=True)
class Told:
    """rows: counts of everybody, under EVERYBODY, and of each group by (table, group). hidden: (*group, column, name).

    by_group: the columns of which groups are told; where a change moves under ten in all, that is of no group.
    """

    rows: Mapping[Key, Sequence[Counts]]
    hidden: frozenset[Any]
    by_group: frozenset[int]

    def of(self, row: Key, column: int, name: str) -> Count:
        if (*row, column, name) in self.hidden or (row != EVERYBODY and column not in self.by_group):
            return None
        return shown(self.rows[row][column][name])

    def between(self, column: int, name: str) -> list[Count] | None:
        """The least and the most over the draws, for everybody: only where no count of the column is ever small."""
        ever = [self.rows[EVERYBODY][column][one] for one in CELLS]
        small = any(bool(((one > 0) & (one < SMALL)).any()) for one in ever)
        if small or any((*EVERYBODY, column, one) in self.hidden for one in CELLS):
            return None
        counts = self.rows[EVERYBODY][column][name]
        return [shown([np.min(counts)]), shown([np.max(counts)])]


def told_of(
    totals: Sequence[Counts], tables: Sequence[Table], known: Collection[tuple[int, str]] = (),
    tell: Callable[[float], None] = lambda done: None,
) -> Told:  # fmt: skip
    """What may be told of everybody and of every group: of fewer than ten who ask nothing at all.

    First everybody, then the groups with all that is told of everybody taken as known: so tables share nothing unknown
    and can be looked at one by one, but for those that lie within each other.
    known: (column, name) of the counts of everybody that are told elsewhere. How many ask is always taken as known.
    """
    whole = Row("", "", list(totals))
    elsewhere = {(*EVERYBODY, column, name) for column, name in known}
    elsewhere |= {(*EVERYBODY, column, "asked") for column in range(len(totals))}
    every = range(len(totals))
    first = linked({EVERYBODY: whole}, [], every)
    elsewhere = {key for key in elsewhere if not 0 < first.values[key] < SMALL}
    try:
        hidden = hide(first, elsewhere)
    except CannotBeShown:
        hidden = frozenset(first.keys)
    dark = {key[2] for key in hidden if key[3] in LINKS}
    by_group = frozenset() if 0 in dark else frozenset(every) - dark
    rows: dict[Key, Row] = {EVERYBODY: whole}
    for table in tables:
        rows |= table.parts
    blocks = [*([table] for table in tables), *(block for block in within(tables) if len(block) > 1)]
    for number, block in enumerate(blocks if by_group else []):
        tell(number / len(blocks))
        mine: dict[Key, Row] = {EVERYBODY: whole}
        for table in block:
            mine |= table.parts
        system = linked(mine, [list(table.parts) for table in block], sorted(by_group), LINKS)
        of_all = {key for key in system.keys if key[:2] == EVERYBODY}
        try:
            hidden |= hide(system, of_all, hidden & set(system.keys))
        except CannotBeShown:
            hidden |= set(system.keys) - of_all
    return Told({key: row.columns for key, row in rows.items()}, hidden, by_group)

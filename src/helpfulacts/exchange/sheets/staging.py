"""From a file to staged rows, from staged rows to what each would do: a batch at a time, so that nobody waits long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import imports
from helpfulacts.directory.actions.stage_import import (
    Choice,
    RowResult,
    begin_import,
    choose_columns,
    end_of_check,
    keep_checked,
    keep_mapping,
)
from helpfulacts.people.actor import Actor

from .guessing import columns_for, header_row, headers_key
from .mapping import SheetMapping, checked_mapping, mapping_from
from .planning import Plan, Planner
from .recording import Read, add_row, adds_to, read_row
from .row import Problem
from .workbook import Sheet, sheets_in

BATCH = 300
_LOOK = 60


def stage(*, place: Any, raw: bytes, file_name: str, by: Actor) -> Any:
    """Read a file and stage its rows; the likeliest sheet and row of headings are chosen. Raises Refused."""
    sheets = sheets_in(raw, file_name)
    if all(_only_headings(sheet) for sheet in sheets):
        raise Refused(
            "That file has headings and no rows under them. Write your rows below the headings, save the file and "
            "choose it again.",
            field="file",
        )
    one = begin_import(
        place=place, file_name=file_name, sheets=[(sheet.name, sheet.rows) for sheet in sheets], by=by
    )
    return one


def _only_headings(sheet: Sheet) -> bool:
    """Whether it has one row at most, besides lines such as a title that fill a single cell of many."""
    filled = [sum(map(bool, cells)) for _, cells in sheet.rows]
    return sum(many >= min(2, max(filled)) for many in filled) <= 1


def likely_sheet(one: Any) -> int:
    """The sheet with the most rows."""
    return max(range(len(one.sheets)), key=lambda at: (one.sheets[at]["rows"], -at))


def likely_header(one: Any, sheet: int) -> int:
    return header_row(imports.first_rows(one, sheet, _LOOK))


def headers_at(one: Any, sheet: int, row: int) -> list[str]:
    """The headings, one for each column that the first rows use; “Column C” where there is none. Raises Refused."""
    rows = imports.first_rows(one, sheet, _LOOK)
    found = next((cells for number, cells in rows if number == row), None)
    if found is None:
        raise Refused("There is no such row. Choose the row that holds the headings.", field="header_row")
    wide = max((len(cells) for number, cells in rows if number >= row), default=0)
    padded = [*found, *[""] * (wide - len(found))]
    return [name or f"Column {letters(at)}" for at, name in enumerate(padded)]


def letters(at: int) -> str:
    """A column's name in a spreadsheet: A, B, … AA."""
    return (letters(at // 26 - 1) if at >= 26 else "") + chr(65 + at % 26)


def guess(one: Any, sheet: int, row: int) -> tuple[list[str], list[str], Any]:
    """(headings, a code for each column, the mapping kept for these headings or None)."""
    headers = headers_at(one, sheet, row)
    below = [(number, cells) for number, cells in imports.first_rows(one, sheet, _LOOK) if number > row]
    kept = imports.mapping_for(one.place, headers_key(headers))
    if kept is not None:
        by_header = dict(zip(kept.headers, kept.columns.get("columns", ()), strict=False))
        return headers, [by_header.get(header, "") for header in headers], kept
    return headers, columns_for(headers, below), None


def samples(one: Any, sheet: int, row: int, columns: int) -> list[list[str]]:
    """For each column up to three different values that stand under its heading."""
    found: list[list[str]] = [[] for _ in range(columns)]
    for number, cells in imports.first_rows(one, sheet, _LOOK):
        for at, cell in enumerate(cells[:columns]):
            if number > row and cell and cell not in found[at] and len(found[at]) < 3:
                found[at].append(cell)
    return found


def choose(
    *,
    one: Any,
    sheet: int,
    row: int,
    name: str,
    columns: Sequence[str],
    constants: dict[str, str],
    remember: bool,
    by: Actor,
) -> None:
    """Take what a person says of the columns; `remember` it for the next list with the same headings."""
    headers = headers_at(one, sheet, row)
    mapping = checked_mapping(name, list(columns), constants)
    choice = Choice(mapping.name, sheet, row, headers, mapping.columns, mapping.constants)
    choose_columns(one=one, choice=choice, by=by)
    if remember:
        keep_mapping(
            place=one.place, choice=choice, headers_key=headers_key(headers), columns=mapping.as_json(), by=by
        )


def mapping_of(one: Any) -> SheetMapping:
    return mapping_from(one.name, {"columns": one.columns, "constants": one.constants})


class Reader:
    """Rows of one import as what they say, each with the rows that add to it."""

    def __init__(self, one: Any) -> None:
        self.mapping = mapping_of(one)
        self.day = today(one.place.zone)
        self.more: dict[str, list[Any]] = {}
        if self.mapping.at("continues"):
            for row in imports.rows_of(one).exclude(outcome__in=["gone", "out"]):
                if main := adds_to(self.mapping, row.cells):
                    self.more.setdefault(main, []).append(row)

    def adds(self, row: Any) -> str:
        return adds_to(self.mapping, row.cells) if self.more else ""

    def read(self, row: Any) -> Read:
        found = read_row(self.mapping, row.cells, self.day)
        for other in self.more.get(found.key, ()):
            add_row(found, self.mapping, other.cells, self.day)
        return found

    def troubles(self, row: Any) -> list[Problem]:
        """The problems of a row that adds to another."""
        return add_row(Read(), self.mapping, row.cells, self.day)


def check_some(one: Any) -> int:
    """Look at the next rows that wait; how many still wait. When none does, the import is ready."""
    rows = list(imports.rows_of(one, "waiting")[:BATCH])
    if rows:
        reader = Reader(one)
        planner = Planner(one.place, reader.mapping)
        seen = set(imports.rows_of(one).exclude(outcome__in=["waiting", "out", "gone"]).exclude(identity=None)
                   .values_list("identity", flat=True))  # fmt: skip
        results: list[RowResult] = []
        mains = []
        for row in rows:
            if main := reader.adds(row):
                results.append(_joined(reader, row, main))
                _again(one, reader, main, rows)
            else:
                mains.append((row, reader.read(row)))
        for (row, _), plan in zip(mains, planner.plan([read for _, read in mains]), strict=True):
            if plan.identity in seen:
                plan = Plan("aside", plan.identity, plan.title,
                            [(None, "Another row of this list has the same number, or the same name and place.")])  # fmt: skip
                results.append(result_of(row, plan, identity=False))
                continue
            seen.add(plan.identity)
            results.append(result_of(row, plan))
        keep_checked(one=one, results=results)
    left = int(imports.rows_of(one, "waiting").count())
    if not left:
        end_of_check(one=one)
    return left


def _again(one: Any, reader: Reader, main: str, rows: list[Any]) -> None:
    """A row that adds to another was mended: the other is to be looked at again too."""
    for other in (
        imports.rows_of(one).filter(done=False).exclude(outcome__in=["waiting", "out", "gone", "joined"])
    ):
        if (
            other not in rows
            and read_row(reader.mapping, other.cells, reader.day).key == main
            and not reader.adds(other)
        ):
            keep_checked(one=one, results=[RowResult(other, "waiting", other.title)])


def _joined(reader: Reader, row: Any, main: str) -> RowResult:
    problems = reader.troubles(row)
    title = f"More of number {main}"
    return RowResult(row, "aside" if problems else "joined", title, problems)


def result_of(row: Any, plan: Plan, *, identity: bool = True) -> RowResult:
    return RowResult(
        row,
        plan.outcome,
        plan.title,
        plan.reasons,
        plan.changes,
        plan.identity if identity else None,
        plan.kept if identity else None,
    )

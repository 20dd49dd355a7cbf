"""CSV tables of a feed, for the one importer: HSDS tabular (a folder, a zip or a file) and Outpost, known by their columns."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused

from ..oruk.reading import Row
from ..strict_json import printable
from .csv_text import decoded, rows_of
from .guessing import columns_for, is_outpost
from .hsds import joined
from .mapping import SheetMapping
from .recording import add_row, adds_to, key_of_row, read_row

BYTES = 64 * 1024 * 1024  # over all tables: they are joined in memory
ROWS = 200_000
TABLES = 100
Table = list[tuple[int, dict[str, str]]]


def rows_of_csv(path: Path, place: Any, name: str) -> Iterator[Row] | None:
    """The rows of a CSV feed as records; None where `path` holds no CSV. Raises Refused with one sentence."""
    raw = _files(path)
    if not raw:
        return None
    tables: dict[str, Table] = {}
    for called, data in raw.items():
        table = _table(data, called)
        if len(raw) == 1 and table and is_outpost(list(table[0][1])):
            return _outpost(table, place, name)
        tables[Path(called).stem.casefold().removeprefix("hsds_")] = table
    if "services" not in tables and "service" not in tables:
        raise Refused(
            f"{printable(path.name, 80)} is not a feed that is known by its columns. Bring it in on the page "
            "“Bring in a spreadsheet”, or name columns that were kept there with --mapping."
        )
    return joined(tables)


def _files(path: Path) -> dict[str, bytes]:
    try:
        if path.is_dir():
            names = sorted(
                file for file in path.iterdir() if file.suffix.lower() == ".csv" and file.is_file()
            )
            return _read([(file.name, file.stat().st_size, file.read_bytes) for file in names[: TABLES + 1]])
        if not path.is_file():
            return {}
        if zipfile.is_zipfile(path):
            return _unzipped(path)
        if path.suffix.lower() in (".csv", ".tsv"):
            return _read([(path.name, path.stat().st_size, path.read_bytes)])
    except (OSError, ValueError):
        raise Refused(f"{printable(str(path), 200)} cannot be read. Check its name.") from None
    return {}


def _read(files: list[tuple[str, int, Any]]) -> dict[str, bytes]:
    if len(files) > TABLES:
        raise Refused(f"There are more than {TABLES} tables. Import them in parts.")
    if sum(size for _, size, _ in files) > BYTES:
        raise Refused(f"These tables hold more than {BYTES >> 20} MB. Import them in parts.")
    return {name: read() for name, _, read in files}


def _unzipped(path: Path) -> dict[str, bytes]:
    found, left = {}, BYTES
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
            if len(inside) > TABLES:
                raise Refused(f"There are more than {TABLES} tables. Import them in parts.")
            for info in inside:
                with archive.open(info) as stream:
                    data = stream.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise Refused(f"These tables hold more than {BYTES >> 20} MB. Import them in parts.")
                found[info.filename] = data
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        raise Refused(f"{printable(path.name, 80)} is damaged, so it cannot be read. Get it again.") from None
    return found


def _table(data: bytes, name: str) -> Table:
    """Rows by column name, without empty cells. A row with more cells than headings keeps those that have one."""
    called = printable(name, 80)
    rows = rows_of(decoded(data, called), called)
    _, head = next(rows, (0, []))
    heads = [heading.strip().casefold() for heading in head]
    if twice := next((one for one in heads if one and heads.count(one) > 1), None):
        raise Refused(f"{called} has the heading “{printable(twice)}” twice. Give one of them another name.")
    table: Table = []
    for number, cells in rows:
        row = {heading: cell.strip() for heading, cell in zip(heads, cells, strict=False) if heading}
        if any(row.values()):
            table.append((number, row))
        if len(table) > ROWS:
            raise Refused(f"{called} has more than {ROWS:,} rows. Import it in parts.")
    return table


def _outpost(table: Table, place: Any, name: str) -> Iterator[Row]:
    heads = list(table[0][1])
    mapping = SheetMapping(name, tuple(columns_for(heads, [])), {})
    day = today(place.zone)
    sheet = [(number, [row.get(head, "") for head in heads]) for number, row in table]
    more: dict[str, list[tuple[int, list[str]]]] = {}
    mains = {key_of_row(mapping, cells) for _, cells in sheet if not adds_to(mapping, cells)}
    for number, cells in sheet:
        if main := adds_to(mapping, cells):
            more.setdefault(main, []).append((number, cells))
            if main not in mains:
                yield Row(
                    number,
                    "",
                    dict(zip(heads, cells, strict=True)),
                    f"adds to number {main}, which is not there",
                )
    for number, cells in sheet:
        if adds_to(mapping, cells):
            continue
        read = read_row(mapping, cells, day)
        problems = [(number, cells, read.problems)]
        for other, added in more.get(read.key, ()):
            problems.append((other, added, add_row(read, mapping, added, day)))
        yield Row(number, "services", read.record)
        for at, said, wrong in problems:
            for _, sentence in wrong:
                yield Row(
                    at,
                    "",
                    dict(zip(heads, said, strict=True)),
                    f"has a part that was left out: {sentence.rstrip('.')}",
                )

"""A file that somebody uploads, as sheets of plain text cells. What it is, its first bytes say, never its name.

A workbook is unpacked under our own eyes first and measured: the reader keeps room for every cell between the first
and the last one used, so one cell far out would take all the memory there is.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import python_calamine as calamine

from helpfulacts.core.errors import Refused

from ..strict_json import printable
from . import limits
from .csv_text import decoded, rows_of

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_AT = re.compile(rb"""\br\s*=\s*["']([^"']*)["']""")
_CELL = re.compile(rb"([A-Z]{0,4})(\d{1,9})")
_SHARED = re.compile(rb"""<(?:\w+:)?c\b[^>]*\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*(\d+)""")
_MISTAKE = re.compile(rb"""(<(?:\w+:)?c\b[^>]*\bt\s*=\s*["'])e(["'])""")
"""A formula without an answer: read as its words (#N/A), for the reader would leave the cell empty without a sign."""
_SAVE = "Save it as “Excel workbook (.xlsx)” or “CSV”, and choose that."


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows that hold anything, as (number of the row from 1, cells as text)."""

    name: str
    rows: list[tuple[int, list[str]]]


def sheets_in(raw: bytes, name: str) -> list[Sheet]:
    """The sheets of an .xlsx or .csv file that hold anything. Raises Refused with one sentence."""
    called = printable(name, 80) or "The file"
    if len(raw) > limits.BYTES:
        raise Refused(f"{called} is larger than {limits.BYTES >> 20} MB. Split it into smaller files.")
    if not raw.strip():
        raise Refused(f"{called} is empty. Choose another file.")
    if raw.startswith(b"PK"):
        found = _workbook(raw, called)
    elif raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(f"{called} is locked with a password, or is an old Excel file. {_SAVE}")
    elif raw.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc")):
        raise Refused(f"{called} is not a spreadsheet, whatever its name says. {_SAVE}")
    elif (
        raw.startswith((b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"))
        and b"\x00" in raw[:4096]
    ):
        raise Refused(
            f"{called} is a program, not a spreadsheet, whatever its name says. Choose another file."
        )
    else:
        found = [Sheet("", _limited(rows_of(decoded(raw, called), called), called))]
    found = [sheet for sheet in found if sheet.rows]
    if not found:
        raise Refused(f"{called} has no words in any row. Choose another file.")
    if sum(len(sheet.rows) for sheet in found) > limits.ROWS:
        raise Refused(f"{called} has more than {limits.ROWS:,} rows. Split it into smaller files.")
    return found


def _limited(rows: Iterable[tuple[int, list[Any]]], name: str) -> list[tuple[int, list[str]]]:
    kept: list[tuple[int, list[str]]] = []
    size = 0
    for number, row in rows:
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > limits.COLUMNS:
            raise Refused(
                f"Row {number} of {name} has more than {limits.COLUMNS} columns. Take out the columns you do not need."
            )
        if any(len(cell) > limits.CELL for cell in cells):
            raise Refused(
                f"Row {number} of {name} has a cell of more than {limits.CELL:,} letters. Make it shorter."
            )
        size += sum(map(len, cells))
        kept.append((number, cells))
        if len(kept) > limits.ROWS or size > limits.TEXT:
            raise Refused(f"{name} has more than {limits.ROWS:,} rows. Split it into smaller files.")
    return kept


def _text(cell: Any) -> str:
    """A cell as people see it, more or less: dates as 2026-11-30, times as 09:30, whole numbers without a point."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return ""
        return str(int(cell)) if cell == int(cell) and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return f"{cell:%Y-%m-%d}" if midnight else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, dt.time):
        return f"{cell:%H:%M}"
    if isinstance(cell, dt.timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return _UNSEEN.sub(" ", str(cell)).strip()


def _workbook(raw: bytes, name: str) -> list[Sheet]:
    clean = _unpacked(raw, name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(clean))
        shown = [one.name for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        if len(shown) > limits.SHEETS:
            raise Refused(f"{name} has more than {limits.SHEETS} sheets. Save the one you need on its own.")
        return [Sheet(_text(title)[:60], _limited(_rows(book, title), name)) for title in shown]
    except Refused:
        raise
    except BaseException as trouble:  # the reader's own panics are no Exceptions
        if isinstance(trouble, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Refused(f"{name} is damaged, so it cannot be read. {_SAVE}") from None


def _rows(book: Any, title: str) -> Iterable[tuple[int, list[Any]]]:
    sheet = book.get_sheet_by_name(title)
    start = sheet.start[0] if sheet.start else 0
    yield from enumerate(sheet.to_python(skip_empty_area=True), start=start + 1)


def _unpacked(raw: bytes, name: str) -> bytes:
    """The workbook packed anew from what we could unpack within limits: the reader sees what was measured."""
    out, left = io.BytesIO(), limits.UNPACKED
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(out, "w") as copy:
            names = {info.filename for info in archive.infolist()}
            _refuse_other(archive, names, name)
            if len(names) > limits.PARTS or len(names) < len(archive.infolist()):
                raise Refused(f"{name} holds far too many parts for a spreadsheet. {_SAVE}")
            for info in archive.infolist():
                if not info.filename.lower().endswith((".xml", ".rels")):
                    continue
                with archive.open(info) as stream:
                    data = stream.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise Refused(
                        f"{name} unpacks to more than {limits.UNPACKED >> 20} MB. It was not read. Split it."
                    )
                if info.filename.lower().startswith("xl/worksheets/"):
                    data = _MISTAKE.sub(rb"\1str\2", data)
                parts[info.filename] = data
                copy.writestr(info.filename, data)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        raise Refused(f"{name} is damaged, so it cannot be read. {_SAVE}") from None
    _measure(parts, name)
    return out.getvalue()


def _refuse_other(archive: zipfile.ZipFile, names: set[str], name: str) -> None:
    if "EncryptedPackage" in names or any(info.flag_bits & 1 for info in archive.infolist()):
        raise Refused(f"{name} is locked with a password. Take the password off and save it again.")
    if any(part.lower().endswith(("vbaproject.bin", "xlmacrosheet.bin")) for part in names):
        raise Refused(f"{name} has macros in it. {_SAVE}")
    if "xl/workbook.xml" not in names:
        raise Refused(f"{name} is not an Excel workbook, whatever its name says. {_SAVE}")


def _measure(parts: dict[str, bytes], name: str) -> None:
    shared = [len(text) for text in parts.get("xl/sharedStrings.xml", b"").split(b"<si")[1:]]
    words = 0
    for part, data in parts.items():
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise Refused(f"{name} is not written as spreadsheets are. {_SAVE}")
        if not part.lower().startswith("xl/worksheets/"):
            continue
        furthest_row = furthest_column = 0
        for at in _AT.finditer(data):
            cell = _CELL.fullmatch(at[1])
            if cell is None:
                continue
            furthest_row = max(furthest_row, int(cell[2]))
            furthest_column = max(furthest_column, _column(cell[1]))
        if furthest_row * max(furthest_column, 1) > limits.AREA:
            raise Refused(
                f"{name} has cells very far down or to the right. Delete the empty rows and columns, and save it again."
            )
        words += sum(shared[int(at[1])] for at in _SHARED.finditer(data) if int(at[1]) < len(shared))
    if words > limits.TEXT:
        raise Refused(f"{name} holds too many words to read at once. Split it into smaller files.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number

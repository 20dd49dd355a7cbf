"""Sheets for the tests: rows as a file, a whole walk from file to offers, and workbooks written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from helpfulacts.directory import imports
from helpfulacts.exchange.sheets import staging
from helpfulacts.exchange.sheets.csv_text import written
from helpfulacts.exchange.sheets.importing import finish
from helpfulacts.people.actor import SYSTEM

HEAD = ["Name", "Organisation", "Postcode", "Monday", "Phone"]
TEA = ["Tea and talk", "St Mary's hall", "TT1 1AA", "10-12", "01632 960001"]
CHESS = ["Chess", "St Mary's hall", "TT2 1AA", "14:00-16:00", "01632 960002"]


def as_csv(*rows: Sequence[str]) -> bytes:
    return written([list(row) for row in rows]).encode()


def staged(
    place: Any, raw: bytes, name: str = "Clubs", file_name: str = "clubs.csv", **constants: str
) -> Any:
    """A file staged with the columns that are guessed, and every row checked."""
    one = staging.stage(place=place, raw=raw, file_name=file_name, by=SYSTEM)
    sheet = staging.likely_sheet(one)
    row = staging.likely_header(one, sheet)
    _, columns, _ = staging.guess(one, sheet, row)
    staging.choose(
        one=one,
        sheet=sheet,
        row=row,
        name=name,
        columns=columns,
        constants=constants,
        remember=True,
        by=SYSTEM,
    )
    check(one)
    return one


def check(one: Any) -> None:
    while staging.check_some(one):
        pass
    one.refresh_from_db()


def counts(one: Any) -> dict[str, int]:
    """Only what is not nought."""
    return {name: many for name, many in imports.counts_of(one).items() if many}


def brought_in(place: Any, raw: bytes, **more: str) -> Any:
    one = staged(place, raw, **more)
    finish(one=one, by=SYSTEM)
    one.refresh_from_db()
    return one


def workbook(sheets: dict[str, Sequence[Sequence[Any]]], *, extra: dict[str, bytes] | None = None) -> bytes:
    """An .xlsx file: texts inline, numbers as numbers, a text that begins with "=" as a formula with its last answer, #N/A as an error."""
    out = io.BytesIO()
    names = list(sheets)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        kinds = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{kinds}</Types>",
        )
        ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        rel = "http://schemas.openxmlformats.org/package/2006/relationships"
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{rel}"><Relationship Id="r1" Type="{ns}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
            for n, name in enumerate(names, start=1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{ns}"><sheets>{listed}</sheets></workbook>',
        )
        links = "".join(
            f'<Relationship Id="r{n}" Type="{ns}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{rel}">{links}</Relationships>'
        )
        for n, rows in enumerate(sheets.values(), start=1):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", sheet_xml(rows))
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def sheet_xml(rows: Sequence[Sequence[Any]], *, more: str = "") -> str:
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(_cell(f"{column(at)}{number}", value) for at, value in enumerate(row) if value != "")
        lines.append(f'<row r="{number}">{cells}</row>')
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{''.join(lines)}{more}</sheetData></worksheet>"
    )


def column(at: int) -> str:
    return staging.letters(at)


def _cell(at: str, value: Any) -> str:
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value}</v></c>'
    if value.startswith("#") and value[1:2].isupper():
        return f'<c r="{at}" t="e"><f>LOOKUP(A1)</f><v>{escape(value)}</v></c>'
    if value.startswith("="):
        return f'<c r="{at}" t="str"><f>{escape(value[1:])}</f><v>{escape(value)}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'

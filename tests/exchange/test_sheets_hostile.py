"""Spreadsheets that are broken, strange or meant to harm: one clear sentence each, or read as plain text."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from helpfulacts.core.errors import Refused
from helpfulacts.directory import imports
from helpfulacts.directory.models import Import, Offer
from helpfulacts.exchange.sheets import cells, hours, limits, staging
from helpfulacts.exchange.sheets.csv_text import neutral, written
from helpfulacts.exchange.sheets.importing import finish
from helpfulacts.exchange.sheets.mapping import checked_mapping
from helpfulacts.exchange.sheets.workbook import sheets_in
from helpfulacts.people.actor import SYSTEM
from tests.sheets import HEAD, TEA, as_csv, counts, sheet_xml, staged, workbook

ROWS = [["Name", "Organisation"], ["Tea", "The hall"]]


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def with_sheet(xml: str) -> bytes:
    """A sound workbook whose only sheet is this XML."""
    found, out = workbook({"One": ROWS}), io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(found)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in archive.namelist():
            copy.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else archive.read(name))
    return out.getvalue()


def locked() -> bytes:
    """A workbook whose parts are marked as encrypted."""
    raw = bytearray(workbook({"One": ROWS}))
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 8] |= 1
        at = raw.find(b"PK\x01\x02", at + 4)
    return bytes(raw)


BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "only white space": (b" \r\n\r\n", "empty"),
    "only commas": (b",,,\r\n,,,\r\n", "no words"),
    "NUL": (b"Name,Organisation\nTea,\x00\n", "NUL"),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00", "is a program, not a spreadsheet"),
    "UTF-16 without its mark": ("Name,Organisation\nTea,Hall".encode("utf-16-le"), "NUL"),
    "a quotation mark never closed": (b'Name,Organisation\n"Tea' + b"x" * 140_000, "never closed"),
    "a web page": (b"<!DOCTYPE html><table>", "web page"),
    "a PDF": (b"%PDF-1.7 etc", "not a spreadsheet"),
    "an old .xls or a locked .xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    "parts locked with a password": (locked(), "password"),
    "an .ods": (packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "not an Excel"),
    "a .docx": (packed(word__document=b"<w/>"), "not an Excel"),
    "an .xlsm": (workbook({"One": ROWS}, extra={"xl/vbaProject.bin": b"\1"}), "macros"),
    "cut short": (workbook({"One": ROWS})[:-40], "damaged"),
    "not a zip": (b"PK\x03\x04nonsense", "damaged"),
    "broken XML": (with_sheet("<worksheet><sheetData><row"), "damaged|no words"),
    "a zip bomb": (workbook({"One": ROWS}, extra={"xl/more.xml": b"0" * (limits.UNPACKED + 1)}), "unpacks"),
    "one cell in the last column of the last row": (
        with_sheet(sheet_xml(ROWS, more='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), "very far"),
    "an entity": (with_sheet('<!DOCTYPE a [<!ENTITY b "ccc">]>' + sheet_xml(ROWS)), "not written"),
    "too many sheets": (workbook({f"S{n}": ROWS for n in range(limits.SHEETS + 1)}), "sheets"),
    "too many parts": (workbook({"One": ROWS}, extra={f"x/{n}.xml": b"" for n in range(limits.PARTS)}), "parts"),
    "too many rows": (b"Name\n" + b"Tea\n" * (limits.ROWS + 1), "rows"),
    "a million columns": (b"," * 1_000_000 + b"x\n", "columns"),
    "a cell without measure": (b"Name\n" + b"x" * (limits.CELL + 1) + b"\n", "letters"),
    "too large a file": (b"x" * (limits.BYTES + 1), "larger"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(BAD))
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(name: str) -> None:
    raw, says = BAD[name]
    with pytest.raises(Refused, match=says) as refused:
        sheets_in(raw, "list.xlsx")
    assert len(str(refused.value)) < 220 and "\n" not in str(refused.value)


def test_many_words_in_few_bytes_do_not_fill_the_memory() -> None:
    shared = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 30_000}</t></si></sst>'
    row = "".join(f'<c r="{staging.letters(at)}2" t="s"><v>0</v></c>' for at in range(100))
    cells_of = "".join(
        f'<row r="{n}">{row.replace("2" + chr(34) + " t", str(n) + chr(34) + " t")}</row>'
        for n in range(2, 40)
    )
    xml = sheet_xml(ROWS[:1], more=cells_of)
    found, out = with_sheet(xml), io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(found)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in archive.namelist():
            copy.writestr(name, archive.read(name))
        copy.writestr("xl/sharedStrings.xml", shared)
    with pytest.raises(Refused, match="too many words"):
        sheets_in(out.getvalue(), "list.xlsx")


def test_strange_numbers_in_a_workbook_are_plain_text() -> None:
    [sheet] = sheets_in(workbook({"One": [["a", "b", "c", "d"], [10**18, 1e300, 0.4166, 7]]}), "list.xlsx")
    assert sheet.rows[1][1] == ["1e+18", "1e+300", "0.4166", "7"]
    assert hours.clock("0.4166")[0].strftime("%H:%M") == "10:00"


def test_cells_that_are_merged_hold_their_words_once() -> None:
    xml = sheet_xml(ROWS).replace(
        "</worksheet>", '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    [sheet] = sheets_in(with_sheet(xml), "list.xlsx")
    assert [cells for _, cells in sheet.rows] == ROWS


@pytest.mark.django_db
def test_html_and_formulas_are_words_and_nothing_more(place: Any) -> None:
    name = '<script>alert(1)</script>=HYPERLINK("http://x.example","Tea")'
    one = staged(place, as_csv(HEAD, [f"  {name}", *TEA[1:]]))
    finish(one=one, by=SYSTEM)
    assert Offer.objects.get().title == 'alert(1) =HYPERLINK("http://x.example","Tea")'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_we_write_runs_no_formula(start: str) -> None:
    assert neutral(f"{start}1+1") == f"'{start}1+1"
    assert written([[f"{start}1"]]).lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", ["Infinity", "NaN", "-5", "999", "1e400", "٣", "12.5"])
@pytest.mark.django_db
def test_an_age_that_is_none_is_set_aside(cell: str, place: Any) -> None:
    one = staged(place, as_csv([*HEAD, "Min age"], [*TEA, cell]))
    assert counts(one) in ({"aside": 1}, {"new": 1} if cell == "٣" else {"aside": 1})


@pytest.mark.parametrize(
    ("code", "cell"),
    [("Latitude", "91"), ("Latitude", "nan"), ("Postcode", "somewhere"), ("Email", "a@b"), ("Monday", "25:00-26:00"),
     ("Website", "http://"), ("Last checked", "31/02/2026"), ("Year closed", "perhaps"), ("Phone", "ask Ann")],
)  # fmt: skip
@pytest.mark.django_db
def test_a_cell_that_cannot_be_read_is_named_with_its_row_and_nothing_is_lost(
    code: str, cell: str, place: Any
) -> None:
    head = ["Name", "Organisation", code, *(["Longitude"] if code == "Latitude" else [])]
    one = staged(place, as_csv(head, ["Tea", "The hall", cell, "-2.1"], ["Chess", "The hall", "", ""]))
    assert counts(one) == {"new": 1, "aside": 1}
    [row] = imports.rows_of(one, "aside")
    assert row.reasons and row.cells[2] == cell


@pytest.mark.parametrize(
    ("words", "said"),
    [("8:00am-10:00am", ["08:00-10:00"]), ("10-12, 2-4", ["10:00-12:00", "14:00-16:00"]), ("Closed", []),
     ("24 hours", ["00:00-23:59"]), ("00:00-00:00", []), ("9.30am to 12 noon", ["09:30-12:00"]), ("9-5pm", ["09:00-17:00"]),
     ("11-1pm", ["11:00-13:00"]), ("0.375-0.7083", ["09:00-17:00"]), ("0930-1700", ["09:30-17:00"])],
)  # fmt: skip
def test_hours_as_people_write_them(words: str, said: list[str]) -> None:
    assert [f"{a:%H:%M}-{b:%H:%M}" for a, b in hours.hours_of_day(words)] == said


@pytest.mark.parametrize(
    "words", ["soonish", "10", "10-", "25-26", "10-12 maybe", "after school", "1" * 5000]
)
def test_hours_that_cannot_be_read_are_never_guessed(words: str) -> None:
    with pytest.raises(ValueError, match="Write"):
        hours.hours_of_day(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [("Mon-Fri 9-5; Sat 10-1", "montuewedthufrisat"), ("Every Tuesday 2pm-4pm", "tue"), ("Weekdays 9-5, closed weekends", "montuewedthufri"),
     ("Sundays closed, Mon 9-12", "mon"), ("Sat - Mon 9-12", "satsunmon")],
)  # fmt: skip
def test_days_and_hours_in_one_cell(words: str, said: str) -> None:
    assert "".join(day for day, _ in hours.week_of(words)) == said


def test_ages_as_people_write_them() -> None:
    assert [cells.ages(words) for words in ("18-25", "60+", "over 50", "under 5", "all ages", "Ages 5 to 11")] == [
        (18, 25), (60, None), (50, None), (None, 4), (None, None), (5, 11),
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_organisation_said_once_for_all_rows_is_tidied_like_all_words_of_people() -> None:
    with pytest.raises(Refused, match="which organisation"):
        checked_mapping("Clubs", ["title"], {"organisation": "\u200b\u2060 "})
    mapping = checked_mapping("Clubs", ["title"], {"organisation": " The \u202ehall "})
    assert mapping.constants["organisation"] == "The hall"


def test_a_refused_file_leaves_nothing_behind(place: Any) -> None:
    with pytest.raises(Refused):
        staging.stage(place=place, raw=BAD["a zip bomb"][0], file_name="x.xlsx", by=SYSTEM)
    assert not Import.objects.exists()

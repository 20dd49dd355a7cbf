"""Comma-separated text as people save it: any common encoding and separator, and one sentence for what cannot be read."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from helpfulacts.core.errors import Refused

SEPARATORS = ",;\t|"
_SAMPLE_ROWS = 25
_SAMPLE = 64 * 1024


def decoded(raw: bytes, name: str) -> str:
    """The text: UTF-8, UTF-16 with its mark, or else Windows letters. Raises Refused for what is no text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = raw.decode("utf-16")
        except UnicodeDecodeError:
            raise Refused(f"{name} is cut short or damaged. Save it again as “CSV UTF-8”.") from None
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
    if "\x00" in text:
        raise Refused(f"{name} holds NUL characters, so it is not plain text. Save it again as “CSV UTF-8”.")
    if re.match(r"\s*<(!doctype|html|\?xml)", text[:200], re.IGNORECASE):
        raise Refused(f"{name} is a web page or XML, not a table. Download the CSV file itself.")
    return text


def separator_of(text: str) -> str:
    """The separator that gives the most columns most often over the first rows; a comma where none does."""
    if asked := re.match(r"sep=(.)\r?\n", text):
        return asked[1]
    best, most = ",", 1.0
    for separator in SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            for number, row in enumerate(
                csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=separator)
            ):
                if number == _SAMPLE_ROWS:
                    break
                widths[len(row)] += bool(row)
        except csv.Error:
            continue
        score = max((width * often for width, often in widths.items() if width > 1), default=0) / (
            sum(widths.values()) or 1
        )
        if score > most:
            best, most = separator, score
    return best


def rows_of(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the row from 1, its cells). Raises Refused for a quotation mark that swallows what follows it."""
    separator = separator_of(text)
    first = re.match(r"sep=.\r?\n", text)
    lines = io.StringIO(text[first.end() :] if first else text, newline="").readlines()
    reader = csv.reader(lines, delimiter=separator)
    number = at = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _left_open(name, lines[at:], at + bool(first), separator) from None
        record = lines[at : reader.line_num]
        if any('"' in line for line in record) and _swallows(record, separator):
            raise _left_open(name, record, at + bool(first), separator)
        at = reader.line_num
        yield number, row


def _swallows(record: list[str], separator: str) -> bool:
    """Whether a quotation mark of this row stays open, or closes only in the middle of a cell some lines on."""
    try:
        list(csv.reader(record, delimiter=separator, strict=True))
    except csv.Error as trouble:
        return len(record) > 1 or "end of data" in str(trouble)
    return False


def _left_open(name: str, record: list[str], before: int, separator: str) -> Refused:
    text, at, opened = "".join(record), 0, 0
    field = re.compile(rf'"((?:[^"]|"")*)("?)|[^{re.escape(separator)}\r\n]*')
    while at < len(text):
        found = field.match(text, at)
        end = found.end() if found else at
        if found and found[0][:1] == '"':
            opened = at
            if not found[2] or text[end : end + 1] not in (separator, "\r", "\n", ""):
                break
        at = end + 1
    line = before + 1 + text.count("\n", 0, opened)
    return Refused(
        f'A quotation mark (") on line {line} of {name} is never closed, so the rows after it would be lost. '
        "Close it or take it out, and save the file again."
    )


def neutral(cell: str) -> str:
    """The cell as it is safe to write: a spreadsheet runs what begins with = + - @, a tab or a return as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def written(rows: Iterator[list[str]] | list[list[str]]) -> str:
    """Rows as CSV that is safe to open."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue()

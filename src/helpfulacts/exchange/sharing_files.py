"""A sharing round as files: three CSV files in; the allocation, the refusals and a manifest out.

In, each with a header row, UTF-8, columns in any order, further columns left unread:
    people.csv   person, priority_class    a whole number, 1 comes first
    offers.csv   offer, capacity           places, a whole number, 0 or more
    pairs.csv    person, offer, gain       0 or more, up to 1e300; six decimals are kept (see `_decimals`)
Out:
    allocation.csv   person, offer, reason    everybody, in the order of people.csv; no offer where refused
    refusals.jsonl   {person, code, offers}   what anybody needs to check a refusal
    manifest.json    versions, hashes of the files, the seed and its commitment

Whatever cannot be used is refused in one sentence with its file and row. Rows are counted as a spreadsheet does: the
header is row 1. Nothing is written until everything is worked out. The same files and seed give the same bytes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from helpfulacts.core.errors import Refused
from helpfulacts.engine.sharing.instance import MOST_GAIN, Instance

from .strict_json import printable

LONGEST_NAME = 200
CHUNK = 50_000
DIGITS = 6
HUGE = 1e300
"""A greater gain is refused, so that the total of any number of people is still a number."""
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


@dataclass(frozen=True)
class SharingInput:
    """What the folder holds. Person i is `people[i]`, offer j is `offers[j]`; `hashes` are of the files' bytes.

    A gain in the files is 10 ** decimals of a gain in `instance`.
    """

    people: list[str]
    offers: list[str]
    classes: NDArray[np.int64]
    instance: Instance
    decimals: int
    hashes: dict[str, str]

    def in_units(self, gain: int) -> float:
        """A gain of the instance in the unit of the files."""
        return gain / 10**self.decimals if self.decimals >= 0 else gain * float(10**-self.decimals)


def read_folder(folder: Path) -> SharingInput:
    """Read and check the three files, or raise Refused."""
    if not folder.is_dir():
        raise Refused(
            f"There is no folder “{folder}”. Name a folder that holds people.csv, offers.csv and pairs.csv."
        )
    people = Table(folder, "people.csv", ("person", "priority_class"))
    offers = Table(folder, "offers.csv", ("offer", "capacity"))
    pairs = Table(folder, "pairs.csv", ("person", "offer", "gain"))
    names, classes = _named_numbers(people, "priority_class", least=1)
    places, capacity = _named_numbers(offers, "capacity", least=0)
    instance, decimals = _pairs(pairs, names, places, capacity)
    hashes = {table.name: table.sha256 for table in (people, offers, pairs)}
    return SharingInput(list(names), list(places), classes, instance, decimals, hashes)


class Table:
    """One CSV file: its hash, and its wanted columns chunk by chunk."""

    def __init__(self, folder: Path, name: str, columns: tuple[str, ...]) -> None:
        self.name = name
        self.columns = columns
        self.header = ",".join(columns)
        try:
            data = (folder / name).read_bytes()
        except FileNotFoundError:
            raise Refused(
                f"{name} is not in the folder. Add it, with the header row {self.header}."
            ) from None
        except OSError as error:
            raise Refused(
                f"{name} cannot be read ({error.strerror}). Check the file and its permissions."
            ) from None
        self.sha256 = sha256(data).hexdigest()
        if not data.strip():
            raise Refused(
                f"{name} is empty. Give it the header row {self.header} and one row for each {columns[0]}."
            )
        if b"\0" in data:
            row = data[: data.index(b"\0")].count(b"\n") + 1
            raise Refused(f"{name}, row {row}: there is a NUL byte. Save the file again as CSV in UTF-8.")
        try:
            self._text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = data[: error.start].count(b"\n") + 1
            raise Refused(
                f"{name}, row {row}: this is not UTF-8 text. Save the file again as CSV in UTF-8."
            ) from None

    @classmethod
    def named(cls, path: Path, columns: tuple[str, ...]) -> Table:
        """Of a file that was named itself, not the folder it is looked for in."""
        if not path.exists():
            raise Refused(f"{printable(str(path), 200)} is not there. Check the name of the file.")
        return cls(path.parent, path.name, columns)

    def refuse(self, row: int, problem: str) -> NoReturn:
        raise Refused(f"{self.name}, row {row}: {problem}")

    def chunks(self) -> Iterator[tuple[NDArray[np.int64], list[tuple[str, ...]]]]:
        """(row numbers, the wanted columns in the order asked for), at most CHUNK rows at a time."""
        reader = csv.reader(io.StringIO(self._text, newline=""), strict=True)
        try:
            wanted, width = self._header(next(reader, []))
            row = 2
            while rows := list(islice(reader, CHUNK)):
                numbers = np.arange(row, row + len(rows))
                row += len(rows)
                if set(map(len, rows)) != {width}:
                    numbers, rows = self._without_blank_rows(numbers, rows, width)
                if rows:
                    columns = list(zip(*rows, strict=True))
                    yield numbers, [columns[at] for at in wanted]
        except csv.Error as error:
            if "field limit" in str(error):
                self.refuse(
                    reader.line_num,
                    f"one cell is too long: {csv.field_size_limit():,} letters are the most. Shorten it, or close its quotation marks.",
                )
            self.refuse(
                reader.line_num,
                f"this is not well-formed CSV ({error}). Check the quotation marks.",
            )

    def _header(self, found: list[str]) -> tuple[list[int], int]:
        titles = [title.strip() for title in found]
        for column in self.columns:
            if titles.count(column) != 1:
                problem = "is there more than once" if column in titles else "is missing"
                self.refuse(1, f"the column “{column}” {problem}. The header row must be {self.header}.")
        return [titles.index(column) for column in self.columns], len(titles)

    def _without_blank_rows(
        self, numbers: NDArray[np.int64], rows: list[list[str]], width: int
    ) -> tuple[NDArray[np.int64], list[list[str]]]:
        for number, cells in zip(numbers, rows, strict=True):
            if cells and len(cells) != width:
                self.refuse(
                    number, f"there are {len(cells)} cells where the header has {width}. Make them match."
                )
        filled = [bool(cells) for cells in rows]
        return numbers[filled], [cells for cells in rows if cells]


def _named_numbers(table: Table, column: str, least: int) -> tuple[dict[str, int], NDArray[np.int64]]:
    """Name -> position in file order, and the whole number beside each name."""
    what = table.columns[0]
    position: dict[str, int] = {}
    values: list[int] = []
    for numbers, (names, cells) in table.chunks():
        for row, name, cell in zip(numbers, names, cells, strict=True):
            if name in position:
                table.refuse(row, f"the {what} {short(name)} is there already. Keep one row for each {what}.")
            if problem := _name_problem(name):
                table.refuse(row, f"the {what} {short(name)} {problem}")
            if not WHOLE_NUMBER.fullmatch(cell.strip()) or int(cell) < least:
                table.refuse(
                    row, f"the {column} is {short(cell)}. Give a whole number from {least} to 999,999,999."
                )
            position[name] = len(values)
            values.append(int(cell))
    return position, np.array(values, dtype=np.int64)


def _name_problem(name: str) -> str:
    if not name.strip():
        return "has no name. Give every row one."
    if len(name) > LONGEST_NAME:
        return f"has {len(name)} characters. Use {LONGEST_NAME} at most."
    if name != name.strip() or not name.isprintable():
        return "has a space at an end, or a character that cannot be seen. Take it out."
    if name[0] in "=+-@":
        return (
            f"begins with “{name[0]}”, which a spreadsheet would run as a formula. Begin with something else."
        )
    return ""


def _pairs(
    table: Table, people: dict[str, int], offers: dict[str, int], capacity: NDArray[np.int64]
) -> tuple[Instance, int]:
    parts: list[tuple[NDArray[Any], ...]] = []
    for numbers, (persons, places, gains) in table.chunks():
        person = _positions(table, numbers, persons, people, "person", "people.csv")
        offer = _positions(table, numbers, places, offers, "offer", "offers.csv")
        parts.append((numbers, person, offer, _gains(table, numbers, gains)))
    if not parts:
        parts.append((np.zeros(0, np.int64),) * 4)
    row, person, offer, gain = (np.concatenate(column) for column in zip(*parts, strict=True))
    key = person * max(1, len(offers)) + offer
    by_key = np.argsort(key, kind="stable")
    again = np.flatnonzero(key[by_key][1:] == key[by_key][:-1])
    if again.size:
        at = again[np.argmin(row[by_key[again + 1]])]
        first, second = row[by_key[at]], row[by_key[at + 1]]
        table.refuse(
            second, f"this person and offer are together in row {first} already. Keep one row for each pair."
        )
    decimals = _decimals(float(gain.max(initial=0)))
    power = float(10 ** abs(decimals))
    whole = np.rint(gain * power if decimals >= 0 else gain / power).astype(np.int64)
    lost = np.flatnonzero((whole == 0) & (gain > 0))
    if decimals < DIGITS and lost.size:
        at = lost[0]
        table.refuse(
            row[at],
            f"the gain {gain[at]:g} is too small beside the greatest, {gain.max():g}: it would count as nothing. "
            "Bring the gains closer together.",
        )
    return Instance.from_arrays(len(people), capacity, person, offer, whole), decimals


def _decimals(greatest: float) -> int:
    """How many decimals of the gains are kept: six; more or fewer where the greatest gain is tiny or huge.

    The engine counts in whole numbers up to MOST_GAIN, so at least the first six digits of the greatest gain count.
    """
    decimals = DIGITS
    while decimals < 300 and 0 < greatest * 10.0**decimals < 10**DIGITS:
        decimals += 1
    while greatest > MOST_GAIN * 10.0**-decimals:
        decimals -= 1
    return decimals


def _positions(
    table: Table,
    numbers: NDArray[np.int64],
    names: tuple[str, ...],
    known: dict[str, int],
    what: str,
    listed_in: str,
) -> NDArray[np.int64]:
    found = [known.get(name, -1) for name in names]
    positions = np.array(found, dtype=np.int64)
    if positions.min() < 0:
        at = found.index(-1)
        table.refuse(
            numbers[at],
            f"the {what} {short(names[at])} is not in {listed_in}. Add it there, or take this row out.",
        )
    return positions


def _gains(table: Table, numbers: NDArray[np.int64], cells: tuple[str, ...]) -> NDArray[np.float64]:
    text = "".join(cells)
    try:
        gains = np.array(list(map(float, cells)))
        plain = text.isascii() and "_" not in text and bool(((gains >= 0) & (gains <= HUGE)).all())
    except ValueError:
        plain = False
    if not plain:
        for row, cell in zip(numbers, cells, strict=True):
            if not DECIMAL.fullmatch(cell.strip()) or not 0 <= float(cell) <= HUGE:
                table.refuse(row, f"the gain is {short(cell)}. Give a number from 0 to 1e300.")
        gains = np.array([float(cell) for cell in cells])
    return gains


def short(text: str) -> str:
    """A cell as quoted in a sentence: on one line, and not too long."""
    shown = "".join(character if character.isprintable() else "?" for character in text)
    return f"“{shown if len(shown) <= 40 else shown[:37] + '…'}”"

"""Files about a place: areas as GeoJSON, deciles and postcodes as CSV; and the file of rows that were set aside."""

from __future__ import annotations

import csv
import io
import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused

from .strict_json import BadJson, loads, printable, refuse_json

LARGEST = 200 * 1024 * 1024
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_whole(path: Path) -> bytes:
    """The bytes of a file. Raises Refused when it is not there, is empty, or is larger than 200 MB."""
    try:
        if path.is_dir():
            raise Refused(f"{path} is a folder. Name the file in it.")
        size = path.stat().st_size
        if size > LARGEST:
            raise Refused(
                f"{path.name} is larger than {LARGEST >> 20} MB. Split it, or simplify its outlines."
            )
        if not size:
            raise Refused(f"{path.name} is empty. Choose another file.")
        return path.read_bytes()
    except (OSError, ValueError):
        raise Refused(f"{printable(str(path), 200)} cannot be read. Check the name of the file.") from None


def read_features(path: Path) -> list[Any]:
    """The features of a GeoJSON FeatureCollection."""
    try:
        found = loads(read_whole(path))
    except BadJson as problem:
        raise refuse_json(path.name, problem) from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise Refused(f"{path.name} is not GeoJSON: it has no list of features.")
    if not features:
        raise Refused(f"{path.name} has no features in it. Choose a file with areas.")
    return features


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises Refused with where it cannot be read."""
    try:
        return tomllib.loads(read_whole(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is not UTF-8 text. Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"\(at (line \d+)", str(error))
        at = f" in {where[1]}" if where else ", where it ends"
        raise Refused(f"{path.name} is not TOML: there is a mistake{at}. Mend it and try again.") from None
    except RecursionError:
        raise Refused(f"{path.name} is nested too deeply. Mend it and try again.") from None
    except ValueError:  # Python reads no number of thousands of digits
        raise Refused(f"{path.name} holds a number longer than anything here needs. Mend it.") from None


def read_table(path: Path, wanted: Mapping[str, str | None]) -> tuple[list[str], list[dict[str, str]]]:
    """(header, rows) of a CSV file. `wanted` names the columns that must be there, as {what: column or None}."""
    try:
        text = read_whole(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is not UTF-8 text. Save it as CSV UTF-8.") from None
    if "\x00" in text:
        raise Refused(f"{path.name} is not a CSV file: it holds NUL characters.")
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        header = list(reader.fieldnames or [])
        missing = [column for column in wanted.values() if column and column not in header]
        if missing:
            there = ", ".join(printable(name) for name in header[:12])
            raise Refused(f"{path.name} has no column “{missing[0]}”. Its columns are: {there}.")
        rows = [{key: value or "" for key, value in row.items() if isinstance(key, str)} for row in reader]
    except csv.Error as error:
        raise Refused(f"{path.name} is not a CSV file that can be read: {error}.") from None
    if not rows:
        raise Refused(f"{path.name} has a header and no rows.")
    return header, rows


def pick_column(header: Sequence[str], choices: Sequence[str], what: str, file: str) -> str:
    """The first of `choices` that the header has, whatever its capitals."""
    by_fold = {name.strip().casefold(): name for name in header}
    for choice in choices:
        if choice in by_fold:
            return by_fold[choice]
    there = ", ".join(printable(name) for name in header[:12])
    raise Refused(f"{file} has no column with the {what} ({' or '.join(choices)}). Its columns are: {there}.")


def number_in(text: str) -> float:
    """A number as written, or NaN, which the load then sets aside."""
    try:
        return float(text)
    except ValueError:
        return float("nan")


def write_set_aside(path: Path, header: Sequence[str], rows: Iterable[tuple[Mapping[str, str], str]]) -> None:
    """Write rows with their reason as the last column. A cell that a spreadsheet would run is given an apostrophe."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = [name for name in header if name != "reason"]
    with open(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline=""
    ) as file:
        writer = csv.writer(file)
        writer.writerow([*names, "reason"])
        for row, reason in rows:
            writer.writerow([*(_safe(row.get(name, "")) for name in names), reason])


def _safe(cell: str) -> str:
    is_number = number_in(cell) == number_in(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) and not is_number else cell

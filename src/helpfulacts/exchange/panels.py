"""The draw of a panel as files: who may be drawn and the quotas in; the panel, every chance and the whole lottery out.

In, each with a header row, UTF-8, columns in any order, further columns left unread:
    quotas        feature, value, min, max      or, as other tools write it: category, feature, min, max
    respondents   a column for each feature of the quotas, and one with a name or number of each person: `id`, `person` or
                  `nationbuilder_id`, or the one that is asked for; where there is none, they go by their row in the file
Whatever cannot be used is refused in one sentence with its file and row. Rows are counted as a spreadsheet does: the header
is row 1.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing.panel_quotas import BadPool, Pool, Quota, pool_of
from helpfulacts.engine.choosing.sortition import TICKETS, PanelLottery, panel_lottery

from .sharing_files import LONGEST_NAME, WHOLE_NUMBER, Table

NAMES = ("id", "person", "nationbuilder_id")
"""Columns that are taken to name each person."""

QUOTA_COLUMNS = ("feature", "value", "min", "max")
MOST_QUOTAS = 500


@dataclass(frozen=True)
class PanelFiles:
    """What the two files hold, and their hashes. named_by: the column that names each person; empty = by row."""

    pool: Pool
    named_by: str
    hashes: dict[str, str]


def read_panel_files(respondents: Path, quotas: Path, named_by: str = "") -> PanelFiles:
    """Read and check both files, or raise Refused. named_by: the column that names each person; empty finds it."""
    limits = _quotas(quotas)
    features = list(dict.fromkeys(one.feature for one in limits))
    titles = _titles(respondents, ("person", *features))
    if named_by and named_by not in titles:
        raise Refused(f"{respondents.name} has no column {_short(named_by)} that names each person.")
    name = named_by or next((one for one in NAMES if one in titles and one not in features), "")
    table = Table.named(respondents, tuple(features + ([name] if name else [])))
    known = {(one.feature, one.value) for one in limits}
    people: dict[str, tuple[str, ...]] = {}
    for numbers, columns in table.chunks():
        for row, cells in zip(numbers.tolist(), zip(*columns, strict=True), strict=True):
            said = tuple(cell.strip() for cell in cells)
            answers, one = said[: len(features)], said[-1] if name else str(row)
            _check_person(table, row, one, people)
            for feature, value in zip(features, answers, strict=True):
                if not value:
                    table.refuse(row, f"there is no {feature}. Fill it in, or take the row out.")
                if (feature, value) not in known:
                    table.refuse(
                        row,
                        f"the {feature} {_short(value)} is in no quota. Correct it, or add a quota for it.",
                    )
            people[one] = answers
    if not people:
        raise Refused(f"{respondents.name} has nobody in it. Give it one row for each person.")
    try:
        pool = pool_of(list(people), list(people.values()), limits)
    except BadPool as problem:
        raise Refused(str(problem)) from None
    hashes = {path.name: sha256(path.read_bytes()).hexdigest() for path in (respondents, quotas)}
    return PanelFiles(pool, name, hashes)


def drawn_from(given: PanelFiles, size: int, seed: str) -> dict[str, Any]:
    """The panel of this seed, everybody's chance and the lottery that it was drawn in. Raises Refused.

    `chances` by type; a type of `lottery.panels[i].take[j]` is `chances[j]`, so that anybody can draw again.
    """
    try:
        lottery = panel_lottery(given.pool, size)
    except BadPool as problem:
        raise Refused(str(problem)) from None
    panel = lottery.panel(seed)
    chances = [float(one) for one in lottery.chances]
    return {
        "size": size,
        "people": int(given.pool.sizes.sum()),
        "seed": seed,
        "panel": list(panel),
        "named_by": given.named_by or "row",
        "min_probability": min(chances),
        "max_probability": max(chances),
        "quotas": _held(lottery, panel),
        "chances": _by_type(lottery, panel),
        "lottery": {
            "tickets": TICKETS,
            "panels": [
                {"tickets": tickets, "take": take}
                for tickets, take in zip(lottery.tickets, lottery.panels.tolist(), strict=True)
            ],
        },
        "files": given.hashes,
    }


def _held(lottery: PanelLottery, panel: tuple[str, ...]) -> list[dict[str, Any]]:
    pool = lottery.pool
    counts = pool.has @ _of_each_type(lottery, panel)
    return [
        {
            "feature": one.feature,
            "value": one.value,
            "min": one.least,
            "max": one.most,
            "on_panel": int(count),
        }
        for one, count in zip(pool.quotas, counts, strict=True)
    ]


def _by_type(lottery: PanelLottery, panel: tuple[str, ...]) -> list[dict[str, Any]]:
    pool = lottery.pool
    rows = zip(pool.types, pool.people, lottery.chances, _of_each_type(lottery, panel), strict=True)
    return [
        {
            "type": dict(zip(pool.features, values, strict=True)),
            "people": len(people),
            "on_panel": count,
            "probability": float(chance),
        }
        for values, people, chance, count in rows
    ]


def _of_each_type(lottery: PanelLottery, panel: tuple[str, ...]) -> list[int]:
    chosen = set(panel)
    return [len(chosen.intersection(people)) for people in lottery.pool.people]


def _quotas(path: Path) -> list[Quota]:
    titles = _titles(path, QUOTA_COLUMNS)
    if "category" in titles:
        columns = ("category", "feature", "min", "max")
    else:
        columns = QUOTA_COLUMNS
    table = Table.named(path, columns)
    found: dict[tuple[str, str], Quota] = {}
    for numbers, cells in table.chunks():
        for row, *said in zip(numbers.tolist(), *cells, strict=True):
            feature, value, least, most = (cell.strip() for cell in said)
            for title, cell in zip(columns, (feature, value), strict=False):
                if not cell or len(cell) > LONGEST_NAME:
                    table.refuse(row, f"the {title} is empty or longer than {LONGEST_NAME} letters. Name it.")
            for title, cell in (("min", least), ("max", most)):
                if not WHOLE_NUMBER.fullmatch(cell):
                    table.refuse(row, f"the {title} is {_short(cell)}. Give a whole number from 0.")
            if int(least) > int(most):
                table.refuse(row, f"the min, {int(least)}, is above the max, {int(most)}. Turn them round.")
            if (feature, value) in found:
                table.refuse(row, f"{feature} {_short(value)} has a quota already. Keep one row for it.")
            found[feature, value] = Quota(feature, value, int(least), int(most))
            if len(found) > MOST_QUOTAS:
                table.refuse(row, f"there are more than {MOST_QUOTAS} quotas. Use fewer features or values.")
    if not found:
        raise Refused(f"{path.name} has no quota in it. Give it one row for each value of a feature.")
    return list(found.values())


def _titles(path: Path, expected: tuple[str, ...]) -> list[str]:
    """The header row. What is wrong with the file itself is said by `Table`, which names the columns that are expected."""
    Table.named(path, expected)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            titles = [title.strip() for title in next(csv.reader(file, strict=True), [])]
    except csv.Error as error:
        raise Refused(f"{path.name}, row 1: this is not well-formed CSV ({error}).") from None
    if twice := [title for title, times in Counter(titles).items() if times > 1 and title]:
        raise Refused(f"{path.name}, row 1: the column {_short(twice[0])} is there more than once.")
    return titles


def _check_person(table: Table, row: int, one: str, people: dict[str, tuple[str, ...]]) -> None:
    if one in people:
        table.refuse(row, f"{_short(one)} is there already. Give each person their own name or number.")
    if not one or len(one) > LONGEST_NAME or not one.isprintable():
        table.refuse(
            row, f"the name is empty, longer than {LONGEST_NAME} letters or cannot be seen. Correct it."
        )


def _short(text: str) -> str:
    """A cell as quoted in a sentence: on one line, and not too long."""
    shown = "".join(character if character.isprintable() else "?" for character in text)
    return f"“{shown if len(shown) <= 40 else shown[:37] + '…'}”"

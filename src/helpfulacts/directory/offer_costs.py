"""Rows of what an offer costs whom, for each person helped: as they are kept, told, and taken over by plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.core.ids import new_id
from helpfulacts.core.words import tidy

from .bearers import GAVE
from .facets import SPHERES

COST = ("bearer", "sphere", "pence", "paid_minutes", "unpaid_minutes")
"""What a row says. `said` (its key) and `by` (giver or desk) stand beside it where it was said on a page here."""
THE_GIVER = "The giver"
"""Who bears it, where that is a private person: everybody reads it."""
NOBODY_NAMED = "Whoever gives it"
"""Who bears it, of what may not be named in a combination."""
OF_NO_NAME = frozenset({THE_GIVER, NOBODY_NAMED, GAVE})
"""Words that stand for a different person in each row, so that rows with them are never added up."""
MOST_ROWS = 12
MOST_LETTERS = 120


def cost_row(
    *, bearer: str, sphere: str, pence: int, paid_minutes: int, unpaid_minutes: int
) -> dict[str, Any]:
    """A row that somebody says on a page here, with a key by which it can be taken out again. Raises Refused."""
    bearer = tidy(bearer)
    if not bearer:
        raise Refused("Say who bears it.", field="bearer")
    if sphere not in SPHERES:
        raise Refused("Choose where it comes from.", field="sphere")
    if min(pence, paid_minutes, unpaid_minutes) < 0 or not pence + paid_minutes + unpaid_minutes:
        raise Refused("Say how much money or time, as well as you know.", field="pounds")
    return {
        "bearer": bearer[:MOST_LETTERS], "sphere": sphere, "pence": pence, "paid_minutes": paid_minutes,
        "unpaid_minutes": unpaid_minutes, "said": new_id().hex,
    }  # fmt: skip


def with_row(rows: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows and one more. Raises Refused where one of the same bearer was said here, or there are as many as a page can
    show. What came from elsewhere cannot be taken out, so more may be said beside it.
    """
    who = (row["bearer"].casefold(), row["sphere"])
    if any((one["bearer"].casefold(), one["sphere"]) == who for one in rows if one.get("said")):
        raise Refused(
            f"“{row['bearer']}” is there already. To change it, take that out first.", field="bearer"
        )
    if len(rows) >= MOST_ROWS:
        raise Refused(f"There are {MOST_ROWS} rows already. Take one out first.")
    return [*map(dict, rows), dict(row)]


def without_row(rows: Iterable[Mapping[str, Any]], said: str) -> list[dict[str, Any]]:
    """The rows without the one of this key. What came from elsewhere has no key, and stays."""
    return [dict(row) for row in rows if row.get("said") != said]


def plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the rows say, without who said it here."""
    return [{name: row[name] for name in COST if name in row} for row in rows]


def for_plans(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same, as an act begins with them: with whose word it is, and no key, so that no plan takes them out."""
    return [
        {name: row[name] for name in COST if name in row} | ({"by": row["by"]} if "by" in row else {})
        for row in rows
    ]

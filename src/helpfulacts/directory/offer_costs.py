"""Rows of what an offer costs whom, for each person helped: as they are kept, told, and taken over by plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .bearers import GAVE

COST = ("bearer", "sphere", "pence", "paid_minutes", "unpaid_minutes")
"""What a row says. `said` (its key) and `by` (giver or desk) stand beside it where it was said on a page here."""
THE_GIVER = "The giver"
"""Who bears it, where that is a private person: everybody reads it."""
NOBODY_NAMED = "Whoever gives it"
"""Who bears it, of what may not be named in a combination."""
OF_NO_NAME = frozenset({THE_GIVER, NOBODY_NAMED, GAVE})
"""Words that stand for a different person in each row, so that rows with them are never added up."""


def plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the rows say, without who said it here."""
    return [{name: row[name] for name in COST if name in row} for row in rows]


def for_plans(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same, as an act begins with them: with whose word it is, and no key, so that no plan takes them out."""
    return [
        {name: row[name] for name in COST if name in row} | ({"by": row["by"]} if "by" in row else {})
        for row in rows
    ]

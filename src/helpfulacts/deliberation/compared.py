"""Two texts of an agreement beside each other: clause by clause what stayed, what came, and what went, word by word.

compared(agreement, before, after) -> list[Compared]          said_within(words) -> (10, “working days”) or None
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .agreements import UNITS, owed_of
from .contributions import Piece, redline
from .models import Agreement

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WITHIN = re.compile(
    rf"\bwithin (\d{{1,4}}|{'|'.join(NUMBERS)}) (working days|days|weeks|months|day|week|month)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Compared:
    """A clause. how: “kept”, “changed”, “new” or “gone”. words, owed: word by word; owed is who owes what, none where nobody does."""

    key: str
    title: str
    depth: int
    how: str
    words: tuple[Piece, ...]
    owed: tuple[Piece, ...]


def compared(
    agreement: Agreement, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[Compared]:
    """In the order of `after`; what went stands where it stood."""
    old, new = {one["key"]: one for one in before}, {one["key"]: one for one in after}
    depths: dict[str, int] = {}
    found = []
    for key in _merged(list(old), list(new)):
        was, now = old.get(key), new.get(key)
        clause = now or was
        assert clause is not None
        depths[key] = depths.get(clause["parent"], -1) + 1 if clause["parent"] else 0
        words = redline(was["words"] if was else "", now["words"] if now else "")
        owed = redline(
            owed_of(agreement, was) if was else "",
            owed_of(agreement, now) if now else "",
        )
        how = "new" if was is None else "gone" if now is None else "kept"
        if how == "kept" and any(piece.how != "kept" for piece in (*words, *owed)):
            how = "changed"
        found.append(Compared(key, clause["title"], depths[key], how, tuple(words), tuple(owed)))
    return found


def _merged(before: list[str], after: list[str]) -> Iterable[str]:
    """`after`, with what is only in `before` behind what it stood behind."""
    order = list(after)
    for at, key in enumerate(before):
        if key not in order:
            earlier = before[at - 1] if at else None
            order.insert(order.index(earlier) + 1 if earlier is not None else 0, key)
    return order


def said_within(words: str) -> tuple[int, str] | None:
    """Within how long, where words say it once: “within five working days” is (5, “working days”)."""
    said = {(one[0].lower(), one[1].lower()) for one in _WITHIN.findall(words)}
    if len(said) != 1:
        return None
    number, unit = said.pop()
    many = unit if unit in UNITS else f"{unit}s"
    return (int(number) if number.isdigit() else NUMBERS.index(number) + 1), many

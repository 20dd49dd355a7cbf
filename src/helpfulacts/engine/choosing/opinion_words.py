"""A group of people in words, made only of the statements that stand for it."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST = 140
"""Characters of a statement that are quoted."""
QUOTED = 3
"""Statements that are quoted of each side."""


def quoted(statement: str) -> str:
    """A statement on one line, in quotation marks, not too long."""
    line = " ".join(statement.split())
    return f"“{line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + '…'}”"


def people_in_words(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def group_in_words(count: int, agrees: Sequence[str], disagrees: Sequence[str]) -> str:
    """One sentence, such as: 30 people who agree with “…”, and disagree with “…”."""
    verb = "agrees", "disagrees"
    if count != 1:
        verb = "agree", "disagree"
    parts = [
        f"{word} with {_listed(statements[:QUOTED])}"
        for word, statements in zip(verb, (agrees, disagrees), strict=True)
        if statements
    ]
    if not parts:
        return f"{people_in_words(count)} whom no statement sets apart from the others."
    return f"{people_in_words(count)} who {', and '.join(parts)}."


def _listed(statements: Sequence[str]) -> str:
    shown = [quoted(statement) for statement in statements]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"

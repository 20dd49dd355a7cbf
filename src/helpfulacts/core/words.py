"""Small turns of language that pages and commands share."""

from __future__ import annotations


def mid_sentence(name: str) -> str:
    """A name inside a sentence: “from a choir in Lye”, “by the partnership board”; a proper name keeps its capital."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in ("A", "An", "The") else name

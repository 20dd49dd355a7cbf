"""The clauses of a first text as somebody pastes it: one after the other, with an empty line between.

first_clauses(text) -> list of {"key", "parent", "title", "words"}
"""

from __future__ import annotations

import re
from typing import Any

from helpfulacts.core.errors import Refused

from .agreements import checked_clauses

MOST_CLAUSES = 60
LONGEST_TITLE = 100
_NUMBER = re.compile(r"^(\d+(?:\.\d+)+|\d+(?=[.)]))[.)]?[ \t]+", re.ASCII)
"""“1.”, “1)”, “1.1” or “1.1.” at the beginning. A bare “12” is not one: “12 weeks before” is how a sentence may begin."""


def first_clauses(text: str) -> list[dict[str, Any]]:
    """A clause that begins with its number keeps it, the others are counted on; 1.1 stands under 1, where there is one. The first line
    is the title where more follow. Raises Refused, with the clause named.
    """
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    if len(blocks) > MOST_CLAUSES:
        raise Refused(f"Keep it to {MOST_CLAUSES} clauses.", field="text")
    found: list[dict[str, Any]] = []
    keys: set[str] = set()
    for block in blocks:
        number = _NUMBER.match(block)
        key = number[1] if number else _next(keys)
        title, words = _parts(block[number.end() :] if number else block)
        above = key.rpartition(".")[0]
        found.append({"key": key, "parent": above if above in keys else "", "title": title, "words": words})
        keys.add(key)
    return checked_clauses(found, ())


def _next(keys: set[str]) -> str:
    return str(max((int(key.partition(".")[0]) for key in keys), default=0) + 1)


def _parts(block: str) -> tuple[str, str]:
    first, _, rest = block.partition("\n")
    first, rest = first.strip(), rest.strip()
    goes_on = (
        first.endswith((".", ";", ",")) or rest[:1].islower()
    )  # one sentence, broken where the line was full
    if rest and len(first) <= LONGEST_TITLE and not goes_on:
        return first, rest
    return "", block.strip()

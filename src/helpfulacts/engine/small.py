"""Small counts: what may be said of a number of people. Loads nothing, for every process needs it."""

from __future__ import annotations

SMALL = 10
"""A count below this is never spoken: it must not reveal a neighbour (trust, threat 13)."""


def some(n: int) -> str:
    """A count as it may be spoken: "no" for none, "some" below ten, the number with commas above."""
    if n == 0:
        return "no"
    return "some" if n < SMALL else f"{n:,}"

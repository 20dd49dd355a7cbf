"""Small counts, and the one way in which numbers are rounded. Loads next to nothing, for every process needs it."""

from __future__ import annotations

from math import floor

SMALL = 10
"""A count below this is never spoken: it must not reveal a neighbour (trust, threat 13)."""


NEAREST = 5
"""Counts of people that are told roughly are told to the nearest of these."""


def nearest(number: float, step: int = NEAREST) -> int:
    """The multiple of `step` that is nearest, the upper one of two: 12 is 10, 13 is 15, and 12.5 is 15.

    Python's own `round` goes to the even one of two: 25 would be 20 and 35 would be 40, to the nearest ten.
    """
    return step * floor(number / step + 0.5)


def some(n: int) -> str:
    """A count as it may be spoken: "no" for none, "some" below ten, the number with commas above."""
    if n == 0:
        return "no"
    return "some" if n < SMALL else f"{n:,}"

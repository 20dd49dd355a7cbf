"""The picture of single points of failure: each one a post that carries what stands on it, with whose move it is.

Lengths are SVG user units of a drawing 328 wide, as in `charts.py`; the table beside it says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from helpfulacts.core.clock import date_in_words
from helpfulacts.promises.selectors import asked_by
from helpfulacts.support.standing_on import WeakPoint

from .charts import WIDTH

ROW, STEP = 86, 18
MOST_RINGS, MOST_BLOCKS = 5, 8
"""Drawn in a row; how many more there are is said at its end."""
LETTERS = 38


def draw_weak_points(points: Sequence[WeakPoint]) -> dict[str, Any]:
    """A row each: its name, a line to a ring for each offer that stops and a block for each need left, then the owner."""
    rows = []
    for at, point in enumerate(points):
        rings = [34 + STEP * number for number in range(min(len(point.offers), MOST_RINGS))]
        start = 34 + STEP * len(rings) + 26
        blocks = [start + STEP * number for number in range(min(len(point.needs), MOST_BLOCKS))]
        rows.append(
            {
                "y": ROW * at,
                "called": _short(point.called),
                "rings": rings,
                "blocks": blocks,
                "more": len(point.offers) - len(rings) + len(point.needs) - len(blocks),
                "end": (blocks or rings or [34])[-1],
                "counts": f"{_many(len(point.offers), 'offer stops', 'offers stop')}, {_many(len(point.needs), 'need has', 'needs have')} nothing",
                "owner": _short(_owner(point)),
            }
        )
    return {"rows": rows, "width": WIDTH, "height": max(ROW * len(rows), 1)}


def _many(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _owner(point: WeakPoint) -> str:
    if point.promise is not None:
        if asked_by(point.promise):
            return f"Asked of {point.promise.by_shown_as}, for {date_in_words(point.promise.due)}"
        return f"{point.promise.by_shown_as}, by {date_in_words(point.promise.due)}"
    return "Nobody has taken it on"


def _short(words: str) -> str:
    return words if len(words) <= LETTERS else f"{words[: LETTERS - 1].rstrip()}…"

"""A small picture of one question over time, drawn by the server beside the table with the same numbers.

Lengths are in SVG user units of a drawing 328 units wide; the stylesheet has all colours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

WIDTH, TOP, BOTTOM = 328, 12, 112
START, END = 34, 312


def draw_dots(days: Sequence[dt.date], numbers: dict[dt.date, int]) -> dict[str, Any]:
    """`days`: all on which anything was said; `numbers`: from 0 to 10, where this was. A day without a number has no dot,
    and no line runs across it."""
    last = max(len(days) - 1, 1)
    xs = {day: round(START + (END - START) * at / last) for at, day in enumerate(days)}
    dots = [{"x": xs[day], "y": _height(numbers[day])} for day in days if day in numbers]
    lines, run = [], []
    for day in [*days, None]:
        if day is not None and day in numbers:
            run.append(f"{xs[day]} {_height(numbers[day])}")
            continue
        if len(run) > 1:
            lines.append("M" + "L".join(run))
        run = []
    return {
        "width": WIDTH,
        "height": BOTTOM + 14,
        "start": START,
        "end": END,
        "marks": [{"y": _height(number), "words": str(number)} for number in (0, 5, 10)],
        "dots": dots,
        "lines": lines,
        "left_out": [{"x": xs[day], "y": BOTTOM + 10} for day in days if day not in numbers],
    }


def _height(number: int) -> int:
    return round(BOTTOM - (BOTTOM - TOP) * number / 10)

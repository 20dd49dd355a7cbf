"""Pictures drawn by the server: every one stands beside a table or list with the same numbers.

All lengths are in SVG user units of a drawing 328 units wide. No text or colour is set here: the stylesheet does that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from helpfulacts.core.words import percent

WIDTH = 328
LOOKS = ("glass", "wait", "brick", "wash", "plain")


@dataclass(frozen=True)
class Part:
    """A part of a stacked bar: what it is in words, how many, its look (one of LOOKS), and what stands under the bar of it."""

    words: str
    number: float
    look: str
    said: str = ""


@dataclass(frozen=True)
class StackedBar:
    """One bar: its label, or the words under it, say the numbers too, so that nobody needs the colours."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class ShareBar:
    """One share between 0 and 1, with an interval where there is one. `share` None = too few to show."""

    label: str
    share: float | None
    low: float | None = None
    high: float | None = None


def draw_stacked(bars: Iterable[StackedBar]) -> dict[str, Any]:
    """Boxes of bars, each as long as its own total: a bar shows shares, words show how many.

    Words are no part of the drawing: they break into lines where the page is narrow.
    """
    rows = []
    for bar in bars:
        total = sum(part.number for part in bar.parts)
        filled = [part for part in bar.parts if part.number]
        room = WIDTH - 2 - 2 * max(0, len(filled) - 1)
        x, boxes = 1.0, []
        for part in filled:
            width = room * part.number / total
            boxes.append({"x": round(x, 1), "width": round(width, 1), "look": part.look})
            x += width + 2
        said = [part for part in bar.parts if part.said]
        rows.append({"label": bar.label, "boxes": boxes, "said": said})
    return {"rows": rows, "width": WIDTH}


@dataclass(frozen=True)
class Difference:
    """A difference of two shares, from -1 to 1, with an interval where there is one. `value` None = too few to show."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


def draw_shares(bars: Iterable[ShareBar], over: bool = False) -> dict[str, Any]:
    """Bars on one scale from 0 to 100 %, with a thin line for how unsure each is. over: labels stand over their bars."""
    start, step, down = (4, 54, 22) if over else (66, 33, 0)
    reach = WIDTH - start - 12
    rows = []
    for place, bar in enumerate(bars):
        row: dict[str, Any] = {"label": bar.label, "y": step * place + 4, "some": bar.share is None}
        if bar.share is not None:
            row["x"], row["width"] = start, round(reach * min(1.0, max(0.0, bar.share)), 1)
            if bar.low is not None and bar.high is not None:
                row["low"] = round(start + reach * bar.low, 1)
                row["high"] = round(start + reach * bar.high, 1)
        rows.append(row)
    bottom = step * len(rows)
    marks = [{"x": start + round(reach * share), "words": percent(share)} for share in (0, 0.5, 1)]
    size = {"bottom": bottom, "width": WIDTH, "height": bottom + 26, "down": down, "over": over}
    return {"rows": rows, "marks": marks, **size}


def draw_differences(rows: Iterable[Difference]) -> dict[str, Any]:
    """Dots on one scale from -100 to 100 points, none in the middle, with a thin line for how unsure each is."""
    start, reach = 84, WIDTH - 84 - 18

    def at(value: float) -> float:
        return round(start + reach * (max(-1.0, min(1.0, value)) + 1) / 2, 1)

    drawn = []
    for place, row in enumerate(rows):
        one: dict[str, Any] = {"label": row.label, "y": 33 * place + 4, "some": row.value is None}
        if row.value is not None:
            one["x"] = at(row.value)
            if row.low is not None and row.high is not None:
                one |= {"low": at(row.low), "high": at(row.high)}
        drawn.append(one)
    bottom = 33 * len(drawn)
    marks = [{"x": at(value), "words": words} for value, words in ((-1, "−100"), (0, "0"), (1, "+100"))]
    return {"rows": drawn, "marks": marks, "bottom": bottom, "width": WIDTH, "height": bottom + 26}


def draw_links(done: int, total: int) -> dict[str, Any]:
    """A chain of links, `done` of them filled. More than 40 are drawn as one bar."""
    if total > 40:
        bar = StackedBar("", (Part("done", done, "glass"), Part("left", total - done, "plain")))
        boxes = draw_stacked([bar])["rows"][0]["boxes"]
        return {"boxes": boxes, "width": WIDTH, "height": 22}
    step = WIDTH / max(total, 1)
    width = round(min(step - 2.8, 30), 1)
    boxes = [
        {"x": round(1 + number * min(step, width + 2.8), 1), "width": width, "look": _filled(number < done)}
        for number in range(total)
    ]
    return {"boxes": boxes, "width": WIDTH, "height": 22}


def _filled(yes: bool) -> str:
    return "glass" if yes else "plain"

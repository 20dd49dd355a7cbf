"""The loop as a ring of links: the same figures as the list beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from helpfulacts.support.plans import LoopFigures

_MIDDLE, _REACH = 180.0, 124.0


@dataclass(frozen=True)
class Station:
    """One link of the ring: its number, two short lines of words, and its look."""

    number: int
    word: str
    rest: str
    look: str


def stations(figures: LoopFigures) -> list[Station]:
    """The six links, in the order in which it goes round."""
    return [
        Station(figures.asked, "asked", "for help", "brick"),
        Station(figures.plans, "plans", "made", "glass"),
        Station(figures.promises, "promises", "by people", "canal"),
        Station(figures.done, "acts done", f"{figures.late} late", "glass"),
        Station(figures.told, "said what", "changed", "bracken"),
        Station(figures.gaps, "gaps", "noted", "damson"),
    ]


def draw(figures: LoopFigures) -> dict[str, Any]:
    """Circles and the links between them, in a drawing of 360 by 360 units. A thicker link carries more."""
    shown = stations(figures)
    most = max((station.number for station in shown), default=0)
    circles, links = [], []
    for place, station in enumerate(shown):
        turn = math.radians(60 * place - 90)
        circles.append(
            {
                "x": round(_MIDDLE + _REACH * math.cos(turn), 1),
                "y": round(_MIDDLE + _REACH * math.sin(turn), 1),
                "station": station,
                "long": station.number > 999,
            }
        )
        half = math.radians(60 * place - 60)
        share = math.sqrt(station.number / most) if most else 0
        links.append(
            {
                "x": round(_MIDDLE + _REACH * math.cos(half), 1),
                "y": round(_MIDDLE + _REACH * math.sin(half), 1),
                "turn": 60 * place + 30,
                "thick": round(3 + 9 * share, 1),
            }
        )
    return {"circles": circles, "links": links}

"""The picture of groups: circles at their middles, as large as they have people, and the reader's own mark. Nobody else is in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import hypot, sqrt
from typing import Any

from .charts import WIDTH

PAD, LARGEST, SMALLEST, TALL = 58, 38, 9, 300
WORDS = 18
"""How high a line of words is."""


def draw_groups(
    groups: Sequence[tuple[str, int, tuple[float, float]]], own: tuple[float, float] | None
) -> dict[str, Any]:
    """groups: (label, people, middle). One scale for both directions, so that what is twice as far is drawn so."""
    points = [middle for _, _, middle in groups] + ([own] if own else [])
    across, up = ([point[axis] for point in points] for axis in (0, 1))
    wide, high = max(across) - min(across), max(up) - min(up)
    scale = min((WIDTH - 2 * PAD) / wide if wide else 1e9, (TALL - 2 * PAD) / high if high else 1e9)
    scale = scale if wide or high else 0
    height = round(2 * PAD + WORDS + scale * high)

    def at(point: tuple[float, float]) -> tuple[float, float]:
        """Up is up, as on paper."""
        x = WIDTH / 2 + scale * (point[0] - (max(across) + min(across)) / 2)
        return round(x, 1), round(PAD + WORDS / 2 + scale * (max(up) - point[1]), 1)

    middles = [at(middle) for _, _, middle in groups]
    most = max(people for _, people, _ in groups)
    radii = [LARGEST * sqrt(people / most) for _, people, _ in groups]
    room = [
        hypot(middles[a][0] - middles[b][0], middles[a][1] - middles[b][1]) / (radii[a] + radii[b])
        for a, b in combinations(range(len(groups)), 2)
    ]
    smaller = min([1.0, *(0.92 * share for share in room)])
    circles: list[dict[str, Any]] = [
        {"label": label, "x": x, "y": y, "r": round(max(SMALLEST, smaller * radius), 1)}
        for (label, _, _), (x, y), radius in zip(groups, middles, radii, strict=True)
    ]
    for circle in circles:
        circle["over"] = round(circle["y"] - circle["r"] - 7, 1)
    drawing: dict[str, Any] = {"circles": circles, "width": WIDTH, "height": height}
    if own:
        x, y = at(own)
        drawing["own"] = {"x": x, "y": y, "words": _beside(x, y, circles)}
    return drawing


def _beside(x: float, y: float, circles: list[dict[str, Any]]) -> float:
    """How high “you” stands: under the mark, or over it where the words of a group stand there."""
    under, over = y + 26, y - 15
    near = [one["over"] for one in circles if abs(one["x"] - x) < 80]
    return min((under, over), key=lambda line: any(abs(line - other) < WORDS for other in near))

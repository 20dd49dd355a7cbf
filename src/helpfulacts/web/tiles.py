"""A sketch map: one block an area, in rows like bricks, near to where the area lies. It prints and needs no map data.

The blocks are placed by the cheapest assignment of area centres to cells of a brick grid (Kuhn 1955, as in
scipy.optimize.linear_sum_assignment), so any place gets a map from its own areas. Coordinates are degrees.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

BLOCK, BRICK, GAP = 50, 42, 4


@dataclass(frozen=True)
class Tile:
    """What one block says: `shown` stands in it (a count, a share, "some"), `words` in the list beside it.

    `level` 0 to 3 sets how dark it is, `here` draws a heavy edge, `look` "few" marks one to look at.
    """

    area: str
    shown: str
    words: str
    level: int = 0
    here: bool = False
    look: str = ""


def level_of(number: float, steps: Sequence[float]) -> int:
    """How dark: 0 below steps[0], 1 from there, 2 from steps[1], 3 from steps[2]."""
    return sum(number >= step for step in steps)


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Three letters each, told apart: “Sedgley” Sed, “Halesowen North” HaN, “St James's” StJ."""
    names = list(names)
    threes = {name: name[:3].title() for name in names}
    taken = Counter(threes.values())
    return {
        name: _two_and_one(name) or three if taken[three] > 1 or three[-1] == " " else three
        for name, three in threes.items()
    }


def _two_and_one(name: str) -> str:
    """Two letters of the first word and one of the next; "" where there is no next word."""
    words = re.findall(r"[^\W\d_]+", name)
    return words[0][:2].title() + words[1][:1].upper() if len(words) > 1 else ""


@lru_cache(maxsize=64)
def positions(centres: tuple[tuple[str, float, float], ...]) -> dict[str, tuple[int, int]]:
    """Column in half blocks and row of each (name, latitude, longitude). Close areas stay close."""
    if not centres:
        return {}
    latitude = np.array([centre[1] for centre in centres])
    longitude = np.array([centre[2] for centre in centres])
    north = latitude.max() - latitude
    east = (longitude - longitude.min()) * math.cos(math.radians(float(latitude.mean())))
    height, width = max(float(north.max()), 1e-6), max(float(east.max()), 1e-6)
    count = len(centres)
    rows = max(1, round(math.sqrt(1.25 * count * height / width)))
    columns = max(1, math.ceil(1.25 * count / rows))
    cells = [(2 * column + row % 2, row) for row in range(rows) for column in range(columns)]
    if len(cells) < count:
        cells += [(2 * column, rows) for column in range(count - len(cells))]
    at = np.array(cells, dtype=float)
    x = at[:, 0] / max(2 * columns - 1, 1) * width
    y = at[:, 1] / max(rows - 1, 1) * height
    cost = (east[:, None] - x[None, :]) ** 2 + (north[:, None] - y[None, :]) ** 2
    _, chosen = linear_sum_assignment(cost)
    return {centres[i][0]: cells[j] for i, j in enumerate(chosen)}


def draw(areas: Iterable[Any], tiles: Iterable[Tile]) -> dict[str, Any]:
    """Blocks to draw. `areas` have name, latitude, longitude; a tile names its area."""
    centres = tuple(sorted((area.name, area.latitude, area.longitude) for area in areas))
    at = positions(centres)
    short = short_names(name for name, _, _ in centres)
    blocks: list[dict[str, Any]] = []
    for tile in tiles:
        if tile.area not in at:
            continue
        column, row = at[tile.area]
        x, y = 2 + column * (BLOCK + GAP) // 2, 2 + row * (BRICK + 3)
        blocks.append(
            {
                "x": x,
                "y": y,
                "middle": x + BLOCK // 2,
                "name_y": y + 17,
                "shown_y": y + 35,
                "short": short[tile.area],
                "tile": tile,
            }
        )
    width = max((block["x"] for block in blocks), default=0) + BLOCK + 2
    height = max((block["y"] for block in blocks), default=0) + BRICK + 2
    blocks.sort(key=lambda block: block["tile"].here)  # the heavy edge is drawn last, above its neighbours
    return {"blocks": blocks, "width": width, "height": height}

"""A map of real outlines, drawn by the server: each ward where it lies, its number in it where there is room.

Degrees are projected equirectangularly (east shortened by the cosine of the middle latitude) onto a drawing 328 units
wide, so that on the narrowest phone a unit is a pixel. A label stands only where its whole box lies inside its own
ward and touches no other label; the rest are said in the list or table beside, which holds every number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from helpfulacts.places.polygons import inside

from .tiles import Tile, short_names

WIDTH, TALLEST, EDGE = 328, 440, 2
CELL = 1  # labels are placed on squares this wide
NAME_SIZE, SHOWN_SIZE = 13.5, 15.0  # as .map .name and .map .shown of the stylesheet
NAME_TALL, SHOWN_TALL, DROP = 15, 14, 12  # height of each line of a label; its baseline below its top
ROOM = (10, 3)  # space wanted beside the words: as much as there is, then the least

Ring = tuple[tuple[float, float], ...]
Outlined = tuple[
    str, float, float, tuple[Ring, ...]
]  # name, latitude, longitude, rings of (longitude, latitude)


@dataclass(frozen=True)
class Ward:
    """One area on the drawing: its path, its centre, and which squares from `left`, `top` lie inside it."""

    path: str
    centre: tuple[float, float]
    left: float
    top: float
    filled: np.ndarray


@dataclass(frozen=True)
class Label:
    """Name ("" for none) and number of a ward, middle at `x`; the box is what no other label may touch."""

    name: str
    shown: str
    x: float
    name_y: float
    shown_y: float
    box: tuple[float, float, float, float]


def outlined(areas: Iterable[Any]) -> bool:
    """Whether most of these areas have an outline: then the real map is drawn."""
    has = [bool(area.outline) for area in areas]
    return 2 * sum(has) > len(has)


def draw(areas: Iterable[Any], tiles: Iterable[Tile]) -> dict[str, Any]:
    """Shapes and labels to draw. An area without an outline, or without a tile, is left blank or out."""
    areas = list(areas)
    shapes = tuple(
        (area.name, area.latitude, area.longitude, tuple(_ring(ring) for ring in area.outline))
        for area in areas
        if area.outline
    )
    wards, height = project(shapes)
    said = {tile.area: tile for tile in tiles}
    short = short_names(sorted(area.name for area in areas))
    shown = [(ward, said.get(name) or Tile(name, "", "not known")) for name, ward in wards.items()]
    labels = _labels(shown, short)
    shown.sort(key=lambda pair: pair[1].here)  # the heavy edge is drawn last, above its neighbours
    return {
        "shapes": [{"path": ward.path, "tile": tile} for ward, tile in shown],
        "labels": [{"label": labels[tile.area], "tile": tile} for _, tile in shown if tile.area in labels],
        "width": WIDTH,
        "height": height,
    }


def _ring(points: Iterable[Sequence[float]]) -> Ring:
    return tuple((point[0], point[1]) for point in points)


@lru_cache(maxsize=16)
def project(shapes: tuple[Outlined, ...]) -> tuple[dict[str, Ward], int]:
    """Wards by name on a drawing WIDTH wide, and its height (TALLEST at most)."""
    corners = np.array([point for shape in shapes for ring in shape[3] for point in ring])
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    squeeze = math.cos(math.radians((south + north) / 2))
    across, down = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * EDGE) / across, (TALLEST - 2 * EDGE) / down)
    start = (WIDTH - scale * across) / 2

    def place(points: np.ndarray) -> np.ndarray:
        x = start + (points[:, 0] - west) * squeeze * scale
        return np.column_stack([x, EDGE + (north - points[:, 1]) * scale])

    wards = {}
    for name, latitude, longitude, rings in shapes:
        # Every ward is moved to the same half units, so neighbours still share their border.
        drawn = [np.round(2 * place(np.array(ring))) / 2 for ring in rings]
        kept = [ring for ring in (_without_repeats(ring) for ring in drawn) if len(ring) >= 4]
        if kept:
            x, y = place(np.array([[longitude, latitude]]))[0]
            wards[name] = _ward(kept, (float(x), float(y)))
    return wards, math.ceil(scale * down) + 2 * EDGE


def _without_repeats(ring: np.ndarray) -> np.ndarray:
    """The ring without corners that repeat, or that lie on the line between their neighbours."""
    keep = np.ones(len(ring), bool)
    keep[1:] = (ring[1:] != ring[:-1]).any(axis=1)
    ring = ring[keep]
    before, after = np.diff(ring, axis=0)[:-1], np.diff(ring, axis=0)[1:]
    bends = before[:, 0] * after[:, 1] != before[:, 1] * after[:, 0]
    return ring[np.concatenate([[True], bends, [True]])] if len(ring) > 2 else ring


def _ward(rings: list[np.ndarray], centre: tuple[float, float]) -> Ward:
    path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring[:-1].tolist()) + "Z" for ring in rings)
    corners = np.vstack(rings)
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    x = np.arange(left + CELL / 2, right, CELL)
    y = np.arange(top + CELL / 2, bottom, CELL)
    grid_x, grid_y = np.meshgrid(x, y)
    filled = inside(rings, grid_x.ravel(), grid_y.ravel()).reshape(grid_x.shape)
    return Ward(path, centre, float(left), float(top), filled)


def text_width(text: str, size: float) -> float:
    """How wide bold text is at most, in units: generous, because the reader's own font is not known."""
    return size * sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    """Widths of DejaVu Sans Bold, the widest of the common system fonts, rounded up."""
    if letter in "mwMW%@–":
        return 1.05
    if letter in "ijlftI.,'’|! -":
        return 0.48
    return 0.82 if letter.isupper() else 0.7


def _labels(shown: list[tuple[Ward, Tile]], short: dict[str, str]) -> dict[str, Label]:
    """A label for each ward that has room for one; the reader's own ward first."""
    placed: dict[str, Label] = {}
    for ward, tile in sorted(shown, key=lambda pair: (not pair[1].here, pair[1].area)):
        if tile.shown and (label := _label(ward, tile, short[tile.area], list(placed.values()))):
            placed[tile.area] = label
    return placed


def _label(ward: Ward, tile: Tile, short: str, others: list[Label]) -> Label | None:
    """The whole name and the number where they fit, else the short name, else the number alone, else none."""
    number = text_width(tile.shown, SHOWN_SIZE)
    for name in (tile.area, short, ""):
        lines = [(text_width(name, NAME_SIZE), NAME_TALL)] if name else []
        lines.append((number, SHOWN_TALL))
        tall = sum(line[1] for line in lines)
        for space in ROOM:
            found = _place(ward, [(wide + space, high) for wide, high in lines])
            if found is None:
                continue
            x, top = found
            half = max(line[0] for line in lines) / 2
            box = (x - half, top, x + half, top + tall)
            if not any(touch(box, other.box) for other in others):
                return Label(name, tile.shown, x, top + DROP, top + tall - SHOWN_TALL + DROP, box)
    return None


def touch(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two boxes (left, top, right, bottom) share any room."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _place(ward: Ward, lines: list[tuple[float, int]]) -> tuple[float, float] | None:
    """Middle and top, nearest the ward's centre, where every line (width, height) lies inside the ward; or None."""
    # Sums from the corner (Crow 1984) tell how many squares of any box are inside, without counting them again.
    sums = np.pad(ward.filled.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    fits, drop = np.ones_like(sums, bool), 0
    for wide, tall in lines:
        half, rows = math.ceil(wide / 2 / CELL), math.ceil(tall / CELL)
        high, broad = sums.shape[0] - drop - rows, sums.shape[1] - 2 * half
        if high <= 0 or broad <= 0:
            return None
        above, below = sums[drop : drop + high], sums[drop + rows :]
        count = below[:, 2 * half :] - below[:, :broad] - above[:, 2 * half :] + above[:, :broad]
        line = np.zeros_like(fits)
        line[:high, half : half + broad] = count == 2 * half * rows
        fits &= line
        drop += rows
    row, column = np.nonzero(fits)
    if not len(row):
        return None
    x, top = ward.left + CELL * column, ward.top + CELL * row
    away = (x - ward.centre[0]) ** 2 + (top + CELL * drop / 2 - ward.centre[1]) ** 2
    best = int(np.argmin(away))
    return round(float(x[best]), 1), round(float(top[best]), 1)

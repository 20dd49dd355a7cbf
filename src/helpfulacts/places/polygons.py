"""Points in polygons: areas as rings of longitude and latitude, and the grid of boxes that finds the right one.

A shape is a list of rings, each an array of [longitude, latitude] (float64[n, 2], closed). Holes and separate parts
are just further rings: a point is inside when a line from it crosses all rings an odd number of times (even-odd
rule; Shimrat 1962, corrected by Hacker 1962). A border that two areas share, point for point, puts each point on it
in exactly one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Shape = list[np.ndarray]
_AT_ONCE = 2_000_000  # point-edge pairs held in memory at a time
_GRID_STEPS = 1000  # a map is drawn a thousand steps wide at most


class BadShape(ValueError):
    """The geometry cannot be read; the text says why."""


def shape_of(geometry: Any) -> Shape:
    """The rings of a GeoJSON Polygon or MultiPolygon. Raises BadShape with the reason."""
    if not isinstance(geometry, dict):
        raise BadShape("it has no geometry")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    polygons: Any
    if kind == "Polygon":
        polygons = [coordinates]
    elif kind == "MultiPolygon":
        polygons = coordinates
    else:
        raise BadShape(f"its geometry is {str(kind)[:40] or 'nothing'}, not a polygon")
    if not isinstance(polygons, list) or not polygons:
        raise BadShape("its polygon is empty")
    rings: Shape = []
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            raise BadShape("its polygon is empty")
        rings += [_ring(points) for points in polygon]
    return rings


def _ring(points: Any) -> np.ndarray:
    try:
        ring = np.array([(point[0], point[1]) for point in points])
    except (TypeError, IndexError, KeyError, ValueError):
        raise BadShape("its coordinates are not pairs of numbers") from None
    if ring.ndim != 2 or ring.dtype.kind not in "if":
        raise BadShape("its coordinates are not pairs of numbers")
    ring = ring.astype(float)
    if not np.isfinite(ring).all():
        raise BadShape("its coordinates hold something that is not a number")
    if (np.abs(ring) > (180, 90)).any():
        raise BadShape("its coordinates are not longitude and latitude (save the file as WGS 84)")
    if (ring[0] != ring[-1]).any():
        ring = np.vstack([ring, ring[:1]])
    if len(ring) < 4:
        raise BadShape("one of its rings has fewer than three corners")
    return ring


def _edges(shape: Shape) -> np.ndarray:
    """float64[edges, 4]: x1 y1 x2 y2."""
    return np.vstack([np.hstack([ring[:-1], ring[1:]]) for ring in shape])


class Edges:
    """The edges of a shape, made ready for asking of many points."""

    def __init__(self, shape: Shape) -> None:
        self.x, self.y, x2, self.y2 = (np.ascontiguousarray(column) for column in _edges(shape).T)
        self.run, self.rise = x2 - self.x, np.where(self.y2 == self.y, 1.0, self.y2 - self.y)

    def crossed(self, x: Any, y: Any) -> np.ndarray:
        """bool[..., edges]: which a line from a point to the east crosses."""
        return ((self.y <= y) != (self.y2 <= y)) & (x < self.x + (y - self.y) * self.run / self.rise)


def inside(shape: Shape, longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
    """bool[points]: which points lie in the shape."""
    edges = Edges(shape)
    found = np.zeros(len(longitudes), bool)
    step = max(1, _AT_ONCE // len(edges.x))
    for start in range(0, len(longitudes), step):
        crosses = edges.crossed(longitudes[start : start + step, None], latitudes[start : start + step, None])
        found[start : start + step] = crosses.sum(axis=1) % 2 == 1
    return found


class Lookup:
    """Finds which of many shapes holds each of many points."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.shapes = list(shapes)
        corners = [np.vstack(shape) for shape in self.shapes]
        self.boxes = [(*points.min(axis=0).tolist(), *points.max(axis=0).tolist()) for points in corners]
        self.edges = [Edges(shape) for shape in self.shapes]

    def at(self, longitude: float, latitude: float) -> int:
        """As `which`, of one point: most shapes are left out by their boxes alone."""
        for number, (west, south, east, north) in enumerate(self.boxes):
            near = west <= longitude <= east and south <= latitude <= north
            if near and np.count_nonzero(self.edges[number].crossed(longitude, latitude)) % 2:
                return number
        return -1

    def which(self, longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
        """int64[points]: the position of the first shape that holds each point, or -1."""
        x, y = np.asarray(longitudes, float), np.asarray(latitudes, float)
        found = np.full(len(x), -1)
        # Points in order of longitude: a box then looks only at its own strip of them.
        order = np.argsort(x, kind="stable")
        in_order = x[order]
        for number, (west, south, east, north) in enumerate(self.boxes):
            strip = order[np.searchsorted(in_order, west) : np.searchsorted(in_order, east, side="right")]
            strip = strip[(found[strip] < 0) & (y[strip] >= south) & (y[strip] <= north)]
            if strip.size:
                found[strip[inside(self.shapes[number], x[strip], y[strip])]] = number
        return found


def centre(shape: Shape) -> tuple[float, float]:
    """(latitude, longitude) of the centroid, or of a point inside when the centroid lies outside (a crescent)."""
    origin = shape[0][0]  # sums of small differences keep their digits
    area, moment, first = 0.0, np.zeros(2), 0.0
    for number, ring in enumerate(shape):
        x, y = (ring - origin).T
        cross = x[:-1] * y[1:] - x[1:] * y[:-1]
        own = cross.sum()
        # Files wind their rings either way: a hole is a ring whose first corner lies in the others.
        others = [other for place, other in enumerate(shape) if place != number]
        hole = bool(others) and bool(inside(others, ring[:1, 0], ring[:1, 1])[0])
        sign = (-1 if hole else 1) * (1 if own >= 0 else -1)
        area += sign * own
        moment += sign * np.array([((x[:-1] + x[1:]) * cross).sum(), ((y[:-1] + y[1:]) * cross).sum()])
        first = first or own
    if not first or abs(area) < 1e-15:
        raise BadShape("it has no area")
    middle = origin + moment / (3 * area)
    if not inside(shape, middle[:1], middle[1:])[0]:
        middle = _widest_point(shape, float(middle[1]))
    return round(float(middle[1]), 6), round(float(middle[0]), 6)


def _widest_point(shape: Shape, latitude: float) -> np.ndarray:
    """The middle of the widest stretch inside the shape at `latitude`, or near it."""
    x1, y1, x2, y2 = _edges(shape).T
    south, north = y1.min(), y1.max()
    for y in (latitude, (south + north) / 2, (3 * south + north) / 4, (south + 3 * north) / 4):
        crossing = (y1 <= y) != (y2 <= y)
        x = np.sort(x1[crossing] + (y - y1[crossing]) * (x2 - x1)[crossing] / (y2 - y1)[crossing])
        if x.size >= 2:
            widest = 2 * int(np.argmax(x[1::2] - x[::2]))
            return np.array([(x[widest] + x[widest + 1]) / 2, y])
    return np.array([x1[0], y1[0]])


def grid_step(shapes: Sequence[Shape]) -> float:
    """The step that outlines of these shapes are drawn to, in degrees: a thousandth of the whole."""
    corners = np.vstack([ring for shape in shapes for ring in shape])
    extent = float((corners.max(axis=0) - corners.min(axis=0)).max())
    return max(round(extent / _GRID_STEPS, 6), 1e-6)


def outline(shape: Shape, step: float) -> list[list[list[float]]]:
    """The rings for a small map: corners moved to a grid of `step` degrees, repeats dropped.

    Every area is moved to the same grid, so neighbours still share their border and no gaps open. A part that is
    smaller than a step is left out.
    """
    rings = []
    for ring in shape:
        snapped = np.round(np.round(ring / step) * step, 6)
        keep = np.ones(len(snapped), bool)
        keep[1:] = (snapped[1:] != snapped[:-1]).any(axis=1)
        if keep.sum() >= 4:
            rings.append(snapped[keep].tolist())
    return rings

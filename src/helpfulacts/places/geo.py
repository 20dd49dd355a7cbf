"""Distances and cells on the ground. Degrees are WGS 84 latitude and longitude; distances are metres in a straight line."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np

from helpfulacts.core.errors import Refused

METRES_IN_A_MILE = 1609.344
EARTH_M = 6_371_008.8  # mean radius, IUGG
KM_A_DEGREE = EARTH_M * math.pi / 180_000
_CELL = re.compile(r"^([ns])(\d{5})([ew])(\d{5})$")


def on_earth(latitude: Any, longitude: Any) -> bool:
    """True for two finite numbers in degrees within range (NaN is not)."""
    return (
        all(isinstance(value, int | float) and not isinstance(value, bool) for value in (latitude, longitude))
        and -90 <= latitude <= 90
        and -180 <= longitude <= 180
    )


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> int:
    """Straight-line distance over the ground in whole metres (haversine)."""
    return int(distances_m(lat1, lon1, np.array([lat2]), np.array([lon2]))[0])


def distances_m(lat: float, lon: float, lats: np.ndarray, lons: np.ndarray) -> np.ndarray:
    """As `distance_m`, from one point to many: int64 of the shape of `lats`."""
    up = np.radians(np.asarray(lats, float) - lat)
    across = np.radians(np.asarray(lons, float) - lon)
    chord = np.sin(up / 2) ** 2
    chord += math.cos(math.radians(lat)) * np.cos(np.radians(lats)) * np.sin(across / 2) ** 2
    return np.rint(2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(chord, 1)))).astype(np.int64)


def _columns_a_degree(row: int) -> float:
    """Cells to a degree of longitude, the same all along a row. Near the poles a cell is wider than it is high."""
    middle = math.radians((row + 0.5) / KM_A_DEGREE)
    return KM_A_DEGREE * max(math.cos(middle), 0.01)


def cell_of(latitude: float, longitude: float) -> str:
    """The fixed 1 km cell that holds a point, as `n05839w00142`. Cells never move, so asking often tells no more."""
    if not on_earth(latitude, longitude):
        raise Refused("That latitude and longitude are not on this earth.", field="latitude")
    row = math.floor(latitude * KM_A_DEGREE)
    column = math.floor(longitude * _columns_a_degree(row))
    return f"{'ns'[row < 0]}{abs(row):05d}{'ew'[column < 0]}{abs(column):05d}"


def cell_centre(cell: str) -> tuple[float, float]:
    """(latitude, longitude) of the middle of a cell. Raises Refused for text that is not a cell."""
    match = _CELL.match(cell)
    if not match:
        raise Refused(f"“{cell}” is not a cell.")
    row = int(match[2]) * (-1 if match[1] == "s" else 1)
    column = int(match[4]) * (-1 if match[3] == "w" else 1)
    return round((row + 0.5) / KM_A_DEGREE, 6), round((column + 0.5) / _columns_a_degree(row), 6)

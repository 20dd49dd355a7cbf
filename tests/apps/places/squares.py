"""Square areas as GeoJSON, for tests."""

from __future__ import annotations

from typing import Any


def square(west: float, south: float, side: float = 0.02) -> list[list[float]]:
    return [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
    ]


def feature(code: str, name: str, *rings: list[list[float]], **more: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"WD13CD": code, "WD13NM": name} | more,
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }

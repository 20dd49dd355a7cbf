"""An empty invented place with three wards, for benchmarks and tests: where the feeds of `feed.py` say their places are."""

from __future__ import annotations

from typing import Any

from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.actions.load_areas import load_areas

_WEST, _EAST = -2.14, -2.06
_SOUTHS = {"South": 52.47, "Middle": 52.5, "North": 52.52}
_HEIGHT = 0.02


def begin_place(slug: str) -> Any:
    """The place, with its wards as oblongs one above the other."""
    place = create_place(slug=slug, name=slug.replace("-", " ").title(), person_to_talk_to="Ann")
    load_areas(
        place=place,
        features=[_ward(number, *one) for number, one in enumerate(_SOUTHS.items())],
        level="ward",
        version="1",
    )
    return place


def _ward(number: int, name: str, south: float) -> dict[str, Any]:
    north = south + _HEIGHT
    ring = [[_WEST, south], [_EAST, south], [_EAST, north], [_WEST, north], [_WEST, south]]
    return {
        "type": "Feature",
        "properties": {"WD01CD": f"T{number}", "WD01NM": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }

"""The map of where offers are: how many in each ward, how dark each is, and the same numbers in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from helpfulacts.places import selectors as places

from .outlines import outlined
from .tiles import Tile, level_of

STEPS = ((1, 3, 5), (1, 5, 10), (1, 10, 20), (1, 20, 50), (1, 50, 100), (1, 100, 500), (1, 500, 2000))


def steps_for(most: int) -> tuple[int, int, int]:
    """Where the three shades begin, for counts up to `most`: the darkest is kept for the most."""
    return next((steps for steps in STEPS if 2 * most < 3 * steps[2]), STEPS[-1])


def key_words(steps: tuple[int, int, int]) -> list[tuple[str, str]]:
    """(look, words) of each shade: “1 or 2”, “3 or 4”, “5 or more”."""
    rows = []
    for level, (low, high) in enumerate(zip(steps, (*steps[1:], 0), strict=True), start=1):
        if not high:
            words = f"{low} or more"
        elif high - low == 1:
            words = str(low)
        else:
            words = f"{low} {'or' if high - low == 2 else 'to'} {high - 1}"
        rows.append((f"l{level}", words))
    return rows


def where_map(place: Any, wards: Iterable[str | None], here: Any = None) -> dict[str, Any]:
    """What `web/parts/where_map.html` draws: `wards` names the ward of each offer (None: not in one ward).

    `here` is the reader's own ward, if it is known: it gets a heavy edge, and a sentence says it.
    """
    areas = places.areas(place)
    counted = Counter(wards)
    tally = {area.name: counted.get(area.name, 0) for area in areas}
    steps = steps_for(max(tally.values(), default=0))
    tiles = [
        Tile(name, str(count), str(count or "none"), level_of(count, steps), here=_is(here, name))
        for name, count in tally.items()
    ]
    return {
        "areas": areas,
        "tiles": tiles,
        "key": key_words(steps),
        "everywhere": sum(counted.values()) - sum(tally.values()),
        "here": next((tile for tile in tiles if tile.here), None),
        "real": outlined(areas),
    }


def _is(ward: Any, name: str) -> bool:
    return ward is not None and ward.name == name

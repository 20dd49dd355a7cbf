"""What a line on the map costs: one town cut into tiles that share alone, then offer each other what is left over."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpfulacts.cli.bench.instances import SyntheticPlace, synthetic_map
from helpfulacts.engine.sharing.instance import Instance
from helpfulacts.engine.sharing.neighbours import Around, share_leftovers
from helpfulacts.engine.sharing.order import ticket
from helpfulacts.engine.sharing.share import share

CUTS = (2, 4, 8)
"""Tiles along one side: 4, 16 and 64 of them."""


def rows(people: int, seed: int) -> list[dict[str, Any]]:
    """One row a cut: who is served in one round of the whole town, in tiles alone, and with what is left over."""
    place, homes, venues, side = synthetic_map(people, seed)
    whole = _served(share(place.instance, place.classes, place.tickets).assign)
    return [_row(place, whole, _tile(homes, side, cut), _tile(venues, side, cut), cut, seed) for cut in CUTS]


def _tile(points: NDArray[np.float64], side: float, cut: int) -> NDArray[np.int64]:
    across = np.minimum((points / side * cut).astype(np.int64), cut - 1)
    return across[:, 0] * cut + across[:, 1]


def _served(assign: NDArray[np.int64]) -> int:
    return int((assign >= 0).sum())


def _row(
    place: SyntheticPlace, whole: int, person_in: NDArray[np.int64], offer_in: NDArray[np.int64], cut: int, seed: int
) -> dict[str, Any]:  # fmt: skip
    one = place.instance
    owner = np.repeat(np.arange(one.people), np.diff(one.indptr))
    within = person_in[owner] == offer_in[one.offer]
    alone = Instance.from_arrays(one.people, one.capacity, owner[within], one.offer[within], one.gain[within])
    # Tiles have no pair in common, so one run of them all is every tile's own round.
    first = share(alone, place.classes, place.tickets).assign
    column, row = np.divmod(np.arange(cut * cut), cut)
    near = (abs(column[:, None] - column) <= 1) & (abs(row[:, None] - row) <= 1)
    around = Around(
        person_in, offer_in, near, one.capacity, first, np.ones(one.offers, bool), first < 0
    )  # fmt: skip
    afresh = [ticket(f"{seed}|next door", f"p{number}") for number in range(one.people)]
    after = share_leftovers(around, one, place.classes, afresh)
    isolated, together = _served(first), _served(first) + _served(after.second)
    return {
        "tiles": cut * cut,
        "people": one.people,
        "served_whole": whole,
        "served_isolated": isolated,
        "served_with_leftovers": together,
        "isolated_percent": round(100 * (isolated / whole - 1), 2),
        "with_leftovers_percent": round(100 * (together / whole - 1), 2),
    }

"""Which offers fit which claims, at the size of a nation: a grid of cells, then one test after another, a pair at a time.

A pair fits when the offer helps with something the claim asks for (grade 1 to 3), neither is out of the question (a group
where places are for one person or the other way round; a veto), and none of `TESTS` fails. What is not known never fails
a test: it becomes a question (`ASKS`).

Distances are great circles on a sphere of 6,371,008.8 m, in whole metres, from the straight line between the two points
through it (half a chord is the sine of half the angle, which is the haversine). Offers lie in cells of latitude and
longitude, by facet; a claim looks only at cells within its limit. Time near O(pairs in those cells); memory O(n + m +
pairs kept). Single thread; the same inputs give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .candidate_pairs import EARTH_M, EVERY, collect
from .fit_codes import TESTS
from .instance import Ints

MOST_CELLS = 4_000_000
CELL_M = 500.0

Bits = NDArray[np.uint32]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Bytes = NDArray[np.int8]


class Askers(NamedTuple):
    """n claims. facets, times, languages: bits (times or languages 0 = any, not known). limit_m: metres. latitude,
    longitude: NaN not known. ward, age_low, age_high: -1 not known. answer: int8[n, rules], 1 yes, 0 ask, -1 no.
    veto_from: int64[n + 1] and veto: int32[], offers out of the question for each claim, rising.
    """

    facets: Bits
    importance: Ints
    times: Bits
    languages: Bits
    limit_m: Ints
    latitude: Floats
    longitude: Floats
    ward: Ints
    age_low: Ints
    age_high: Ints
    step_free: Flags
    group: Flags
    answer: Bytes
    veto_from: Ints
    veto: NDArray[np.int32]


class Offered(NamedTuple):
    """m offers. grade: int8[m, facets], 0 to 3. comes: reaches the person, so it is 0 m away. times, languages: bits,
    0 = any. steps: 1 no steps, 0 not known, -1 steps. limited: it is only for some ages. rule: column of `answer`.
    wards: bool[m, wards], served. restricted: only for some wards. group: 1 for a group, 0 for one person, -1 either.
    asks: something only a person can answer.
    """

    grade: Bytes
    latitude: Floats
    longitude: Floats
    comes: Flags
    times: Bits
    languages: Bits
    steps: Bytes
    min_age: Ints
    max_age: Ints
    limited: Flags
    rule: Ints
    wards: Flags
    restricted: Flags
    group: Bytes
    asks: Flags


@dataclass(frozen=True)
class Found:
    """Pairs that fit, by claim and then offer. indptr: int64[n + 1]. offer: int32. grade: 1 to 3. metres: -1 not known.
    asks: bits. near: int64[n, tests], how many offers miss by that one test alone, or no rows where not asked for.
    """

    indptr: Ints
    offer: NDArray[np.int32]
    grade: Bytes
    metres: NDArray[np.int32]
    asks: NDArray[np.uint8]
    near: Ints


ASKER_KINDS = ["u4", "i8", "u4", "u4", "i8", "f8", "f8", "i8", "i8", "i8", "?", "?", "i1", "i8", "i4"]
OFFERED_KINDS = ["i1", "f8", "f8", "?", "u4", "u4", "i1", "i8", "i8", "?", "i8", "?", "?", "i1", "?"]
"""Kinds of the columns, in order."""


class Grid(NamedTuple):
    """Offers by facet and cell. start: int64[facets * rows * columns + 1] into `order`; far_from: int64[facets + 1] into
    `far`, offers that are no way off or nobody knows where. tall, wide: of a cell, in degrees. mask: uint32[m], facets.
    """

    start: Ints
    order: NDArray[np.int32]
    far_from: Ints
    far: NDArray[np.int32]
    south: float
    west: float
    tall: float
    wide: float
    rows: int
    columns: int
    facets: int
    mask: Bits


def candidates(
    askers: Askers,
    offered: Offered,
    *,
    english: int = 0,
    most: int | None = None,
    micro_gain_per_km: int = 0,
    near: bool = False,
) -> Found:
    """All pairs that fit. english: the bit of the language that everybody is taken to understand until asked.

    most: only so many for each claim, those of the greatest gain (importance times grade less the travel term), the
    earlier offer on a tie. near: also count what misses by one test alone, for which every offer of a facet is looked at.
    """
    askers, offered = (
        Askers(*map(_as_kept, askers, ASKER_KINDS)),
        Offered(*map(_as_kept, offered, OFFERED_KINDS)),
    )
    grid = _grid(offered)
    counted = np.zeros((askers.facets.size if near else 0, len(TESTS)), np.int64)
    indptr, offer, grade, metres, asks = collect(
        askers, offered, grid, _points(askers.latitude, askers.longitude), _points(offered.latitude, offered.longitude)[grid.order],
        np.uint32(english), EVERY if most is None else max(1, min(most, offered.comes.size)), micro_gain_per_km, counted,
    )  # fmt: skip
    return Found(indptr, offer, grade, metres, asks, counted)


def _as_kept(column: Any, kind: str) -> NDArray[Any]:
    """The column as the kernel is compiled for, so that it is compiled once."""
    return np.ascontiguousarray(column, np.dtype(kind))


def _points(latitude: Floats, longitude: Floats) -> Floats:
    """float64[., 3]: points of the unit sphere."""
    north, east = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)


def _grid(o: Offered) -> Grid:
    known = ~(np.isnan(o.latitude) | np.isnan(o.longitude)) & ~o.comes
    facets = o.grade.shape[1]
    mask = ((o.grade > 0).astype(np.uint32) << np.arange(facets, dtype=np.uint32)).sum(
        axis=1, dtype=np.uint32
    )
    lat, lon = o.latitude[known], o.longitude[known]
    south, north = (float(lat.min()), float(lat.max())) if lat.size else (0.0, 0.0)
    west, east = (float(lon.min()), float(lon.max())) if lon.size else (0.0, 0.0)
    degree = np.radians(1.0) * EARTH_M
    cell = CELL_M
    most = max(1, MOST_CELLS // max(1, facets))
    while True:
        tall = cell / degree
        wide = tall / max(0.01, float(np.cos(np.radians(max(abs(south), abs(north))))))
        rows, columns = int((north - south) / tall) + 1, int((east - west) / wide) + 1
        if rows * columns <= most:
            break
        cell *= 2
    if east - west > 180:  # one column round the whole earth, so that no date line cuts it
        columns, wide = 1, 360.0
    of, facet = np.nonzero(o.grade > 0)
    by_facet = np.argsort(facet, kind="stable")
    of, facet = of[by_facet].astype(np.int32), facet[by_facet]
    here = known[of]
    row = np.minimum(((o.latitude[of[here]] - south) / tall).astype(np.int64), rows - 1)
    column = np.minimum(((o.longitude[of[here]] - west) / wide).astype(np.int64), columns - 1)
    key = (facet[here] * rows + row) * columns + column
    start = np.zeros(facets * rows * columns + 1, np.int64)
    np.cumsum(np.bincount(key, minlength=start.size - 1), out=start[1:])
    far_from = np.zeros(facets + 1, np.int64)
    np.cumsum(np.bincount(facet[~here], minlength=facets), out=far_from[1:])
    order, far = (one.astype(np.int32) for one in (of[here][np.argsort(key, kind="stable")], of[~here]))
    return Grid(start, order, far_from, far, south, west, tall, wide, rows, columns, facets, mask)

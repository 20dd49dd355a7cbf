"""Which offers fit whom: the feasible pairs of a round and the gain of each.

A pair is feasible when its match grade is at least 1 and travel, times, language, eligibility and access all
meet and the person has not vetoed it. Its gain, in whole micro-gains, is
    max(0, importance * grade * MICRO - travel_per_km * metres // 1000)
with importance 1-3 (the person's own), grade 1-3 (the best of the facets they chose) and metres the straight
line, rounded down, 0 for help at home or by phone. No predicted outcome and no score of a person enters.

Method. Offers are sorted into buckets of (facet, square of a grid); a row of squares is one run of memory, so
only offers of a chosen facet near the person are looked at. One thread, integers only.
Sizes: N rows (a person, or one claim of a person), R offers, F facets (at most 63), E pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .instance import MICRO, BadInstance, Instance, Ints
from .kernel import kernel
from .requirements import NearMisses, Offers, People, near_misses

__all__ = ["NearMisses", "Offers", "Pairs", "People", "Pooled", "candidates", "near_misses", "pool"]

TRAVEL_PER_KM = 100_000
"""Published travel term: micro-gains per kilometre, a tenth of a unit. A place may set its own."""

CELL = 500
"""Side of a grid square in metres; it alters speed, never the answer."""


@dataclass(frozen=True)
class Pairs:
    """instance: the N rows as its people. For each of its E pairs: grade: int8, 1-3. metres: int64, 0 when no travel.
    ask: bool, whether a fact that decides it is not known yet, so that it comes with a question.
    """

    instance: Instance
    grade: NDArray[np.int8]
    metres: Ints
    ask: NDArray[np.bool_]


@dataclass(frozen=True)
class Pooled:
    """instance: one person for all their rows. row: int64[E], the row (claim) each pair serves best."""

    instance: Instance
    row: Ints


def candidates(people: People, offers: Offers, travel_per_km: int = TRAVEL_PER_KM, cell: int = CELL) -> Pairs:
    """All feasible pairs. Raises BadInstance."""
    _check(people, offers, travel_per_km)
    squares = _grid(offers, cell)
    bucket_start, bucket = _buckets(offers.x, offers.y, offers.located, offers.grades, *squares)
    veto_start = np.searchsorted(people.vetoes[:, 0], np.arange(people.x.size + 1)).astype(np.int64)
    given: list[Any] = [getattr(people, one.name) for one in fields(People) if one.name != "vetoes"]
    given += [veto_start, np.ascontiguousarray(people.vetoes[:, 1])]
    given += [getattr(offers, one.name) for one in fields(Offers) if one.name != "capacity"]
    given += [bucket_start, bucket, *squares, travel_per_km]
    indptr, offer, gain, grade, metres, ask = _find(*given)
    return Pairs(Instance(indptr, offer, gain, offers.capacity).validate(), grade, metres, ask)


def pool(pairs: Pairs, owner: Ints, people: int) -> Pooled:
    """Join the rows (claims) of each person: owner: int64[N], 0 to people - 1. A pair keeps its best row, the first of equals."""
    table = pairs.instance
    row = np.repeat(np.arange(table.people), np.diff(table.indptr))
    person = np.asarray(owner, dtype=np.int64)[row]
    best_first = np.lexsort((row, -table.gain, table.offer, person))
    person, offer = person[best_first], table.offer[best_first]
    first = np.ones(person.size, dtype=bool)
    first[1:] = (person[1:] != person[:-1]) | (offer[1:] != offer[:-1])
    kept = best_first[first]
    joined = Instance.from_arrays(people, table.capacity, person[first], offer[first], table.gain[kept])
    return Pooled(joined, row[kept])


def _check(people: People, offers: Offers, travel_per_km: int) -> None:
    if people.importance.size and (people.importance.min() < 1 or people.importance.max() > 3):
        raise BadInstance("Importance must be 1, 2 or 3.")
    if people.reach.size and people.reach.min() < 0:
        raise BadInstance("A travel limit is below zero.")
    if not 0 <= travel_per_km <= 10 * MICRO:
        raise BadInstance("The travel term must be between 0 and 10 units of gain per kilometre.")
    for where in (people.x, people.y, people.reach, offers.x, offers.y):
        if where.size and np.abs(where).max() > 10**8:
            raise BadInstance("A position or travel limit lies beyond 100,000 km: metres are expected.")
    if people.vetoes.size:
        row, offer = people.vetoes[:, 0], people.vetoes[:, 1]
        if row.min() < 0 or row.max() >= people.x.size or offer.min() < 0 or offer.max() >= offers.x.size:
            raise BadInstance("A veto names a row or an offer that does not exist.")


def _grid(offers: Offers, cell: int) -> tuple[int, int, int, int, int]:
    """(left, bottom, side, columns, rows) of a grid over the located offers, coarse enough to stay small."""
    if not offers.located.any():
        return 0, 0, cell, 1, 1
    x, y = offers.x[offers.located], offers.y[offers.located]
    while True:
        columns, rows = int(np.ptp(x)) // cell + 1, int(np.ptp(y)) // cell + 1
        if columns * rows * offers.grades.shape[1] <= 4_000_000:
            return int(x.min()), int(y.min()), cell, columns, rows
        cell *= 2


@kernel
def _buckets(x, y, located, grades, left, bottom, side, columns, rows):
    """(start: int64[F * squares + F + 1], offers by (facet, square), rising); after the squares, one bucket a facet
    holds the offers without a place."""
    offers, facets = grades.shape
    squares = columns * rows
    start = np.zeros(facets * (squares + 1) + 1, np.int64)
    square = np.full(offers, squares, np.int64)
    for j in range(offers):
        if located[j]:
            square[j] = ((y[j] - bottom) // side) * columns + (x[j] - left) // side
        for f in range(facets):
            if grades[j, f] > 0:
                start[f * (squares + 1) + square[j] + 1] += 1
    start = np.cumsum(start)
    free = start.copy()
    bucket = np.empty(start[-1], np.int32)
    for j in range(offers):
        for f in range(facets):
            if grades[j, f] > 0:
                key = f * (squares + 1) + square[j]
                bucket[free[key]] = j
                free[key] += 1
    return start, bucket


@kernel
def _grow(array):
    larger = np.empty(array.size * 2, array.dtype)
    larger[: array.size] = array
    return larger


@kernel
def _find(
    x,
    y,
    reach,
    facets,
    importance,
    slots,
    languages,
    facts,
    unknown,
    age,
    access,
    veto_start,
    veto,
    offer_x,
    offer_y,
    located,
    grades,
    offer_slots,
    offer_languages,
    required,
    age_from,
    age_to,
    offer_access,
    bucket_start,
    bucket,
    left,
    bottom,
    side,
    columns,
    rows,
    travel_per_km,
):
    """(indptr, offer, gain, grade, metres, ask) of all feasible pairs, offers rising within a row."""
    count = x.size
    squares = columns * rows
    indptr = np.zeros(count + 1, np.int64)
    offer = np.empty(1024, np.int32)
    gain = np.empty(1024, np.int64)
    grade = np.empty(1024, np.int8)
    metres = np.empty(1024, np.int64)
    ask = np.empty(1024, np.bool_)
    seen = np.full(grades.shape[0], -1, np.int64)
    hits = np.empty(grades.shape[0], np.int32)
    size = 0
    for i in range(count):
        for v in range(veto_start[i], veto_start[i + 1]):
            seen[veto[v]] = i
        low_column = max(0, (x[i] - reach[i] - left) // side)
        high_column = min(columns - 1, (x[i] + reach[i] - left) // side)
        low_row = max(0, (y[i] - reach[i] - bottom) // side)
        high_row = max(low_row - 1, min(rows - 1, (y[i] + reach[i] - bottom) // side))
        found = 0
        for f in range(grades.shape[1]):
            if (facets[i] >> f) & 1 == 0:
                continue
            base = f * (squares + 1)
            for line in range(low_row, high_row + 2):
                # One run of buckets per row of the grid, then the offers without a place.
                if line <= high_row:
                    if low_column > high_column:
                        continue
                    begin = bucket_start[base + line * columns + low_column]
                    end = bucket_start[base + line * columns + high_column + 1]
                else:
                    begin = bucket_start[base + squares]
                    end = bucket_start[base + squares + 1]
                for at in range(begin, end):
                    j = bucket[at]
                    if seen[j] == i:
                        continue
                    seen[j] = i
                    if slots[i] != 0 and offer_slots[j] != 0 and slots[i] & offer_slots[j] == 0:
                        continue
                    if (
                        languages[i] != 0
                        and offer_languages[j] != 0
                        and languages[i] & offer_languages[j] == 0
                    ):
                        continue
                    if required[j] & ~(facts[i] | unknown[i]) != 0 or access[i] & ~offer_access[j] != 0:
                        continue
                    if age[i] >= 0 and (age[i] < age_from[j] or age[i] > age_to[j]):
                        continue
                    if located[j]:
                        dx = x[i] - offer_x[j]
                        dy = y[i] - offer_y[j]
                        if dx * dx + dy * dy > reach[i] * reach[i]:
                            continue
                    hits[found] = j
                    found += 1
        hits[:found].sort()
        while size + found > offer.size:
            offer = _grow(offer)
            gain = _grow(gain)
            grade = _grow(grade)
            metres = _grow(metres)
            ask = _grow(ask)
        for at in range(found):
            j = hits[at]
            best = 0
            for f in range(grades.shape[1]):
                if (facets[i] >> f) & 1 and grades[j, f] > best:
                    best = grades[j, f]
            away = 0
            if located[j]:
                dx = x[i] - offer_x[j]
                dy = y[i] - offer_y[j]
                squared = dx * dx + dy * dy
                away = int(np.sqrt(squared))
                while away * away > squared:
                    away -= 1
                while (away + 1) * (away + 1) <= squared:
                    away += 1
            offer[size] = j
            grade[size] = best
            metres[size] = away
            gain[size] = max(0, importance[i] * best * MICRO - travel_per_km * away // 1000)
            not_known = required[j] & ~facts[i] & unknown[i] != 0
            age_matters = age[i] < 0 and (age_from[j] > 0 or age_to[j] < 150)
            ask[size] = not_known or age_matters
            size += 1
        indptr[i + 1] = size
    return (
        indptr,
        offer[:size].copy(),
        gain[:size].copy(),
        grade[:size].copy(),
        metres[:size].copy(),
        ask[:size].copy(),
    )

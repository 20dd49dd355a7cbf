"""What people ask and what offers require, as arrays; and what would fit if one requirement were relaxed.

A pair meets its requirements when travel, times, language, eligibility and access all meet. What a person has
not told us never counts against them: an unknown fact or age is met, with a question attached.
Sizes: N rows (a person, or one claim of a person), R offers, F facets (at most 63).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .instance import BadInstance, Ints

TIMES, LANGUAGE, TRAVEL, ELIGIBILITY, ACCESS = 1, 2, 4, 8, 16
"""Bits that say which requirement of a pair is not met."""

NO_VETOES = np.zeros((0, 2), np.int64)


def _column(value: Any, count: int) -> Ints:
    return np.array(np.broadcast_to(np.asarray(value, dtype=np.int64), (count,)))


@dataclass(frozen=True)
class People:
    """N rows that ask; all int64[N], bit sets in the low 63 bits.

    x, y: metres. reach: the farthest they would travel, metres. facets: bits of the facets chosen.
    importance: 1-3. slots: bits of 21 half-days they are free, 0 = any. languages: bits, 0 = any.
    facts: bits known to be true of them. unknown: bits they have not answered: feasible, with a question.
    age: years, -1 = not known (again a question). access: bits of what they need.
    vetoes: int64[V, 2], (row, offer) never to be given.
    """

    x: Ints
    y: Ints
    reach: Ints
    facets: Ints
    importance: Ints
    slots: Ints
    languages: Ints
    facts: Ints
    unknown: Ints
    age: Ints
    access: Ints
    vetoes: Ints

    @classmethod
    def build(
        cls,
        x: Any,
        y: Any,
        reach: Any,
        facets: Any,
        importance: Any = 1,
        slots: Any = 0,
        languages: Any = 0,
        facts: Any = 0,
        unknown: Any = 0,
        age: Any = -1,
        access: Any = 0,
        vetoes: Any = NO_VETOES,
    ) -> People:
        """People from lists or single values; what is left out asks for nothing."""
        count = np.asarray(x).size
        given = (x, y, reach, facets, importance, slots, languages, facts, unknown, age, access)
        rows = np.asarray(vetoes, dtype=np.int64).reshape(-1, 2)
        columns = [_column(one, count) for one in given]
        columns.append(rows[np.lexsort((rows[:, 1], rows[:, 0]))])
        return cls(*columns)


@dataclass(frozen=True)
class Offers:
    """R offers; int64[R] unless said otherwise.

    x, y: metres. located: bool[R], False for help at home or by phone: no travel. grades: uint8[R, F], how well it
    serves a facet, 0 (not at all) to 3. capacity: places. slots, languages: as in People, 0 = any.
    required: bits of facts that must be true. age_from, age_to: years, inclusive. access: bits it provides for.
    """

    x: Ints
    y: Ints
    located: NDArray[np.bool_]
    grades: NDArray[np.uint8]
    capacity: Ints
    slots: Ints
    languages: Ints
    required: Ints
    age_from: Ints
    age_to: Ints
    access: Ints

    @classmethod
    def build(
        cls,
        x: Any,
        y: Any,
        grades: Any,
        capacity: Any,
        located: Any = True,
        slots: Any = 0,
        languages: Any = 0,
        required: Any = 0,
        age_from: Any = 0,
        age_to: Any = 200,
        access: Any = 0,
    ) -> Offers:
        """Offers from lists or single values; what is left out is open to everybody at any time."""
        count = np.asarray(x).size
        table = np.ascontiguousarray(grades, dtype=np.uint8)
        if table.ndim != 2 or table.shape[0] != count or table.shape[1] > 63 or (table > 3).any():
            raise BadInstance("Grades must be a table of offers by facets (at most 63), each 0 to 3.")
        where = np.array(np.broadcast_to(np.asarray(located, dtype=bool), (count,)))
        given = (capacity, slots, languages, required, age_from, age_to, access)
        return cls(
            _column(x, count), _column(y, count), where, table, *(_column(one, count) for one in given)
        )


@dataclass(frozen=True)
class NearMisses:
    """How many offers would fit if this one requirement were relaxed, and (metres) how far the nearest further one is."""

    times: int
    language: int
    travel: int
    eligibility: int
    access: int
    nearest_metres: int | None


def unmet(people: People, offers: Offers, row: int) -> tuple[Ints, Ints]:
    """(bits of the requirements each offer fails for this row: int64[R]; straight-line metres: int64[R])."""
    dx, dy = people.x[row] - offers.x, people.y[row] - offers.y
    squared = np.where(offers.located, dx * dx + dy * dy, 0)
    slots, languages = people.slots[row], people.languages[row]
    maybe = people.facts[row] | people.unknown[row]
    age = people.age[row]
    wrong_age = (age >= 0) & ((age < offers.age_from) | (age > offers.age_to))
    bits = TIMES * ((slots != 0) & (offers.slots != 0) & ((slots & offers.slots) == 0))
    bits += LANGUAGE * ((languages != 0) & (offers.languages != 0) & ((languages & offers.languages) == 0))
    bits += TRAVEL * (squared > people.reach[row] ** 2)
    bits += ELIGIBILITY * (((offers.required & ~maybe) != 0) | wrong_age)
    bits += ACCESS * ((people.access[row] & ~offers.access) != 0)
    return bits, np.floor(np.sqrt(squared)).astype(np.int64)


def near_misses(people: People, offers: Offers, row: int) -> NearMisses:
    """What would fit this row if one requirement were relaxed at a time; its vetoes and its goals stand."""
    chosen = (people.facets[row] >> np.arange(offers.grades.shape[1])) & 1 == 1
    wanted: NDArray[np.bool_] = np.asarray((offers.grades[:, chosen] > 0).any(axis=1))
    wanted[people.vetoes[people.vetoes[:, 0] == row, 1]] = False
    bits, metres = unmet(people, offers, row)
    count = {
        bit: int((wanted & (bits == bit)).sum()) for bit in (TIMES, LANGUAGE, TRAVEL, ELIGIBILITY, ACCESS)
    }
    farther = metres[wanted & (bits == TRAVEL)]
    nearest = int(farther.min()) if farther.size else None
    return NearMisses(
        count[TIMES], count[LANGUAGE], count[TRAVEL], count[ELIGIBILITY], count[ACCESS], nearest
    )

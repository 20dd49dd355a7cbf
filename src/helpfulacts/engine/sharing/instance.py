"""What a sharing round is given: who could take which offer, what each pair would gain, and how many places there are.

Sizes: P people, R offers, E pairs. Unit of gain: the micro-gain, an integer, so that sums are exact and
the same on every machine; `MICRO` micro-gains are one unit of gain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MICRO = 1_000_000
"""Micro-gains in one unit of gain."""

MOST_GAIN = 2**31 - 1
"""The greatest gain of one pair, in micro-gains (about 2,147 units of gain; the published scale ends at nine)."""

Ints = NDArray[np.int64]
Offers32 = NDArray[np.int32]


class BadInstance(ValueError):
    """What was given cannot be shared out; the message is one sentence for the person who gave it."""


@dataclass(frozen=True)
class Instance:
    """Pairs in compressed rows: person i could take offer[indptr[i]:indptr[i + 1]].

    indptr: int64[P + 1], where each person's pairs begin; indptr[P] = E.
    offer: int32[E], the offer of each pair, 0 to R - 1, rising within a person, none twice.
    gain: int64[E], micro-gains, 0 to MOST_GAIN.
    capacity: int64[R], places, 0 or more.
    """

    indptr: Ints
    offer: Offers32
    gain: Ints
    capacity: Ints

    @property
    def people(self) -> int:
        return int(self.indptr.size - 1)

    @property
    def offers(self) -> int:
        return int(self.capacity.size)

    @property
    def pairs(self) -> int:
        return int(self.offer.size)

    def pairs_of(self, person: int) -> slice:
        """Where this person's pairs lie in `offer` and `gain`."""
        return slice(int(self.indptr[person]), int(self.indptr[person + 1]))

    def offers_of(self, person: int) -> Offers32:
        return self.offer[self.pairs_of(person)]

    def with_capacity(self, capacity: Ints) -> Instance:
        return Instance(self.indptr, self.offer, self.gain, capacity)

    def validate(self) -> Instance:
        """Return self, or raise BadInstance with one clear sentence."""
        expected = (
            ("indptr", self.indptr, np.int64),
            ("offer", self.offer, np.int32),
            ("gain", self.gain, np.int64),
            ("capacity", self.capacity, np.int64),
        )
        for name, array, kind in expected:
            if not isinstance(array, np.ndarray) or array.ndim != 1 or array.dtype != kind:
                raise BadInstance(f"{name} must be a one-dimensional array of {np.dtype(kind).name}.")
        check_rows("indptr", self.indptr, self.offer, self.offers)
        if self.gain.size != self.offer.size:
            raise BadInstance(f"There are {self.offer.size} pairs but {self.gain.size} gains.")
        if self.gain.size and (self.gain.min() < 0 or self.gain.max() > MOST_GAIN):
            raise BadInstance(f"A gain lies outside 0 to {MOST_GAIN} micro-gains.")
        if self.capacity.size and self.capacity.min() < 0:
            raise BadInstance("An offer has fewer than no places.")
        return self

    @classmethod
    def from_pairs(
        cls, people: int, capacity: Iterable[int], pairs: Iterable[tuple[int, int, int]]
    ) -> Instance:
        """Build and validate from (person, offer, gain in micro-gains) in any order.

        A pair named twice (two claims of one person) keeps its best gain.
        """
        places = np.asarray(list(capacity), dtype=np.int64)
        table = np.asarray(list(pairs), dtype=np.int64).reshape(-1, 3)
        return cls.from_arrays(people, places, table[:, 0], table[:, 1], table[:, 2])

    @classmethod
    def from_arrays(cls, people: int, capacity: Ints, person: Any, offer: Any, gain: Any) -> Instance:
        """As `from_pairs`, from three arrays of length E."""
        person = np.asarray(person, dtype=np.int64)
        offer = np.asarray(offer, dtype=np.int64)
        gain = np.asarray(gain, dtype=np.int64)
        if person.size and (person.min() < 0 or person.max() >= people):
            raise BadInstance(f"A pair names a person outside 0 to {people - 1}.")
        if offer.size and (offer.min() < 0 or offer.max() >= len(capacity)):
            raise BadInstance(f"A pair names an offer outside 0 to {len(capacity) - 1}.")
        best_first = np.lexsort((-gain, offer, person))
        person, offer, gain = person[best_first], offer[best_first], gain[best_first]
        first = np.ones(person.size, dtype=bool)
        first[1:] = (person[1:] != person[:-1]) | (offer[1:] != offer[:-1])
        person, offer, gain = person[first], offer[first], gain[first]
        indptr = np.zeros(people + 1, dtype=np.int64)
        np.cumsum(np.bincount(person, minlength=people), out=indptr[1:])
        return cls(indptr, offer.astype(np.int32), gain, np.asarray(capacity, dtype=np.int64)).validate()


def check_rows(name: str, indptr: Ints, offer: Offers32, offers: int) -> None:
    """Raise BadInstance unless `indptr` and `offer` are compressed rows of rising offers below `offers`."""
    if indptr.size == 0 or indptr[0] != 0 or indptr[-1] != offer.size or (np.diff(indptr) < 0).any():
        raise BadInstance(f"{name} must start at 0, never fall and end at the number of pairs, {offer.size}.")
    if offer.size == 0:
        return
    if offer.min() < 0 or offer.max() >= offers:
        raise BadInstance(f"A pair names an offer outside 0 to {offers - 1}.")
    rises = offer[1:] > offer[:-1]
    starts = indptr[1:-1]
    rises[starts[(starts > 0) & (starts < offer.size)] - 1] = True
    if not rises.all():
        raise BadInstance("A person's offers must be in rising order with none named twice.")


def select_rows(indptr: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Where the pairs of `rows` lie: (new indptr of len(rows) + 1, positions in the old pair arrays)."""
    lengths = indptr[rows + 1] - indptr[rows]
    pointer = np.zeros(rows.size + 1, dtype=np.int64)
    np.cumsum(lengths, out=pointer[1:])
    positions = np.repeat(indptr[rows] - pointer[:-1], lengths) + np.arange(pointer[-1])
    return pointer, positions

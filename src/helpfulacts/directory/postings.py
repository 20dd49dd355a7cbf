"""The words of a place's offers as this process holds them: for each stem and token the rows that carry it.

About 5 bytes for each word of each offer: 45 MB for 100,000 offers. Loaded at the first search of a process; after that
only rows with a new number are read, and kept apart until they are many. Scores are BM25 (Robertson and others 1994), a
word counted once for the text and four times for the title; what more than half of the offers say counts for nothing.
They depend on what the database holds and on nothing else, so every process gives the same ones.
"""

from __future__ import annotations

import math
import threading
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from helpfulacts.core.deadline import not_counted
from helpfulacts.core.kept import Kept
from helpfulacts.core.rows import may_be_taken_back

from .models import OfferWords, OfferWordsHead, Staging

TITLE_WEIGHT, TEXT_WEIGHT = 4, 1
K1, B = 1.2, 0.75
MOST_HELD = (
    60_000_000  # words of offers in one process, about 300 MB; the place asked least lately goes first
)
APART, SHARE_APART = 500, 50
MOST_VIEWS = 8
"""Of one place's rows for people who see another part of them, about half a megabyte each for 100,000 offers."""
_DENSE = 32
_WEIGHTS = np.array([TITLE_WEIGHT + TEXT_WEIGHT, TITLE_WEIGHT, TEXT_WEIGHT, 0], np.uint8)
_COLUMNS = ("search_key", "written", "codes", "in_both", "in_title", "in_text")


class Rows:
    """Rows read at one time: `keys` int64[n] rising, and postings in the order of their codes."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.keys = np.array([row[0] for row in rows], np.int64)
        self.newest = max((row[1] for row in rows), default=0)
        every = np.frombuffer(b"".join(row[2] for row in rows), "<i8")
        sizes = np.array([len(row[2]) // 8 for row in rows], np.int64)
        words = np.array([row[3:] for row in rows], np.int64).reshape(len(rows), 3)
        order = np.argsort(every, kind="stable")
        every = every[order]
        first = np.flatnonzero(np.diff(every, prepend=~every[:1]))
        self.codes, self.starts = every[first], np.append(first, every.size)
        self.at = np.repeat(np.arange(len(rows), dtype=np.int32), sizes)[order]
        counts = np.column_stack([words, sizes - words.sum(axis=1)])
        self.weights = np.repeat(np.tile(_WEIGHTS, len(rows)), counts.ravel())[order]
        self.lengths = sizes + words[:, 0]  # a word in the title and in the text counts for each
        self._dense: dict[int, NDArray[np.bool_]] = {}

    def span(self, code: int) -> slice:
        """Where the postings of a code are."""
        at = int(self.codes.searchsorted(code))
        if at == self.codes.size or self.codes[at] != code:
            return slice(0, 0)
        return slice(int(self.starts[at]), int(self.starts[at + 1]))

    def carrying(self, codes: Iterable[int]) -> NDArray[np.bool_]:
        """bool[n]: rows that carry one of the codes. What many rows carry is worked out once and kept."""
        found = np.zeros(self.keys.size, bool)
        for code in codes:
            if (dense := self._dense.get(code)) is not None:
                found |= dense
                continue
            at = self.at[self.span(code)]
            found[at] = True
            if at.size * _DENSE > self.keys.size:
                dense = np.zeros(self.keys.size, bool)
                dense[at] = True
                self._dense[code] = dense
        return found


class _Part(NamedTuple):
    """Some rows of a place: `there`, bool[n], says which may be found, and `norm`, float32[n], how long each is."""

    rows: Rows
    there: NDArray[np.bool_]
    norm: NDArray[np.float32]

    def passing(self, groups: Sequence[Sequence[int]]) -> NDArray[np.bool_]:
        """bool[n]: rows that may be found and carry one code of each group."""
        passes = self.there.copy()
        for group in groups:
            passes &= self.rows.carrying(group)
        return passes


class State(NamedTuple):
    """How far a place's rows have come, and the first and last key of what is made ready and not yet shown."""

    head: Any
    shown: int
    removed: int
    hidden: tuple[int, int]

    def follows(self, other: State) -> bool:
        """It can have come of the other by writing and removing; it cannot where a database was put back."""
        return self.head == other.head and self.shown >= other.shown and self.removed >= other.removed


class Held:
    """A place's rows: those that were read first, those written since, and which of the first still stand."""

    def __init__(
        self,
        state: State,
        first: Rows,
        since: Rows,
        standing: NDArray[np.bool_],
        unseen: frozenset[int] = frozenset(),
    ) -> None:
        self.state, self.first, self.since = state, first, since
        self.standing = standing & ~np.isin(first.keys, since.keys)
        there = [_shown(first, state.hidden) & self.standing, _shown(since, state.hidden)]
        if unseen:
            gone = np.fromiter(unseen, np.int64, len(unseen))
            there = [one & ~np.isin(rows.keys, gone) for rows, one in zip((first, since), there, strict=True)]
        self.many = int(sum(one.sum() for one in there))
        words = sum(int(rows.lengths[one].sum()) for rows, one in zip((first, since), there, strict=True))
        usual = words / self.many if self.many else 1.0
        self.parts = [
            _Part(rows, one, (K1 * (1 - B + B * rows.lengths / usual)).astype(np.float32))
            for rows, one in zip((first, since), there, strict=True)
            if rows is first or rows.keys.size
        ]
        self._worths: dict[int, float] = {}
        self.kept: dict[str, Any] = {}
        """What others worked out of these rows, which do not change."""
        self._without: Kept[frozenset[int], Held] = Kept(0, at_most=MOST_VIEWS)

    def without(self, unseen: frozenset[int]) -> Held:
        """The same rows for somebody who may not see some of them: these are not found, and count nowhere, as if never written."""
        if not unseen:
            return self
        seen = self._without.get(unseen)
        if seen is None:
            seen = Held(self.state, self.first, self.since, self.standing, unseen)
            self._without.keep(unseen, seen, 0)
        return seen

    @property
    def size(self) -> int:
        """Words held."""
        return sum(part.rows.at.size for part in self.parts)

    def standing_of(self, keys: Sequence[int]) -> list[int]:
        """Those of a few keys whose row may be found, in the order given."""
        wanted = np.fromiter(keys, np.int64, len(keys))
        found = np.zeros(wanted.size, bool)
        for part in self.parts:
            at = np.searchsorted(part.rows.keys, wanted)
            here = at < part.rows.keys.size
            here[here] = part.rows.keys[at[here]] == wanted[here]
            found[here] |= part.there[at[here]]
        return [int(key) for key in wanted[found]]

    def passing(self, groups: Sequence[Sequence[int]]) -> NDArray[np.int64]:
        """Search keys, rising, of the rows that carry one code of each group."""
        return np.sort(np.concatenate([part.rows.keys[part.passing(groups)] for part in self.parts]))

    def search(
        self, terms: Sequence[int], tokens: Sequence[int], groups: Sequence[Sequence[int]], limit: int
    ) -> list[tuple[int, float]]:
        """(search key, score) of what passes and carries any of the terms or tokens, the best `limit`."""
        worths = [(term, worth) for term in terms if (worth := self._rarity(term))]
        best: list[tuple[int, float]] = []
        for part in self.parts:
            rows, passes = part.rows, part.passing(groups)
            scores = np.zeros(rows.keys.size, np.float32)
            hit = rows.carrying(tokens) & passes if tokens else np.zeros(rows.keys.size, bool)
            if not terms and not tokens:
                hit = passes
            for term, worth in worths:
                span = rows.span(term)
                at = rows.at[span]
                here = passes[at].nonzero()[0]
                at, weight = at[here], rows.weights[span][here].astype(np.float32)
                scores[at] += worth * weight * (K1 + 1) / (weight + part.norm[at])
                hit[at] = True
            chosen = _best(np.flatnonzero(hit), scores, limit)
            best += zip(rows.keys[chosen].tolist(), scores[chosen].tolist(), strict=True)
        return sorted(best, key=lambda one: (-one[1], one[0]))[:limit]

    def carriers(self, code: int) -> int:
        """How many rows that may be found carry a code."""
        return sum(
            int(np.count_nonzero(part.there[part.rows.at[part.rows.span(code)]])) for part in self.parts
        )

    def _rarity(self, term: int) -> float:
        """How much a word tells by how few rows hold it: almost nothing where it is more than half of them, 0 where none does.

        Worked out once: these rows do not change.
        """
        worth = self._worths.get(term)
        if worth is None:
            held = self.carriers(term)
            if not held:
                return 0.0
            worth = max(1e-6, math.log((self.many - held + 0.5) / (held + 0.5)))
            self._worths[term] = worth
        return worth


def _shown(rows: Rows, hidden: tuple[int, int]) -> NDArray[np.bool_]:
    shown = np.ones(rows.keys.size, bool)
    shown[np.searchsorted(rows.keys, hidden[0]) : np.searchsorted(rows.keys, hidden[1], "right")] = False
    return shown


def _best(at: NDArray[np.intp], scores: NDArray[np.float32], limit: int) -> NDArray[np.intp]:
    """The `limit` rows of the highest scores; of equal ones those that come first."""
    if at.size <= limit:
        return at
    ours = scores[at]
    least = -np.partition(-ours, limit - 1)[limit - 1]
    above = at[ours > least]
    return np.concatenate([above, at[ours == least][: limit - above.size]])


_held: Kept[uuid.UUID, Held] = Kept(MOST_HELD)
_reading = threading.Lock()

# Every search asks this first, so it is one statement, made once.
_NOW = (
    "SELECT h.id, h.shown, h.removed, s.first_key, s.size "
    f"FROM {OfferWordsHead._meta.db_table} h LEFT JOIN {Staging._meta.db_table} s ON s.place_id = h.place_id "
    "WHERE h.place_id = %s"
)


def held(place_id: uuid.UUID) -> Held:
    """The place's rows as they are now. One thread reads them, and the others wait for it."""
    kept = _held.get(place_id)
    if kept is not None and kept.state == _state(place_id):
        return kept
    with not_counted(), _reading:
        state, kept = _state(place_id), _held.get(place_id)
        if kept is None or kept.state != state:
            kept = _read_again(place_id, state, kept)
        if not may_be_taken_back():
            _held.keep(place_id, kept, kept.size)
    return kept


def _state(place_id: uuid.UUID) -> State:
    with connection.cursor() as cursor:
        cursor.execute(_NOW, [OfferWordsHead._meta.get_field("id").get_db_prep_value(place_id, connection)])
        head, shown, removed, first, size = cursor.fetchone() or (None, 0, 0, None, None)
    return State(head, shown, removed, (0, -1) if first is None else (first, first + size - 1))


def _read_again(place_id: uuid.UUID, state: State, kept: Held | None) -> Held:
    rows = OfferWords.objects.filter(place=place_id).order_by("search_key")
    if kept is not None and state.follows(kept.state):
        new = rows.filter(written__gt=kept.first.newest)
        if new.count() <= APART + kept.first.keys.size // SHARE_APART:
            standing = kept.standing
            if state.removed != kept.state.removed:
                standing = np.isin(
                    kept.first.keys, np.fromiter(rows.values_list("search_key", flat=True), np.int64)
                )
            return Held(state, kept.first, Rows(_fetched(new)), standing)
    first = Rows(_fetched(rows))
    return Held(state, first, Rows([]), np.ones(first.keys.size, bool))


def _fetched(rows: Any) -> list[Any]:
    """As plain rows; PostgreSQL gives a memoryview, SQLite bytes."""
    return list(rows.values_list(*_COLUMNS))

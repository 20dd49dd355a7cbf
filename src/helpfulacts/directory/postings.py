"""The words of a place's offers as this process holds them: for each stem and token the rows that carry it.

About 5 bytes for each word of each offer: 45 MB for 100,000 offers. Loaded at the first search of a process; after that
only rows with a new number are read, and kept apart until they are many. Scores are BM25 (Robertson and others 1994), a
word counted once for the text and four times for the title; what more than half of the offers say counts for nothing.
"""

from __future__ import annotations

import math
import uuid
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from .models import OfferWords, OfferWordsHead, Staging

TITLE_WEIGHT, TEXT_WEIGHT = 4, 1
K1, B = 1.2, 0.75
MOST_PLACES = 16
APART, SHARE_APART = 500, 50
_DENSE = 32
NONE = (0, -1)
_WEIGHTS = np.array([TITLE_WEIGHT + TEXT_WEIGHT, TITLE_WEIGHT, TEXT_WEIGHT, 0], np.uint8)
_COLUMNS = ("search_key", "written", "codes", "in_both", "in_title", "in_text")


class _Rows:
    """Rows read at one time: `keys` int64[n] rising, and postings in the order of their codes."""

    def __init__(self, rows: Sequence[Any], usual: float = 0.0) -> None:
        """`usual`: the length that scores are measured against; 0 is the mean of these rows."""
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
        lengths = sizes + words[:, 0]  # a word in the title and in the text counts for each
        self.usual = usual or max(1.0, float(lengths.mean()) if rows else 0.0)
        self.norm = (K1 * (1 - B + B * lengths / self.usual)).astype(np.float32)
        self._dense: dict[int, NDArray[np.bool_]] = {}

    def span(self, code: int) -> slice:
        """Where the postings of a code are."""
        at = int(np.searchsorted(self.codes, code))
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

    def passing(self, groups: Sequence[Sequence[int]], hidden: tuple[int, int]) -> NDArray[np.bool_]:
        """bool[n]: rows that carry one code of each group, and whose keys are not between the `hidden` two."""
        passes = np.ones(self.keys.size, bool)
        for group in groups:
            passes &= self.carrying(group)
        passes[np.searchsorted(self.keys, hidden[0]) : np.searchsorted(self.keys, hidden[1], "right")] = False
        return passes


class Held:
    """A place's rows: those that were read first, those written since, and which of the first still stand."""

    def __init__(
        self, state: tuple[int, int], first: _Rows, since: _Rows, standing: NDArray[np.bool_]
    ) -> None:
        self.state, self.first, self.since = state, first, since
        self.standing = standing & ~np.isin(first.keys, since.keys)

    def _parts(
        self, groups: Sequence[Sequence[int]], hidden: tuple[int, int]
    ) -> list[tuple[_Rows, NDArray[np.bool_]]]:
        both = [(self.first, self.first.passing(groups, hidden) & self.standing)]
        return [*both, (self.since, self.since.passing(groups, hidden))] if self.since.keys.size else both

    def passing(self, groups: Sequence[Sequence[int]], hidden: tuple[int, int]) -> NDArray[np.int64]:
        """Search keys, rising, of the rows that carry one code of each group."""
        return np.sort(np.concatenate([rows.keys[passes] for rows, passes in self._parts(groups, hidden)]))

    def search(
        self,
        terms: Sequence[int],
        tokens: Sequence[int],
        groups: Sequence[Sequence[int]],
        hidden: tuple[int, int],
        limit: int,
    ) -> list[tuple[int, float]]:
        """(search key, score) of what passes and carries any of the terms or tokens, the best `limit`."""
        many = self.first.keys.size + self.since.keys.size
        parts = self._parts(groups, hidden)
        spans = [[rows.span(term) for rows, _ in parts] for term in terms]
        rarity = [_rarity(many, sum(span.stop - span.start for span in row)) for row in spans]
        best: list[tuple[int, float]] = []
        for number, (rows, passes) in enumerate(parts):
            scores = np.zeros(rows.keys.size, np.float32)
            hit = rows.carrying(tokens) & passes if tokens else np.zeros(rows.keys.size, bool)
            if not terms and not tokens:
                hit = passes
            for worth, row in zip(rarity, spans, strict=True):
                at, weight = rows.at[row[number]], rows.weights[row[number]]
                here = passes[at]
                at, weight = at[here], weight[here].astype(np.float32)
                scores[at] += worth * weight * (K1 + 1) / (weight + rows.norm[at])
                hit[at] = True
            chosen = _best(np.flatnonzero(hit), scores, limit)
            best += zip(rows.keys[chosen].tolist(), scores[chosen].tolist(), strict=True)
        return sorted(best, key=lambda one: (-one[1], one[0]))[:limit]


def _rarity(many: int, held: int) -> float:
    """How much a word tells that `held` of `many` rows hold: almost nothing where it is more than half of them."""
    return max(1e-6, math.log((many - held + 0.5) / (held + 0.5)))


def _best(at: NDArray[np.intp], scores: NDArray[np.float32], limit: int) -> NDArray[np.intp]:
    """The `limit` rows of the highest scores; of equal ones those that come first."""
    if at.size <= limit:
        return at
    ours = scores[at]
    least = -np.partition(-ours, limit - 1)[limit - 1]
    above = at[ours > least]
    return np.concatenate([above, at[ours == least][: limit - above.size]])


_held: OrderedDict[uuid.UUID, Held] = OrderedDict()

# Every search asks this first, so it is one statement, made once: (shown, removed, first staged key, how many).
_NOW = (
    f"SELECT h.shown, h.removed, s.first_key, s.size FROM {OfferWordsHead._meta.db_table} h "
    f"LEFT JOIN {Staging._meta.db_table} s ON s.place_id = h.place_id WHERE h.place_id = %s"
)


def held(place_id: uuid.UUID) -> tuple[Held, tuple[int, int]]:
    """The place's rows as they are now, and the first and last key of what is made ready and not yet shown."""
    place = OfferWordsHead._meta.get_field("id").get_db_prep_value(place_id, connection)
    with connection.cursor() as cursor:
        cursor.execute(_NOW, [place])
        shown, removed, first, size = cursor.fetchone() or (0, 0, None, None)
    kept = _held.get(place_id)
    if kept is None or kept.state != (shown, removed):
        kept = _read_again(place_id, (shown, removed), kept)
    if not may_be_taken_back():
        _held.pop(place_id, None)
        _held[place_id] = kept
        while len(_held) > MOST_PLACES:
            _held.popitem(last=False)
    return kept, NONE if first is None else (first, first + size - 1)


def may_be_taken_back() -> bool:
    """Inside a transaction nothing is kept for the next search: what it wrote may never have been."""
    return connection.in_atomic_block


def _read_again(place_id: uuid.UUID, head: tuple[int, int], kept: Held | None) -> Held:
    rows = OfferWords.objects.filter(place=place_id).order_by("search_key")
    if kept is not None:
        new = rows.filter(written__gt=kept.first.newest)
        if new.count() <= APART + kept.first.keys.size // SHARE_APART:
            standing = kept.standing
            if head[1] != kept.state[1]:
                standing = np.isin(
                    kept.first.keys, np.fromiter(rows.values_list("search_key", flat=True), np.int64)
                )
            return Held(head, kept.first, _Rows(_fetched(new), kept.first.usual), standing)
    first = _Rows(_fetched(rows))
    return Held(head, first, _Rows([]), np.ones(first.keys.size, bool))


def _fetched(rows: Any) -> list[Any]:
    """As plain rows; PostgreSQL gives a memoryview, SQLite bytes."""
    return list(rows.values_list(*_COLUMNS))

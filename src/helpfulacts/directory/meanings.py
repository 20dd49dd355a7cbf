"""Meanings of a place's offers: what text stands for an offer, the stored vectors, and which lie nearest a sentence.

The vectors of a place are held in this process as one array of 8-bit numbers (38 MB for 100,000 offers) and scanned by
numpy, on both databases alike. A row is read again only when its `written` is new.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import uuid
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import Max
from numpy.typing import NDArray

from helpfulacts.core.deadline import not_counted

from . import fulltext
from .facets import FACET_CODES, FACET_WORDS
from .meaning import Embedder
from .models import OfferMeaning, TermMeaning

if TYPE_CHECKING:
    from .models import Offer

SCALE = 127.0
MOST_PLACES = 8
_CHUNK = 4096
_PHRASES = 40
# Cosines, chosen on the development half of tests/golden/finding.
LINKED_FACET, LINKED_TERM, MOST_LINKED = 0.22, 0.5, 2


def text_of(offer: Offer) -> str:
    """What stands for an offer. A longer text blurs it: with the description, every search got worse."""
    return f"{offer.title}. {offer.summary}"


_WANTED = re.compile(
    r"(^|\b(?:some|any|for|of|and|or|with|no|more|little|good|human|friendly|want|wants|wanting|need|needs|needing|like|likes|"
    r"enjoy|enjoys|miss|misses|missing|me|him|her|us|them|you)\s+)company\b",
    re.IGNORECASE,
)


def as_meant(words: str) -> str:
    """A sentence for a model: it takes “company” for a firm, also where somebody wants company."""
    return _WANTED.sub(r"\1companionship", words)


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def packed(vector: NDArray[np.float32]) -> bytes:
    """A row of length 1 as int8; a cosine moves by less than a hundredth."""
    return np.rint(vector * SCALE).astype(np.int8).tobytes()


@dataclass(frozen=True)
class _Held:
    newest: int
    keys: NDArray[np.int64]
    rows: NDArray[np.int8]


_held: OrderedDict[tuple[uuid.UUID, str], _Held] = OrderedDict()


def _vectors(place_id: uuid.UUID, model: Embedder) -> _Held:
    """The place's vectors, keys rising. Read once, then only what was written since."""
    rows = OfferMeaning.objects.filter(place=place_id, model=model.name)
    newest = rows.aggregate(at=Max("written"))["at"] or 0
    kept = _held.get((place_id, model.name))
    if kept is not None and kept.newest == newest:
        _held.move_to_end((place_id, model.name))
        return kept
    if kept is None or newest < kept.newest:  # nothing is held, or what was held was taken back
        kept = _Held(0, np.empty(0, np.int64), np.empty((0, model.width), np.int8))
    with not_counted():
        new = list(
            rows.filter(written__gt=kept.newest).order_by("search_key").values_list("search_key", "vector")
        )
    keys = np.array([key for key, _ in new], np.int64)
    vectors = np.frombuffer(b"".join(bytes(row) for _, row in new), np.int8).reshape(len(new), model.width)
    stays = ~np.isin(kept.keys, keys)
    keys, vectors = np.concatenate([kept.keys[stays], keys]), np.concatenate([kept.rows[stays], vectors])
    order = np.argsort(keys, kind="stable")
    held = _Held(newest, keys[order], vectors[order])
    _held[place_id, model.name] = held
    while len(_held) > MOST_PLACES:
        _held.popitem(last=False)
    return held


@dataclass(frozen=True)
class Likeness:
    """How like a sentence each offer of a place is: `keys` int64[n] rising, `cosines` float32[n]."""

    keys: NDArray[np.int64]
    cosines: NDArray[np.float32]

    def of(self, keys: Sequence[int]) -> dict[int, float]:
        """Cosine by search key; an offer without a vector yet is left out."""
        wanted = np.sort(np.fromiter(keys, np.int64, len(keys)))
        at = self._rows_of(wanted)
        return dict(zip(self.keys[at].tolist(), self.cosines[at].tolist(), strict=True))

    def nearest(self, most: int, among: NDArray[np.int64] | None = None) -> list[int]:
        """At most `most` search keys, the most like first, of equal ones the lower key; `among`, rising, leaves only those."""
        chosen = np.arange(self.keys.size) if among is None else self._rows_of(among)
        cosines = self.cosines[chosen]
        if cosines.size > most:
            least = -np.partition(-cosines, most - 1)[most - 1]
            above, equal = np.flatnonzero(cosines > least), np.flatnonzero(cosines == least)
            top = np.sort(np.concatenate([above, equal[: most - above.size]]))
            chosen, cosines = chosen[top], cosines[top]
        return [int(key) for key in self.keys[chosen[np.argsort(-cosines, kind="stable")]]]

    def _rows_of(self, wanted: NDArray[np.int64]) -> NDArray[np.intp]:
        """Where each of the wanted keys stands; one that is not there is left out."""
        at = np.searchsorted(self.keys, wanted)
        here = at < self.keys.size
        here[here] = self.keys[at[here]] == wanted[here]
        return at[here]


def likeness(place_id: uuid.UUID, model: Embedder, sentence: NDArray[np.float32]) -> Likeness:
    """Every offer of the place beside one sentence (float32[width], length 1)."""
    held = _vectors(place_id, model)
    cosines = np.empty(held.keys.size, np.float32)
    for start in range(0, held.keys.size, _CHUNK):  # a few rows at a time stay in the processor's cache
        cosines[start : start + _CHUNK] = held.rows[start : start + _CHUNK].astype(np.float32) @ sentence
    return Likeness(held.keys, cosines / np.float32(SCALE))


_facets: dict[str, NDArray[np.float32]] = {}


def _facet_rows(model: Embedder) -> NDArray[np.float32]:
    """float32[facets, width]: each facet by its name and the everyday words that are read as it."""
    if model.name not in _facets:
        with Path(__file__).with_name("facet_words.toml").open("rb") as file:
            strong = tomllib.load(file)["strong"]
        _facets[model.name] = model.encode(
            [f"{FACET_WORDS[code]}. {', '.join(strong[code][:_PHRASES])}" for code in FACET_CODES]
        )
    return _facets[model.name]


def linked_facets(model: Embedder, sentence: NDArray[np.float32]) -> list[str]:
    """The facets whose words lie nearest a sentence, nearest first; empty where none is near."""
    cosines = _facet_rows(model) @ sentence
    best = np.argsort(-cosines, kind="stable")[:MOST_LINKED]
    return [FACET_CODES[at] for at in best if cosines[at] >= LINKED_FACET]


def linked_terms(
    place_id: uuid.UUID, model: Embedder, sentence: NDArray[np.float32], unseen: frozenset[int]
) -> dict[str, str]:
    """Terms that offers here carry and that lie near a sentence: token → name, nearest first. unseen: as of `fulltext.search`."""
    rows: list[tuple[Any, ...]] = list(
        TermMeaning.objects.filter(place=place_id, model=model.name).values_list("code", "name", "vector")
    )
    if not rows:
        return {}
    vectors = np.frombuffer(b"".join(bytes(row[2]) for row in rows), np.int8).reshape(len(rows), model.width)
    cosines = vectors.astype(np.float32) @ sentence / SCALE
    order = np.argsort(-cosines, kind="stable")
    near = {rows[at][0]: rows[at][1] for at in order if cosines[at] >= LINKED_TERM}
    carried = fulltext.carried(place_id, near, unseen)  # no term that only somebody unseen carries
    return dict([(code, name) for code, name in near.items() if code in carried][:MOST_LINKED])

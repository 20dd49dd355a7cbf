"""Our own finding on the same rows: a place of its own in a data folder of its own, filled and asked by the same calls
as a page makes.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np
from django.conf import settings
from django.core.management import call_command
from numpy.typing import NDArray

from helpfulacts.directory import finding, fulltext, meaning
from helpfulacts.directory.actions.learn_meanings import learn_meanings
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.directory.filters import Filters
from helpfulacts.directory.tokens import token
from helpfulacts.places import selectors as places
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.actions.load_areas import load_areas

from .measures import timed
from .peers import TOP
from .rows import WARDS, Asked, Row

SLUG = "bench"
_BATCH = 5_000


class StandIn:
    """Encodes 100,000 texts in moments, where the real model takes half an hour: words at fixed random directions.

    What somebody types goes through the real model too where it is installed, so that its time is counted.
    """

    name, width = "stand-in", 384

    def __init__(self, real: meaning.Embedder | None) -> None:
        self.real = real
        self._words: dict[str, NDArray[np.float32]] = {}

    def _word(self, word: str) -> NDArray[np.float32]:
        if word not in self._words:
            draws = np.random.default_rng(zlib.crc32(word.encode()))
            self._words[word] = draws.standard_normal(self.width).astype(np.float32)
        return self._words[word]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(texts) == 1 and self.real is not None:
            self.real.encode(texts)
        rows = np.array(
            [np.sum([self._word(word) for word in text.split()], axis=0) for text in texts], np.float32
        )
        return rows.reshape(len(texts), self.width) / np.maximum(
            np.linalg.norm(rows.reshape(len(texts), self.width), axis=1, keepdims=True), 1e-9
        )


def _draft(row: Row) -> OfferDraft:
    return OfferDraft(
        title=row.title,
        kind=row.kind,
        sphere=row.sphere,
        key=str(row.key),
        summary=row.summary,
        description=row.description,
        shown_from=f"Body {row.key % 997}",
        facets=row.facets,
        where=tuple(row.where),
        ward=f"Ward {row.ward}",
        serves_wards=tuple(f"Ward {ward}" for ward in row.wards),
        languages=tuple(row.languages),
        fetches=row.fetches,
        cost_pence=0 if row.free else 300,
        imported=True,
    )


def fill(rows: Iterable[Row]) -> Any:
    """A place with 24 wards that has these offers, listed as a feed lists them."""
    call_command("migrate", verbosity=0, interactive=False)
    place = create_place(slug=SLUG, name="Bench", person_to_talk_to="Somebody")
    load_areas(
        place=place,
        features=[
            {
                "type": "Feature",
                "properties": {"code": f"W{n}", "name": f"Ward {n}"},
                "geometry": {"type": "Point", "coordinates": [-2.1 + n / 100, 52.5]},
            }
            for n in range(WARDS)
        ],
        level="ward",
        version="bench",
        source="generated",
    )
    drafts = map(_draft, rows)
    while batch := list(islice(drafts, _BATCH)):
        list_offers(place=place, drafts=batch, source="bench")
    return place


def measure(rows: Iterable[Row], queries: Sequence[Asked]) -> dict[str, Any]:
    """Milliseconds of the search alone (the ten best keys), of a whole answer with reasons, and of one by meaning too."""
    began = time.perf_counter()
    place = fill(rows)
    found: dict[str, Any] = {"built_s": time.perf_counter() - began}
    wards = {area.name: area for area in places.areas(place)}

    def where(one: Asked) -> Any:
        ward = wards[f"Ward {one.ward}"]
        return places.Where(ward.name, "ward", ward.latitude, ward.longitude, ward, None, None)

    def filters(one: Asked) -> Filters:
        return Filters(kinds=(one.kind,), free=one.free, fetched=one.fetches)

    def search(one: Asked) -> Any:
        groups = [
            *filters(one).tokens(),
            [token("serves", "everywhere"), token("serves", f"Ward {one.ward}")],
        ]
        return fulltext.search(place.pk, terms=one.terms, all_tokens=groups, limit=TOP)

    def whole(one: Asked) -> Any:
        return finding.find(place, one.words, where(one), filters=filters(one), limit=TOP)

    settings.MEANING = False
    found["search"] = timed([lambda one=one: search(one) for one in queries])  # type: ignore[misc]
    found["answer"] = timed([lambda one=one: whole(one) for one in queries])  # type: ignore[misc]
    settings.MEANING = True
    real = meaning.embedder()
    stand_in = StandIn(real)
    meaning._installed = lambda: stand_in  # type: ignore[assignment]
    began = time.perf_counter()
    found["vectors"] = learn_meanings(place=place)
    found["learnt_s"] = time.perf_counter() - began
    found["answer_by_meaning"] = timed([lambda one=one: whole(one) for one in queries])  # type: ignore[misc]
    found["real_model_for_sentences"] = real is not None
    return found

"""Which gap a promise is about: one facet, in one ward or in the whole place, by an identifier that both give again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpfulacts.promises import selectors as promises
from helpfulacts.promises.models import Promise

from .facets import FACET_CODES, FACET_WORDS
from .models import Gap, Offer
from .selectors import listed

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

NOUN = "gap"
GOOD = 2
"""The least grade of help that meets a gap: it helps with it, and not only a bit."""


@dataclass(frozen=True)
class Work:
    """A body that works on a gap. ward: "" for the whole place."""

    facet: str
    ward: str
    promise: Promise

    @property
    def met(self) -> str:
        """By what it was met; empty while it is being worked on."""
        return self.promise.evidence if self.promise.kept_at else ""


def gap_id(place_id: uuid.UUID, facet: str, ward: str) -> uuid.UUID:
    """Of RFC 9562 version 5, in the name space of the place; `ward` is its name, "" for the whole place."""
    return uuid.uuid5(place_id, f"gap:{facet}:{ward}")


def gap_in_words(facet: str, ward: str, place: Place) -> str:
    return f"{FACET_WORDS[facet]}, in {ward or place.name}"


def source_in_words() -> dict[str, str]:
    """From where a gap is known, by its code."""
    return dict(Gap.SOURCES)


def work_on_gaps(place: Place, wards: list[str]) -> list[Work]:
    """What is being worked on, soonest due first; then what was met."""
    taken = promises.taken_on(place, NOUN)
    found = [
        Work(facet, ward, taken[key])
        for facet in FACET_CODES
        for ward in ("", *wards)
        if (key := gap_id(place.pk, facet, ward)) in taken
    ]
    return sorted(found, key=lambda work: (bool(work.met), work.promise.due, work.facet, work.ward))


def that_meet(place: Place, facet: str) -> list[Offer]:
    """Listed offers that help with it, the newest first. An idea is no help yet."""
    rows = listed(place).exclude(kind="idea").filter(**{f"facets__{facet}__gte": GOOD})
    return list(rows.order_by("-created_at", "title"))

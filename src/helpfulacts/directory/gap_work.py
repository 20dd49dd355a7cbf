"""Which gap a promise is about: one facet, in one ward or in the whole place, by an identifier that both give again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from helpfulacts.promises import selectors as promises
from helpfulacts.promises.models import Promise

from .facets import FACET_CODES, FACET_WORDS, GOOD
from .models import Gap, Offer
from .selectors import browse, listed

if TYPE_CHECKING:
    from helpfulacts.places.models import Area, Place

NOUN = "gap"
MET_BY = "offer "


@dataclass(frozen=True)
class Work:
    """A body that works on a gap. ward: "" for the whole place. met: the title of what met it; empty until then."""

    facet: str
    ward: str
    promise: Promise
    met: str = ""


def gap_id(place_id: uuid.UUID, facet: str, ward: str) -> uuid.UUID:
    """Of RFC 9562 version 5, in the name space of the place; `ward` is its name, "" for the whole place."""
    return uuid.uuid5(place_id, f"gap:{facet}:{ward}")


def gap_in_words(facet: str, ward: str, place: Place) -> str:
    return f"{FACET_WORDS[facet]}, in {ward or place.name}"


def source_in_words() -> dict[str, str]:
    """From where a gap is known, by its code."""
    return dict(Gap.SOURCES)


def work_on_gaps(place: Place, wards: list[str]) -> list[Work]:
    """What is being worked on, soonest due first; then what was met. A gap whose offer is not listed any more is neither."""
    taken = promises.taken_on(place, NOUN)
    met = {key: offer for key, one in taken.items() if (offer := _offer_of(one))}
    titles = dict(listed(place).filter(pk__in=met.values()).values_list("pk", "title"))
    found = [
        Work(facet, ward, taken[key], titles[met[key]] if key in met else "")
        for facet in FACET_CODES
        for ward in ("", *wards)
        if (key := gap_id(place.pk, facet, ward)) in taken
        and (not taken[key].kept_at or met.get(key) in titles)
    ]
    return sorted(found, key=lambda work: (bool(work.met), work.promise.due, work.facet, work.ward))


def that_meet(place: Place, facet: str, ward: Area | None) -> QuerySet[Offer]:
    """Listed offers that help with it and are in the ward or serve it, the newest first. An idea is no help yet."""
    rows = (
        browse(place, facet=facet, ward=ward).exclude(kind="idea").filter(**{f"facets__{facet}__gte": GOOD})
    )
    return rows.order_by("-created_at", "title")


def met_by(offer: Offer) -> str:
    """What is kept as the evidence that it is met: the offer's id, for its title may change and it may end."""
    return f"{MET_BY}{offer.pk}"


def _offer_of(promise: Promise) -> uuid.UUID | None:
    kept = promise.evidence if promise.kept_at else ""
    return uuid.UUID(kept.removeprefix(MET_BY)) if kept.startswith(MET_BY) else None

"""Where an address could lead somebody to a person in hiding, no place is kept but its 1 km cell, whoever listed it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from helpfulacts.places import geo

from .drafts import OfferDraft

# Whatever apostrophe somebody types, or none.
_CONFIDENTIAL = re.compile(
    r"\b(?:refuge|safe ?house|domestic (?:abuse|violence)|women.?s aid|traffick\w+|honour[- ]based)\b"
)


def is_confidential(words: str) -> bool:
    """True where showing the address could lead somebody to a person in hiding."""
    return bool(_CONFIDENTIAL.search(words.casefold()))  # much quicker than to ignore the case


def words_of(said: Any) -> str:
    """Everything in an offer or a draft that could tell that its address must not be shown: what its places are called too."""
    giver = said.provider.name if said.provider else said.shown_from
    rows = (said.locations or ()) if isinstance(said, OfferDraft) else said.locations.all()
    first = ((said.carried or {}).get("at") or {}).get("location", {}).get("name", "")
    names = " ".join([str(first), *(row.name for row in rows)])
    return f"{said.title} {said.summary} {said.description} {giver} {names}"


def without_places(draft: OfferDraft) -> OfferDraft:
    """The draft with no place that may be shown, where its words tell that somebody may be in hiding there."""
    if not is_confidential(words_of(draft)):
        return draft
    return replace(
        draft,
        published_venue=False,
        address="",
        locations=draft.locations and tuple(replace(one, published_venue=False) for one in draft.locations),
        carried=None if draft.carried is None else _without_at(draft.carried),
    )


def hide_places(offer: Any) -> None:
    """Keep only the cells of a listed offer's places, where its words tell that somebody may be in hiding there."""
    if not is_confidential(words_of(offer)):
        return
    if offer.published_venue:
        offer.published_venue, offer.address, offer.carried = False, "", _without_at(offer.carried)
        _to_its_cell(offer)
        offer.save(update_fields=["published_venue", "address", "carried", "latitude", "longitude"])
    for row in offer.locations.filter(place=offer.place_id, published_venue=True):
        row.published_venue, row.name, row.address, row.postcode, row.carried = False, "", "", "", {}
        _to_its_cell(row)
        row.save()
    # What its history said of an address goes too: the database lets what was said only be emptied.
    offer.versions.filter(place=offer.place_id, after__has_key="address").update(before=None, after=None)


def _without_at(carried: Any) -> dict[str, Any]:
    return {word: said for word, said in carried.items() if word != "at"}


def _to_its_cell(row: Any) -> None:
    if row.latitude is not None and row.longitude is not None:
        row.latitude, row.longitude = geo.cell_centre(geo.cell_of(row.latitude, row.longitude))

"""From a draft to where else an offer is given, who else stands behind it, and what its feed said besides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.places import geo

from .confidential import hide_places, without_places
from .drafts import LocationDraft, OfferDraft
from .models import Offer, OfferBody, OfferLocation

BATCH = 500
_PRICES = ("cost_options", "fees", "fees_description")
SPEAKS_FOR: dict[str, tuple[str, ...]] = {
    "contact": ("phones", "contacts", "email"),
    "website": ("url",),
    "cost": _PRICES,
    "cost_pence": _PRICES,
    "languages": ("languages",),
    "serves_wards": ("service_areas",),
    "address": ("at",),
    "latitude": ("at",),
    "longitude": ("at",),
    "published_venue": ("at",),
    "who_pays": ("funding",),
    "what_next": ("application_process",),
    "description": ("alert",),
    "ask_first": ("eligibility_description",),
    "dates": ("schedules",),
}
"""By column: the words of `carried` that no longer hold once a person here has changed it."""


def forget_carried(offer: Offer, changed: Iterable[str]) -> None:
    """Take out of what a feed said (not yet saved) whatever these columns say now."""
    gone = {word for column in changed for word in SPEAKS_FOR.get(column, ())}
    if gone & offer.carried.keys():
        offer.carried = {word: said for word, said in offer.carried.items() if word not in gone}


def save_reach(pairs: Iterable[tuple[Offer, OfferDraft]]) -> None:
    """Insert the further places and organisations of new offers."""
    pairs = list(pairs)
    OfferLocation.objects.bulk_create(
        [row for offer, draft in pairs for row in _location_rows(offer, draft)], batch_size=BATCH
    )
    OfferBody.objects.bulk_create(
        [row for offer, draft in pairs for row in _body_rows(offer, draft)], batch_size=BATCH
    )


def replace_reach(offer: Offer, draft: OfferDraft) -> None:
    """Make the further places and organisations of an offer those of the draft, where it names any.

    Where its words now tell that somebody may be in hiding there, the places that it had are hidden too.
    """
    if draft.locations is not None:
        OfferLocation.objects.filter(place=offer.place_id, offer=offer).delete()
        OfferLocation.objects.bulk_create(_location_rows(offer, draft))
    hide_places(offer)
    if draft.bodies is not None:
        OfferBody.objects.filter(place=offer.place_id, offer=offer).delete()
        OfferBody.objects.bulk_create(_body_rows(offer, draft))


def _location_rows(offer: Offer, draft: OfferDraft) -> list[OfferLocation]:
    return [
        OfferLocation(
            place=offer.place,
            offer=offer,
            exchange_id=there.exchange_id,
            link_id=there.link_id,
            ward=there.ward,
            published_venue=there.published_venue,
            **_shown(there),
        )
        for there in without_places(draft).locations or ()
    ]


def _shown(there: LocationDraft) -> dict[str, Any]:
    latitude, longitude = there.latitude, there.longitude
    if there.published_venue:
        return {
            "name": there.name,
            "address": there.address,
            "postcode": there.postcode,
            "latitude": latitude,
            "longitude": longitude,
            "carried": dict(there.carried),
        }
    if latitude is not None and longitude is not None:
        latitude, longitude = geo.cell_centre(geo.cell_of(latitude, longitude))
    return {"latitude": latitude, "longitude": longitude}


def _body_rows(offer: Offer, draft: OfferDraft) -> list[OfferBody]:
    rows = []
    for organisation, part in dict.fromkeys(draft.bodies or ()):
        if organisation.place_id != offer.place_id:
            raise Refused(f"“{offer.title}”: {organisation.name} belongs to another place.", field="bodies")
        rows.append(OfferBody(place=offer.place, offer=offer, organisation=organisation, part=part))
    return rows

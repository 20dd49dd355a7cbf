"""The places of an offer as feeds show them: published venues only, never one of a person's, never a refuge's.

A place that is not published has no record here, not even its cell: the middle of a cell would pass for a point.
"""

from __future__ import annotations

import re
import uuid
from typing import Any

from helpfulacts.directory import feeds

from . import values
from .accessibility import with_access
from .terms import derived

# The id of an offer's first place, and of the service at it, follow from its own id and lead back to it. Version and
# variant bits are zero, so that what comes out is a UUID of the same version.
_LINK = 0x5F3C9A271BE406D10B7E93AD45C1E208
_LOCATION = 0x2A94D1E36F580B3A1C05B87FE29A4D61
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})\s*$", re.IGNORECASE)


def turned(link_id: uuid.UUID) -> uuid.UUID:
    """The id of the service at an offer's first place from the offer's, and the other way round."""
    return uuid.UUID(int=link_id.int ^ _LINK)


def may_show_places(offer: Any) -> bool:
    """No place of a person's. A refuge has none that may be shown, however it was listed (`directory.confidential`)."""
    return offer.giver_id is None and offer.sphere != "personal"


def is_shown_at(offer: Any, row: Any) -> bool:
    """Whether the offer is shown at that further place, or at its own first (`row` None)."""
    return may_show_places(offer) and (row.published_venue if row is not None else feeds.has_own_place(offer))


def links_of(offer: Any) -> list[dict[str, Any]]:
    """Every place of an offer (with its locations at hand) that may be shown, its own first."""
    if not may_show_places(offer):
        return []
    own = [own_link(offer)] if feeds.has_own_place(offer) else []
    rows = sorted(offer.locations.all(), key=lambda row: (row.name, row.exchange_id))
    return own + [link_of_row(offer, row) for row in rows if row.published_venue]


def own_link(offer: Any) -> dict[str, Any]:
    """The offer's own first place, which `has_own_place`."""
    latitude, longitude = feeds.exact_point(offer)
    said = offer.carried.get("at")
    if said:
        return with_access(offer, _with_point(said, latitude, longitude))
    location = uuid.UUID(int=offer.exchange_id.int ^ _LOCATION)
    return with_access(
        offer,
        _made(offer, str(turned(offer.exchange_id)), str(location), "", offer.address, latitude, longitude),
    )


def link_of_row(offer: Any, row: Any) -> dict[str, Any]:
    if row.carried:
        return _with_point(row.carried, row.latitude, row.longitude)
    return _made(
        offer, str(row.link_id), str(row.exchange_id), row.name, row.address, row.latitude, row.longitude
    )


def _with_point(said: dict[str, Any], latitude: float | None, longitude: float | None) -> dict[str, Any]:
    location = dict(said["location"])
    if latitude is not None and longitude is not None:
        location |= {"latitude": latitude, "longitude": longitude}
    return {**said, "location": location}


def _made(
    offer: Any,
    link_id: str,
    location_id: str,
    name: str,
    address: str,
    latitude: float | None,
    longitude: float | None,
) -> dict[str, Any]:
    location: dict[str, Any] = {
        "id": location_id,
        "location_type": "physical",
        "name": values.line(name, 160),
    }
    if latitude is not None and longitude is not None:
        location |= {"latitude": latitude, "longitude": longitude}
    address = values.line(address, 240)
    whole = _address(address, location_id, offer.place.name)
    location |= {"addresses": [whole]} if whole else {"description": address}
    return {"id": link_id, "location": location}


def _address(words: str, location_id: str, town: str) -> dict[str, Any] | None:
    """One line as the fields of an address; None where it names no postcode, which a feed's address must have."""
    found = _POSTCODE.search(words)
    lines = [part.strip() for part in words[: found.start()].split(",") if part.strip()] if found else []
    if not found or not lines:
        return None
    city = lines[-1] if len(lines) > 1 else town
    whole = {
        "id": derived("address", location_id),
        "address_1": values.line(lines[0], 120),
        "address_2": values.line(", ".join(lines[1:-1]), 120),
        "city": values.line(city, 80),
        "state_province": values.line(city, 80),
        "postal_code": found[1].upper(),
        "country": "GB",
        "address_type": "physical",
    }
    return {name: said for name, said in whole.items() if said}

"""Where a service is given: the first of its locations that can be used, its further ones, and what is wrong with others."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpfulacts.directory.drafts import AccessDraft, LocationDraft
from helpfulacts.places import selectors as places

from ..strict_json import printable
from . import values
from .accessibility import facts_in
from .carrying import Cleaner
from .schedules import carried_times
from .visibility import WITHHELD

# Latitude and longitude of the United Kingdom, with its islands.
_SOUTH, _NORTH, _WEST, _EAST = 49.8, 61.0, -8.7, 1.9


@dataclass(frozen=True)
class Spot:
    """Where one location is, in the fields of a draft."""

    latitude: float | None = None
    longitude: float | None = None
    ward: Any = None
    address: str = ""
    postcode: str = ""
    access: tuple[AccessDraft, ...] = ()


@dataclass
class Spots:
    """`first` is the one the offer itself is at, `at` its link as a feed shows it; `may_show` it, or only its cell.

    `online`: some location is virtual. `lost` are the links that could not be used, `odd` a sentence for each.
    """

    first: Spot | None = None
    at: dict[str, Any] = field(default_factory=dict)
    may_show: bool = False
    online: bool = False
    further: list[LocationDraft] = field(default_factory=list)
    lost: list[Mapping[str, Any]] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


class Gazetteer:
    """What one place knows of where things are, read once for an import."""

    def __init__(self, place: Any) -> None:
        self.place = place
        self.ward_at: Callable[[float, float], Any] = places.ward_finder(place)
        self._areas = {area.name.casefold(): area for area in places.areas(place)}
        self.wards = {name: area.name for name, area in self._areas.items()}
        self._postcodes: dict[str, Any] = {}

    def ward_called(self, name: str) -> Any:
        """The ward of that name, whatever its capitals, or None."""
        return self._areas.get(name.casefold())

    def postcode(self, text: str) -> Any:
        """The row of a postcode, or None."""
        key = "".join(text.split()).upper()[:8]
        if key not in self._postcodes:
            self._postcodes[key] = places.postcode_row(self.place, key) if key else None
        return self._postcodes[key]


def spots_of(
    record: Mapping[str, Any],
    gazetteer: Gazetteer,
    cleaner: Cleaner,
    key: str,
    today: dt.date,
    *,
    hidden: bool,
) -> Spots:
    """Where a service is given. `hidden`: none of its places may be shown, whatever the feed says."""
    spots, seen = Spots(), set[str]()
    for link in _links(record):
        location = link["location"]
        clean = cleaner.one("service_at_location", link, key)
        if not clean or clean["location"]["id"] in seen:
            continue
        seen.add(clean["location"]["id"])
        if times := carried_times(cleaner, link, clean["id"], today):
            clean["schedules"] = times
        kind = clean["location"]["location_type"]
        secret = hidden or bool(location.get(WITHHELD))
        if kind != "physical":
            spots.online = spots.online or kind == "virtual"
            if not secret:
                spots.further.append(_further(clean, Spot(), shown=True))
            continue
        try:
            spot = _physical(location, gazetteer)
        except values.Odd as trouble:
            name = printable(
                values.line(location.get("name"), 60) or values.identifier(location.get("id")), 60
            )
            spots.odd.append(f"The location “{name}” was left out. {trouble}")
            spots.lost.append(link)
            continue
        if spots.first is None:
            spots.first, spots.may_show, spots.at = spot, not secret, {} if secret else clean
        else:
            spots.further.append(_further(clean, spot, shown=not secret))
        if secret:
            spots.lost.append(link)
    return spots


def _links(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for link in values.objects(record.get("service_at_locations")):
        if isinstance(link.get("location"), dict):
            yield link
    for location in values.objects(record.get("locations")):
        yield {"location": location}


def _further(clean: dict[str, Any], spot: Spot, *, shown: bool) -> LocationDraft:
    return LocationDraft(
        exchange_id=uuid.UUID(clean["location"]["id"]),
        link_id=uuid.UUID(clean["id"]),
        name=clean["location"].get("name", "") if shown else "",
        address=spot.address if shown else "",
        postcode=spot.postcode if shown else "",
        latitude=spot.latitude,
        longitude=spot.longitude,
        ward=spot.ward,
        published_venue=shown,
        carried=clean if shown else {},
    )


def _physical(location: Mapping[str, Any], gazetteer: Gazetteer) -> Spot:
    address = next(values.objects(location.get("addresses")), {})
    country = values.line(address.get("country"), 40).upper()
    if country not in values.HERE:
        raise values.Odd(f"It is in the country “{printable(country)}”.")
    latitude, longitude = values.degrees(location.get("latitude")), values.degrees(location.get("longitude"))
    if (latitude is None) != (longitude is None):
        raise values.Odd("It has only one of latitude and longitude.")
    code = values.line(address.get("postal_code"), 12)
    row = gazetteer.postcode(code)
    ward = row.ward if row else None
    if latitude is not None and longitude is not None:
        if not (_SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST):
            raise values.Odd(
                f"Its latitude {latitude:g} and longitude {longitude:g} are not in the United Kingdom."
            )
        ward = gazetteer.ward_at(latitude, longitude) or ward
    elif row is not None:
        latitude, longitude = row.latitude, row.longitude
    lines = [values.line(address.get(part), 80) for part in ("address_1", "address_2", "city")]
    named = values.line(location.get("name"), 80)
    words = ", ".join(dict.fromkeys(part for part in [named, *lines, code.upper()] if part))
    told = values.line(location.get("description"), 240)
    if latitude is None and not any(lines) and not code and not told:
        raise values.Odd("It has no address, postcode, latitude or longitude.")
    return Spot(latitude, longitude, ward, (words or told)[:240], code.upper()[:10], facts_in(location))

"""Where a service is given: the first of its locations that can be used, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helpfulacts.places import selectors as places

from ..strict_json import printable
from . import values

_HERE = {
    "",
    "GB",
    "GBR",
    "UK",
    "UNITED KINGDOM",
    "ENGLAND",
    "SCOTLAND",
    "WALES",
    "NORTHERN IRELAND",
    "GREAT BRITAIN",
}
# Latitude and longitude of the United Kingdom, with its islands.
_SOUTH, _NORTH, _WEST, _EAST = 49.8, 61.0, -8.7, 1.9
_CONFIDENTIAL = re.compile(
    r"\b(?:refuge|safe ?house|domestic (?:abuse|violence)|women'?s aid|traffick\w+|honour[- ]based)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\b(?:wheelchair (?:access\w*|friendly|user)|step[- ]free|level access|fully accessible|ramp(?:ed)?|no steps)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:not|no|un|limited|partial\w*)[\s-]{0,2}(?:\w+\s){0,2}(?:wheelchair|step[- ]free|level access|accessible|ramp)|"
    r"\bsteps (?:only|up to)|\binaccessible\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Spot:
    """Where an offer is, in the fields of its draft. `online`: some location is virtual."""

    latitude: float | None = None
    longitude: float | None = None
    ward: Any = None
    address: str = ""
    physical: bool = False
    online: bool = False
    step_free: str = "unknown"


class Gazetteer:
    """What one place knows of where things are, read once for an import."""

    def __init__(self, place: Any) -> None:
        self.place = place
        self.ward_at: Callable[[float, float], Any] = places.ward_finder(place)
        self.wards = {area.name.casefold(): area.name for area in places.areas(place)}
        self._postcodes: dict[str, Any] = {}

    def postcode(self, text: str) -> Any:
        """The row of a postcode, or None."""
        key = "".join(text.split()).upper()[:8]
        if key not in self._postcodes:
            self._postcodes[key] = places.postcode_row(self.place, key) if key else None
        return self._postcodes[key]


def spot_of(record: Mapping[str, Any], gazetteer: Gazetteer) -> tuple[Spot, list[str]]:
    """(where it is, a sentence for each location that was left out)."""
    odd, online, chosen = [], False, None
    for location in _locations(record):
        kind = values.line(location.get("location_type"), 20).casefold()
        if kind == "virtual":
            online = True
        elif kind != "postal":
            try:
                spot = _physical(location, gazetteer)
                chosen = chosen or spot
            except values.Odd as trouble:
                name = printable(
                    values.line(location.get("name"), 60) or values.identifier(location.get("id")), 60
                )
                odd.append(f"The location “{name}” was left out. {trouble}")
    spot = chosen or Spot()
    return Spot(**(vars(spot) | {"online": online})), odd


def _locations(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for link in values.objects(record.get("service_at_locations")):
        if isinstance(link.get("location"), dict):
            yield link["location"]
    yield from values.objects(record.get("locations"))


def _physical(location: Mapping[str, Any], gazetteer: Gazetteer) -> Spot:
    address = next(values.objects(location.get("addresses")), {})
    country = values.line(address.get("country"), 40).upper()
    if country not in _HERE:
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
    if latitude is None and not any(lines) and not code:
        raise values.Odd("It has no address, postcode, latitude or longitude.")
    return Spot(latitude, longitude, ward, words[:240], True, False, step_free(location))


def step_free(location: Mapping[str, Any]) -> str:
    """yes, no or unknown, from the words of its accessibility: unknown is not no."""
    words = " ".join(
        values.line(item.get(field), 1000)
        for item in values.objects(
            location.get("accessibility") or location.get("accessibility_for_disabilities")
        )
        for field in ("description", "details", "accessibility")
    )
    if _NO.search(words):
        return "no"
    return "yes" if _YES.search(words) else "unknown"


def is_confidential(words: str) -> bool:
    """True where showing the address could lead somebody to a person in hiding."""
    return bool(_CONFIDENTIAL.search(words))

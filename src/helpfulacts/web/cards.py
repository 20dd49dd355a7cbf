"""An offer as a card: everything the card says, worked out once for a whole list of offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from helpfulacts.core.clock import date_in_words, time_in_words, today
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.facets import KINDS, SPHERES

_UNITS = {
    "place": ("place", "places"),
    "item": ("left", "left"),
    "hour": ("hour", "hours"),
    "award": ("award", "awards"),
    "family": ("family place", "family places"),
    "group": ("group place", "group places"),
    "booking": ("booking", "bookings"),
    "share": ("share", "shares"),
}


@dataclass(frozen=True)
class Tag:
    """A word on a coloured ground: `look` is a class of the stylesheet, the word always says it all."""

    words: str
    look: str = ""


@dataclass(frozen=True)
class Card:
    """`where` and `distance_m` name published venues only; a private place shows its ward."""

    offer: Any
    tags: tuple[Tag, ...]
    kind: str
    when: str
    where: str
    distance_m: int | None
    why: str
    checked: str
    access: Tag
    free: int | None

    @property
    def is_open(self) -> bool:
        return self.offer.access == "open"


def places_words(number: int, unit: str) -> str:
    """“4 places”, “1 left”, “2 group places”."""
    one, many = _UNITS.get(unit, (unit, f"{unit}s"))
    return f"{number} {one if number == 1 else many}"


def access_tag(offer: Any, free: int | None, unit: str = "place") -> Tag:
    """Open, shared or an idea, with how many are left, in words."""
    if offer.kind == "idea":
        return Tag("Idea: never full", "line")
    if offer.access == "shared":
        if free:
            return Tag(f"Shared: {places_words(free, unit)}, given out in a round", "hold")
        return Tag("Shared: no places just now", "hold")
    if free is None:
        return Tag("Open: you can start now", "yes")
    if free == 0:
        return Tag("Full just now: there is a queue", "hold")
    return Tag(f"Open: {places_words(free, unit)}", "yes")


def ago_words(day: dt.date | None, now: dt.date) -> str:
    """When a person last checked it: “Checked by a person 3 days ago.”; not known is said."""
    if day is None:
        return "Nobody has told us that they checked it."
    days = (now - day).days
    if days <= 0:
        when = "today"
    elif days == 1:
        when = "yesterday"
    elif days < 14:
        when = f"{days} days ago"
    elif days < 70:
        when = f"{days // 7} weeks ago"
    else:
        when = f"{days // 30} months ago"
    return f"Checked by a person {when}."


def where_words(offer: Any) -> str:
    """The ways to get it: at a venue or near a ward, at home, by phone, online."""
    ways = []
    if "venue" in offer.where:
        ward = offer.ward.name if offer.ward else ""
        if offer.published_venue and offer.address:
            ways.append(f"At {offer.address}")
        elif ward:
            ways.append(f"In {ward}")
    if "home" in offer.where:
        ways.append("At your home")
    if "phone" in offer.where:
        ways.append("By phone")
    if "online" in offer.where:
        ways.append("Online")
    if not ways:
        return "Ask where."
    first, *rest = ways
    return ", or ".join([first, *(way[:1].lower() + way[1:] for way in rest)]) + "."


def when_words(occurrence: Any | None) -> str:
    """The next date in words, or that a time is found with you."""
    if occurrence is None:
        return "A time is found with you."
    day = date_in_words(occurrence.day)
    return f"Next: {day}, {time_in_words(occurrence.starts)} to {time_in_words(occurrence.ends)}."


def cards_for(place: Any, found: Iterable[Any], day: dt.date | None = None) -> list[Card]:
    """Cards of offers, or of results that have an `offer`, a `why` and perhaps a `distance_m`; same order."""
    day = day or today(place.zone)
    found = list(found)
    offers = [getattr(item, "offer", item) for item in found]
    free = directory.free_places(offers, day)
    periods = directory.capacity_on(offers, day)
    soonest = directory.next_occurrences(offers, day)
    return [
        _card(item, offer, free, periods, soonest, day) for item, offer in zip(found, offers, strict=True)
    ]


def _card(item: Any, offer: Any, free: Any, periods: Any, soonest: Any, day: dt.date) -> Card:
    period = periods.get(offer.pk)
    left = free.get(offer.pk)
    # A reason of the finder says where, when and who checked it: the card does not say it twice.
    why = getattr(item, "why", "") if item is not offer else ""
    tag = access_tag(offer, left, period.unit if period else "place")
    tags: Sequence[Tag] = (tag, Tag(SPHERES[offer.sphere], offer.sphere))
    return Card(
        offer=offer,
        tags=tuple(tags),
        kind=KINDS[offer.kind],
        when="" if why or offer.kind == "idea" else when_words(soonest.get(offer.pk)),
        where="" if why or (offer.kind == "idea" and not offer.where) else where_words(offer),
        distance_m=getattr(item, "distance_m", None),
        why=why,
        checked="" if why else ago_words(offer.checked_on, day),
        access=tag,
        free=left,
    )

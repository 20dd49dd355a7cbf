"""An offer as a card: everything the card says, worked out once for a whole list of offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from helpfulacts.core.clock import date_in_words, hours_in_words, time_now, today
from helpfulacts.directory import occurrences
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.assurance import checked_words
from helpfulacts.directory.corrections import may_have_closed
from helpfulacts.directory.facets import KINDS, SPHERES
from helpfulacts.directory.preview import preview
from helpfulacts.directory.reasons import now_words, opens_words
from helpfulacts.directory.reasons import where_words as where_found

from .access_words import ask_words, has_words
from .round_days import next_round_day
from .who_for import questions_words

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
    asks: str
    checked: str
    access: Tag
    free: int | None
    talks_first: bool = False

    @property
    def is_open(self) -> bool:
        return self.offer.access == "open"


def places_words(number: int, unit: str) -> str:
    """“4 places”, “1 left”, “2 group places”."""
    one, many = _UNITS.get(unit, (unit, f"{unit}s"))
    return f"{number}\u00a0{one if number == 1 else many}"


def access_tag(
    offer: Any,
    free: int | None,
    unit: str = "place",
    round_day: dt.date | None = None,
    talks_first: bool = False,
) -> Tag:
    """Open, shared or an idea, with how many are left, in words. `round_day`: when shared places are given out."""
    if offer.status == "held":
        return Tag("Not listed yet", "hold")
    if offer.status == "paused":
        return Tag("Not now: takes nobody new", "hold")
    if offer.status == "ended":
        return Tag("Ended", "line")
    if offer.kind == "idea":
        return Tag("Idea: never full", "line")
    if offer.access == "shared":
        if not free:
            return Tag("Shared: no places just now", "hold")
        when = f", {round_day.day}\u00a0{round_day:%B}" if round_day else ""
        return Tag(f"Shared: {places_words(free, unit)}{when}", "hold")
    if talks_first:
        return Tag("Ask first: they talk with you", "hold")
    if free is None:
        return Tag("Open: you can start now", "yes")
    if free == 0:
        return Tag("Full just now: there is a queue", "hold")
    return Tag(f"Open: {places_words(free, unit)}", "yes")


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


def when_words(occurrence: Any | None, day: dt.date | None = None, clock: dt.time | None = None) -> str:
    """The next date in words, or that a time is found with you; at that time of that day, what goes on now says so."""
    if occurrence is None:
        return "A time is found with you."
    if day is not None and (now := now_words(occurrence, day, clock)):
        return now
    said = f"Next: {date_in_words(occurrence.day)}, {hours_in_words(occurrence.starts, occurrence.ends)}."
    return f"{said} Bank holiday: ring first." if occurrence.uncertain else said


def cards_for(place: Any, found: Iterable[Any], day: dt.date | None = None) -> list[Card]:
    """Cards of offers, or of results that have an `offer`, a `why` and perhaps a `distance_m`; same order."""
    day = day or today(place.zone)
    found = list(found)
    offers = [getattr(item, "offer", item) for item in found]
    periods = directory.capacity_on(offers, day)
    free = directory.free_places(offers, day, periods)
    clock = time_now(place.zone)
    soonest = occurrences.next_occurrences(offers, day, after=clock)
    shared = any(offer.access == "shared" for offer in offers)
    round_day = next_round_day(place) if shared else None
    doubted = may_have_closed(offers)
    return [
        _card(item, offer, free, periods, soonest, day, clock, round_day, offer.pk in doubted)
        for item, offer in zip(found, offers, strict=True)
    ]


def _card(
    item: Any,
    offer: Any,
    free: Any,
    periods: Any,
    soonest: Any,
    day: dt.date,
    clock: dt.time,
    round_day: dt.date | None,
    doubted: bool,
) -> Card:
    period = periods.get(offer.pk)
    left = free.get(offer.pk)
    found = hasattr(item, "fit")  # a result of the finder knows its own next date and distance
    talks = period is not None and period.talks_first
    tag = access_tag(offer, left, period.unit if period else "place", round_day, talks)
    tags: Sequence[Tag] = (tag, Tag(SPHERES[offer.sphere], offer.sphere), *_needs(item))
    if doubted:
        tags = (Tag("May have closed: ring first", "late"), *tags)
    return Card(
        offer=offer,
        tags=tuple(tags),
        kind=KINDS[offer.kind],
        when=_when(item, offer, soonest.get(offer.pk), day, clock),
        where=_where(item, offer, found),
        distance_m=getattr(item, "distance_m", None),
        why=getattr(item, "fit", ""),
        asks=questions_words(getattr(item, "asks", ())),
        checked=checked_words(offer.checked_on, day),
        access=tag,
        free=left,
        talks_first=talks,
    )


def _needs(item: Any) -> list[Tag]:
    """Of what was found for somebody who needs it: what is said to be there, and what they have to ask."""
    has, ask = getattr(item, "has", ()), getattr(item, "ask_about", ())
    return ([Tag(has_words(has), "yes")] if has else []) + ([Tag(ask_words(ask), "hold")] if ask else [])


def _when(item: Any, offer: Any, soonest: Any, day: dt.date, clock: dt.time) -> str:
    """An idea has no time. What was asked for at a time says when it opens then; else its next date."""
    if offer.kind == "idea":
        return ""
    opens = getattr(item, "opens", None)
    if opens is not None:
        return opens_words(opens, day)
    return when_words(item.next if hasattr(item, "fit") else soonest, day, clock)


def _where(item: Any, offer: Any, found: bool) -> str:
    """An idea without a place of its own has none to say; what was found says how far it is."""
    if offer.kind == "idea" and not offer.where:
        return ""
    return where_found(offer, item.distance_m, most_wards=2) if found else where_words(offer)


def card_before(place: Any, draft: Any) -> Card:
    """The card that others would read, of a draft that is not listed yet. Raises Refused."""
    shown = preview(place, draft)
    offer = shown.offer
    tag = access_tag(offer, shown.free, shown.unit)
    return Card(
        offer=offer,
        tags=(tag, Tag(SPHERES[offer.sphere], offer.sphere)),
        kind=KINDS[offer.kind],
        when=""
        if offer.kind == "idea"
        else when_words(shown.soonest, today(place.zone), time_now(place.zone)),
        where=_where(offer, offer, False),
        distance_m=None,
        why="",
        asks="",
        checked="",
        access=tag,
        free=shown.free,
    )

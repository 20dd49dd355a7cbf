"""Whether what an entry says can be trusted still: who checked it and when, in words. A check decays."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.db.models import Q

from helpfulacts.core.clock import now, today
from helpfulacts.places.models import Place

from .history import important_change_since
from .models import Assurance, Offer, OfferVersion

FRESH_DAYS, STALE_DAYS = 90, 180
"""A check holds for the first; past the second nobody should rely on it. The feed standard asks for three months."""
SOON_DAYS = 14
"""How long before a check runs out the office is reminded."""


def state_of(checked_on: dt.date | None, day: dt.date) -> str:
    """never, fresh (up to 90 days), due, or stale (more than 180 days)."""
    if checked_on is None:
        return "never"
    age = (day - checked_on).days
    return "fresh" if age <= FRESH_DAYS else "due" if age <= STALE_DAYS else "stale"


def checked_words(checked_on: dt.date | None, day: dt.date, by: str = "") -> str:
    """When a person last checked it, and whether that still counts: the one sentence that every page shows."""
    state = state_of(checked_on, day)
    if checked_on is None:
        return "Nobody has told us that they checked it."
    ago = ago_words((day - checked_on).days)
    said = f"Checked by {by or 'a person'} {ago}."
    return said + {"due": " It is time to look again.", "stale": " That is long ago: ring first."}.get(
        state, ""
    )


def ago_words(days: int) -> str:
    """“today”, “yesterday”, “3 days ago”, “7 weeks ago”, “4 months ago”."""
    if days <= 1:
        return "today" if days <= 0 else "yesterday"
    if days < 14:
        return f"{days} days ago"
    return f"{days // 7} weeks ago" if days < 70 else f"{days // 30} months ago"


def last_check(offer: Offer) -> Assurance | None:
    """The newest check by a person here; a check that a feed brought is on the entry alone."""
    return Assurance.objects.filter(place=offer.place_id, offer=offer).order_by("-at").first()


def look_again_by(offer: Offer) -> dt.date | None:
    """The day until which the last check holds."""
    if offer.checked_on is None:
        return None
    last = last_check(offer)
    if last is not None and last.on == offer.checked_on:
        return last.until
    return offer.checked_on + dt.timedelta(days=FRESH_DAYS)


def changed_since_check(offer: Offer) -> OfferVersion | None:
    """A change of when, where, how to get in touch or for whom that nobody has checked since."""
    if offer.checked_on is None:
        return None
    last = last_check(offer)
    if last is not None and last.on == offer.checked_on:
        since = last.at
    else:  # a feed says the day alone: what changed later than that day was not in it
        since = dt.datetime.combine(offer.checked_on, dt.time.max, tzinfo=ZoneInfo(offer.place.zone))
    return important_change_since(offer, since)


def checks_due(
    place: Place, used: Mapping[uuid.UUID, int], day: dt.date | None = None
) -> list[tuple[uuid.UUID, dt.date | None]]:
    """(entry, when it was checked) whose check runs out within two weeks, has run out or never was.

    The most used come first (`used`: how often an entry is in use), then those checked longest ago; never comes last
    among equals, for there is no word yet that could have grown old.
    """
    limit = (day or today(place.zone)) - dt.timedelta(days=FRESH_DAYS - SOON_DAYS)
    rows = Offer.objects.filter(place=place, status="active").filter(
        Q(checked_on__isnull=True) | Q(checked_on__lte=limit)
    )
    found = list(rows.order_by("title", "id").values_list("pk", "checked_on"))
    return sorted(found, key=lambda row: (-used.get(row[0], 0), row[1] or dt.date.max))


def moment_slot(seconds: int) -> int:
    """The number of the present slot of that many seconds."""
    return int(now().timestamp()) // seconds

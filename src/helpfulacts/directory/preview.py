"""An offer as it would stand on the list, before anything is kept: for whoever is about to send it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from helpfulacts.core.clock import today
from helpfulacts.places.models import Place

from .building import Finder, capacity_of, fields_of
from .drafts import OfferDraft
from .facets import DAYS
from .models import Offer


@dataclass(frozen=True)
class NextTime:
    """The first date that it would have, in wall time."""

    day: dt.date
    starts: dt.time
    ends: dt.time


@dataclass(frozen=True)
class Preview:
    """`offer` is in no database; `free` is how many it can take (None = no limit), counted in `unit`."""

    offer: Offer
    free: int | None
    unit: str
    soonest: NextTime | None


def preview(place: Place, draft: OfferDraft) -> Preview:
    """Raises Refused for a draft that could not be listed."""
    offer = Offer(place=place, status="active", search_key=0, **fields_of(draft, Finder(place, [draft])))
    capacity = capacity_of(draft)
    free = None
    if capacity is not None:
        free = capacity.stated if capacity.own_cap is None else min(capacity.stated, capacity.own_cap)
    day = today(place.zone)
    times = [
        NextTime(
            day + dt.timedelta(days=(DAYS.index(week.day) - day.weekday()) % 7 or 7), week.starts, week.ends
        )
        for week in draft.weekly
    ]
    soonest = min(times, key=lambda one: (one.day, one.starts), default=None)
    return Preview(offer, free, capacity.unit if capacity else "place", soonest)

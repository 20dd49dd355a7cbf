"""An offer as it would stand on the list, before anything is kept: for whoever is about to send it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from helpfulacts.core.clock import time_now, today
from helpfulacts.places.models import Place

from .building import capacity_of, schedule_rows
from .checks import check_draft
from .dates import Date, dates_between, is_over
from .drafts import OfferDraft
from .models import Offer
from .occurrences import weeks_ahead
from .offer_fields import Finder, fields_of


@dataclass(frozen=True)
class Preview:
    """`offer` is in no database; `free` is how many it can take (None = no limit), counted in `unit`."""

    offer: Offer
    free: int | None
    unit: str
    soonest: Date | None


def preview(place: Place, draft: OfferDraft) -> Preview:
    """Raises Refused for a draft that could not be listed."""
    check_draft(draft)
    offer = Offer(place=place, status="active", search_key=0, **fields_of(draft, Finder(place, [draft])))
    capacity = capacity_of(draft)
    day = today(place.zone)
    dates = dates_between(
        schedule_rows(offer, draft),
        draft.other_days or (),
        draft.on_bank_holidays,
        day - dt.timedelta(days=1),  # it may go on over midnight
        weeks_ahead(place),
        place.nation,
    )
    clock = time_now(place.zone)
    soonest = next((one for one in dates if not is_over(one, day, clock)), None)
    return Preview(
        offer, capacity.limit if capacity else None, capacity.unit if capacity else "place", soonest
    )

"""An offer back into a draft, so that some of what it says can be changed and the rest stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from .drafts import CapacityDraft, OfferDraft, Repeats, Weekly
from .facets import DAYS
from .models import CapacityPeriod, Offer
from .selectors import current_capacity

_SAME = (
    "title", "kind", "sphere", "summary", "description", "access", "provider", "giver", "kept_by", "shown_from",
    "published_venue", "latitude", "longitude", "address", "ward", "fetches", "on_bank_holidays", "min_age", "max_age", "ask_first", "cost",
    "cost_pence", "brings", "what_next", "if_not", "who_can_stop", "permission", "who_pays", "checked_on", "checked_by",
    "checked_how", "contact", "website", "source_hash", "funding_ends", "restricted_to",
)  # fmt: skip
_LISTS = ("where", "serves_wards", "languages", "activities", "costs")
_WEEKLY = re.compile(r"FREQ=WEEKLY;BYDAY=([A-Z]{2})$")


def redraft(offer: Offer, **changes: Any) -> OfferDraft:
    """What `offer` says now, with `changes`. Where it is stays the middle of its cell, where that is all we keep."""
    weekly, repeats = [], []
    for one in offer.schedules.order_by("starts", "pk"):
        if found := _WEEKLY.match(one.rrule):
            day = next(day for day in DAYS if day[:2].upper() == found[1])
            weekly.append(Weekly(day, one.starts, one.ends))
        else:
            repeats.append(Repeats(one.rrule, one.starts, one.ends, one.first_day))
    period = current_capacity(offer)
    said: dict[str, Any] = {name: getattr(offer, name) for name in _SAME}
    said |= {name: tuple(getattr(offer, name)) for name in _LISTS}
    said |= {
        "facets": dict(offer.facets),
        "eligibility": dict(offer.eligibility),
        "particulars": dict(offer.particulars),
        "weekly": tuple(weekly),
        "repeats": tuple(repeats),
        "capacity": _said_now(period) if period else None,
        "needs": tuple(row.needs.exchange_id for row in offer.prerequisites.select_related("needs")),
        "imported": True,
    }
    return OfferDraft(**(said | changes))


def draft_of_offer(offer: Offer) -> OfferDraft:
    """What `offer` says now, with its dates as they are stored. Changing it to this changes nothing (a property test)."""
    return redraft(
        offer,
        weekly=(),
        repeats=tuple(
            Repeats(row.rrule, row.starts, row.ends, row.first_day) for row in offer.schedules.all()
        ),
        capacity=_stored_capacity(offer),
        exchange_id=offer.exchange_id,
    )


def _stored_capacity(offer: Offer) -> CapacityDraft | None:
    """The number that counts today, else the first that will."""
    period = current_capacity(offer) or (
        CapacityPeriod.objects.filter(place=offer.place_id, offer=offer).order_by("begins").first()
    )
    if period is None:
        return None
    return replace(_said_now(period), begins=period.begins, until=period.until)


def _said_now(period: CapacityPeriod) -> CapacityDraft:
    return CapacityDraft(period.unit, period.stated, period.own_cap, talks_first=period.talks_first)

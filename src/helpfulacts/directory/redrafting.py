"""From an offer back to the draft that says what it says, so that a page can change one thing and leave the rest."""

from __future__ import annotations

from typing import Any

from .drafts import CapacityDraft, OfferDraft, Repeats
from .models import CapacityPeriod, Offer
from .selectors import current_capacity

_SAME_NAME = (
    "title", "kind", "sphere", "summary", "description", "access", "provider", "giver", "kept_by", "shown_from", "ward",
    "latitude", "longitude", "published_venue", "address", "step_free", "fetches", "on_bank_holidays", "min_age", "max_age", "ask_first", "cost",
    "cost_pence", "brings", "what_next", "if_not", "who_can_stop", "permission", "who_pays", "checked_on", "checked_by",
    "checked_how", "contact", "website", "source_hash", "exchange_id",
)  # fmt: skip
_LISTS = ("where", "serves_wards", "languages", "for_facts", "costs", "activities")


def draft_of_offer(offer: Offer) -> OfferDraft:
    """What `offer` says now. Changing it to its own draft changes nothing (a property test proves it).

    Dates are kept as they are stored, each with its first day. Places, organisations, days that differ and what a
    feed said besides are None in the draft, which leaves them. `imported` is true: nothing is asked of it that was not asked when it was listed.
    """
    same: dict[str, Any] = {name: getattr(offer, name) for name in _SAME_NAME}
    same |= {name: tuple(getattr(offer, name)) for name in _LISTS}
    return OfferDraft(
        **same,
        facets=dict(offer.facets),
        particulars=dict(offer.particulars),
        repeats=tuple(
            Repeats(row.rrule, row.starts, row.ends, row.first_day) for row in offer.schedules.all()
        ),
        capacity=_capacity_of(offer),
        needs=tuple(
            row.needs.exchange_id for row in offer.prerequisites.select_related("needs").order_by("pk")
        ),
        imported=True,
    )


def _capacity_of(offer: Offer) -> CapacityDraft | None:
    """The number that counts today, else the first that will."""
    period = current_capacity(offer) or (
        CapacityPeriod.objects.filter(place=offer.place_id, offer=offer).order_by("begins").first()
    )
    if period is None:
        return None
    return CapacityDraft(period.unit, period.stated, period.own_cap, period.begins, period.until)

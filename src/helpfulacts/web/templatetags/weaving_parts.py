"""Words of weaving: half-hours, and what an offer says of its parts, its money and what it asks for."""

from __future__ import annotations

from typing import Any

from django import template

from helpfulacts.directory import bookable, weaving
from helpfulacts.directory.half_hours import between_in_words

register = template.Library()


@register.filter
def hours_words(booking: Any) -> str:
    """“10am to noon”, of a booking or of a pair of half-hours."""
    pair = booking if isinstance(booking, tuple) else (booking.from_slot, booking.to_slot)
    return between_in_words(*pair)


@register.inclusion_tag("web/parts/woven_facts.html", takes_context=True)
def woven_facts(context: template.Context, offer: Any) -> dict[str, Any]:
    """What it is made of, what it asks for and brings, and when its money ends; nothing for most offers."""
    visitor = context.get("visitor")
    roles = {"provider", "navigator", "officer", "resource-weaver"}
    return {
        "place": context.get("place"),
        "offer": offer,
        "parts": weaving.woven_from(offer),
        "conditions": weaving.conditions_of(offer),
        "may_book": bool(visitor and visitor.roles & roles)
        and bookable.is_booked_by_time(offer)
        and offer.status == "active",
    }

"""Who is told about a booking."""

from __future__ import annotations

import uuid

from helpfulacts.directory.models import Booking

from .models import HelpfulAct

Named = tuple[str, uuid.UUID | None]
"""A noun and an identifier."""


def who_booked(booking: Booking) -> tuple[Named, Named]:
    """Who to tell about a booking, and what it is about."""
    if booking.act:
        act = HelpfulAct.objects.select_related("plan").get(place=booking.place_id, pk=booking.act)
        return ("person", act.plan.person_id), ("helpful act", act.pk)
    if booking.part:
        return ("organisation", booking.part.weave.body_id), ("weave", booking.part.weave_id)
    return ("organisation", booking.body_id), ("offer", booking.offer_id)

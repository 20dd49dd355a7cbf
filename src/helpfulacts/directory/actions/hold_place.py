"""Keep one place in an offer for somebody."""

from __future__ import annotations

from django.db.models import F

from helpfulacts.core.errors import Refused

from ..holding import with_room
from ..models import CapacityPeriod


def hold_place(*, period: CapacityPeriod) -> CapacityPeriod:
    """Hold one place, or raise Refused when there is none. One conditional UPDATE: two at once cannot both win.

    No register entry of its own: the act or the round that holds the place records it.
    """
    rows = CapacityPeriod.objects.filter(place=period.place_id, pk=period.pk)
    if period.talks_first:
        raise Refused(
            "They talk with people first, and say then if there is a place. Get in touch with them."
        )
    held = with_room(rows, period.offer).update(held=F("held") + 1)
    if not held:
        raise Refused(
            "There is no place left here now. You can wait for the next one, or look at what else fits."
        )
    period.refresh_from_db(fields=["held", "places", "closed"])
    return period

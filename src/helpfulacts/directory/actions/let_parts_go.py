"""Free what parts of a combination hold: their booked time and their places."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import Booking, WeavePart
from .release_booking import let_go
from .release_place import release_place


def let_parts_go(parts: Iterable[WeavePart]) -> None:
    """Nothing of these parts is used any more; in the caller's `register.writing`. What they answered stays."""
    for part in list(parts):
        let_go(
            Booking.objects.filter(place=part.place_id, part=part, released_at__isnull=True).order_by("day")
        )
        period, places = part.holds, part.places
        WeavePart.objects.filter(place=part.place_id, pk=part.pk).update(used=False, holds=None, places=0)
        part.used, part.holds, part.places = False, None, 0
        for _ in range(places):
            if period is not None:
                release_place(period=period)

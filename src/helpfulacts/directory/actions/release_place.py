"""Give one held place back."""

from __future__ import annotations

from django.db import connection
from django.db.models import F

from helpfulacts.core import register
from helpfulacts.core.errors import Refused

from ..models import CapacityPeriod


def release_place(*, period: CapacityPeriod) -> CapacityPeriod:
    """Release one place. Where the giver had lowered the number below what was held, the place goes with it.

    Raises Refused when none is held. No register entry of its own, as for `hold_place`.
    """
    rows = CapacityPeriod.objects.filter(place=period.place_id, pk=period.pk)
    with register.writing(period.place_id):
        if not rows.filter(held__gte=1).update(held=F("held") - 1):
            raise Refused("No place is held here, so none can be given back.")
        locked = rows.select_for_update() if connection.features.has_select_for_update else rows
        now = locked.get()
        if now.closed:
            rows.update(places=max(now.limit, now.held), closed=now.held > now.limit)
    period.refresh_from_db(fields=["held", "places", "closed"])
    return period

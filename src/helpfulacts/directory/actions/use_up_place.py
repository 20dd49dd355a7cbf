"""A held place is gone for good: what was given cannot be given again."""

from __future__ import annotations

from django.db import connection

from helpfulacts.core import register
from helpfulacts.core.errors import Refused

from ..models import CapacityPeriod
from ..moments import has_changed


def use_up_place(*, period: CapacityPeriod) -> CapacityPeriod:
    """One place fewer, held or not: as many are free as before. For when the act that held it is deleted.

    Raises Refused when none is held. No register entry of its own, as for `hold_place`.
    """
    rows = CapacityPeriod.objects.filter(place=period.place_id, pk=period.pk)
    with register.writing(period.place_id):
        row = (rows.select_for_update() if connection.features.has_select_for_update else rows).get()
        if not row.held:
            raise Refused("No place is held here, so none can be used up.")
        row.stated = max(row.stated - 1, 0)
        row.own_cap = None if row.own_cap is None else max(row.own_cap - 1, 0)
        row.held, row.places = row.held - 1, row.places - 1
        row.closed = row.held > row.limit
        row.save(update_fields=["stated", "own_cap", "held", "places", "closed"])
        has_changed(period.place_id, [row.offer])
    period.refresh_from_db(fields=["stated", "own_cap", "held", "places", "closed"])
    return period

"""Open the next period of capacity for offers: new places, none of them held yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.errors import Refused

from ..models import CapacityPeriod

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def open_periods(
    *, place: Place, like: Iterable[CapacityPeriod], begins: dt.date, until: dt.date
) -> list[CapacityPeriod]:
    """For each period in `like`, one of the same size from `begins` to `until`, both included."""
    if until < begins:
        raise Refused("A period must end after it begins.")
    fresh = [
        CapacityPeriod(
            place=place,
            offer_id=period.offer_id,
            begins=begins,
            until=until,
            unit=period.unit,
            stated=period.stated,
            own_cap=period.own_cap,
            talks_first=period.talks_first,
            said_on=period.said_on,
            places=period.limit,
        )
        for period in like
    ]
    with register.writing(place):
        CapacityPeriod.objects.bulk_create(fresh, batch_size=500)
        register.record(
            place=place,
            action="opened places",
            noun="capacity",
            facts={"offers": len(fresh), "from": begins.isoformat(), "until": until.isoformat()},
        )
    return fresh

"""Make the dates of every offer up to thirteen weeks ahead. Run nightly; running it twice changes nothing."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from helpfulacts.core import register
from helpfulacts.places.models import Place

from ..models import Occurrence, Schedule
from ..occurrences import materialise, materialise_other_days, weeks_ahead


def roll_occurrences(*, place: Place, until: dt.date | None = None) -> int:
    """Make the missing dates up to `until` (default thirteen weeks ahead); the number made."""
    schedules = (
        Schedule.objects.filter(place=place, offer__status="active")
        .select_related("place", "offer")
        .order_by("pk")
    )
    with transaction.atomic():
        before = Occurrence.objects.filter(place=place).count()
        materialise(schedules, until=until or weeks_ahead(place))
        materialise_other_days(place, until=until or weeks_ahead(place))
        made = Occurrence.objects.filter(place=place).count() - before
        if made:
            register.record(place=place, action="roll_occurrences", noun="offer", facts={"dates": made})
    return made

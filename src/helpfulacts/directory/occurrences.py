"""Dates from rules, expanded to `Occurrence` rows thirteen weeks ahead, so that a question about time is one lookup."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from helpfulacts.core.clock import today
from helpfulacts.places.models import Place

from .dates import Date, usual_dates
from .models import Occurrence, Offer, Schedule, ScheduleException

WEEKS_AHEAD = 13
BATCH = 1000


def weeks_ahead(place: Place) -> dt.date:
    """The last day that dates are made for: thirteen weeks from today."""
    return today(place.zone) + dt.timedelta(weeks=WEEKS_AHEAD)


def materialise(schedules: Iterable[Schedule], *, until: dt.date) -> int:
    """Make the missing rows of these schedules (with their place and offer at hand) up to `until`; the rows tried."""
    made = 0
    schedules = iter(schedules)
    while batch := list(islice(schedules, BATCH)):
        differ = _days_that_differ(batch)
        rows = []
        for schedule in batch:
            since = today(schedule.place.zone)
            holidays = schedule.offer.on_bank_holidays
            for date in usual_dates(schedule, holidays, differ[schedule.offer_id], since, until):
                rows.append(_row(schedule.place, schedule.offer_id, date))
        Occurrence.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        made += len(rows)
    return made


def materialise_other_days(place: Place, *, until: dt.date, offer: Offer | None = None) -> int:
    """The same for the days with hours of their own."""
    rows = ScheduleException.objects.filter(
        place=place, starts__isnull=False, day__gte=today(place.zone), day__lte=until, offer__status="active"
    )
    if offer is not None:
        rows = rows.filter(offer=offer)
    made = [
        _row(place, row.offer_id, Date(row.day, row.starts, row.ends))  # type: ignore[arg-type]
        for row in rows.order_by("pk")
    ]
    Occurrence.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    return len(made)


def rebuild(offer: Offer) -> None:
    """Make the dates of one offer again, from today on."""
    until = weeks_ahead(offer.place)
    Occurrence.objects.filter(place=offer.place_id, offer=offer).delete()
    rows = Schedule.objects.filter(place=offer.place_id, offer=offer).select_related("place", "offer")
    materialise(rows.order_by("pk"), until=until)
    materialise_other_days(offer.place, until=until, offer=offer)


def _days_that_differ(schedules: list[Schedule]) -> dict[uuid.UUID, frozenset[dt.date]]:
    found: dict[uuid.UUID, set[dt.date]] = defaultdict(set)
    rows = ScheduleException.objects.filter(
        place=schedules[0].place_id, offer__in={one.offer_id for one in schedules}
    )
    for offer, day in rows.order_by("pk").values_list("offer", "day"):
        found[offer].add(day)
    return defaultdict(frozenset, {offer: frozenset(days) for offer, days in found.items()})


def _row(place: Place, offer_id: uuid.UUID, date: Date) -> Occurrence:
    return Occurrence(
        place=place, offer_id=offer_id, schedule=date.usual, day=date.day, starts=date.starts, ends=date.ends,
        uncertain=date.uncertain,
    )  # fmt: skip

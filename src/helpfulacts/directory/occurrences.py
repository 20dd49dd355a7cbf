"""Dates from rules, expanded to `Occurrence` rows thirteen weeks ahead, so that a question about time is one lookup; and the next of them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator

from helpfulacts.core.clock import past_midnight, today
from helpfulacts.core.ids import ordered_words
from helpfulacts.core.rows import batches, insert_rows
from helpfulacts.places.models import Place

from .dates import ends_on, is_over, usual_days
from .models import Occurrence, Offer, Schedule, ScheduleException

WEEKS_AHEAD = 13
BATCH = 1000
COLUMNS = ("place_id", "offer_id", "schedule_id", "day", "starts", "ends", "uncertain")
Row = tuple[uuid.UUID, uuid.UUID, uuid.UUID | None, dt.date, dt.time, dt.time, bool]


def weeks_ahead(place: Place) -> dt.date:
    """The last day that dates are made for: thirteen weeks from today."""
    return today(place.zone) + dt.timedelta(weeks=WEEKS_AHEAD)


def materialise(schedules: Iterable[Schedule], *, until: dt.date) -> int:
    """Make the missing rows of these schedules (with their place and offer at hand) up to `until`; the rows tried."""
    made = 0
    for rows in usual_rows(schedules, until=until):
        _insert(rows)
        made += len(rows)
    return made


def usual_rows(schedules: Iterable[Schedule], *, until: dt.date) -> Iterator[list[Row]]:
    """The rows that these schedules ought to have from today (with last night's) to `until`, some at a time."""
    days = dict[str, dt.date]()
    for batch in batches(schedules, BATCH):
        differ = _days_that_differ(batch)
        rows: list[Row] = []
        for schedule in batch:
            zone, which = schedule.place.zone, (schedule.place_id, schedule.offer_id, schedule.pk)
            since = days.get(zone) or days.setdefault(zone, today(zone))
            holidays, closed = schedule.offer.on_bank_holidays, differ[schedule.offer_id]
            starts, ends, nation = schedule.starts, schedule.ends, schedule.place.nation
            # A session that began last night may still be under way.
            first = since - dt.timedelta(days=past_midnight(starts, ends))
            rows += [
                (*which, day, starts, ends, uncertain)
                for day, uncertain in usual_days(
                    schedule.rrule, schedule.first_day, holidays, first, until, nation
                )
                if day not in closed
            ]
        yield rows


def materialise_other_days(place: Place, *, until: dt.date, offer: Offer | None = None) -> int:
    """The same for the days with hours of their own."""
    made = other_rows(place, until=until, offer=offer)
    _insert(made)
    return len(made)


def other_rows(place: Place, *, until: dt.date, offer: Offer | None = None) -> list[Row]:
    """The rows of the days with hours of their own."""
    since = today(place.zone)
    rows = ScheduleException.objects.filter(
        place=place, starts__isnull=False, day__gte=since - dt.timedelta(days=1), day__lte=until
    ).exclude(offer__status="ended")
    if offer is not None:
        rows = rows.filter(offer=offer)
    return [
        (place.pk, row.offer_id, None, row.day, row.starts, row.ends, False)
        for row in rows.order_by("pk")
        if row.starts is not None and row.ends is not None and ends_on(row.day, row.starts, row.ends) >= since
    ]


def rebuild(offer: Offer) -> None:
    """Make the dates of one offer again, from today on."""
    until = weeks_ahead(offer.place)
    Occurrence.objects.filter(place=offer.place_id, offer=offer).delete()
    rows = Schedule.objects.filter(place=offer.place_id, offer=offer).select_related("place", "offer")
    materialise(rows.order_by("pk"), until=until)
    materialise_other_days(offer.place, until=until, offer=offer)


def _near(offers: Iterable[Offer], since: dt.date, until: dt.date) -> Iterator[Occurrence]:
    for batch in batches(offers):
        yield from Occurrence.objects.filter(
            place=batch[0].place_id, offer__in=batch, day__gte=since, day__lte=until
        )


def next_occurrences(
    offers: Iterable[Offer], day: dt.date, after: dt.time | None = None, *, begun: bool = True
) -> dict[uuid.UUID, Occurrence]:
    """The first date of each offer (all of one place) on or after `day`, where it has one.

    With `after`, a date on `day` itself counts only if it ends later than that wall time; where it may not have `begun`,
    only if it begins no earlier.
    """
    found: dict[uuid.UUID, Occurrence] = {}
    until = day + dt.timedelta(weeks=WEEKS_AHEAD + 1)
    for row in _near(offers, day, until):
        if after is not None and is_over(row, day, after):
            continue
        if after is not None and not begun and (row.day, row.starts) < (day, after):
            continue
        kept = found.get(row.offer_id)
        if kept is None or (row.day, row.starts) < (kept.day, kept.starts):
            found[row.offer_id] = row
    return found


def occurrences_of(offer: Offer, day: dt.date, limit: int = 6) -> list[Occurrence]:
    """The next dates of one offer."""
    rows = Occurrence.objects.filter(place=offer.place_id, offer=offer, day__gte=day)
    return list(rows.order_by("day", "starts")[:limit])


def days_that_differ(offer: Offer, day: dt.date) -> list[ScheduleException]:
    """Days from `day` on that are closed or have hours of their own, in order."""
    rows = ScheduleException.objects.filter(place=offer.place_id, offer=offer, day__gte=day)
    return list(rows.order_by("day", "starts"))


def _days_that_differ(schedules: list[Schedule]) -> dict[uuid.UUID, frozenset[dt.date]]:
    found: dict[uuid.UUID, set[dt.date]] = defaultdict(set)
    rows = ScheduleException.objects.filter(
        place=schedules[0].place_id, offer__in={one.offer_id for one in schedules}
    )
    for offer, day in rows.order_by("pk").values_list("offer", "day"):
        found[offer].add(day)
    return defaultdict(frozenset, {offer: frozenset(days) for offer, days in found.items()})


def _insert(rows: list[Row]) -> None:
    """The rows that are not there yet."""
    ids = ordered_words(len(rows))
    numbered = ((one, *row) for one, row in zip(ids, rows, strict=True))
    insert_rows(Occurrence, ("id", *COLUMNS), numbered, or_ignore=True)

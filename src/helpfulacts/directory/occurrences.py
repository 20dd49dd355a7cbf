"""Dates from rules: RRULEs in wall time, expanded to `Occurrence` rows thirteen weeks ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from dateutil.rrule import rrulestr

from helpfulacts.core.clock import today
from helpfulacts.core.ids import ordered_ids
from helpfulacts.core.rows import insert_rows
from helpfulacts.places.models import Place

from .models import Occurrence, Schedule

WEEKS_AHEAD = 13
BATCH = 1000
COLUMNS = ("id", "place_id", "offer_id", "schedule_id", "day", "starts", "ends")
MOST_DATES = 200


def weeks_ahead(place: Place) -> dt.date:
    """The last day that dates are made for: thirteen weeks from today."""
    return today(place.zone) + dt.timedelta(weeks=WEEKS_AHEAD)


@lru_cache(maxsize=4096)
def dates_of(rule: str, first_day: dt.date, since: dt.date, until: dt.date) -> tuple[dt.date, ...]:
    """The dates of an RRULE from `since` to `until`, both included; at most 200."""
    start = dt.datetime.combine(first_day, dt.time())
    found = rrulestr(rule, dtstart=start).xafter(
        dt.datetime.combine(since, dt.time()), count=MOST_DATES, inc=True
    )
    dates = []
    for moment in found:
        if moment.date() > until:
            break
        dates.append(moment.date())
    return tuple(dates)


def materialise(schedules: Iterable[Schedule], *, until: dt.date) -> int:
    """Make the missing `Occurrence` rows of these schedules (with their place at hand) up to `until`; the rows tried."""
    made, days = 0, dict[str, dt.date]()
    schedules = iter(schedules)
    while batch := list(islice(schedules, BATCH)):
        rows = []
        for schedule in batch:
            zone = schedule.place.zone
            since = max(schedule.first_day, days.get(zone) or days.setdefault(zone, today(zone)))
            which = (schedule.place_id, schedule.offer_id, schedule.pk)
            for day in dates_of(schedule.rrule, schedule.first_day, since, until):
                rows.append((*which, day, schedule.starts, schedule.ends))
        ids = ordered_ids(len(rows))
        insert_rows(
            Occurrence, COLUMNS, ((one, *row) for one, row in zip(ids, rows, strict=True)), or_ignore=True
        )
        made += len(rows)
    return made

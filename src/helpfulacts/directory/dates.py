"""The dates of an offer between two days: its usual week, bank holidays, and the days that differ. Wall time throughout.

A time on the wall is never turned into an instant here, so a change of the clocks moves nothing: a session at 7pm is at
7pm in March and in November. A session in the hour that the clocks skip is said as it is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateutil.rrule import rrulestr

from helpfulacts.core.clock import past_midnight
from helpfulacts.places.bank_holidays import holiday_on

MOST_DATES = 200


@dataclass(frozen=True)
class Date:
    """One session. `uncertain`: a bank holiday, and nobody has told us whether it runs. `usual`: the schedule, if any."""

    day: dt.date
    starts: dt.time
    ends: dt.time
    uncertain: bool = False
    usual: Any = None


def ends_on(day: dt.date, starts: dt.time, ends: dt.time) -> dt.date:
    """The day on which a session of `day` ends: the next one where it goes over midnight."""
    return day + dt.timedelta(days=past_midnight(starts, ends))


def is_over(session: Any, day: dt.date, clock: dt.time) -> bool:
    """Whether a session (`day`, `starts`, `ends`) has ended at that moment of wall time."""
    return (ends_on(session.day, session.starts, session.ends), session.ends) <= (day, clock)


@lru_cache(maxsize=4096)
def dates_of(
    rule: str, first_day: dt.date, since: dt.date, until: dt.date, most: int = MOST_DATES
) -> tuple[dt.date, ...]:
    """The dates of an RRULE from `since` to `until`, both included; at most `most`."""
    start = dt.datetime.combine(first_day, dt.time())
    found = rrulestr(rule, dtstart=start).xafter(dt.datetime.combine(since, dt.time()), count=most, inc=True)
    dates = []
    for moment in found:
        if moment.date() > until:
            break
        dates.append(moment.date())
    return tuple(dates)


def only_day(rule: str, first_day: dt.date) -> dt.date | None:
    """The day of a rule that has one date and no more: it comes round on no other. None for any other rule."""
    if "COUNT=" not in rule and "UNTIL=" not in rule:
        return None
    days = dates_of(rule, first_day, first_day, dt.date.max, 2)
    return days[0] if len(days) == 1 else None


@lru_cache(maxsize=4096)
def usual_days(
    rule: str, first_day: dt.date, on_bank_holidays: str, since: dt.date, until: dt.date, nation: str
) -> tuple[tuple[dt.date, bool], ...]:
    """(day, whether it is uncertain) of an RRULE from `since` to `until`, bank holidays thought of."""
    found = []
    for day in dates_of(rule, first_day, max(since, first_day), until):
        holiday = on_bank_holidays != "runs" and bool(holiday_on(day, nation))
        if not (holiday and on_bank_holidays == "closed"):
            found.append((day, holiday))
    return tuple(found)


def usual_dates(
    schedule: Any,
    on_bank_holidays: str,
    differ: frozenset[dt.date],
    since: dt.date,
    until: dt.date,
    nation: str,
) -> list[Date]:
    """The dates of one schedule (`rrule`, `first_day`, `starts`, `ends`) without the days that `differ`.

    `nation`: whose bank holidays are kept (`Place.nation`).
    """
    days = usual_days(schedule.rrule, schedule.first_day, on_bank_holidays, since, until, nation)
    return [
        Date(day, schedule.starts, schedule.ends, uncertain=uncertain, usual=schedule)
        for day, uncertain in days
        if day not in differ
    ]


def dates_between(
    schedules: Iterable[Any],
    exceptions: Sequence[Any],
    on_bank_holidays: str,
    since: dt.date,
    until: dt.date,
    nation: str,
) -> list[Date]:
    """Every session of an offer from `since` to `until`, both included, in order; a time that is said twice stands once."""
    differ = frozenset(row.day for row in exceptions)
    found = [
        date for one in schedules for date in usual_dates(one, on_bank_holidays, differ, since, until, nation)
    ]
    found += [
        Date(row.day, row.starts, row.ends)
        for row in exceptions
        if row.starts is not None and since <= row.day <= until
    ]
    once = {(date.day, date.starts, date.ends): date for date in reversed(found)}
    return sorted(once.values(), key=lambda date: (date.day, date.starts, date.ends))


def dates_of_offer(offer: Any, since: dt.date, until: dt.date, nation: str) -> list[Date]:
    """The same, with its weeks and the days that differ as the database has them."""
    differ = list(offer.exceptions.all())
    return dates_between(offer.schedules.all(), differ, offer.on_bank_holidays, since, until, nation)

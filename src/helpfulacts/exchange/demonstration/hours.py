"""When people of the demonstration do things: by day, whatever the hour at which it is made."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import UTC, as_if, now

ZONE = ZoneInfo("Europe/London")
FIRST, LAST = 9, 19
"""Hours on the wall from which, and up to the end of which, people do things."""


def in_the_day(moment: dt.datetime) -> dt.datetime:
    """The nearest such instant of the same day in Dudley; where that is still to come, the evening before. UTC."""
    local = moment.astimezone(ZONE)
    by_day = local.replace(hour=min(max(local.hour, FIRST), LAST))
    if by_day > now():
        by_day = (local - dt.timedelta(days=1)).replace(hour=LAST)
    return by_day.astimezone(UTC)


def last_hour_of_work() -> dt.datetime:
    """The present where a visit of an hour, over for an hour, began after nine; else yesterday's last hour. UTC."""
    present = in_the_day(now())
    if present.astimezone(ZONE).hour >= FIRST + 2:
        return present
    return (present.astimezone(ZONE) - dt.timedelta(days=1)).replace(hour=LAST).astimezone(UTC)


@contextlib.contextmanager
def by_day(moment: dt.datetime) -> Iterator[None]:
    """As `as_if`, at an hour of the day at which people do things."""
    with as_if(in_the_day(moment)):
        yield

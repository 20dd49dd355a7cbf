"""Time. Deadlines are UTC instants; what people read is wall time, in words."""

from __future__ import annotations

import contextlib
import contextvars
import datetime as dt
import time
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils import timezone

UTC = dt.UTC
LONGEST_NIGHT = 18 * 60
LAST_MINUTE = dt.time(23, 59)
"""How hours that end at midnight are kept."""
_as_if: contextvars.ContextVar[dt.datetime | None] = contextvars.ContextVar("as_if", default=None)


def now() -> dt.datetime:
    """The present instant, in UTC; inside `as_if`, that instant."""
    return _as_if.get() or timezone.now()


def ticks() -> float:
    """Seconds on a clock that never goes back, for how long something takes; `as_if` does not move it."""
    return time.monotonic()


@contextlib.contextmanager
def as_if(moment: dt.datetime) -> Iterator[None]:
    """Everything inside happens at `moment`: how the demonstration writes its invented history."""
    token = _as_if.set(moment)
    try:
        yield
    finally:
        _as_if.reset(token)


def today(zone: str = "Europe/London") -> dt.date:
    """Today's date where the place is."""
    return now().astimezone(ZoneInfo(zone)).date()


def time_now(zone: str = "Europe/London") -> dt.time:
    """The time on the wall where the place is."""
    return now().astimezone(ZoneInfo(zone)).time()


def date_in_words(day: dt.date, *, reference: dt.date | None = None) -> str:
    """“Wednesday 24 June”, with the year when it is not this one (or that of `reference`)."""
    reference = reference or today()
    words = f"{day:%A} {day.day} {day:%B}"
    return words if day.year == reference.year else f"{words} {day.year}"


def time_in_words(moment: dt.time) -> str:
    """“2pm”, “6:30pm”, “noon”, “midnight”."""
    if (moment.hour, moment.minute) == (12, 0):
        return "noon"
    if (moment.hour, moment.minute) == (0, 0):
        return "midnight"
    hour = moment.hour % 12 or 12
    minute = f":{moment.minute:02d}" if moment.minute else ""
    return f"{hour}{minute}{'am' if moment.hour < 12 else 'pm'}"


def past_midnight(starts: dt.time, ends: dt.time) -> bool:
    """Whether hours run into the next day: they end earlier on the wall than they start."""
    return ends < starts


def are_hours(starts: dt.time, ends: dt.time) -> bool:
    """Whether it ends after it starts.

    Into the next day only from noon or later and for 18 hours at most: 9:30 to 4:30, or noon to 11am, is a slip.
    """
    if not past_midnight(starts, ends):
        return starts < ends
    minutes = (ends.hour - starts.hour) % 24 * 60 + ends.minute - starts.minute
    return starts.hour >= 12 and minutes <= LONGEST_NIGHT


def hours_in_words(starts: dt.time, ends: dt.time) -> str:
    """“10am to noon”, “8pm to midnight”, “10pm to 2am the next day”, “all day”."""
    if ends == LAST_MINUTE:
        return "all day" if starts == dt.time() else f"{time_in_words(starts)} to midnight"
    said = f"{time_in_words(starts)} to {time_in_words(ends)}"
    return f"{said} the next day" if past_midnight(starts, ends) and ends != dt.time() else said


def day_of_in_words(moment: dt.datetime, zone: str = "Europe/London") -> str:
    """“Tuesday 16 June”, the day of an instant in the place's own time."""
    return date_in_words(moment.astimezone(ZoneInfo(zone)).date())


def moment_in_words(moment: dt.datetime, zone: str = "Europe/London") -> str:
    """“Tuesday 16 June, noon”, in the place's own time."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{date_in_words(local.date())}, {time_in_words(local.time())}"

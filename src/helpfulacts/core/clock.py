"""Time. Deadlines are UTC instants; what people read is wall time, in words."""

from __future__ import annotations

import contextlib
import contextvars
import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils import timezone

UTC = dt.UTC
_as_if: contextvars.ContextVar[dt.datetime | None] = contextvars.ContextVar("as_if", default=None)


def now() -> dt.datetime:
    """The present instant, in UTC; inside `as_if`, that instant."""
    return _as_if.get() or timezone.now()


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


def moment_in_words(moment: dt.datetime, zone: str = "Europe/London") -> str:
    """“Tuesday 16 June, noon”, in the place's own time."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{date_in_words(local.date())}, {time_in_words(local.time())}"

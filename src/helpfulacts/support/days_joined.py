"""Which days of the week somebody comes on, of help that is on several: all it is on, and those they join."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core.clock import time_now, today
from helpfulacts.directory.bookable import is_booked_by_time
from helpfulacts.directory.dates import Date, dates_of_offer

from .models import HelpfulAct

WEEKS = 5
"""How far ahead the week is read: every weekday of it comes round, also where a month has five."""


def days_on(act: HelpfulAct) -> list[int]:
    """Weekdays (0 is Monday) on which it is in the next weeks, where its person may choose among several; else nothing.

    They may once it is promised, begins on a day, and is not booked by time.
    """
    offer = act.offer
    if act.state != "promised" or offer is None or act.on_day is None or is_booked_by_time(offer):
        return []
    if offer.kind not in ("service", "intervention"):
        return []
    days = sorted({one.day.weekday() for one in _coming(act)})
    return days if len(days) > 1 else []


def joined(act: HelpfulAct) -> list[int]:
    """Those that they join: what they said, else the day on which they begin."""
    if act.joins:
        return list(act.joins)
    return [act.on_day.weekday()] if act.on_day is not None else []


def has_begun(act: HelpfulAct) -> bool:
    """Is the time that is promised next going on now, or gone by? On its day at once, where no hour is said."""
    zone = act.place.zone
    return act.on_day is not None and (act.on_day, act.starts or dt.time()) <= (today(zone), time_now(zone))


def first_on(act: HelpfulAct, days: set[int]) -> Date | None:
    """The first session on one of these weekdays that they can still come to the start of."""
    now = (today(act.place.zone), time_now(act.place.zone))
    return next(
        (one for one in _coming(act) if one.day.weekday() in days and (one.day, one.starts) > now), None
    )


def _coming(act: HelpfulAct) -> list[Date]:
    offer, first = act.offer, today(act.place.zone)
    if offer is None:
        return []
    last = min(act.ends_on or dt.date.max, first + dt.timedelta(weeks=WEEKS))
    return dates_of_offer(offer, first, last, act.place.nation)

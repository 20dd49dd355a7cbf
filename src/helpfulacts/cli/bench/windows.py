"""What is on in a window: looked up in the table of dates, and worked out from every rule when it is asked.

Both answer the same search keys, so one can be timed against the other on the same rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from dateutil.rrule import rrulestr

from helpfulacts.directory.open_then import Session, overlaps, sessions_in
from helpfulacts.directory.window import Window


class Rule(NamedTuple):
    """One rule of one offer (`key` is its search key), in wall time."""

    key: int
    rrule: str
    first_day: dt.date
    starts: dt.time
    ends: dt.time


def open_by_table(place: Any, window: Window) -> set[int]:
    """Offers with a session in the window, from the dates that were made."""
    return set(sessions_in(place, window))


def open_by_rules(rules: Iterable[Rule], window: Window) -> set[int]:
    """The same from the rules, each expanded when it is asked."""
    found = set()
    since = dt.datetime.combine(min(window.days) - dt.timedelta(days=1), dt.time())
    until = dt.datetime.combine(max(window.days), dt.time())
    for rule in rules:
        days = rrulestr(rule.rrule, dtstart=dt.datetime.combine(rule.first_day, dt.time()))
        for day in days.between(since, until, inc=True):
            if overlaps(Session(day.date(), rule.starts, rule.ends), window):
                found.add(rule.key)
                break
    return found

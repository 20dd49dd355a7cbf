"""Dates that come round each week, in words: “Saturdays, 10am to noon”."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from helpfulacts.core.clock import time_in_words

_DAYS = {
    "MO": "Mondays",
    "TU": "Tuesdays",
    "WE": "Wednesdays",
    "TH": "Thursdays",
    "FR": "Fridays",
    "SA": "Saturdays",
    "SU": "Sundays",
}
_EVERY_WEEK = re.compile(r"(?:RRULE:)?FREQ=WEEKLY;BYDAY=([A-Z]{2}(?:,[A-Z]{2})*)$")


def weeks_in_words(schedules: Iterable[Any]) -> str:
    """“Tuesdays and Fridays, 8:30am to 12:30pm; Sundays, noon to 1pm”. Empty when any rule is not a plain week."""
    days: dict[tuple[dt.time, dt.time], set[str]] = {}
    for schedule in schedules:
        weekly = _EVERY_WEEK.match(schedule.rrule)
        if weekly is None:
            return ""
        days.setdefault((schedule.starts, schedule.ends), set()).update(weekly[1].split(","))
    said = []
    for (starts, ends), codes in sorted(days.items(), key=lambda row: min(map(list(_DAYS).index, row[1]))):
        named = [name for code, name in _DAYS.items() if code in codes]
        listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
        said.append(f"{listed}, {time_in_words(starts)} to {time_in_words(ends)}")
    return "; ".join(said)

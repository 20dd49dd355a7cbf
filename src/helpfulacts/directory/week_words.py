"""When an offer happens, in words: its lines, and the rules that no line shows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from helpfulacts.core.clock import date_in_words, hours_in_words

from .dates import Date, dates_of, only_day
from .drafts import Repeats
from .facets import DAY_NAMES
from .week_grid import Slot, Week, rules_of
from .weeks import weeks_in_words

_TIMES = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last"}
_CODES = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), DAY_NAMES, strict=True))
_NTH = re.compile(r"FREQ=MONTHLY;BYDAY=(-1|[1-5])([A-Z]{2})$")


def slot_words(slot: Slot, today: dt.date) -> str:
    """“10am to noon”, “2pm to 4pm, the first of the month”, “6pm to 8pm, every second week: next on 1 December”."""
    words = hours_in_words(slot.starts, slot.ends)
    if slot.often == "week":
        return words
    if slot.often in ("fortnight", "other_fortnight"):
        [rule] = rules_of(Week((slot,)), today)
        days = dates_of(rule.rrule, rule.first_day, today, today + dt.timedelta(days=28))
        return f"{words}, every second week: next on {days[0].day} {days[0]:%B}"
    return f"{words}, the {_TIMES[slot.often]} of the month"


def other_words(rule: Repeats, today: dt.date) -> str:
    """A rule that no line shows: what it is where words are easy, and its next dates."""
    said = rule.rrule.removeprefix("RRULE:")
    if day := only_day(said, rule.first_day or today):
        return f"On {date_in_words(day, reference=today)} only, {hours_in_words(rule.starts, rule.ends)}."
    days = dates_of(said, rule.first_day or today, today, today + dt.timedelta(days=366))[:3]
    if found := _NTH.match(said):
        words = f"The {_TIMES[found[1]]} {_CODES[found[2]]} of the month"
    else:
        words = "At times of its own"
    coming = ", then ".join(date_in_words(day, reference=today) for day in days)
    return f"{words}, {hours_in_words(rule.starts, rule.ends)}. {f'Next: {coming}' if coming else 'No date is coming up'}."


def dates_in_words(schedules: Iterable[Any], today: dt.date) -> str:
    """“Thursdays, 6:30pm to 8:45pm”, or each rule on its own where they are no plain week."""
    rows = list(schedules)
    said = [other_words(Repeats(row.rrule, row.starts, row.ends, row.first_day), today) for row in rows]
    return weeks_in_words(rows) or " ".join(said) or "no fixed days"


def date_words(date: Date, today: dt.date) -> str:
    """“Tuesday 1 December, 10am to noon”, and what a bank holiday leaves open."""
    words = f"{date_in_words(date.day, reference=today)}, {hours_in_words(date.starts, date.ends)}"
    return f"{words}. Bank holiday: ring first" if date.uncertain else words

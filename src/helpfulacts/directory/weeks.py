"""What comes round each week, in words: “Saturdays, 10am to noon”, “Tuesday and Sunday evenings”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from helpfulacts.core.clock import hours_in_words, time_in_words
from helpfulacts.core.words import joined

from .facets import DAY_NAMES, DAYS

_DAYS = {name[:2].upper(): f"{name}s" for name in DAY_NAMES}
_DAY_WORDS = dict(zip(DAYS, DAY_NAMES, strict=True))
_PART_WORDS = {"am": "morning", "pm": "afternoon", "eve": "evening"}
_EVERY_WEEK = re.compile(r"(?:RRULE:)?FREQ=WEEKLY;BYDAY=([A-Z]{2}(?:,[A-Z]{2})*)$")


def weeks_in_words(schedules: Iterable[Any]) -> str:
    """“Tuesdays and Fridays, 8:30am to 12:30pm; Sundays, noon to 1pm”. Empty when any rule is not a plain week."""
    return "; ".join(
        f"{joined(days)}, {hours_in_words(starts, ends)}"
        for (starts, ends), days in _by_time(schedules, lambda one: (one.starts, one.ends))
    )


def week_starts_in_words(schedules: Iterable[Any]) -> str:
    """“Tuesdays at 6:30pm”, when it begins. Empty when any rule is not a plain week."""
    return "; ".join(
        f"{joined(days)} at {time_in_words(starts)}"
        for starts, days in _by_time(schedules, lambda one: one.starts)
    )


def slots_in_words(slots: Iterable[str]) -> str:
    """“Tuesday and Sunday evenings, Wednesday afternoons”, of codes such as `tue_eve`. Empty for none."""
    chosen = set(slots)
    said = []
    for part, word in _PART_WORDS.items():
        days = [day for day in DAYS if f"{day}_{part}" in chosen]
        if len(days) == len(DAYS):
            said.append(f"every {word}")
        elif days == list(DAYS[:5]):
            said.append(f"weekday {word}s")
        elif days:
            said.append(f"{joined([_DAY_WORDS[day] for day in days])} {word}s")
    return ", ".join(said)


def _by_time(schedules: Iterable[Any], key: Callable[[Any], Any]) -> list[tuple[Any, list[str]]]:
    """(key, names of days) in the order of the week; none when any rule is not a plain week."""
    days: dict[Any, set[str]] = {}
    for schedule in schedules:
        weekly = _EVERY_WEEK.match(schedule.rrule)
        if weekly is None:
            return []
        days.setdefault(key(schedule), set()).update(weekly[1].split(","))
    rows = sorted(days.items(), key=lambda row: min(map(list(_DAYS).index, row[1])))
    return [(time, [name for code, name in _DAYS.items() if code in codes]) for time, codes in rows]

"""The usual week of an offer as a person edits it: lines of day, hours and how often.

A rule that such lines cannot show is kept as it is (`others`) and said in words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .dates import Date, dates_between
from .drafts import Repeats
from .facets import DAYS

HOW_OFTEN = {
    "week": "Every week",
    "fortnight": "Every second week, with this week",
    "other_fortnight": "Every second week, from next week",
    "1": "The first of the month",
    "2": "The second of the month",
    "3": "The third of the month",
    "4": "The fourth of the month",
    "-1": "The last of the month",
}
_CODES = {day[:2].upper(): day for day in DAYS}
_WEEKLY = re.compile(r"FREQ=WEEKLY(?:;INTERVAL=(1|2))?;BYDAY=([A-Z,]+)(?:;INTERVAL=(1|2))?$")
_MONTHLY = re.compile(r"FREQ=MONTHLY;BYDAY=([1-4]|-1)([A-Z]{2})$")


@dataclass(frozen=True)
class Slot:
    """One line: `day` as in DAYS, wall times, `often` a key of HOW_OFTEN."""

    day: str
    starts: dt.time
    ends: dt.time
    often: str = "week"


@dataclass(frozen=True)
class Week:
    """When an offer happens. `others`: rules that lines cannot show."""

    slots: tuple[Slot, ...] = ()
    others: tuple[Repeats, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A line as a rule: what `dates_between` and a `Schedule` row need."""

    rrule: str
    first_day: dt.date
    starts: dt.time
    ends: dt.time


def week_of(offer: Any, today: dt.date) -> Week:
    """The week of an offer with its schedules at hand."""
    slots: list[Slot] = []
    others: list[Repeats] = []
    for row in offer.schedules.all():
        lines = _lines(row, today)
        slots += lines
        if not lines:
            others.append(Repeats(row.rrule, row.starts, row.ends, row.first_day))
    slots.sort(key=lambda one: (DAYS.index(one.day), one.starts, one.ends, one.often))
    return Week(tuple(dict.fromkeys(slots)), tuple(others))


def _lines(row: Any, today: dt.date) -> list[Slot]:
    """None where a line cannot show the rule, or where it begins after this fortnight."""
    rule = row.rrule.removeprefix("RRULE:")
    if found := _MONTHLY.match(rule):
        if row.first_day > today:
            return []
        return [Slot(_CODES[found[2]], row.starts, row.ends, found[1])] if found[2] in _CODES else []
    found = _WEEKLY.match(rule)
    codes = found[2].split(",") if found else []
    if not found or any(code not in _CODES for code in codes):
        return []
    often = "week"
    if row.first_day > today + dt.timedelta(days=13 if "2" in (found[1], found[3]) else 0):
        return []
    if "2" in (found[1], found[3]):
        weeks = (_monday(today) - _monday(row.first_day)).days // 7
        often = "other_fortnight" if weeks % 2 else "fortnight"
    return [Slot(_CODES[code], row.starts, row.ends, often) for code in codes]


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def rules_of(week: Week, today: dt.date) -> list[Rule]:
    """The lines and the other rules as rules from today."""
    rules = []
    for slot in week.slots:
        code, first = slot.day[:2].upper(), today
        if slot.often == "week":
            rrule = f"FREQ=WEEKLY;BYDAY={code}"
        elif slot.often in ("fortnight", "other_fortnight"):
            rrule = f"FREQ=WEEKLY;INTERVAL=2;BYDAY={code}"
            first = _monday(today) + dt.timedelta(weeks=slot.often == "other_fortnight")
        else:
            rrule = f"FREQ=MONTHLY;BYDAY={slot.often}{code}"
        rules.append(Rule(rrule, first, slot.starts, slot.ends))
    rules += [
        Rule(one.rrule.removeprefix("RRULE:"), one.first_day or today, one.starts, one.ends)
        for one in week.others
    ]
    return rules


def next_dates(offer: Any, week: Week, today: dt.date, number: int = 8) -> list[Date]:
    """The next dates that this week would give an offer (its days that differ at hand): what is shown before it is saved."""
    until = today + dt.timedelta(weeks=13)
    others = list(offer.exceptions.all())
    return dates_between(
        rules_of(week, today), others, offer.on_bank_holidays, today, until, offer.place.nation
    )[:number]


def as_plain(week: Week) -> dict[str, Any]:
    """As JSON keeps it."""
    return {
        "slots": [
            [one.day, one.starts.isoformat("minutes"), one.ends.isoformat("minutes"), one.often]
            for one in week.slots
        ],
        "others": [
            [
                one.rrule,
                one.starts.isoformat("minutes"),
                one.ends.isoformat("minutes"),
                str(one.first_day or ""),
            ]
            for one in week.others
        ],
    }


def from_plain(said: dict[str, Any]) -> Week:
    """The other way."""
    return Week(
        tuple(Slot(day, *_clocks(starts, ends), often) for day, starts, ends, often in said["slots"]),
        tuple(
            Repeats(rule, *_clocks(starts, ends), dt.date.fromisoformat(first) if first else None)
            for rule, starts, ends, first in said["others"]
        ),
    )


def _clocks(starts: str, ends: str) -> tuple[dt.time, dt.time]:
    return dt.time.fromisoformat(starts), dt.time.fromisoformat(ends)


def by_day(slots: Iterable[Slot]) -> list[tuple[str, Sequence[Slot]]]:
    """(day, its lines) in the order of the week, days without any left out."""
    lines = list(slots)
    return [(day, here) for day in DAYS if (here := [one for one in lines if one.day == day])]

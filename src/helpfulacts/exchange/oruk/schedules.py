"""When a service happens: HSDS schedules as weekly times or repetitions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from helpfulacts.directory.drafts import Repeats, Weekly
from helpfulacts.directory.facets import DAYS

from ..strict_json import printable
from . import values

_DAY = {day[:2].upper(): day for day in DAYS}
_BYDAY = re.compile(r"^[+-]?[1-5]?(MO|TU|WE|TH|FR|SA|SU)$")
_MOST = 60


def when(record: Mapping[str, Any], today: dt.date) -> tuple[list[Weekly], list[Repeats], list[str]]:
    """(weekly times, other repetitions, sentences about schedules that cannot be used). Those that are over are left out."""
    weekly: dict[Weekly, None] = {}
    repeats: dict[Repeats, None] = {}
    odd: list[str] = []
    listed = [record, *values.objects(record.get("service_at_locations"))]
    for schedule in [one for holder in listed for one in values.objects(holder.get("schedules"))][:_MOST]:
        try:
            for item in _one(schedule, today):
                if isinstance(item, Weekly):
                    weekly[item] = None
                else:
                    repeats[item] = None
        except values.Odd as trouble:
            odd.append(f"A time was left out. {trouble}")
    return list(weekly), list(repeats), odd


def _one(schedule: Mapping[str, Any], today: dt.date) -> list[Weekly | Repeats]:
    ends_on = values.date(schedule.get("until") or schedule.get("valid_to"), "last day")
    first = values.date(schedule.get("valid_from") or schedule.get("dtstart"), "first day")
    if ends_on and ends_on < today:
        return []
    frequency = values.line(schedule.get("freq"), 20).upper()
    starts = values.time(schedule.get("opens_at"), "opening")
    ends = values.time(schedule.get("closes_at"), "closing")
    if not frequency and not starts and not ends:
        return []  # a description in words only: it stays in the description
    if frequency not in ("WEEKLY", "MONTHLY"):
        raise values.Odd(f"It repeats “{printable(frequency) or 'never'}”, not WEEKLY or MONTHLY.")
    if starts is None or ends is None:
        raise values.Odd("It has no opening or no closing time.")
    if ends <= starts:
        raise values.Odd(f"It closes at {ends:%H:%M}, before it opens at {starts:%H:%M}.")
    interval = values.whole(schedule.get("interval"), "interval", 52) or 1
    days = _days(schedule.get("byday"))
    if frequency == "WEEKLY":
        if not days and first is not None:
            days = [DAYS[first.weekday()][:2].upper()]
        days = [day[-2:] for day in days]
        if not days:
            raise values.Odd("It does not say on which day of the week.")
        if interval == 1 and ends_on is None and (first is None or first <= today):
            return [Weekly(_DAY[day], starts, ends) for day in dict.fromkeys(days)]
        rule = f"FREQ=WEEKLY;BYDAY={','.join(dict.fromkeys(days))}"
    else:
        dates = re.findall(r"-?\d{1,2}", values.line(schedule.get("bymonthday"), 100))
        dates = [day for day in dates if 1 <= abs(int(day)) <= 31]
        if days and all(day[:-2] for day in days):
            rule = f"FREQ=MONTHLY;BYDAY={','.join(dict.fromkeys(days))}"
        elif dates:
            rule = f"FREQ=MONTHLY;BYMONTHDAY={','.join(dict.fromkeys(dates))}"
        else:
            raise values.Odd("It is monthly, but does not say which day of the month.")
    rule += f";INTERVAL={interval}" if interval > 1 else ""
    rule += f";UNTIL={ends_on:%Y%m%d}" if ends_on else ""
    if len(rule) > 200:
        raise values.Odd("It repeats in too many ways to keep.")
    return [Repeats(rule, starts, ends, first)]


def _days(value: Any) -> list[str]:
    found = [part.strip().upper() for part in values.line(value, 200).split(",") if part.strip()]
    for part in found:
        if not _BYDAY.match(part):
            raise values.Odd(f"“{printable(part)}” is not a day such as MO or 1TU.")
    return found

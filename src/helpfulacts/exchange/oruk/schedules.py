"""When a service happens: HSDS schedules as weekly times or repetitions, cleaned for keeping, and made from our rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dateutil.rrule import rrulestr

from helpfulacts.core.clock import are_hours
from helpfulacts.directory.dates import only_day
from helpfulacts.directory.drafts import Repeats, Weekly
from helpfulacts.directory.facets import DAYS

from ..strict_json import printable
from . import values
from .carrying import Cleaner
from .known_fields import Reader
from .terms import derived

_DAY = {day[:2].upper(): day for day in DAYS}
_BYDAY = re.compile(r"^[+-]?[1-5]?(MO|TU|WE|TH|FR|SA|SU)$")
_MOST = 60
_RULE = re.compile(r"FREQ=(?:WEEKLY|MONTHLY)(?:;[A-Z]+=[A-Z0-9,+:-]+)*")
_SAYS = ("until", "valid_to", "valid_from", "dtstart", "freq", "opens_at", "closes_at", "rrule", "interval", "byday",
         "bymonthday")  # fmt: skip
_PLAIN = frozenset((str, int, float, bool, type(None)))
_SAID_BY_FIELDS = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "UNTIL"}


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


def _one(schedule: Mapping[str, Any], today: dt.date) -> tuple[Weekly | Repeats, ...]:
    """What one says. Many services keep the same hours, so each way of saying them is read once."""
    said = tuple(map(schedule.get, _SAYS))
    read = _times if _PLAIN.issuperset(map(type, said)) else _times.__wrapped__
    return tuple(read(today, *said))


@lru_cache(maxsize=4096, typed=True)
def _times(
    today: dt.date,
    until: Any,
    valid_to: Any,
    valid_from: Any,
    dtstart: Any,
    freq: Any,
    opens_at: Any,
    closes_at: Any,
    rrule: Any,
    every: Any,
    byday: Any,
    bymonthday: Any,
) -> list[Weekly | Repeats]:
    ends_on = values.date(until or valid_to, "last day")
    first = values.date(valid_from or dtstart, "first day")
    if ends_on and ends_on < today:
        return []
    frequency = values.line(freq, 20).upper()
    starts = values.time(opens_at, "opening")
    ends = values.time(closes_at, "closing")
    if not frequency and not starts and not ends:
        return []  # a description in words only: it stays in the description
    only = first if not frequency and ends_on == first else None
    if only is None and frequency not in ("WEEKLY", "MONTHLY"):
        raise values.Odd(f"It repeats “{printable(frequency) or 'never'}”, not WEEKLY or MONTHLY.")
    if starts is None or ends is None:
        raise values.Odd("It has no opening or no closing time.")
    if not are_hours(starts, ends):
        raise values.Odd(f"It closes at {ends:%H:%M}, before it opens at {starts:%H:%M}.")
    if only is not None:
        return [Repeats(f"FREQ=WEEKLY;BYDAY={_day_code(only)};COUNT=1", starts, ends, only)]
    if (whole := values.line(rrule, 201)) and _is_rule(whole):
        return [Repeats(whole, starts, ends, first)]
    interval = values.whole(every, "interval", 52) or 1
    days = _days(byday)
    if frequency == "WEEKLY":
        if not days and first is not None:
            days = [_day_code(first)]
        days = [day[-2:] for day in days]
        if not days:
            raise values.Odd("It does not say on which day of the week.")
        if interval == 1 and ends_on is None and (first is None or first <= today):
            return [Weekly(_DAY[day], starts, ends) for day in dict.fromkeys(days)]
        rule = f"FREQ=WEEKLY;BYDAY={','.join(dict.fromkeys(days))}"
    else:
        dates = re.findall(r"-?\d{1,2}", values.line(bymonthday, 100))
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


def _is_rule(text: str) -> bool:
    """A repetition that fields cannot say, as our own feeds write it beside them."""
    if len(text) > 200 or not _RULE.fullmatch(text):
        return False
    try:
        rrulestr(text)
    except (ValueError, TypeError):
        return False
    return True


def _date(cleaner: Cleaner, value: Any, parent: str) -> str:
    found = values.date(value, "day")
    return found.isoformat() if found else ""


def _clock(cleaner: Cleaner, value: Any, parent: str) -> str:
    found = values.time(value, "time")
    return f"{found:%H:%M}" if found else ""


def _few(most: int) -> Reader:
    def read(cleaner: Cleaner, value: Any, parent: str) -> int | None:
        try:
            return values.whole(value, "number", most)
        except values.Odd:
            return None

    return read


def _words(longest: int) -> Reader:
    return lambda cleaner, value, parent: values.line(value, longest)


_FIELDS: dict[str, Reader] = {
    "valid_from": _date,
    "valid_to": _date,
    "dtstart": _date,
    "until": _date,
    "timezone": _few(24),
    "count": _few(1000),
    "wkst": _words(2),
    "freq": lambda cleaner, value, parent: values.line(value, 20).upper(),
    "interval": _few(52),
    "byday": lambda cleaner, value, parent: ",".join(_days(value)),
    "byweekno": _words(100),
    "bymonthday": _words(100),
    "byyearday": _words(100),
    "description": lambda cleaner, value, parent: values.text(value, 1000),
    "opens_at": _clock,
    "closes_at": _clock,
    "schedule_link": lambda cleaner, value, parent: values.uri(value),
    "attending_type": _words(200),
    "notes": lambda cleaner, value, parent: values.text(value, 1000),
    "rrule": lambda cleaner, value, parent: rule if _is_rule(rule := values.line(value, 201)) else "",
}


def carried_times(
    cleaner: Cleaner, holder: Mapping[str, Any], key: str, today: dt.date
) -> list[dict[str, Any]]:
    """The schedules of a service or of one at a place, cleaned; those that `when` finds odd are left out."""
    found: dict[str, dict[str, Any]] = {}
    for schedule in list(values.objects(holder.get("schedules")))[:_MOST]:
        try:
            _one(schedule, today)
            said = cleaner.fields(_FIELDS, schedule, key)
        except values.Odd:
            continue
        own = cleaner.identity("schedule", schedule.get("id"))
        if said:
            own = own or derived("schedule", cleaner.source, key, sorted(said.items()))
            found.setdefault(own, {"id": own, **said})
    return list(found.values())


def times_of(offer: Any) -> list[dict[str, Any]]:
    """The schedules kept for an offer (prefetched) in the fields of HSDS; what these cannot say is also in `rrule`."""
    found = {}
    for row in offer.schedules.all():
        said = _fields_of(row)
        own = derived("schedule", offer.exchange_id, sorted(said.items()))
        found[own] = {"id": own, **said}
    return sorted(
        found.values(),
        key=lambda one: (one.get("freq", ""), one.get("byday", ""), one["opens_at"], one["id"]),
    )


def _fields_of(row: Any) -> dict[str, Any]:
    hours = {"opens_at": f"{row.starts:%H:%M}", "closes_at": f"{row.ends:%H:%M}"}
    if day := only_day(row.rrule, row.first_day):
        return {name: day.isoformat() for name in ("dtstart", "valid_from", "valid_to")} | hours
    parts = dict(part.split("=", 1) for part in row.rrule.split(";") if "=" in part)
    said: dict[str, Any] = {"freq": parts["FREQ"], **hours}
    if "BYDAY" in parts:
        said["byday"] = parts["BYDAY"]
    elif "BYMONTHDAY" in parts:
        said["bymonthday"] = parts["BYMONTHDAY"]
    elif parts["FREQ"] == "WEEKLY":
        said["byday"] = _day_code(row.first_day)
    else:
        said["bymonthday"] = str(row.first_day.day)
    if int(parts.get("INTERVAL", 1)) > 1:
        said |= {"interval": int(parts["INTERVAL"]), "dtstart": row.first_day.isoformat()}
    if "UNTIL" in parts:
        said["valid_to"] = f"{parts['UNTIL'][:4]}-{parts['UNTIL'][4:6]}-{parts['UNTIL'][6:8]}"
    if parts.keys() - _SAID_BY_FIELDS or {"BYDAY", "BYMONTHDAY"} <= parts.keys():
        said |= {"rrule": row.rrule, "dtstart": row.first_day.isoformat()}
    return said


def _day_code(day: dt.date) -> str:
    """As RFC 5545 names its day of the week: “MO”."""
    return DAYS[day.weekday()][:2].upper()

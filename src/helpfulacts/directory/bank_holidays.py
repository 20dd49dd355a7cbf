"""Bank holidays of England and Wales, worked out offline.

The rules are those of the Banking and Financial Dealings Act 1971 and the proclamations made under it each year; Easter
is dateutil's (Western, Gregorian). Days that were moved or added once are listed. Checked against the dates that gov.uk
published for 2020 to 2027. A day that is proclaimed later is not known until it is added here.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from dateutil.easter import easter

_ADDED = {
    dt.date(2022, 6, 3): "the Platinum Jubilee bank holiday",
    dt.date(2022, 9, 19): "the state funeral of Queen Elizabeth II",
    dt.date(2023, 5, 8): "the coronation of King Charles III",
}
_MOVED = {
    dt.date(2020, 5, 4): dt.date(2020, 5, 8),
    dt.date(2022, 5, 30): dt.date(2022, 6, 2),
}
_DAY = dt.timedelta(days=1)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> dict[dt.date, str]:
    """Each bank holiday of a year with its name, in order."""
    sunday = easter(year)
    days: dict[dt.date, str] = {}
    for day, name in (
        (_workday(dt.date(year, 1, 1), days), "New Year's Day"),
        (sunday - 2 * _DAY, "Good Friday"),
        (sunday + _DAY, "Easter Monday"),
        (_first_monday(year, 5), "the early May bank holiday"),
        (_last_monday(year, 5), "the spring bank holiday"),
        (_last_monday(year, 8), "the summer bank holiday"),
    ):
        days[_MOVED.get(day, day)] = name
    christmas, boxing = dt.date(year, 12, 25), dt.date(year, 12, 26)
    # The one that falls on a working day keeps it; the other takes the next that is free.
    first, second = (boxing, christmas) if christmas.weekday() == 6 else (christmas, boxing)
    names = {christmas: "Christmas Day", boxing: "Boxing Day"}
    for day in (first, second):
        days[_workday(day, days)] = names[day]
    days |= {day: name for day, name in _ADDED.items() if day.year == year}
    return dict(sorted(days.items()))


def holiday_on(day: dt.date) -> str:
    """Its name: a bank holiday, or Christmas Day, Boxing Day or New Year's Day on a weekend. Empty on any other day."""
    name = bank_holidays(day.year).get(day, "")
    return name or {(12, 25): "Christmas Day", (12, 26): "Boxing Day", (1, 1): "New Year's Day"}.get(
        (day.month, day.day), ""
    )


def next_called(name: str, day: dt.date) -> dt.date:
    """The first bank holiday of that name on or after `day`, where it is kept (Boxing Day may be kept on a Monday)."""
    for year in (day.year, day.year + 1, day.year + 2):
        for one, called in bank_holidays(year).items():
            if called == name and one >= day:
                return one
    raise ValueError(f"{name} is no bank holiday")


def _workday(day: dt.date, taken: dict[dt.date, str]) -> dt.date:
    while day.weekday() >= 5 or day in taken:
        day += _DAY
    return day


def _first_monday(year: int, month: int) -> dt.date:
    day = dt.date(year, month, 1)
    return day + dt.timedelta(days=-day.weekday() % 7)


def _last_monday(year: int, month: int) -> dt.date:
    day = dt.date(year, month, 31)
    return day - dt.timedelta(days=day.weekday())

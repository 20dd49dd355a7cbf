"""Bank holidays of each nation of the United Kingdom (`Place.nation`), worked out offline.

The rules are those of the Banking and Financial Dealings Act 1971, of the St Andrew's Day Bank Holiday (Scotland) Act 2007
and of the proclamations made under the first each year; Easter is dateutil's (Western, Gregorian). England and Wales keep
the same days. Days that were moved or added once are listed; all nations kept those. Checked against the dates that gov.uk
published for 2019 to 2027 (England and Wales: 2020 to 2027). A day that is proclaimed later is not known until it is added
here. In Scotland many councils and shops keep other days as well: those are days that differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
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
def bank_holidays(year: int, nation: str) -> dict[dt.date, str]:
    """Each bank holiday of a year with its name, in order. `nation`: a key of `places.models.NATIONS`."""
    sunday = easter(year)
    days: dict[dt.date, str] = {}
    for day, name in (
        (dt.date(year, 1, 1), "New Year's Day"),
        (sunday - 2 * _DAY, "Good Friday"),
        (_first_monday(year, 5), "the early May bank holiday"),
        (_last_monday(year, 5), "the spring bank holiday"),
        *_own_days(year, nation, sunday),
    ):
        # A day at a weekend is kept on the next working day that is free.
        kept = _workday(day, days)
        days[_MOVED.get(kept, kept)] = name
    christmas = (dt.date(year, 12, 25), "Christmas Day"), (dt.date(year, 12, 26), "Boxing Day")
    # The one that falls on a working day keeps it; the other takes the next that is free.
    for day, name in sorted(christmas, key=lambda one: one[0].weekday() >= 5):
        days[_workday(day, days)] = name
    days |= {day: name for day, name in _ADDED.items() if day.year == year}
    return dict(sorted(days.items()))


def _own_days(year: int, nation: str, sunday: dt.date) -> list[tuple[dt.date, str]]:
    """What not all nations keep, or not on the same day. `sunday` is Easter Day."""
    if nation == "scotland":
        return [
            (dt.date(year, 1, 2), "2nd January"),
            (_first_monday(year, 8), "the summer bank holiday"),
            (dt.date(year, 11, 30), "St Andrew's Day"),
        ]
    days = [(sunday + _DAY, "Easter Monday"), (_last_monday(year, 8), "the summer bank holiday")]
    if nation == "northern-ireland":
        days += [(dt.date(year, 3, 17), "St Patrick's Day"), (dt.date(year, 7, 12), "Orangemen's Day")]
    return days


def holiday_on(day: dt.date, nation: str) -> str:
    """Its name: a bank holiday, or a day at the turn of the year that falls on a weekend. Empty on any other day."""
    names = {(12, 25): "Christmas Day", (12, 26): "Boxing Day", (1, 1): "New Year's Day"}
    if nation == "scotland":
        names[1, 2] = "2nd January"
    return bank_holidays(day.year, nation).get(day, "") or names.get((day.month, day.day), "")


def next_called(name: str, day: dt.date, nation: str) -> dt.date | None:
    """The first bank holiday of that name on or after `day`, on the day it is kept; None where the nation keeps none."""
    return next((one for one, called in holidays_from(day, nation) if called == name), None)


def holidays_from(day: dt.date, nation: str) -> Iterator[tuple[dt.date, str]]:
    """Each bank holiday with its name, in order, on or after `day`: of its year and the two after it."""
    for year in (day.year, day.year + 1, day.year + 2):
        yield from ((one, name) for one, name in bank_holidays(year, nation).items() if one >= day)


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

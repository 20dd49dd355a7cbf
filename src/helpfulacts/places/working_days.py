"""Working days: Monday to Friday, without the bank holidays of the nations named (keys of `places.models.NATIONS`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from .bank_holidays import bank_holidays

_DAY = dt.timedelta(days=1)


def is_working_day(day: dt.date, nations: Collection[str]) -> bool:
    return day.weekday() < 5 and not any(day in bank_holidays(day.year, nation) for nation in nations)


def next_working_day(day: dt.date, nations: Collection[str]) -> dt.date:
    """`day` itself where it is a working day, and the first one after it where it is not."""
    while not is_working_day(day, nations):
        day += _DAY
    return day


def working_days_after(day: dt.date, days: int, nations: Collection[str]) -> dt.date:
    """The day that is `days` working days after `day`: before it where `days` is less than nothing."""
    step = _DAY if days > 0 else -_DAY
    while days:
        day += step
        days -= is_working_day(day, nations) * step.days
    return day

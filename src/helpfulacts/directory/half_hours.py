"""Half-hours of a day, in wall time: 0 begins at midnight, 20 at 10am, 47 at 11:30pm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import LAST_MINUTE, past_midnight, time_in_words

SLOTS = 48


def time_of(slot: int) -> dt.time:
    """When a half-hour begins; 48 is midnight at the end of the day."""
    return dt.time(slot // 2 % 24, 30 * (slot % 2))


def within(starts: dt.time, ends: dt.time) -> range:
    """The half-hours that lie wholly between two times of one day."""
    first = starts.hour * 2 + -(-starts.minute // 30)
    last = SLOTS if ends >= LAST_MINUTE else ends.hour * 2 + ends.minute // 30
    return range(first, max(first, last))


def within_days(day: dt.date, starts: dt.time, ends: dt.time) -> list[tuple[dt.date, range]]:
    """The same of a session of `day`, day by day: two days where it goes over midnight."""
    if not past_midnight(starts, ends):
        return [(day, within(starts, ends))]
    return [(day, within(starts, LAST_MINUTE)), (day + dt.timedelta(days=1), within(dt.time(), ends))]


def missing_on(day: dt.date, zone: str) -> frozenset[int]:
    """The half-hours that this day does not have, because the clocks go forward over them.

    Where the clocks go back a half-hour comes twice under one name: it is booked as one, for both.
    """
    here, gone = ZoneInfo(zone), set()
    for slot in range(SLOTS):
        wall = dt.datetime.combine(day, time_of(slot), here)
        if wall.astimezone(dt.UTC).astimezone(here).replace(tzinfo=None) != wall.replace(tzinfo=None):
            gone.add(slot)
    return frozenset(gone)


def between_in_words(first: int, last: int) -> str:
    """“10am to 12:30pm”; “all day” from midnight to midnight. `last` is the half-hour at which it ends."""
    if (first, last) == (0, SLOTS):
        return "all day"
    return f"{time_in_words(time_of(first))} to {time_in_words(time_of(last))}"


def runs(slots: Iterable[int]) -> list[tuple[int, int]]:
    """(first, end) of each unbroken run, in order."""
    found: list[tuple[int, int]] = []
    for slot in sorted(slots):
        if found and found[-1][1] == slot:
            found[-1] = (found[-1][0], slot + 1)
        else:
            found.append((slot, slot + 1))
    return found

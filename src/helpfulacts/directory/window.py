"""A stretch of time that somebody asks for: some days, and from when to when on each, in the place's wall time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from helpfulacts.core.clock import LAST_MINUTE, date_in_words, hours_in_words, past_midnight, time_in_words

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.time(0), LAST_MINUTE
PARTS = {
    "morning": (dt.time(6), dt.time(12)),
    "lunchtime": (dt.time(12), dt.time(14)),
    "afternoon": (dt.time(12), dt.time(17)),
    "evening": (dt.time(17), LAST),
    "night": (dt.time(17), dt.time(4)),
}
PART = "morning|lunch ?time|afternoon|evening|night"


@dataclass(frozen=True)
class Window:
    """Days and a stretch of wall time; something fits when it is under way for any part of it on one of the days.

    A stretch that ends earlier than it starts goes on into the day after each of the days. `whole`: only what is under way
    for all of it fits. `called` is what the sentence calls its day, where a name alone would not say which: “the next bank
    holiday”.
    """

    days: tuple[dt.date, ...]
    starts: dt.time = FIRST
    ends: dt.time = LAST
    whole: bool = False
    called: str = ""

    def sides(self) -> tuple[Window, ...]:
        """The window, or its two sides of midnight."""
        if not past_midnight(self.starts, self.ends):
            return (self,)
        after = tuple(day + DAY for day in self.days)
        return Window(self.days, self.starts, LAST), Window(after, FIRST, self.ends)

    def in_words(self, today: dt.date) -> str:
        """“Saturday 28 November, noon to 5pm”, “Tuesdays until 22 December”, “Monday 30 November to Sunday 6 December”."""
        first, last = self.days[0], self.days[-1]
        if len(self.days) == 1:
            said = date_in_words(first, reference=today)
        elif len({day.weekday() for day in self.days}) <= 2 < len(self.days):
            names = dict.fromkeys(f"{day:%A}s" for day in self.days)
            said = f"{' and '.join(names)} until {date_in_words(last, reference=today)}"
        elif len(self.days) <= 3 and (last - first).days >= len(self.days):
            said = " or ".join(date_in_words(day, reference=today) for day in self.days)
        else:
            weekdays = {day.weekday() for day in self.days} <= {0, 1, 2, 3, 4}
            said = f"{date_in_words(first, reference=today)} to {date_in_words(last, reference=today)}"
            said = f"weekdays, {said}" if weekdays and len(self.days) > 2 else said
        if self.called:
            said = f"{self.called}, {said}"
        if self.whole:
            return f"{said}, day and night"
        if self.starts == self.ends:
            return f"{said}, at {'midnight' if self.starts == LAST else time_in_words(self.starts)}"
        if (self.starts, self.ends) == (FIRST, LAST):
            return said
        if self.ends == LAST:
            return f"{said}, after {time_in_words(self.starts)}"
        if self.starts == FIRST:
            return f"{said}, before {time_in_words(self.ends)}"
        return f"{said}, {hours_in_words(self.starts, self.ends)}"

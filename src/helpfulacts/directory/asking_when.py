"""Reading a time and a distance out of a free sentence: “open next Saturday afternoon within 2 miles”.

What is read is a proposal: the page shows it in words with its date, and the reader takes it away. Meanings, all in the
place's wall time:

- morning is 6am to noon, lunchtime noon to 2pm, afternoon noon to 5pm, evening and tonight 5pm to midnight;
- a day of the week is the next one, today included; “next Saturday” is the next one, today left out;
- “this weekend” is the coming Saturday and Sunday, or what is left of it; “next week” is the coming Monday to Sunday;
- “Tuesdays”, “every Tuesday” are those of the coming four weeks, “weekdays” those of the coming seven days;
- “after 5” and “at 3” are in the afternoon unless the sentence says am; dates such as 3/12 are day first;
- Christmas Day is 25 December and Boxing Day the 26th, whatever day of the week that is; “the Boxing Day bank holiday”
  and “bank holiday Monday” are the days on which they are kept.

A day that the sentence tells of as past (“since Monday”, “he died on Saturday”) is not a question about time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpfulacts.core.clock import are_hours, date_in_words, hours_in_words, past_midnight, time_in_words
from helpfulacts.places.geo import METRES_IN_A_MILE

from .bank_holidays import bank_holidays, next_called
from .facets import DAY_NAMES

if TYPE_CHECKING:
    from helpfulacts.places.selectors import Where

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.time(0), dt.time(23, 59)
PARTS = {
    "morning": (dt.time(6), dt.time(12)),
    "lunchtime": (dt.time(12), dt.time(14)),
    "afternoon": (dt.time(12), dt.time(17)),
    "evening": (dt.time(17), LAST),
    "night": (dt.time(17), LAST),
}
WEEKS_OF_EACH = 4
_NAMES = tuple(name.lower() for name in DAY_NAMES)
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
_DAY = "|".join(_NAMES)
_PART = "morning|lunch ?time|afternoon|evening|night"
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_HOLIDAYS = {
    "christmas day": "Christmas Day",
    "boxing day": "Boxing Day",
    "new years day": "New Year's Day",
    "good friday": "Good Friday",
    "easter monday": "Easter Monday",
    "st andrews day": "St Andrew's Day",
    "st patricks day": "St Patrick's Day",
    "orangemens day": "Orangemen's Day",
}
_FIXED = {
    "Christmas Day": ("25", "12"),
    "Boxing Day": ("26", "12"),
    "New Year's Day": ("1", "1"),
    "St Andrew's Day": ("30", "11"),
    "St Patrick's Day": ("17", "3"),
    "Orangemen's Day": ("12", "7"),
}
_NUMBERS = {
    "a": 1.0,
    "an": 1.0,
    "one": 1.0,
    "half a": 0.5,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
}
WITHIN = re.compile(
    r"\b(?:within|under|less than|no more than|up to|inside)\s+(\d{1,5}(?:\.\d+)?|half a|an?|one|two|three|four|five)"
    r"\s*(miles?|mi|km|kms|kilomet(?:re|er)s?|m|met(?:re|er)s?)\b(?:\s+(?:of (?:me|here|home)|away))?"
)
_ON = rf"(?:\bon )?\b(?:(?:{_DAY}),? )?(?:the )?"
# Each with the groups of its day, month and year.
DATES = (
    (rf"{_ON}{_ORDINAL} (?:of )?({_MONTH})(?: (\d{{4}}))?\b", 1, 2, 3),
    (rf"{_ON}({_MONTH}) {_ORDINAL}\b(?! ?(?:am|pm))(?:,? (\d{{4}}))?", 2, 1, 3),
    # “24/7” is always, not 24 July.
    (rf"{_ON}(?!24/7\b(?!/))(\d{{1,2}})/(\d{{1,2}})(?:/(\d{{2,4}}))?\b", 1, 2, 3),
)
_CLOCK = r"(noon|midnight|\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm)?)"
PAST = re.compile(
    r"\b(died|fell|happened|was|were|had|went|got|lost|came|left|started|passed|buried|broke|moved|since|last|ago|"
    r"stopped|born|ended|evicted|expired|diagnosed)\b"
)
ASKS = re.compile(
    r"\b(open|on at|what ?s on|whats on|anything|something|somewhere|available|free on|can|could|want|would like|need|"
    r"take me|looking for|any|who|may|come)\b"
)


@dataclass(frozen=True)
class Window:
    """Days and a stretch of wall time; something fits when it is under way for any part of it on one of the days.

    A stretch that ends earlier than it starts goes on into the day after each of the days.
    """

    days: tuple[dt.date, ...]
    starts: dt.time = FIRST
    ends: dt.time = LAST

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
        elif len({day.weekday() for day in self.days}) == 1:
            said = f"{first:%A}s until {date_in_words(last, reference=today)}"
        else:
            weekdays = {day.weekday() for day in self.days} <= {0, 1, 2, 3, 4}
            said = f"{date_in_words(first, reference=today)} to {date_in_words(last, reference=today)}"
            said = f"weekdays, {said}" if weekdays and len(self.days) > 2 else said
        if self.starts == self.ends:
            return f"{said}, at {'midnight' if self.starts == LAST else time_in_words(self.starts)}"
        if (self.starts, self.ends) == (FIRST, LAST):
            return said
        if self.ends == LAST:
            return f"{said}, after {time_in_words(self.starts)}"
        if self.starts == FIRST:
            return f"{said}, before {time_in_words(self.ends)}"
        return f"{said}, {hours_in_words(self.starts, self.ends)}"


@dataclass(frozen=True)
class Asked:
    """What a sentence asks of time and distance, the `rest` of it, and the place it names (see `places.said`).

    `in_vain`: a sentence for each thing it asks that cannot be (see `asked_in_vain`).
    """

    window: Window | None
    within_m: int | None
    rest: str
    near: Where | None = None
    in_vain: tuple[str, ...] = ()


def read_when(words: str, now: dt.datetime, nation: str) -> Asked:
    """Read a sentence at `now`, wall time where the place is, in its `nation`. Nothing is read where nothing is asked."""
    text = re.sub(r"[’']", "", words.lower())
    within, text = _within(text)
    days, said, text = _days(text, now, nation)
    clock, text = _clock(text, asked=days is not None)
    if said.endswith("now"):
        clock = (now.time().replace(second=0, microsecond=0),) * 2
    elif said == "tonight":
        clock = clock or PARTS["evening"]
    if days is None and clock is not None:
        days = tuple(now.date() + number * DAY for number in range(7))
    window = Window(days, *(clock or (FIRST, LAST))) if days else None
    if window is None and within is None:
        return Asked(None, None, words)
    text = re.sub(r"\b(open|on|at|in|the|from|for)\s*(?=[?.!,]|$)", " ", text)
    text = re.sub(
        r"^\s*(whats|what is|what|anything|something|somewhere|is|are)\s+(there\s+)?(on|open)?\s*$", " ", text
    )
    return Asked(window, within, " ".join(re.sub(r"\bopen\b", " ", text).split()).strip(" ?.!,"))


def _within(text: str) -> tuple[int | None, str]:
    found = WITHIN.search(text)
    if not found:
        return None, text
    return metres_said(found), text[: found.start()] + " " + text[found.end() :]


def metres_said(found: re.Match[str]) -> int:
    """The distance of a match of `WITHIN`."""
    many = _NUMBERS[found[1]] if found[1] in _NUMBERS else float(found[1])
    size = METRES_IN_A_MILE if found[2].startswith("mi") else 1000.0 if found[2].startswith("k") else 1.0
    return round(many * size)


Finder = Callable[[re.Match[str], dt.date], "tuple[dt.date, ...] | None"]


def _days(text: str, now: dt.datetime, nation: str) -> tuple[tuple[dt.date, ...] | None, str, str]:
    """The days asked for, the words that say them, and the text without those. Patterns go from exact to loose."""
    today = now.date()
    for pattern, find in _patterns(nation):
        for found in re.finditer(pattern, text):
            if _is_past(text, found):
                continue
            days = find(found, today)
            if days and days[-1] >= today:  # a day that is over is part of a story
                return days, found[0].strip(), text[: found.start()] + " " + text[found.end() :]
    return None, "", text


def _is_past(text: str, found: re.Match[str]) -> bool:
    """“last Tuesday”, “since Monday”, or a plain day in a sentence that tells of something that happened."""
    if re.search(r"\b(last|since|ago|past)$", text[: found.start()].rstrip()):
        return True
    said = found[0].strip()
    if not re.fullmatch(rf"(on )?({_DAY})s?", said) or re.search(r"\bopen\b", text):
        return False
    if PAST.search(text):
        return True
    asks = said.startswith("on ") or said == text.strip(" ?.!") or ASKS.search(text)
    return not asks and not re.match(rf"\s(?:{_PART})", text[found.end() :])


def _patterns(nation: str) -> Iterator[tuple[str, Finder]]:
    for dated, day, month, year in DATES:
        yield dated, lambda f, t, d=day, m=month, y=year: date_said(f[d], f[m], f[y], t)  # type: ignore[misc]
    yield (
        rf"{_ON}(?:the )?({'|'.join(_HOLIDAYS)})( bank holiday)?\b",
        lambda f, t: _called(_HOLIDAYS[f[1]], t, nation, kept=bool(f[2])),
    )
    yield rf"{_ON}(?:the )?(?:next )?bank holiday ({_DAY})\b", lambda f, t: _holiday(t, nation, f[1])
    yield r"(?:\b(?:on|over) )?\b(?:the )?(?:next )?bank holidays?\b", lambda f, t: _holiday(t, nation)
    yield r"\bthe day after tomorrow\b|\bday after tomorrow\b", lambda f, t: (t + 2 * DAY,)
    yield r"\btomorrow\b", lambda f, t: (t + DAY,)
    yield r"\btonight\b", lambda f, t: (t,)
    yield (
        r"\b(?:later )?today\b|\bright now\b|\bopen now\b|\bthis (?=morning|afternoon|evening|lunch)",
        lambda f, t: (t,),
    )
    yield r"\b(?:this|the|at the) (?:coming )?weekend\b", lambda f, t: _weekend(t)
    yield r"\bnext weekend\b", lambda f, t: _weekend(t if t.weekday() < 5 else t + 7 * DAY)
    yield r"\bnext week\b", lambda f, t: tuple(t + (7 - t.weekday() + n) * DAY for n in range(7))
    yield r"\bthis week\b", lambda f, t: tuple(t + n * DAY for n in range(7 - t.weekday()))
    yield rf"(?:\bon )?\b({_DAY}) week\b", lambda f, t: (_next(f[1], t + DAY) + 7 * DAY,)
    yield rf"(?:\bon )?\bnext ({_DAY})\b", lambda f, t: (_next(f[1], t + DAY),)
    yield rf"(?:\b(?:on|this|this coming|coming)) ({_DAY})\b(?!s)", lambda f, t: (_next(f[1], t),)
    yield (
        rf"(?:\bon )?\b(?:every|each) ({_DAY})\b|(?:\bon )?\b({_DAY})s\b",
        lambda f, t: _each(f[1] or f[2], t),
    )
    yield (
        r"(?:\bon )?\bweekdays\b",
        lambda f, t: tuple(d for n in range(7) if (d := t + n * DAY).weekday() < 5),
    )
    yield (
        r"(?:\b(?:at|on) )?\bweekends\b",
        lambda f, t: tuple(d for n in range(28) if (d := t + n * DAY).weekday() >= 5),
    )
    yield rf"\b({_DAY})\b", lambda f, t: (_next(f[1], t),)


def date_said(day: str, month: str, year: str | None, today: dt.date) -> tuple[dt.date, ...] | None:
    """The next such date, or the one of that year; None where there is none. `month` is a number or a name."""
    number = int(month) if month.isdigit() else 1 + [name[:3] for name in MONTHS].index(month[:3])
    try:
        if year:
            return (dt.date(int(year) + (2000 if len(year) == 2 else 0), number, int(day)),)
        for this in range(today.year, today.year + 9):  # 29 February may be years away
            try:
                found = dt.date(this, number, int(day))
            except ValueError:
                continue
            if found >= today:
                return (found,)
    except ValueError:
        return None
    return None


def _next(name: str, day: dt.date) -> dt.date:
    return day + (_NAMES.index(name) - day.weekday()) % 7 * DAY


def _each(name: str, today: dt.date) -> tuple[dt.date, ...]:
    first = _next(name, today)
    return tuple(first + 7 * number * DAY for number in range(WEEKS_OF_EACH))


def _weekend(today: dt.date) -> tuple[dt.date, ...]:
    saturday = _next("saturday", today) if today.weekday() != 6 else today - DAY
    return tuple(day for day in (saturday, saturday + DAY) if day >= today)


def _called(name: str, today: dt.date, nation: str, *, kept: bool) -> tuple[dt.date, ...] | None:
    """The day of that name, or the one on which it is `kept`; None where the nation keeps none."""
    day = next_called(name, today, nation)
    if day is None:
        return None
    return (day,) if kept or name not in _FIXED else date_said(*_FIXED[name], None, today)


def _holiday(today: dt.date, nation: str, name: str | None = None) -> tuple[dt.date, ...] | None:
    for year in (today.year, today.year + 1, today.year + 2):
        for day in bank_holidays(year, nation):
            if day >= today and (name is None or day.weekday() == _NAMES.index(name)):
                return (day,)
    return None


def _clock(text: str, *, asked: bool) -> tuple[tuple[dt.time, dt.time] | None, str]:
    """The stretch of the day, and the text without it. Without a day it counts only where “open” or a clock is said."""

    def cut(found: re.Match[str]) -> str:
        return text[: found.start()] + " " + text[found.end() :]

    between = rf"\b(?:between|from) {_CLOCK} (?:and|to|until|till) {_CLOCK}"
    if (found := re.search(between, text)) and (asked or "open" in text):
        last = _time(found[2], None)
        first = _time(found[1], last)
        if first and last and (first < last or ("am" in found[2] and are_hours(first, last))):
            return (first, last), cut(found)
    for word, make in (
        ("after", lambda at: (at, LAST)), ("from", lambda at: (at, LAST)), ("before", lambda at: (FIRST, at)),
        ("until", lambda at: (FIRST, at)), ("at", lambda at: (at, at)), ("around|about", lambda at: (at, at)),
    ):  # fmt: skip
        found = re.search(
            rf"\b(?:{word}) {_CLOCK}(?:\s?o ?clock)?\b(?! ?(?:miles?|km|st|nd|rd|th|years?|weeks?|days?))",
            text,
        )
        if not found:
            continue
        may = asked or "open" in text or (found[1] in ("midnight", "noon") and not PAST.search(text))
        if may and (at := _time(found[1], None, morning=word == "before")):
            return make(at), cut(found)
    part = re.search(rf"\b(?:in the |at )?({_PART})s?\b", text)
    if part and (asked or re.search(r"\bopen\b", text)):
        return PARTS[part[1].replace(" ", "")], cut(part)
    return None, text


def _time(said: str, later: dt.time | None, *, morning: bool = False) -> dt.time | None:
    """A clock as people say it. Without am or pm, 1 to 7 are in the afternoon, unless it is “before 7”."""
    said = said.strip()
    if said == "noon":
        return dt.time(12)
    if said == "midnight":
        return LAST
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm)?", said)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    elif (
        1 <= hour <= 7
        and not (morning and hour == 7)
        and not (later and later.hour < 12 and hour < later.hour)
    ):
        hour += 12
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None

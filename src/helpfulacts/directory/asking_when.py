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
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpfulacts.core.clock import are_hours
from helpfulacts.places.geo import METRES_IN_A_MILE
from helpfulacts.places.said import rest_of

from .days_said import PAST, days_said
from .window import DAY, FIRST, LAST, PART, PARTS, Window

if TYPE_CHECKING:
    from helpfulacts.places.selectors import Where

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
_CLOCK = r"(noon|midnight|\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm)?)"


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
    days, said, text = days_said(text, now, nation)
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
    return metres_said(found), rest_of(text, found)


def metres_said(found: re.Match[str]) -> int:
    """The distance of a match of `WITHIN`."""
    many = _NUMBERS[found[1]] if found[1] in _NUMBERS else float(found[1])
    size = METRES_IN_A_MILE if found[2].startswith("mi") else 1000.0 if found[2].startswith("k") else 1.0
    return round(many * size)


def _clock(text: str, *, asked: bool) -> tuple[tuple[dt.time, dt.time] | None, str]:
    """The stretch of the day, and the text without it. Without a day it counts only where “open” or a clock is said."""
    between = rf"\b(?:between|from) {_CLOCK} (?:and|to|until|till) {_CLOCK}"
    if (found := re.search(between, text)) and (asked or "open" in text):
        last = _time(found[2], None)
        first = _time(found[1], last)
        if first and last and (first < last or ("am" in found[2] and are_hours(first, last))):
            return (first, last), rest_of(text, found)
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
            return make(at), rest_of(text, found)
    part = re.search(rf"\b(?:in the |at )?({PART})s?\b", text)
    if part and (asked or re.search(r"\bopen\b", text)):
        return PARTS[part[1].replace(" ", "")], rest_of(text, part)
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

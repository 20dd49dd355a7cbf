"""Reading a time and a distance out of a free sentence: “open next Saturday afternoon within 2 miles”.

What is read is a proposal: the page shows it in words with its date, and the reader takes it away. Meanings, all in the
place's wall time:

- morning is 6am to noon, lunchtime noon to 2pm, afternoon noon to 5pm, evening 5pm to midnight;
- night and tonight are 5pm until 4am of the day after;
- a clock alone is the next seven days on which it is not over; “24/7” is what is open for all of a day;
- a part of the day alone (“in the evenings”, “at lunchtime”) is that of the next seven days, and “after school” is 3pm to 6pm
  on weekdays; `parts_said` tells them from what names a thing or tells of a day;
- a day of the week is the next one, today included; “next Saturday” is the next one, today left out;
- “this weekend” is the coming Saturday and Sunday, or what is left of it; “next week” is the coming Monday to Sunday;
- “Tuesdays”, “every Tuesday” are those of the coming four weeks, “weekdays” those of the coming seven days;
- “after 5” and “at 3” are in the afternoon unless the sentence says am; dates such as 3/12 are day first;
- “on the 25th” is the next 25th, and “bank holidays” are the next one, which is said;
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
from helpfulacts.core.words import rest_of
from helpfulacts.places.geo import METRES_IN_A_MILE

from .clocks_said import clocks_in_figures
from .days_ruled_out import NO_DAY, NOT_THEN, RuledOut, days_ruled_out
from .days_said import ASKS, BANK_HOLIDAYS, PAST, days_said
from .parts_said import part_said
from .window import DAY, FIRST, LAST, PART, PARTS, Window
from .words import without_apostrophes

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
_DAY_AND_NIGHT = re.compile(
    r"\b(?:24 ?/ ?7|24[ -]?(?:hours?|hrs?)(?: a day)?|(?:all )?a?round the clock|any ?time,? (?:of )?(?:the )?day or night|"
    r"day (?:and|or) night|(?:at )?all hours)\b"
)
# “I am up 24/7 with him”, “nothing to eat for 24 hours”: nobody asks when something is open.
_TOLD = re.compile(
    r"\b(i|im|ive|we|he|she|hes|shes|they|my|last|past|for|without|with|every|mum|dad|care|caring)\b"
)
_ANY_TIME = re.compile(
    r"\b(?:at )?any ?time(?: of (?:the )?day| in the day| at all)?(?=\s*(?:[?.!,]|$|is\b|will\b|would\b))"
)
# “he wakes at 3am” tells of a night; “somebody to talk to at 3am” asks for one.
_TELLS = re.compile(r"\b(wakes?|woke|waking|cries|crying|up|screams?|awake|finish\w*|starts?|ends?|rings?)\b")
_ASKS = re.compile(rf"{ASKS.pattern}|\b(somebody|someone)\b")
# Evenings of the week and all of a weekend are no one stretch of time: nothing is asked then that a list could be cut by.
_EITHER = re.compile(
    rf"\b(?:{PART})s? (?:or|and|and/or) (?:(?:at|on) )?(?:the )?weekends?\b(?! (?:{PART}))"
    rf"|\bweekends? (?:or|and|and/or) (?:in the |on |week(?:day|night)? ?)?(?:{PART})s?\b"
)
_TURNED = {"before": "after ", "after": "before ", "later than": "before "}
_NO_CLASS = r"(?! (?:class|course|club|group|school|meal|service)(?:e?s)?\b)"
_CLOCK = r"(noon|midnight|\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm)?)"
# “parking is free after 6pm” tells of something else than of who writes.
_I_AM_FREE = re.compile(
    r"(?:^|(?<=[,.;:!?]) ?|\b(?:and|but|so) )(?:(?:im|i am|were|we are) )?(?:only )?(?:free|available) "
    rf"(?=(?:after|from|before|until|till|between|at) {_CLOCK}\b)"
)


@dataclass(frozen=True)
class Asked:
    """What a sentence asks of time and distance, the `rest` of it, and the place it names (see `places.said`).

    `in_vain`: a sentence for each thing it asks that cannot be (see `asked_in_vain`). `ruled_out`: the days on which
    somebody cannot come; they are not in the window. `refused`: what to leave out (see `not_wanted`). `any_time`: it says
    that the time does not matter.
    """

    window: Window | None
    within_m: int | None
    rest: str
    near: Where | None = None
    in_vain: tuple[str, ...] = ()
    ruled_out: RuledOut | None = None
    refused: tuple[str, ...] = ()
    any_time: bool = False


def read_when(words: str, now: dt.datetime, nation: str) -> Asked:
    """Read a sentence at `now`, wall time where the place is, in its `nation`. Nothing is read where nothing is asked."""
    text = clocks_in_figures(without_apostrophes(words.lower()))
    within, text = _within(text)
    ruled_out, text = days_ruled_out(text, now.date(), nation)
    whole, any_time, text = _always(text)
    days, said, clock, part = None, "", None, None
    if not _EITHER.search(text):
        days, said, text = days_said(text, now, nation)
        clock, text = _clock(text, asked=days is not None)
        part = None if clock or whole or (ruled_out and ruled_out.part) else part_said(text)
    if part:
        clock, text = part.hours, part.rest
    if said.endswith("now"):
        clock = (now.time().replace(second=0, microsecond=0),) * 2
    elif said == "tonight":
        clock = clock or PARTS["night"]
    if days is None and (clock is not None or whole):
        first = 1 if clock and clock[0] == clock[1] and clock[0] < now.time() else 0
        days = tuple(now.date() + (first + number) * DAY for number in range(7))
        if part and part.weekdays:
            days = tuple(day for day in days if day.weekday() < 5)
    called = "the next bank holiday" if re.fullmatch(BANK_HOLIDAYS, said) else ""
    window = Window(days, *(clock or (FIRST, LAST)), whole, called) if days else None
    in_vain: tuple[str, ...] = ()
    if ruled_out and ruled_out.left_of(None, now.date()) is None:
        window, in_vain = None, (NO_DAY,)
    elif window and ruled_out:
        window = ruled_out.left_of(window, now.date())
        in_vain = () if window else (NOT_THEN,)
    if window is None and within is None and ruled_out is None and not any_time:
        return Asked(None, None, words)
    text = re.sub(r"\b(open|on|at|in|the|from|for)\s*(?=[?.!,]|$)", " ", text)
    text = re.sub(
        r"^\s*(whats|what is|what|anything|something|somewhere|is|are)\s+(there\s+)?(on|open)?\s*$", " ", text
    )
    rest = " ".join(re.sub(r"\bopen\b", " ", text).split()).strip(" ?.!,")
    return Asked(window, within, rest, in_vain=in_vain, ruled_out=ruled_out, any_time=any_time)


def _always(text: str) -> tuple[bool, bool, str]:
    """(whether it asks for what is open day and night, whether it says that any time will do, the text without that)."""
    found = _DAY_AND_NIGHT.search(text)
    if found and (re.search(r"\b(open|available)\b", text) or not _TOLD.search(text)):
        return True, False, rest_of(text, found)
    if found := _ANY_TIME.search(text):
        return False, True, rest_of(text, found)
    return False, False, text


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
    if re.fullmatch(rf"(?:at )?{_CLOCK} ?[?.!]?", text) and re.search(r"[ap]m|[:.]\d", text):
        asked, text = True, f"at {text.removeprefix('at ')}"
    elif re.fullmatch(
        rf"between {_CLOCK} (?:and|to) {_CLOCK}|(?:in the |at )?(?:{PART})s?", text.strip(" ?.!")
    ):
        asked = True
    text = (
        re.sub(rf"(?<=open )(?={_CLOCK}\b)", "at ", text)
        if re.search(r"open \d+(?:[:.]\d|\s?[ap]m)", text)
        else text
    )
    if asked:
        text = re.sub(r"^(\d{1,2}[:.]\d{2}(?:am|pm)?)", r"at \1", text)
    text, free = _I_AM_FREE.subn(" ", text)
    text, turned = re.subn(rf"\bnot (before|after|later than) (?={_CLOCK}\b)", lambda f: _TURNED[f[1]], text)
    asked = asked or bool(turned or free)
    between = rf"\b(?:between|from) {_CLOCK} (?:and|to|until|till) {_CLOCK}"
    found = re.search(between, text)
    named = found and re.search(r"[ap]m", found[0]) and not (PAST.search(text) or _TELLS.search(text))
    if found and (asked or "open" in text or named):
        last = _time(found[2], None)
        first = _time(found[1], last)
        if first and last and (first < last or ("am" in found[2] and are_hours(first, last))):
            return (first, last), rest_of(text, found)
    for word, make in (
        ("after", lambda at: (at, LAST)), ("from", lambda at: (at, LAST)), ("before", lambda at: (FIRST, at)),
        ("until", lambda at: (FIRST, at)), ("at", lambda at: (at, at)), ("around|about", lambda at: (at, at)),
    ):  # fmt: skip
        found = re.search(
            rf"\b(?:{word}) {_CLOCK}(?:\s?o ?clock)?(\s?in the morning)?\b(?! ?(?:miles?|km|st|nd|rd|th|years?|weeks?|days?))",
            text,
        )
        if not found:
            continue
        named = found[1] in ("midnight", "noon") or (
            found[1][-2:] in ("am", "pm") and _ASKS.search(text) and not _TELLS.search(text)
        )
        may = asked or "open" in text or (named and not PAST.search(text))
        clock = f"{found[1].strip()}am" if found[2] and "m" not in found[1] else found[1]
        if may and (at := _time(clock, None, morning=word == "before")):
            small = word == "after" and clock == "midnight"
            return (FIRST, PARTS["night"][1]) if small else make(at), rest_of(text, found)
    part = re.search(
        rf"\b(?:in the |at )?(?<!good )(?<!an open )({PART})s?\b{'' if asked else _NO_CLASS}", text
    )
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
        and not said.startswith("0")
        and not (morning and hour == 7)
        and not (later and later.hour < 12 and hour < later.hour)
    ):
        hour += 12
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None

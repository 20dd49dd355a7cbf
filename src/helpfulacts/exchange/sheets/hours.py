"""Days and hours as people write them: “9.30am to 12 noon”, “10-12, 2-4”, “Mon - Fri 9-5; Sat 10-1”, “Closed”.

A bare hour from 1 to 6 is in the afternoon and from 7 to 11 in the morning, which the preview shows in words; what
cannot be read is said, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re

from helpfulacts.core.clock import LAST_MINUTE, are_hours, past_midnight
from helpfulacts.directory.facets import DAY_NAMES, DAYS

from ..oruk.values import Odd
from ..strict_json import printable

Hours = tuple[dt.time, dt.time]
ALL_DAY: Hours = (dt.time(0, 0), LAST_MINUTE)
_DAY = {
    "mon": "mon", "tue": "tue", "tues": "tue", "wed": "wed", "weds": "wed", "thu": "thu", "thur": "thu",
    "thurs": "thu", "fri": "fri", "sat": "sat", "sun": "sun",
}  # fmt: skip
_WHOLE_DAYS = dict(zip(map(str.lower, DAY_NAMES), DAYS, strict=True))
_GROUPS = {
    "weekday": DAYS[:5], "weekdays": DAYS[:5], "weekend": DAYS[5:], "weekends": DAYS[5:], "daily": DAYS,
    "everyday": DAYS,
}  # fmt: skip
_CLOSED = re.compile(r"^(?:closed?|shut|none|not open|n/?a|no|x|-+|–|—|0|00:?00\s*(?:-|to|–)\s*00:?00)\.?$")
NEVER_SHUT = re.compile(
    r"^(?:open )?(?:24 ?(?:hours|hrs|h)(?: a day)?(?:,? (?:(?:7|seven) days(?: a week)?|daily|every ?day))?|24/7|all day|"
    r"always open|open 24 hours|00:00\s*-\s*24:00)\.?$",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?:noon|midday|midnight|0?\.\d{3,}|\d{4}\b|"
    r"\d{1,2}(?:[:.]\d{2})?(?::\d{2})?\s*(?:am|pm|a\.m\.?|p\.m\.?)?(?:\s*noon)?)"
)
_NEXT_DAY = r"\s*,?\s*\(?(?:on )?(?:the )?(?:next|following) (?:day|morning)\)?"
_RANGE = re.compile(rf"({_CLOCK})\s*(?:-|–|—|to|till|until|/)\s*({_CLOCK}(?:{_NEXT_DAY})?)")
_ENDS_NEXT_DAY = re.compile(rf"{_NEXT_DAY}\s*$", re.IGNORECASE)
NIGHT_ENDS = dt.time(6)
"""Hours that go over midnight and end later than this may be a slip, so a person has to say that they do."""
_JOIN = re.compile(r"^\s*(?:,|;|&|\+|and|/|then|\n)*\s*$")
_TOKEN = re.compile(rf"{_RANGE.pattern}|closed|24 ?(?:hours|hrs)|24/7|all day|[a-z]+|[-–—,;:&+/().\n]|\d\S*")
_FILLER = {
    "every",
    "each",
    "open",
    "from",
    "on",
    "the",
    "at",
    "hours",
    "opening",
    "times",
    "time",
    "and",
    "day",
}


def clock(text: str) -> tuple[dt.time, bool]:
    """(time, whether morning or afternoon was certain). Raises Odd for what is no time of day."""
    word = " ".join(text.casefold().replace(".m.", "m").replace("a.m", "am").replace("p.m", "pm").split())
    if word in ("noon", "midday", "12 noon", "12noon", "12:00 noon", "12.00 noon"):
        return dt.time(12), True
    if word == "midnight":
        return LAST_MINUTE, True
    if re.fullmatch(r"0?\.\d+", word):  # a spreadsheet keeps a time as a part of the day
        minutes = round(float(word) * 24 * 60)
        return dt.time(min(minutes, 1439) // 60, min(minutes, 1439) % 60), True
    found = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2})?\s*(am|pm)?", word)
    if not found:
        raise Odd(f"“{printable(text)}” is not a time. Write it like 10:00 or 2:30pm.")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if (hour, minute) == (24, 0) and not half:
        return LAST_MINUTE, True
    if half and not 1 <= hour <= 12 and hour < 24:
        half = None  # “14:00pm” can only mean one time
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Odd(f"“{printable(text)}” is not a time. Write it like 10:00 or 2:30pm.")
    sure = bool(half) or hour >= 13 or hour == 0 or (len(found[1]) == 2 and found[1][0] == "0")
    return dt.time(hour, minute), sure


def between(opens: str, closes: str) -> Hours:
    """Opening and closing of one stretch; “10:00 the next day” closes on the day after. Raises Odd."""
    over_midnight = bool(_ENDS_NEXT_DAY.search(closes))
    closes = _ENDS_NEXT_DAY.sub("", closes)
    begin, begin_sure = clock(opens)
    end, end_sure = clock(closes)
    if not begin_sure and begin.hour < 12 and end_sure and end.hour >= 12:
        later = begin.replace(hour=begin.hour + 12)
        written_pm = "p" in closes.casefold()
        if written_pm and later < end and begin.hour < 7:
            begin = later
    elif not begin_sure and 1 <= begin.hour <= 6 and not end_sure:
        begin = begin.replace(hour=begin.hour + 12)
    slip = False
    if not end_sure and end <= begin and end.hour < 12 and not over_midnight:
        later = end.replace(hour=end.hour + 12)
        slip = later > begin and begin_sure and begin.hour > 12 and "p" not in opens.casefold()  # which ten?
        end = later if later > begin and not slip else end  # “10pm-2” ends in the night
    if not are_hours(begin, end):
        raise Odd(f"It closes at {end:%H:%M}, before it opens at {begin:%H:%M}.")
    if slip or (past_midnight(begin, end) and end > NIGHT_ENDS and not over_midnight):
        raise Odd(
            f"Does {begin:%H:%M} until {end:%H:%M} go over midnight, or is it a slip? If it ends on the next day, write "
            f"“{begin:%H:%M} until {end:%H:%M} the next day”. If not, put the time right."
        )
    return begin, end


def hours_of_day(text: str) -> list[Hours]:
    """The stretches of one day; empty when it is closed. Raises Odd."""
    words = " ".join(text.casefold().split())
    if not words or _CLOSED.match(words):
        return []
    if NEVER_SHUT.match(words):
        return [ALL_DAY]
    found, at = [], 0
    for stretch in _RANGE.finditer(words):
        if not _JOIN.match(words[at : stretch.start()]):
            raise Odd(_unread(text))
        found.append(between(stretch[1], stretch[2]))
        at = stretch.end()
    if not found or not _JOIN.match(words[at:].strip(" .")):
        raise Odd(_unread(text))
    return found


def _unread(text: str) -> str:
    return f"“{printable(text, 60)}” cannot be read as hours. Write them like 9:30-17:00, or closed."


def days_in(text: str) -> list[str]:
    """Days of the week in a cell: “Mon, Wed & Fri”, “Monday to Thursday”, “weekdays”. Raises Odd."""
    return [day for day, _ in _week(text, days_only=True)]


def week_of(text: str) -> list[tuple[str, Hours]]:
    """(day, stretch) of a whole week in one cell. Raises Odd for a word that is not understood."""
    return [(day, stretch) for day, stretch in _week(text) if stretch is not None]


def day_called(word: str) -> str | None:
    """The one day of the week that a word names, or None."""
    found = _day(word)
    return found[0] if found and len(found) == 1 else None


def _day(word: str) -> tuple[str, ...] | None:
    one = _DAY.get(word) or _WHOLE_DAYS.get(word) or _WHOLE_DAYS.get(word.removesuffix("s"))
    return (one,) if one else _GROUPS.get(word)


def _week(text: str, days_only: bool = False) -> list[tuple[str, Hours | None]]:
    words = re.sub(r"every ?day|7 days(?: a week)?", "daily", " ".join(text.casefold().split(" ")))
    days: list[str] = []
    found: list[tuple[str, Hours | None]] = []
    said_hours = joins = shut = False
    for token in _TOKEN.finditer(words):
        word = token[0]
        stretch = None
        if token[1]:
            stretch = between(token[1], token[2])
        elif NEVER_SHUT.match(word):
            stretch = ALL_DAY
        if stretch is not None and not days_only:
            if not days:
                raise Odd(
                    f"“{printable(text, 60)}” does not say on which day. Write it like Tuesday 10:00-12:00."
                )
            found += [(day, stretch) for day in days]
            said_hours = True
        elif (named := _day(word)) is not None:
            if said_hours:
                days, said_hours = [], False
            if joins and days and len(named) == 1:
                first, last = DAYS.index(days[-1]), DAYS.index(named[0])
                named = tuple(DAYS[(first + step) % 7] for step in range(1, (last - first) % 7 + 1))
            days += [day for day in named if day not in days]
            joins = False
        elif word in ("-", "–", "—", "to"):
            joins = True
        elif word == "closed" and not days_only:
            days, said_hours, shut = [], False, True
        elif word not in _FILLER and not re.fullmatch(r"[,;:&+/().\n]", word):
            raise Odd(_unread_week(text, word, days_only))
    if days_only:
        found = [(day, None) for day in days]
    if days and not (said_hours or shut or days_only):
        raise Odd(f"“{printable(text, 60)}” does not say at what time. Write it like Tuesday 10:00-12:00.")
    if not found and words.strip() and not _CLOSED.match(words.strip()):
        raise Odd(_unread_week(text, words.split()[0], days_only))
    return list(dict.fromkeys(found))


def _unread_week(text: str, word: str, days_only: bool) -> str:
    written = re.search(re.escape(word), text, re.IGNORECASE)
    word = written[0] if written else word
    if days_only:
        return f"“{printable(word)}” is not a day of the week. Write it like Wednesday."
    return f"“{printable(word)}” in “{printable(text, 60)}” is not understood. Write it like Tuesday 10:00-12:00."

"""The days that a sentence names: dates, days of the week, bank holidays, “tomorrow”, and which of them are past.

`asking_when` says what each word means.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from helpfulacts.places.bank_holidays import holidays_from, next_called

from .facets import DAY_NAMES
from .parts_said import is_wished
from .window import DAY, PART

WEEKS_OF_EACH = 4
NAMES = tuple(name.lower() for name in DAY_NAMES)
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
_DAY = "|".join(NAMES)
LAST_DAY = rf"last (?:{_DAY})"
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_HOLIDAYS = {
    "christmas day": "Christmas Day",
    "xmas day": "Christmas Day",
    "boxing day": "Boxing Day",
    "new years day": "New Year's Day",
    "christmas eve": "Christmas Eve",
    "xmas eve": "Christmas Eve",
    "new years eve": "New Year's Eve",
    "easter saturday": "Easter Saturday",
    "easter sunday": "Easter Sunday",
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
# Days of a name that no nation keeps as a bank holiday.
_EVES = {"Christmas Eve": ("24", "12"), "New Year's Eve": ("31", "12")}
_AFTER_GOOD_FRIDAY = {"Easter Saturday": DAY, "Easter Sunday": 2 * DAY}
_ON = rf"(?:\bon )?\b(?:(?:{_DAY}),? )?(?:the )?"
# Each with the groups of its day, month and year.
DATES = (
    (rf"{_ON}{_ORDINAL} (?:of )?({_MONTH})(?: (\d{{4}}))?\b", 1, 2, 3),
    (rf"{_ON}({_MONTH})(?: the)? {_ORDINAL}\b(?! ?(?:am|pm))(?:,? (\d{{4}}))?", 2, 1, 3),
    # “24/7” is always, not 24 July.
    (rf"{_ON}(?!24/7\b(?!/))(\d{{1,2}})/(\d{{1,2}})(?:/(\d{{2,4}}))?\b", 1, 2, 3),
)
_NTH = (
    rf"\b(?:on (?:(?:{_DAY}),? )?the|(?:{_DAY}),? the) (\d{{1,2}})(?:st|nd|rd|th)\b(?: of (this|next) month)?"
    r"(?! (?:floor|birthday|anniversary|week|year|grade|time|try|of)\b)"
)
# “my rent is due on the 25th” tells of a day; nobody asks what is open then.
_DUE = re.compile(r"\b(due|paid|payday|stops?|ends?|runs? out|owe|owed|expires?)\b")
BANK_HOLIDAYS = r"(?:\b(?:on|over) )?\b(?:(?:the|a) )?(?:next )?bank holidays?\b"
_MORE = re.compile(r"(?:,|,? (?:or|and)) ")
PAST = re.compile(
    r"\b(died|fell|happened|was|were|had|went|got|lost|came|left|started|passed|buried|broke|moved|since|last|ago|"
    r"stopped|born|ended|evicted|expired|diagnosed)\b"
)
# “he fell at the weekend” and “I get low at weekends” tell of one.
_WEEKEND = re.compile(r"(?:(?:at|on|over) )?(?:the )?weekends?")
ASKS = re.compile(
    r"\b(open|on at|what ?s on|whats on|anything|something|somewhere|available|free on|can|could|want|would like|need|"
    r"take me|looking for|any|who|may|come)\b"
)

Finder = Callable[[re.Match[str], dt.date], "tuple[dt.date, ...] | None"]


def days_said(text: str, now: dt.datetime, nation: str) -> tuple[tuple[dt.date, ...] | None, str, str]:
    """The days asked for, the words that say them, and the text without those. Patterns go from exact to loose."""
    today = now.date()
    for pattern, find in _patterns(nation):
        for found in re.finditer(pattern, text):
            if _is_past(text, found):
                continue
            days = find(found, today)
            if days and days[-1] >= today:  # a day that is over is part of a story
                end = found.end()
                while (more := _MORE.match(text, end)) and (
                    other := days_at(text, more.end(), today, nation)
                ):
                    days, end = tuple(sorted({*days, *other[0]})), other[1]
                return days, found[0].strip(), " ".join(f"{text[: found.start()]} {text[end:]}".split())
    return None, "", text


def days_at(text: str, start: int, today: dt.date, nation: str) -> tuple[tuple[dt.date, ...], int] | None:
    """The days that stand in a text from `start` on, and where their words end; None where none stand there."""
    for pattern, find in _patterns(nation):
        found = re.compile(pattern).match(text, start)
        if found and (days := find(found, today)):
            return days, found.end()
    return None


def _is_past(text: str, found: re.Match[str]) -> bool:
    """“last Tuesday”, “since Monday”, or a plain day in a sentence that tells of something that happened."""
    if re.search(r"\b(last|since|ago|past)$", text[: found.start()].rstrip()):
        return True
    said = found[0].strip()
    if _WEEKEND.fullmatch(said):
        return not (is_wished(text, found) or re.search(r"\bopen\b", text))
    if re.fullmatch(_NTH, said) and _DUE.search(text):
        return True
    if re.fullmatch(
        rf"\W*(?:(?:{_DAY})s? (?:or|and) )+(?:{_DAY})s?\W*", text[found.start() :]
    ) and not PAST.search(text):
        return False
    if not re.fullmatch(rf"(on )?({_DAY})s?|{_NTH}", said) or re.search(r"\bopen\b", text):
        return False
    if PAST.search(text):
        return True
    only = re.match(r"\s*only\b", text[found.end() :]) or re.search(
        r"\bonly$", text[: found.start()].rstrip()
    )
    asks = said.startswith("on ") or said == text.strip(" ?.!") or only or ASKS.search(text)
    return not asks and not re.match(rf"\s(?:{PART})", text[found.end() :])


def _patterns(nation: str) -> Iterator[tuple[str, Finder]]:
    for dated, day, month, year in DATES:
        yield dated, lambda f, t, d=day, m=month, y=year: date_said(f[d], f[m], f[y], t)  # type: ignore[misc]
    yield _NTH, lambda f, t: _of_month(int(f[1]), f[2], t)
    yield (
        rf"{_ON}(?:the )?({'|'.join(_HOLIDAYS)})( bank holiday)?\b",
        lambda f, t: _called(_HOLIDAYS[f[1]], t, nation, kept=bool(f[2])),
    )
    yield rf"{_ON}(?:the )?(?:next )?bank holiday ({_DAY})\b", lambda f, t: _holiday(t, nation, f[1])
    yield BANK_HOLIDAYS, lambda f, t: _holiday(t, nation)
    yield r"\bthe day after tomorrow\b|\bday after tomorrow\b", lambda f, t: (t + 2 * DAY,)
    yield r"\btomorrow\b", lambda f, t: (t + DAY,)
    yield r"\btonight\b", lambda f, t: (t,)
    yield (
        r"\b(?:later )?today\b|\bright now\b|\bopen now\b|\bthis (?=morning|afternoon|evening|lunch)",
        lambda f, t: (t,),
    )
    yield (
        r"\b(?:(?:at |over )?the|this) (?:coming )?weekend\b(?! (?:away|break|bag|job|club|group|papers?)\b)",
        lambda f, t: _weekend(t),
    )
    yield r"\bnext weekend\b", lambda f, t: _weekend(t if t.weekday() < 5 else t + 7 * DAY)
    yield r"\bnext week\b", lambda f, t: tuple(t + (7 - t.weekday() + n) * DAY for n in range(7))
    yield r"\bthis week\b", lambda f, t: tuple(t + n * DAY for n in range(7 - t.weekday()))
    yield (
        rf"(?:\b(?:on|from) )?\b({_DAY})s? (?:to|till|until|-|–) ({_DAY})s?\b",
        lambda f, t: _from_to(f[1], f[2], t),
    )
    yield rf"(?:\bon )?\b({_DAY}) week\b", lambda f, t: (_next(f[1], t + DAY) + 7 * DAY,)
    yield rf"(?:\bon )?\bnext ({_DAY})\b", lambda f, t: (_next(f[1], t + DAY),)
    yield rf"(?:\b(?:on|this|this coming|coming)) ({_DAY})\b(?!s)", lambda f, t: (_next(f[1], t),)
    yield (
        rf"(?:\bon )?\b(?:every|each) ({_DAY})\b|(?:\bon )?\b({_DAY})s\b",
        lambda f, t: _each(f[1] or f[2], t),
    )
    yield (
        rf"(?:\bon )?\b(?:a )?weekday(?:s\b|(?= (?:{PART})))",
        lambda f, t: tuple(d for n in range(7) if (d := t + n * DAY).weekday() < 5),
    )
    yield (
        rf"(?:\b(?:at|on) )?\bweekends\b|\b(?:at|on|of) a weekend\b|\b(?:on )?(?:a )?weekend(?= (?:{PART}))",
        lambda f, t: tuple(d for n in range(28) if (d := t + n * DAY).weekday() >= 5),
    )
    yield rf"\b({_DAY})\b", lambda f, t: (_next(f[1], t),)


def date_said(day: str, month: str, year: str | None, today: dt.date) -> tuple[dt.date, ...] | None:
    """The next such date, or the one of that year; None where there is none. `month` is a number or a name."""
    number = month_number(month)
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


def month_number(month: str) -> int:
    """1 to 12 of a name or its first three letters; a number is itself."""
    return int(month) if month.isdigit() else 1 + [name[:3] for name in MONTHS].index(month[:3])


def _of_month(number: int, which: str | None, today: dt.date) -> tuple[dt.date, ...] | None:
    """The next day of that number; of `which` month, where “this” or “next” says it."""
    for months in {"this": (0,), "next": (1,)}.get(which or "", range(13)):
        year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
        try:
            day = dt.date(year, month + 1, number)
        except ValueError:
            continue
        if day >= today:
            return (day,)
    return None


def _next(name: str, day: dt.date) -> dt.date:
    return day + (NAMES.index(name) - day.weekday()) % 7 * DAY


def _from_to(first: str, last: str, today: dt.date) -> tuple[dt.date, ...]:
    """“Monday to Friday”: the next of them."""
    day = _next(first, today)
    return tuple(day + n * DAY for n in range((NAMES.index(last) - NAMES.index(first)) % 7 + 1))


def _each(name: str, today: dt.date) -> tuple[dt.date, ...]:
    first = _next(name, today)
    return tuple(first + 7 * number * DAY for number in range(WEEKS_OF_EACH))


def _weekend(today: dt.date) -> tuple[dt.date, ...]:
    saturday = _next("saturday", today) if today.weekday() != 6 else today - DAY
    return tuple(day for day in (saturday, saturday + DAY) if day >= today)


def _called(name: str, today: dt.date, nation: str, *, kept: bool) -> tuple[dt.date, ...] | None:
    """The day of that name, or the one on which it is `kept`; None where the nation keeps none."""
    if name in _EVES:
        return date_said(*_EVES[name], None, today)
    if after := _AFTER_GOOD_FRIDAY.get(name):
        friday = next_called("Good Friday", today - after, nation)
        return (friday + after,) if friday else None
    day = next_called(name, today, nation)
    if day is None:
        return None
    return (day,) if kept or name not in _FIXED else date_said(*_FIXED[name], None, today)


def _holiday(today: dt.date, nation: str, name: str | None = None) -> tuple[dt.date, ...] | None:
    for day, _ in holidays_from(today, nation):
        if name is None or day.weekday() == NAMES.index(name):
            return (day,)
    return None

"""What a sentence asks that nobody can answer: a day that is over or never comes, a time that no clock shows, and a distance that we do not look in.

Each is said in one plain sentence and taken out of the words, so that the rest is looked up as it was meant.
"""

from __future__ import annotations

import datetime as dt
import re

from helpfulacts.core.clock import date_in_words
from helpfulacts.core.words import rest_of

from .asking_when import WITHIN, metres_said
from .days_said import ASKS, DATES, LAST_DAY, MONTHS, PAST, date_said, month_number
from .words import without_apostrophes

LEAST_M, MOST_M = 50, 100_000
_YESTERDAY = re.compile(r"\b(?:on )?yesterday\b")
_NO_CLOCK = re.compile(
    r"(?:\b(?:at|from|after|before|until) )?(?<![\d:.])\b((?:2[5-9]|[3-9]\d):\d{2}|24:(?!00)\d{2}|\d{1,2}:[6-9]\d|(?:1[3-9]|[2-9]\d|0)(?:[:.]\d{2})? ?[ap]m)\b"
)
# A day that is gone and at most a time of it, and nothing else: a question, not a story.
_GONE = re.compile(
    rf"\W*(?:open |anything |whats on )?((?:on )?yesterday|(?:on )?{LAST_DAY})"
    r"(?: (?:at |in the |after |before )?(?:noon|midnight|morning|afternoon|evening|night|\d[\d:.]* ?(?:[ap]m)?))?\W*"
)
_ASKED = re.compile(r"\b(?:open|(?:whats|what is|what was|what) on) (?:on )?yesterday\b|^\s*yesterday\s*$")


def asked_in_vain(words: str, today: dt.date) -> tuple[tuple[str, ...], str]:
    """(a sentence for each thing that cannot be, the rest of the words); nothing and `words` where all of it can be."""
    text, said = without_apostrophes(words.lower()), []
    if (found := WITHIN.search(text)) and not LEAST_M <= metres_said(found) <= MOST_M:
        near = metres_said(found) < LEAST_M
        said.append(
            "That is too near to look. Say at least 50 metres."
            if near
            else "That is too far to look. Say up to 60 miles."
        )
        text = rest_of(text, found)
    if found := _NO_CLOCK.search(text):
        said.append(f"We did not understand the time “{found[1]}”. Say it as 9am or 14:30.")
        text = rest_of(text, found)
    if found := _GONE.fullmatch(text):
        day = found[1].removeprefix("on ").replace("last ", "Last ")
        day = " ".join(word.capitalize() for word in day.split())
        return (*said, f"{day} is over. Say a day from today on."), ""
    if _ASKED.search(text) and (found := _YESTERDAY.search(text)):
        said.append("Yesterday is over. Say a day from today on.")
        text = rest_of(text, found)
    for pattern, day, month, year in DATES:
        for found in re.finditer(pattern, text):
            sentence = _no_such_day(found[day], found[month], found[year], today)
            rest = rest_of(text, found)
            if sentence and not ("is over" in sentence and _tells(text, rest)):
                return (*said, sentence), rest
    return tuple(said), text if said else words


def _tells(text: str, rest: str) -> bool:
    """Whether a day that is over is part of somebody's story. `rest`: the words without it; without any it is a question."""
    if not rest:
        return False
    return bool(PAST.search(rest)) or not (ASKS.search(rest) and re.search(r"\bopen\b|\bon ", text))


def _no_such_day(day: str, month: str, year: str | None, today: dt.date) -> str:
    """Why nobody can go on that day; empty where they can, or where it may not be a date at all (“24/7”, “may”)."""
    if not 1 <= int(day) <= 31 or (month.isdigit() and not 1 <= int(month) <= 12):
        return ""
    days = date_said(day, month, year, today)
    if days is None:
        name = MONTHS[month_number(month) - 1]
        return f"There is no {int(day)} {name.capitalize()}{f' {year}' if year else ''}. Say another day."
    if days[0] < today:
        return f"{date_in_words(days[0], reference=today)} is over. Say a day from today on."
    return ""

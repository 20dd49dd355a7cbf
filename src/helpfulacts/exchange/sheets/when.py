"""When something happens, as one cell says it: in a usual week, on days of the month, or only in words.

What no rule of ours can hold (“term time only”) is kept as its words and makes no dates: a date that is wrong costs
somebody a journey.
"""

from __future__ import annotations

import re

from helpfulacts.directory.facets import DAYS

from ..oruk.values import Odd
from ..strict_json import printable
from .hours import ALL_DAY, NEVER_SHUT, Hours, day_called, days_in, hours_of_day, week_of

Time = tuple[str, Hours]
"""(day as a rule writes it: MO, or 1MO for the first Monday of the month; its hours)."""
_NTH = {"1st": "1", "first": "1", "2nd": "2", "second": "2", "3rd": "3", "third": "3", "4th": "4", "fourth": "4",
        "last": "-1"}  # fmt: skip
_ANY = "|".join(_NTH)
_MONTHLY = re.compile(
    r"^(?:monthly|every month|once a month)?[\s,:(-]*(?:on\s+|every\s+|each\s+)?(?:the\s+)?"
    rf"((?:{_ANY})(?:\s*(?:,|&|\+|/|and)\s*(?:the\s+)?(?:{_ANY}))*)\s+([a-z]+)"
    r"(?:[\s,(]*(?:(?:of|in|each|every|a|per|the)\s+)*month(?:ly)?\b)?[\s,:)-]*(?:(?:from|at|between)\s+)?(.*)$",
    re.DOTALL,
)
_SOUNDS_MONTHLY = re.compile(rf"\b(?:\d(?:st|nd|rd|th)|{_ANY}|fifth|month|monthly)\b")
_FORTNIGHT = re.compile(
    r"\b(?:fortnight\w*|bi-?weekly|alternate|every (?:other|second)|every (?:2|two) weeks)\b"
)
_NOT_EVERY_WEEK = re.compile(
    r"\b(?:term[ -]?times?|school (?:terms?|holidays?)|(?:in|during) (?:the )?terms?|half[ -]terms?|seasonal(?:ly)?|"
    r"summer|winter|var(?:y|ies|ious|iable)|tb[ca]|to be (?:confirmed|arranged|announced)|flexible|except|excluding)\b"
)
_BESIDES = re.compile(
    r"\b(?:strictly )?(?:by (?:prior )?(?:appointment|arrangement)(?: only)?|appointments? only|on request|drop[ -]in|"
    r"(?:please )?(?:ring|phone|telephone|call|email|book|contact us)(?: (?:us|first|ahead|before|to book|"
    r"for (?:times|details|an appointment)))*|booking (?:is )?(?:essential|required|needed))\b"
)
_AS_MONTHLY = "Write it like 1st Monday of the month 10:00-12:00, on a line of its own"


def times_in(text: str) -> tuple[list[Time], str]:
    """(times of a week or month, the words that say more than they do or ""). Raises Odd."""
    rest, words = _without_words(text)
    if not rest:
        return [], words
    if NEVER_SHUT.match(" ".join(rest.split())):
        return [(day[:2].upper(), ALL_DAY) for day in DAYS], words
    if not _SOUNDS_MONTHLY.search(rest):
        return [(day[:2].upper(), hours) for day, hours in week_of(rest)], words
    found: list[Time] = []
    for part in filter(str.strip, re.split(r"[;\n]", rest)):
        days, left = _monthly(part.strip())
        if days and not left:
            raise Odd(f"“{printable(text, 60)}” does not say at what time. {_AS_MONTHLY}.")
        found += [(day, hours) for day in days for hours in hours_of_day(left)]
        if not days:
            _refuse_monthly(part, text)
            found += [(day[:2].upper(), hours) for day, hours in week_of(part)]
    return list(dict.fromkeys(found)), words


def times_of_day(text: str) -> tuple[list[Hours], str]:
    """The same for a column of one day of the week."""
    rest, words = _without_words(text)
    return (hours_of_day(rest) if rest else []), words


def days_said(text: str) -> tuple[list[str], str]:
    """Days as rules write them, and the words that say more: of a column that says only on which days. Raises Odd."""
    rest, words = _without_words(text)
    if not rest:
        return [], words
    if NEVER_SHUT.match(rest):
        return [day[:2].upper() for day in DAYS], words
    days, left = _monthly(rest.strip())
    if days and not left:
        return days, words
    _refuse_monthly(rest, text)
    return [day[:2].upper() for day in days_in(rest)], words


def _without_words(text: str) -> tuple[str, str]:
    """(what rules may say, in small letters; the whole cell where it says more than that)."""
    said = text.casefold()
    if _FORTNIGHT.search(said):
        raise Odd(
            f"“{printable(text, 60)}” does not say which weeks. Empty it here, and choose the weeks on its own page "
            "when it is listed."
        )
    if _NOT_EVERY_WEEK.search(said):
        return "", text.strip()
    rest, many = _BESIDES.subn(" ", said)
    if not many:
        return text if text.strip() else "", ""
    return rest.strip(" \n\t,;:().&-–"), text.strip()


def _monthly(part: str) -> tuple[list[str], str]:
    """(days of the month, what stands after them), or none and ""."""
    found = _MONTHLY.match(" ".join(part.casefold().split()))
    day = day_called(found[2]) if found else None
    if found is None or day is None:
        return [], ""
    nths = [_NTH[word] for word in re.findall(_ANY, found[1])]
    return [f"{nth}{day[:2].upper()}" for nth in dict.fromkeys(nths)], found[3].strip()


def _refuse_monthly(part: str, text: str) -> None:
    if _SOUNDS_MONTHLY.search(part.casefold()):
        raise Odd(
            f"“{printable(text, 60)}” is not understood as days of a month. {_AS_MONTHLY}; or empty it."
        )

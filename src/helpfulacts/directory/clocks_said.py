"""Clocks in words, written as figures for `asking_when`: “half six in the evening” is “6:30pm”. No state."""

from __future__ import annotations

import re

_HOURS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_HOUR = "|".join((*_HOURS, r"1[0-2]|[1-9]"))
_SHIFT = r"(?: in the (morning|afternoon|evening)| at (night))?"
_PAST = re.compile(
    rf"\b(half past|half|a? ?quarter past|a? ?quarter to) ({_HOUR})\b{_SHIFT}(?! ?(?:miles?|dozen|hours?|days?|weeks?|years?|months?))"
)
_PLAIN = re.compile(
    rf"\b((?:at|from|after|before|until|around|about) )({_HOUR})(?: ?o ?clock)?\b"
    rf"(?! ?(?:miles?|km|hours?|days?|weeks?|years?|months?|people|of|other|places?|the|[ap]m|:|\.\d)){_SHIFT}"
)
_BETWEEN = re.compile(
    rf"\b(between|from) ({_HOUR})( ?[ap]m)? (and|to|until|till) ({_HOUR})\b(?! ?(?:miles?|years?|people|hours?))"
)
_TURNS = re.compile(r"\b(every|each) (?:second|other) (?=\w+day\b)")


def clocks_in_figures(text: str) -> str:
    """A small-lettered text with its clocks in figures; “every second Thursday” is asked for as every Thursday."""
    text = _TURNS.sub(r"\1 ", text)
    text = _BETWEEN.sub(lambda f: f"{f[1]} {_hour(f[2])}{f[3] or ''} {f[4]} {_hour(f[5])}", text)
    text = _PAST.sub(_past, text)
    return _PLAIN.sub(lambda f: f"{f[1]}{_hour(f[2])}{_half(_hour(f[2]), f[3] or f[4])}", text)


def _hour(said: str) -> int:
    return _HOURS.index(said) + 1 if said in _HOURS else int(said)


def _past(found: re.Match[str]) -> str:
    hour, minutes = _hour(found[2]), 30
    if "quarter" in found[1]:
        minutes = 45 if found[1].endswith("to") else 15
    if minutes == 45:
        hour = (hour - 2) % 12 + 1
    return f"{hour}:{minutes}{_half(hour, found[3] or found[4])}"


def _half(hour: int, part: str | None) -> str:
    """am or pm of an hour in that part of the day; empty where none is said."""
    if part is None:
        return ""
    small = part == "morning" or (part == "night" and (hour == 12 or hour < 5))
    return "am" if small else "pm"

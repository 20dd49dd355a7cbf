"""The days that a sentence rules out: “but not on Mondays”, “not tomorrow”, “except weekends”, “not in the mornings”."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from helpfulacts.core.clock import date_in_words

from .days_said import NAMES, days_at
from .facets import DAY_NAMES
from .window import DAY, FIRST, LAST, PARTS, Window

LOOKS_AHEAD = 84
NO_DAY = "That leaves no day of the week. Here is what you can ask for at any time."
NOT_THEN = "You said no to the day that you ask for, so we looked at the other days."
_NOT = re.compile(
    r"\b(?:(?:but|just|only|and|please|though),? )*"
    r"(?:not|never|no(?= (?:\w+days|weekends|mornings|evenings|nights)\b)|except(?: for)?|apart from|other than|(?:any|every) ?day but|"
    r"(?<!have )(?<!got )(?<!ive )nothing(?= (?:on|at|in) )|(?:i|we) work(?= (?:on|at|in) )|"
    r"(?:im|i am|we are) (?:busy|working|not free)|"
    r"(?:i )?(?:cant|cannot|can not|dont|do not) (?:do|make|manage|want|like)) (?=\w)"
)
_ONE = rf"(?:on |at |in )?(?:(?:the|a) )?(?:({'|'.join(NAMES)})s?|(weekends?)|(weekdays)|(morning|evening|night)s?)"
_EACH = re.compile(rf"{_ONE}\b(?!,? (?:the )?\d)")
# “not Monday Tuesday” is both; in “not Monday, Tuesdays are fine” the second is not.
_AND = re.compile(
    rf"(?:(?:,|,? (?:or|and|nor)) | (?=(?:{'|'.join(NAMES)})s?\b))"
    rf"(?!(?:{'|'.join(NAMES)})s? (?:is|are|would|works?|suits?)\b)"
)
# What is left of a day without its morning, evening or night.
_LEFT = {
    "morning": (PARTS["morning"][1], LAST),
    "evening": (FIRST, PARTS["evening"][0]),
    "night": (FIRST, PARTS["night"][0]),
}


@dataclass(frozen=True)
class RuledOut:
    """Days of the week (0 is Monday), dates, and a part of each day, on which somebody cannot or will not come."""

    weekdays: frozenset[int] = frozenset()
    dates: frozenset[dt.date] = frozenset()
    part: str = ""

    def left_of(self, window: Window | None, today: dt.date) -> Window | None:
        """What is left of a window, or of the coming twelve weeks; None where nothing is."""
        window = window or Window(tuple(today + number * DAY for number in range(LOOKS_AHEAD)))
        days = tuple(
            day for day in window.days if day.weekday() not in self.weekdays and day not in self.dates
        )
        hours = (window.starts, window.ends)
        if self.part and hours == (FIRST, LAST):
            hours = _LEFT[self.part]
        return Window(days, *hours, window.whole, window.called) if days else None

    def in_words(self, today: dt.date) -> str:
        """“on Mondays or Tuesdays”, “at weekends”, “on Friday 27 November”, “in the evening”."""
        weekdays, said = set(self.weekdays), []
        for several, name in (({5, 6}, "at weekends"), ({0, 1, 2, 3, 4}, "on weekdays")):
            if several <= weekdays:
                said.append(name)
                weekdays -= several
        if weekdays:
            said.append(f"on {' or '.join(f'{DAY_NAMES[number]}s' for number in sorted(weekdays))}")
        said += [f"on {date_in_words(day, reference=today)}" for day in sorted(self.dates)]
        if self.part:
            said.append("at night" if self.part == "night" else f"in the {self.part}")
        return " or ".join(said)


def days_ruled_out(text: str, today: dt.date, nation: str) -> tuple[RuledOut | None, str]:
    """What a text in small letters rules out, and the text without the words that say so.

    Never today: “I have not eaten, not today” asks for food today.
    """
    weekdays: set[int] = set()
    dates: set[dt.date] = set()
    part, at = "", 0
    while found := _NOT.search(text, at):
        end, at = found.end(), found.end()
        while True:
            if one := _EACH.match(text, end):
                part = one[4] or part
                weekdays |= (
                    {NAMES.index(one[1])}
                    if one[1]
                    else {5, 6}
                    if one[2]
                    else {*range(5)}
                    if one[3]
                    else set()
                )
                end = at = one.end()
            elif (days := days_at(text, end, today, nation)) and days[0] != (today,):
                dates.update(days[0])
                end = at = days[1]
            else:
                break
            if not (more := _AND.match(text, end)):
                break
            end = more.end()
        if at > found.end():
            text, at = f"{text[: found.start()].rstrip(' ,')} {text[at:]}", found.start()
    if not (weekdays or dates or part):
        return None, text
    return RuledOut(frozenset(weekdays), frozenset(dates), part), " ".join(text.split())

"""What a keeper changes of an entry: days and times, words; said back in words, and put back by one press."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from helpfulacts.core.clock import time_in_words
from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.drafts import Repeats, Weekly
from helpfulacts.directory.facets import DAYS
from helpfulacts.directory.redraft import draft_of_offer
from helpfulacts.directory.weeks import weeks_in_words
from helpfulacts.people.actor import Actor

from .forms.keeper import Row

WORDS = {
    "title": "what it is called",
    "summary": "what it is",
    "description": "more about it",
    "cost": "what it costs",
    "brings": "what to bring",
    "what_next": "what happens next",
    "contact": "how to reach you",
    "website": "your own page",
}
_ONE_DAY = re.compile(r"(?:RRULE:)?FREQ=WEEKLY;BYDAY=([A-Z]{2})$")
_DAY_OF = {day[:2].upper(): day for day in DAYS}


def week_of(offer: Any) -> list[tuple[Row, Repeats]]:
    """The rows of a plain week, in its order, each with the repetition that it stands for."""
    found = []
    for rule in draft_of_offer(offer).repeats:
        if plain := _ONE_DAY.match(rule.rrule):
            found.append(((_DAY_OF[plain[1]], rule.starts, rule.ends), rule))
    return sorted(found, key=lambda pair: (DAYS.index(pair[0][0]), pair[0][1]))


def not_a_week(offer: Any) -> list[tuple[str, str]]:
    """Dates that no row can say, as (number, words): they stay unless they are taken off."""
    others = [rule for rule in draft_of_offer(offer).repeats if not _ONE_DAY.match(rule.rrule)]
    return [(str(number), f"Keep: {_in_words(rule)}") for number, rule in enumerate(others)]


def _in_words(rule: Repeats) -> str:
    if plain := weeks_in_words([rule]):
        return plain
    often = "every month" if "MONTHLY" in rule.rrule else "some weeks"
    return f"{often}, {time_in_words(rule.starts)} to {time_in_words(rule.ends)}"


def dates_in_words(schedules: Iterable[Any]) -> str:
    """“Thursdays, 6:30pm to 8:45pm”, or what can be said of dates that are not a plain week."""
    rows = list(schedules)
    return weeks_in_words(rows) or "; ".join(map(_in_words, rows)) or "no fixed days"


def change_week(*, offer: Any, week: list[Row], kept: list[str], by: Actor) -> bool:
    """Make the days and times those of `week` and the others that are kept. A row that was there keeps its first day."""
    draft = draft_of_offer(offer)
    known: dict[Row, Repeats] = dict(week_of(offer))
    others = [rule for rule in draft.repeats if not _ONE_DAY.match(rule.rrule)]
    stay = [rule for number, rule in enumerate(others) if str(number) in kept]
    same = [known[row] for row in week if row in known]
    new = tuple(Weekly(*row) for row in week if row not in known)
    if not new and sorted(map(str, [*same, *stay])) == sorted(map(str, draft.repeats)):
        return False
    change_offer(offer=offer, draft=replace(draft, repeats=(*same, *stay), weekly=new), by=by)
    return True


def change_words(*, offer: Any, words: Mapping[str, str], by: Actor) -> list[str]:
    """Change what is said; the names of what changed, in words."""
    fresh = {name: words[name] for name in WORDS if name in words and words[name] != getattr(offer, name)}
    if fresh:
        change_offer(offer=offer, draft=replace(draft_of_offer(offer), **fresh), by=by)  # type: ignore[arg-type]
    return [WORDS[name] for name in fresh]


def before_dates(offer: Any) -> list[list[str]]:
    """The dates as JSON, to put them back."""
    return [
        [rule.rrule, str(rule.starts), str(rule.ends), str(rule.first_day)]
        for rule in draft_of_offer(offer).repeats
    ]


def put_back_dates(*, offer: Any, before: list[list[str]], by: Actor) -> None:
    rules = tuple(
        Repeats(
            rule, dt.time.fromisoformat(starts), dt.time.fromisoformat(ends), dt.date.fromisoformat(first)
        )
        for rule, starts, ends, first in before
    )
    change_offer(offer=offer, draft=replace(draft_of_offer(offer), repeats=rules), by=by)

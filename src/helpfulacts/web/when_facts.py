"""When an offer happens, for its page: a table of the usual week, and in words what no table shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory.facets import DAYS
from helpfulacts.directory.week_grid import by_day, week_of
from helpfulacts.directory.week_words import other_words, slot_words

from .forms.public import DAY_NAMES


@dataclass(frozen=True)
class WhenFacts:
    """`rows`: (day, its hours in words) in the order of the week; `others`: sentences."""

    rows: list[tuple[str, list[str]]]
    others: list[str]


def when_facts(offer: Any) -> WhenFacts:
    """What the page of an offer (with its schedules at hand) says of its usual week."""
    day = today(offer.place.zone)
    week = week_of(offer, day)
    rows = [
        (DAY_NAMES[DAYS.index(code)], [slot_words(one, day) for one in slots])
        for code, slots in by_day(week.slots)
    ]
    return WhenFacts(rows, [other_words(one, day) for one in week.others])

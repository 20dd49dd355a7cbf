"""What is on in a window: looked up in the table of dates, and worked out from every rule when it is asked.

Both answer the same search keys, so one can be timed against the other on the same rows.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from dateutil.rrule import rrulestr
from django.core.management import call_command

from helpfulacts.core.clock import today
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft, Repeats
from helpfulacts.directory.open_then import Session, overlaps, sessions_in
from helpfulacts.directory.selectors import listed
from helpfulacts.directory.window import DAY, PARTS, Window

from .place import begin_place

RULES = (
    *(f"FREQ=WEEKLY;BYDAY={day}" for day in ("MO", "TU", "WE", "TH", "FR", "SA,SU", "MO,TU,WE,TH,FR")),
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "FREQ=MONTHLY;BYDAY=1TH", "FREQ=MONTHLY;BYDAY=-1SU",
)  # fmt: skip
TURNS = 7


class Rule(NamedTuple):
    """One rule of one offer (`key` is its search key), in wall time."""

    key: int
    rrule: str
    first_day: dt.date
    starts: dt.time
    ends: dt.time


def open_by_table(place: Any, window: Window) -> set[int]:
    """Offers with a session in the window, from the dates that were made."""
    return set(sessions_in(place, window))


def open_by_rules(rules: Iterable[Rule], window: Window) -> set[int]:
    """The same from the rules, each expanded when it is asked."""
    found = set()
    since = dt.datetime.combine(min(window.days) - dt.timedelta(days=1), dt.time())
    until = dt.datetime.combine(max(window.days), dt.time())
    for rule in rules:
        days = rrulestr(rule.rrule, dtstart=dt.datetime.combine(rule.first_day, dt.time()))
        for day in days.between(since, until, inc=True):
            if overlaps(Session(day.date(), rule.starts, rule.ends), window):
                found.add(rule.key)
                break
    return found


def measure(size: int) -> dict[str, Any]:
    """Both, by turns, over an invented place of `size` offers with a rule each: milliseconds, medians of `TURNS`.

    Reads and writes the data folder that HELPFULACTS_DATA names. Raises AssertionError where the two differ.
    """
    call_command("migrate", verbosity=0, interactive=False)
    place, rng = begin_place("open"), random.Random(7)
    since = today(place.zone) - 28 * DAY
    drafts = []
    for number in range(size):
        hour, minute = rng.randrange(8, 21), rng.choice((0, 30))
        rule = Repeats(
            rng.choice(RULES), dt.time(hour, minute), dt.time(hour + 2, minute), since + number % 28 * DAY
        )
        drafts.append(
            OfferDraft(
                title=f"Offer {number}", kind="service", sphere="civic", key=str(number), shown_from="A club",
                imported=True, where=("venue",), repeats=(rule,), on_bank_holidays="runs",
            )
        )  # fmt: skip
    list_offers(place=place, drafts=drafts, source="bench")
    columns = (f"schedules__{name}" for name in ("rrule", "first_day", "starts", "ends"))
    rules = [Rule(*row) for row in listed(place).values_list("search_key", *columns)]
    monday = today(place.zone) + (7 - today(place.zone).weekday()) * DAY
    week = tuple(monday + number * DAY for number in range(7))
    windows = {
        "on a Saturday afternoon": Window((week[5],), *PARTS["afternoon"]),
        "in a week of evenings": Window(week, *PARTS["evening"]),
        "in a whole week": Window(week),
    }
    return {
        "rules": len(rules),
        "windows": {name: _timed(place, rules, one) for name, one in windows.items()},
    }


def _timed(place: Any, rules: list[Rule], window: Window) -> dict[str, float]:
    ways: dict[str, Callable[[], set[int]]] = {
        "table": lambda: open_by_table(place, window), "rules": lambda: open_by_rules(rules, window),
    }  # fmt: skip
    assert ways["table"]() == ways["rules"](), "the table of dates says something else than the rules"
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(TURNS):
        for name, find in ways.items():
            began = time.perf_counter()
            find()
            took[name].append(1000 * (time.perf_counter() - began))
    found = {f"{name}_ms": statistics.median(each) for name, each in took.items()}
    return found | {"ratio": found["table_ms"] / found["rules_ms"]}

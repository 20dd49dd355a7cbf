"""What is known of getting in, from four sides, and a group that talks with people before it says yes. All illustrative."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now, today
from helpfulacts.directory.actions.say_access import say_access
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.support.actions.move_up_queue import state_places

from .hours import by_day
from .made import offer_named

TOM = Actor("Tom, link worker", "navigator")
ASSESSOR = "An access group in Dudley (illustrative)"
SAID: tuple[tuple[str, int, str, dict[str, str]], ...] = (
    ("lye-no-audition-choir", 47, "assessor", {"step_free": "yes", "hearing_loop": "yes", "toilet": "no"}),
    ("lye-no-audition-choir", 12, "visitor", {"parking": "no"}),
    ("wednesday-friends", 30, "keeper", {"toilet": "yes", "bsl": "yes"}),
    ("gornal-youth-club", 410, "keeper", {"toilet": "yes", "quiet": "yes"}),
    ("halesowen-hall-room", 90, "assessor", {"lift": "yes", "parking": "yes", "hearing_loop": "no"}),
)
"""Entry, how many days ago somebody looked, whose word it is, what they said."""
TALKS_FIRST = "steady-on-your-feet"


def say_who_gets_in(*, place: Any, source: str) -> None:
    """Say `SAID` of the demonstration's entries, and that one of them talks first."""
    for key, days, whose, said in SAID:
        with by_day(now() - dt.timedelta(days=3)):
            offer = offer_named(place, source, key)
            say_access(
                offer=offer, said=said, on=today(place.zone) - dt.timedelta(days=days - 3), source=whose,
                name=ASSESSOR if whose == "assessor" else "", by=TOM,
            )  # fmt: skip
    with by_day(now() - dt.timedelta(days=9)):
        state_places(offer=offer_named(place, source, TALKS_FIRST), stated=0, by=SYSTEM, talks_first=True)

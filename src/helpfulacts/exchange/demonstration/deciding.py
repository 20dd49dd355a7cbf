"""People decide together: a question in each part, what was decided and what came of it, an agreement. All of it is invented."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from helpfulacts.core.clock import as_if
from helpfulacts.core.ids import seeded
from helpfulacts.people.actor import Actor

from .deciding_made import desk_of
from .deciding_now import ask_now
from .deciding_panel import ask_a_panel
from .deciding_past import decide_a_budget
from .deciding_rule import ask_about_a_rule, decide_a_rule
from .deciding_sides import agree_with_sides, say_where_it_stands


class RuleChange:
    """A rule is asked about and decided while rounds run. The budget was decided before, so that numbers go by time.

    Its identifiers are drawn apart (`seed`): whom rounds draw is the same, whatever is added to it.
    """

    def __init__(self, *, place: Any, officer: Actor, source: str, seed: str, present: dt.datetime) -> None:
        self.place, self.officer, self.source, self.present = place, officer, source, present
        self.drawn = random.Random(f"{seed} decided")
        self.asked: Any = None

    def ask(self) -> None:
        with seeded(self.drawn):
            desk = desk_of(self.place, self.officer, self.source)
            with as_if(self.present):
                decide_a_budget(desk)
            self.asked = ask_about_a_rule(desk)

    def decide(self) -> None:
        with seeded(self.drawn):
            decide_a_rule(desk_of(self.place, self.officer, self.source), self.asked)


def decide_together(*, place: Any, officer: Actor, source: str) -> None:
    """All the others: after the last round, so that whom rounds draw is the same; the oldest first, so that numbers go by time."""
    desk = desk_of(place, officer, source)
    agree_with_sides(desk)
    say_where_it_stands(desk)
    ask_now(desk)
    ask_a_panel(desk)

"""People decide together: a question in each part, what was decided and what came of it, an agreement. All of it is invented."""

from __future__ import annotations

from typing import Any

from helpfulacts.people.actor import Actor

from .deciding_made import desk_of
from .deciding_now import ask_now
from .deciding_panel import ask_a_panel
from .deciding_past import decide_a_budget, decide_a_rule
from .deciding_sides import agree_with_sides, say_where_it_stands


def decide_together(*, place: Any, officer: Actor, source: str) -> None:
    """After the last round, so that whom rounds draw is the same; the oldest first, so that numbers go by time."""
    desk = desk_of(place, officer, source)
    decide_a_budget(desk)
    decide_a_rule(desk)
    agree_with_sides(desk)
    say_where_it_stands(desk)
    ask_now(desk)
    ask_a_panel(desk)

"""Where a helpful act may go from where it is. Every move goes through `move`."""

from __future__ import annotations

from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from .models import HelpfulAct

MOVES: dict[str, frozenset[str]] = {
    "suggested": frozenset({"agreed", "promised", "not_now", "declined", "lapsed"}),
    "agreed": frozenset({"promised", "not_now", "declined", "lapsed", "stopped"}),
    "promised": frozenset({"done", "not_now", "declined", "lapsed", "stopped"}),
    "done": frozenset({"confirmed"}),
    "not_now": frozenset({"suggested"}),
    "lapsed": frozenset({"suggested"}),
    "confirmed": frozenset(),
    "declined": frozenset(),
    "stopped": frozenset(),
}
HOLDS_A_PLACE = frozenset({"suggested", "agreed", "promised", "done", "confirmed"})


def move(act: HelpfulAct, state: str) -> None:
    """Change `act.state` in memory and in the database, if nobody else moved it first. Raises Refused."""
    words = dict(HelpfulAct.STATES)
    if state not in MOVES[act.state]:
        raise Refused(
            f"This is already “{words[act.state].lower()}”, so it cannot become “{words[state].lower()}”."
        )
    moved = HelpfulAct.objects.filter(place=act.place_id, pk=act.pk, state=act.state).update(
        state=state, changed_at=now()
    )
    if not moved:
        raise Refused("Somebody changed this a moment ago. Reload the page to see it as it is now.")
    act.state = state

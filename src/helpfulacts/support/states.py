"""Where a helpful act may go from where it is. Every move goes through `move`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from .introducing import follow
from .models import HelpfulAct, Introduction, PassedOn

MOVES: dict[str, frozenset[str]] = {
    "suggested": frozenset({"agreed", "promised", "not_now", "declined", "lapsed"}),
    "agreed": frozenset({"promised", "not_now", "declined", "lapsed", "stopped"}),
    "promised": frozenset({"done", "not_now", "declined", "lapsed", "stopped"}),
    "done": frozenset({"confirmed", "promised"}),
    "not_now": frozenset({"suggested"}),
    "lapsed": frozenset({"suggested"}),
    "confirmed": frozenset({"promised"}),
    "declined": frozenset(),
    "stopped": frozenset(),
}
STANDS = {
    "suggested": "Nobody has said yes to this yet. Say yes to it first, or “not now”.",
    "agreed": "This waits still, for a place or for something else first. The plan says which. Has it happened? Ring us.",
    "promised": "This is promised already. Once it has happened, say that it is done.",
    "done": "This is done already. What is left is to say how it went.",
    "confirmed": "This is done, and nothing is left to do. To have it again, ask for it again.",
    "not_now": "“Not now” was said to this. To have it after all, ask for it again.",
    "lapsed": "The time to say yes to this is over. To have it after all, ask for it again.",
    "declined": "It was said already that this cannot be given. Look for something else, or ring us.",
    "stopped": "This has stopped already. To have it again, look for it and ask again.",
}
"""How an act stands and what can be done, in words for either side and for the desk: said where a move cannot be."""
BOTH_MAY_TALK = ("promised", "done")
"""Only here may what each side passed on to the other be read; leaving it deletes it."""
GONE = "This is not there any more: its plan was deleted."
READ_AGAIN = [
    "state",
    "holds",
    "on_day",
    "starts",
    "came",
    "joins",
    "costs_sealed",
    "answer_by",
    "outcome_sealed",
    "changed_anything",
    "changed_at",
    "giver_said_yes_at",
]


def read_again(act: HelpfulAct) -> None:
    """What `act` and its offer are now, inside `register.writing`: it may have moved since the page was made.

    Raises Refused when it was deleted with its plan.
    """
    try:
        act.refresh_from_db(fields=READ_AGAIN)
    except HelpfulAct.DoesNotExist:
        raise Refused(GONE) from None
    if act.offer is not None:
        act.offer.refresh_from_db(fields=["status", "check_until"])


def read_introduction_again(one: Introduction) -> None:
    """The same of an introduction and its act, which stays the one that the caller holds."""
    act = one.act
    try:
        one.refresh_from_db()
    except Introduction.DoesNotExist:
        raise Refused(GONE) from None
    one.act = act
    read_again(act)


def must_wait(act: HelpfulAct) -> bool:
    """Is something it waits for still undone?"""
    return act.waits_for.exclude(needs__state__in=["done", "confirmed"]).exists()


def move(act: HelpfulAct, state: str, *, at: dt.datetime | None = None) -> None:
    """Change `act.state` in memory and in the database, if nobody else moved it first; its introduction follows. Raises
    Refused.

    `at` is when it happened (default now): what is only closed later keeps its day.
    """
    if state not in MOVES[act.state]:
        raise Refused(STANDS[act.state])
    change: dict[str, Any] = {"state": state, "changed_at": at or now(), "went_with_wish": False}
    if state not in BOTH_MAY_TALK:
        change["giver_said_yes_at"] = act.giver_said_yes_at = None
    moved = HelpfulAct.objects.filter(place=act.place_id, pk=act.pk, state=act.state).update(**change)
    if not moved:
        raise Refused("Somebody changed this a moment ago. Reload the page to see it as it is now.")
    act.state, act.went_with_wish = state, False
    if state not in BOTH_MAY_TALK:
        PassedOn.objects.filter(place=act.place_id, act=act).delete()
    follow(act)

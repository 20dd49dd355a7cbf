"""Where an introduction may go from where it is, and who does the next thing by when. Every move goes through `move`.

The states and moves are those of FHIR Task, as the Gravity guide for social needs uses them. An act and its open
introduction never contradict each other: `WITH` says which go together, and `follow` moves the introduction when its act
moved. Each open introduction has exactly one open promise of the kind "next".
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.except_promise import except_promise
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.actions.make_promise import make_promise
from helpfulacts.promises.models import Promise

from .models import HelpfulAct, Introduction
from .models.introductions import OPEN

MOVES: dict[str, frozenset[str]] = {
    "draft": frozenset({"requested", "entered-in-error"}),
    "requested": frozenset({"accepted", "rejected", "cancelled", "entered-in-error"}),
    "accepted": frozenset({"in-progress", "on-hold", "cancelled", "entered-in-error"}),
    "in-progress": frozenset({"on-hold", "completed", "failed", "cancelled", "entered-in-error"}),
    "on-hold": frozenset({"in-progress", "failed", "cancelled", "entered-in-error"}),
    "rejected": frozenset(),
    "completed": frozenset(),
    "failed": frozenset(),
    "cancelled": frozenset(),
    "entered-in-error": frozenset(),
}
STANDS = {
    "draft": "They have not been asked yet. Say yes to the two lines first.",
    "requested": "They were asked, and have not answered yet.",
    "accepted": "They said yes already. Next, they meet.",
    "in-progress": "They met already, and it goes on.",
    "on-hold": "This rests for a while. Go on with it first.",
    "rejected": "They said not now, so this has ended. Look for somebody else.",
    "completed": "It is said already that this worked out.",
    "failed": "It is said already that this did not work out. Look for somebody else.",
    "cancelled": "This was stopped already.",
    "entered-in-error": "This was taken out already.",
}
"""How an introduction stands, in words for either side and for the desk: said where a move cannot be."""
WITH: dict[str, tuple[str, ...]] = {
    "draft": ("suggested", "agreed"),
    "requested": ("agreed",),
    "accepted": ("promised",),
    "in-progress": ("promised",),
    "on-hold": ("promised",),
}
"""The states of an act beside each open state of its introduction."""
ANSWER_WITHIN = dt.timedelta(days=7)
MEET_WITHIN = dt.timedelta(days=14)
ASK_AGAIN_AFTER = dt.timedelta(days=28)
SILENT_AFTER = dt.timedelta(days=14)
"""A giver who owes the next thing, and has said nothing for so long, is silent: a nudge is drafted."""
GIVER_SAID_YES = "the giver said yes"
_KEPT = {
    "requested": "the person said yes",
    "accepted": GIVER_SAID_YES,
    "rejected": "the giver answered",
    "in-progress": "they met, or went on",
    "completed": "it worked out",
}
_EXCUSED = {
    "on-hold": "it rests for a while",
    "failed": "it did not work out",
    "cancelled": "it was stopped",
    "entered-in-error": "it was put in by mistake, or never sent",
}


@dataclass(frozen=True)
class Next:
    """What comes next: `owner` is "person", "giver" or "navigator" (whoever introduced them)."""

    owner: str
    what: str
    due: dt.date


def open_introduction(act: HelpfulAct) -> Introduction | None:
    return Introduction.objects.filter(place=act.place_id, act=act, state__in=OPEN).first()


Periods = Mapping[uuid.UUID, CapacityPeriod]
"""The places that count today, by offer: `directory.capacity_on` of many offers at once."""


def talks_first(act: HelpfulAct, periods: Periods | None = None) -> bool:
    """Do they talk with people first, so that there is no place yet? `periods`: if at hand."""
    period = _period(act, periods)
    return period is not None and period.talks_first


def waits_for_place(one: Introduction, periods: Periods | None = None) -> bool:
    """Asked, and in the queue: the giver counts places, and none is kept for this person yet. `periods`: if at hand."""
    period = _period(one.act, periods) if one.state == "requested" else None
    return period is not None and not period.talks_first


def _period(act: HelpfulAct, periods: Periods | None) -> CapacityPeriod | None:
    """The places of an offer at which `act` holds none; None where it holds one, or no number was stated."""
    if act.offer is None or act.holds_id is not None:
        return None
    if periods is not None:
        return periods.get(act.offer.pk)
    return directory.current_capacity(act.offer, today(act.place.zone))


def carer(one: Introduction) -> str:
    """Who looks after it: whoever introduced them, or the person when they did so themselves."""
    return "navigator" if one.role in ("navigator", "officer") else "person"


def next_of(one: Introduction) -> Next:
    """What an open introduction waits for in the state it is in."""
    day = today(one.place.zone)
    if one.state == "draft":
        return Next("person", "Read the two lines, and say yes or not now", day + ANSWER_WITHIN)
    if one.state == "requested" and waits_for_place(one):
        return Next(carer(one), "See if a place is free, or if something else fits", day + ASK_AGAIN_AFTER)
    if one.state == "requested":
        return Next("giver", "Say yes, or not now", day + ANSWER_WITHIN)
    if one.state == "accepted":
        on_day = one.act.on_day
        return Next("giver", "Meet", on_day if on_day and on_day >= day else day + MEET_WITHIN)
    return Next(carer(one), "Ask how it goes", day + ASK_AGAIN_AFTER)


def move(one: Introduction, state: str, *, by: Actor, step: Next | None = None, **fields: Any) -> None:
    """Change the state, with `fields`, in memory and in the database, if nobody else moved it first. Raises Refused.

    The promise of the step before is kept, or excused; the next is made (`step`, else `next_of`). Inside
    `register.writing`.
    """
    if state not in MOVES[one.state]:
        raise Refused(f"{STANDS[one.state]} Reload the page to see it as it is.")
    change: dict[str, Any] = {"state": state, "changed_at": now(), **fields}
    if state not in OPEN:
        change["reach_sealed"] = None
    moved = Introduction.objects.filter(place=one.place_id, pk=one.pk, state=one.state).update(**change)
    if not moved:
        raise Refused("Somebody changed this a moment ago. Reload the page to see it as it is now.")
    for name, value in change.items():
        setattr(one, name, value)
    _settle(one, state, by)
    if one.is_open:
        promise_next(one, step or next_of(one))
    register.record(
        place=one.place, action="moved an introduction", noun="introduction", subject=one.pk,
        facts={"to": state, "by": by.role},
    )  # fmt: skip


def _settle(one: Introduction, state: str, by: Actor) -> None:
    for promise in promises.open_about(one.place, "introduction", one.pk, kind="next"):
        if state in _KEPT:
            keep_promise(promise=promise, evidence=_KEPT[state], by=by.role)
        else:
            except_promise(promise=promise, reason=_EXCUSED[state], by=by.role)


def promise_next(one: Introduction, step: Next) -> Promise:
    """The next thing, its owner and its day, as the one open promise of this introduction."""
    act = one.act
    person = ("person", act.plan.person_id, "You")
    giver = (
        ("organisation", act.offer.provider_id, act.shown_from)
        if act.offer is not None and act.offer.provider_id
        else ("offer", act.offer_id, act.shown_from)
    )
    navigator = ("navigator", one.by_account, one.introduced_by)
    by = {"person": person, "giver": giver, "navigator": navigator}[step.owner]
    to = giver if step.owner == "person" else person
    return make_promise(
        place=one.place, by_noun=by[0], by_id=by[1], by_shown_as=by[2], to_noun=to[0], to_id=to[1],
        about_noun="introduction", about_id=one.pk, what=step.what, trigger="an introduction", due=step.due,
        kind="next",
    )  # fmt: skip


def next_promise(one: Introduction) -> Promise | None:
    """The open promise of the next thing; None once it ended."""
    found = promises.open_about(one.place, "introduction", one.pk, kind="next")
    return found[0] if found else None


def owner_of(promise: Promise) -> str:
    """Who owes the next thing, as `Next.owner` says it."""
    return promise.by_noun if promise.by_noun in ("person", "navigator") else "giver"


def place_came_free(one: Introduction) -> None:
    """A place is kept for somebody who was asked for in the queue: now the giver answers."""
    for promise in promises.open_about(one.place, "introduction", one.pk, kind="next"):
        keep_promise(promise=promise, evidence="a place came free", by=SYSTEM.role)
    promise_next(one, next_of(one))


def follow(act: HelpfulAct) -> None:
    """Move the open introduction of an act that has just moved, so that the two agree. Called by `states.move`."""
    one = open_introduction(act)
    if one is None or act.state in WITH[one.state]:
        return
    one.act = act
    if act.state == "promised" and one.state == "requested":
        raise Refused("They were asked, and have not answered yet.")
    if one.state == "draft":
        move(one, "entered-in-error", by=SYSTEM, how="mistake")
    elif act.state == "done":
        if one.state != "in-progress":
            move(one, "in-progress", by=SYSTEM)
        move(one, "completed", by=SYSTEM, how="happened")
    elif act.state == "declined" and one.state == "requested":
        move(one, "rejected", by=SYSTEM, how="giver")
    else:
        move(one, "cancelled", by=SYSTEM, how="giver" if act.state == "declined" else "person")

"""Let an act go: its place is free again, what waited for it lapses, and the next in the queue moves up."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from helpfulacts.core import register
from helpfulacts.people.actor import Actor
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.except_promise import except_promise

from ..models import ActDependency, HelpfulAct
from ..states import move, must_wait
from .free_place import drop_hold
from .move_up_queue import move_up_queue
from .take_place import promise_act, take_place
from .tell_about import tell_about

REASONS = {
    "not_now": "the person said not now",
    "declined": "the giver said not now",
    "lapsed": "nobody answered in time",
    "stopped": "it was stopped",
}
GONE_BEFORE = "what it waits for was let go"
NOT_TOLD = "they were not told in time, and the place went on"
NEWS = {
    "declined": "it cannot go ahead after all. Ask what else would help.",
    "lapsed": "we did not tell you in time that there was a place, and it went to somebody else. We are sorry. "
    "You keep your turn.",
}
LETS_GO = ("suggested", "agreed", "promised")


def state_when_stopped(act: HelpfulAct) -> str:
    """Where its person lets it go: what was only suggested is “not now”."""
    return "not_now" if act.state == "suggested" else "stopped"


def release_each(*, acts: Iterable[HelpfulAct], state_of: Callable[[HelpfulAct], str], by: Actor) -> None:
    """Let several go. Letting one go may let others go: each is read again, and left alone if it already went."""
    for act in list(acts):
        act.refresh_from_db()
        if act.state in LETS_GO:
            release_place_of(act=act, state=state_of(act), by=by)


def release_place_of(*, act: HelpfulAct, state: str, by: Actor, why: str = "") -> HelpfulAct:
    """Move `act` to not_now, declined, lapsed or stopped, in the caller's transaction or its own.

    `why` is said instead of the usual reason of that state.
    """
    reason = why or REASONS[state]
    with register.writing(act.place_id):
        asked = act.state == "suggested"
        period = drop_hold(act)
        move(act, state)
        owed = promises.open_about(act.place, "helpful act", act.pk)
        untold = state == "lapsed" and asked and any(promise.kind == "tell" for promise in owed)
        for promise in owed:
            not_told = untold and promise.kind == "tell"
            except_promise(promise=promise, reason=NOT_TOLD if not_told else reason, by=by.role)
        if state == "declined" or untold:
            tell_about(act, NEWS[state], trigger=NOT_TOLD if untold else reason)
        register.record(
            place=act.place,
            action=reason,
            noun="helpful act",
            subject=act.pk,
            facts={"kind": act.kind, "sphere": act.sphere, "by": by.role},
        )
        go_ahead_without(ActDependency.objects.filter(place=act.place_id, needs=act, said=True))
        waiting = HelpfulAct.objects.filter(
            place=act.place_id, waits_for__needs=act, state__in=LETS_GO
        ).order_by("created_at")
        for dependant in waiting:
            dependant.refresh_from_db()  # one that waits for two acts may have lapsed with the first
            if dependant.state in LETS_GO:
                release_place_of(act=dependant, state="lapsed", by=by, why=GONE_BEFORE)
        if act.offer is not None and period is not None:
            move_up_queue(offer=act.offer)
    return act


def go_ahead_without(links: QuerySet[ActDependency]) -> None:
    """Drop orders that the person only said: what was agreed and waited for nothing else goes ahead."""
    waited = [link.act for link in links.select_related("act__offer", "act__plan__person", "act__place")]
    links.delete()
    for act in waited:
        act.refresh_from_db(fields=["state", "holds"])
        if act.state != "agreed" or act.plan.state == "ended" or must_wait(act):
            continue
        if act.offer is not None:
            move_up_queue(offer=act.offer)
        elif take_place(act):
            promise_act(act)

"""Those who give a part say yes, or not now; and later, if it has to be, that they cannot any more."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..bookable import is_booked_by_time
from ..models import Offer, WeavePart
from ..rules import may_answer_part, may_leave_weave
from ..selectors import current_capacity
from ..weaving import days_in, dependants_of, part_values, role_of
from .begin_weave import _move
from .book_slots import book_slots
from .hold_place import hold_place
from .let_parts_go import let_parts_go

_NOT_YOURS = (
    "Those who give this answer for it, or somebody at the desk who has rung them and did not ask for it."
)


def answer_part(*, part: WeavePart, answer: str, by: Actor) -> WeavePart:
    """`answer` is "yes" or "not_now". A yes books its time and holds its places, all of them or it is refused."""
    if not may_answer_part(by, part):
        raise NotAllowed(_NOT_YOURS)
    if answer not in ("yes", "not_now"):
        raise Refused("Choose “Yes” or “Not now”.", field="answer")
    with register.writing(part.place_id):
        part.refresh_from_db(fields=["state"])
        part.weave.refresh_from_db()
        if part.state != "asked" or part.weave.state in ("draft", "ended"):
            raise Refused("This was answered already, or is not asked any more. Reload the page.")
        agreed = answer == "yes"
        part.state = "agreed" if agreed else "not_now"
        part.answered_at, part.answered_by = now(), by.shown_as[:80]
        part.save(update_fields=["state", "answered_at", "answered_by"])
        if agreed:
            _use(part)
        _asked_no_more(part, by)
        rest = WeavePart.objects.filter(place=part.place_id, weave=part.weave)
        if part.weave.state == "asked" and not rest.exclude(state="agreed").exists():
            _move(part.weave, "agreed")
        register.record(
            place=part.place,
            action="said yes to a weave" if agreed else "said not now to a weave",
            noun="weave",
            subject=part.weave_id,
            facts={"by": by.role, "kind": part.offer.kind},
        )
    return part


def _use(part: WeavePart) -> None:
    """Book its time and hold its places; any refusal undoes the yes with it."""
    part.used = True
    part.save(update_fields=["used"])
    weave, offer, role = part.weave, part.offer, role_of(part.offer)
    if is_booked_by_time(offer):
        if weave.from_slot is None or weave.to_slot is None:
            raise Refused("No time is chosen for this yet, so nobody can say yes to it.")
        for day in days_in(weave):
            # The yes of those who give it is what allows the booking, whoever wrote it down.
            book_slots(offer=offer, day=day, first=weave.from_slot, last=weave.to_slot, by=SYSTEM, part=part)
        return
    period = current_capacity(offer, today(offer.place.zone))
    places = {"people": weave.people, "thing": 1, "money": _shares(part)}.get(role, 0)
    if period is None or period.talks_first or not places:
        return
    for _ in range(places):
        hold_place(period=period)
    part.holds, part.places = period, places
    part.save(update_fields=["holds", "places"])


def _shares(part: WeavePart) -> int:
    """How many shares of a fund make up what is needed; all that are left, where they are fewer."""
    each, pounds = part.offer.particulars.get("each"), part.weave.pounds
    [value] = part_values([part.offer])
    if not isinstance(each, int) or each < 1 or not pounds or value.pence is None:
        return 0
    return min(-(-pounds // each), value.pence // (each * 100))


def leave_weave(*, part: WeavePart, by: Actor, why: str = "they cannot any more") -> WeavePart:
    """Whoever said yes cannot any more. What it held is free; whoever depends on it is told. No reason is asked."""
    if not may_leave_weave(by, part):
        raise NotAllowed(_NOT_YOURS)
    with register.writing(part.place_id):
        part.refresh_from_db(fields=["state", "used", "holds", "places"])
        part.weave.refresh_from_db()
        if part.state not in ("asked", "agreed") or part.weave.state == "ended":
            raise Refused("This is not part of it any more. Reload the page.")
        let_parts_go([part])
        part.state, part.answered_at, part.answered_by = "left", now(), by.shown_as[:80]
        part.save(update_fields=["state", "answered_at", "answered_by"])
        _asked_no_more(part, by)
        _tell_dependants(part, why)
        register.record(
            place=part.place,
            action="left a weave",
            noun="weave",
            subject=part.weave_id,
            facts={"by": by.role, "kind": part.offer.kind, "listed": part.weave.state == "listed"},
        )
        if part.weave.state in ("listed", "mending"):
            from .list_weave import close_to_new_people

            close_to_new_people(part.weave)
            _move(part.weave, "mending")
        elif part.weave.state == "agreed":
            _move(part.weave, "asked")
    return part


def leave_weaves(*, offers: Iterable[Offer], why: str = "it has ended") -> int:
    """These offers cannot be had any more: each leaves the combinations that use it; how many were left."""
    parts = [part for offer in offers for part in dependants_of(offer)]
    for part in parts:
        leave_weave(part=part, by=SYSTEM, why=why)
    return len(parts)


def _tell_dependants(part: WeavePart, why: str) -> None:
    """The body that wove it, and those who give the other parts that said yes."""
    weave = part.weave
    told: set[tuple[str, uuid.UUID | None]] = {("organisation", weave.body_id)}
    others = WeavePart.objects.filter(place=part.place_id, weave=weave, state="agreed").select_related(
        "offer"
    )
    for other in others:
        offer = other.offer
        told.add(("person", offer.giver_id) if offer.giver_id else ("organisation", offer.provider_id))
    for to in sorted((to for to in told if to[1] is not None), key=str):
        ask_desk_to_tell(
            place=part.place,
            to=to,
            about=("weave", weave.pk),
            what=f"“{part.offer.title}” has left “{weave.title}”: {why}. Ask what they would like to do.",
            trigger="a part left a combination",
        )


def _asked_no_more(part: WeavePart, by: Actor) -> None:
    for promise in promises.open_about(part.place, "weave part", part.pk, kind="tell"):
        keep_promise(promise=promise, evidence="they answered", by=by.role)

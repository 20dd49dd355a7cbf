"""Take a place for an act and promise it. What follows a yes, and what follows when a place comes free."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell
from helpfulacts.promises.actions.make_promise import make_promise

from ..models import HelpfulAct
from ..states import move


def must_wait(act: HelpfulAct) -> bool:
    """Is something it waits for still undone?"""
    return act.waits_for.exclude(needs__state__in=["done", "confirmed"]).exists()


def take_place(act: HelpfulAct) -> bool:
    """Hold a place if the offer counts them. False when it is full."""
    if act.offer is None or act.holds_id is not None or not behaviour_of(act.offer).can_be_full:
        return True
    period = directory.current_capacity(act.offer, today(act.place.zone))
    if period is None:
        return True
    try:
        hold_place(period=period)
    except Refused:
        return False
    _keep_hold(act, period)
    return True


def _keep_hold(act: HelpfulAct, period: CapacityPeriod) -> None:
    kept = HelpfulAct.objects.filter(place=act.place_id, pk=act.pk, state=act.state).update(holds=period)
    if not kept:
        raise Refused("Somebody changed this a moment ago. Reload the page to see it as it is now.")
    act.holds = period


def promise_act(act: HelpfulAct) -> None:
    """Move to promised, with the giver's promise; somebody without e-mail goes on the list to tell."""
    move(act, "promised")
    person = act.plan.person
    day = today(act.place.zone)
    behaviour = behaviour_of(act.offer) if act.offer else None
    if behaviour and not behaviour.makes_promise:
        return  # an idea is the person's own to try: nobody owes it
    due = behaviour.due(day, act.on_day) if behaviour else day + dt.timedelta(days=14)
    owner = act.offer.provider_id if act.offer and act.offer.provider_id else None
    make_promise(
        place=act.place,
        by_noun="organisation" if owner else "offer",
        by_id=owner or (act.offer.pk if act.offer else None),
        by_shown_as=act.shown_from,
        to_noun="person",
        to_id=person.pk,
        about_noun="helpful act",
        about_id=act.pk,
        what=act.title,
        trigger="the person said yes",
        due=due,
    )
    if person.channel != "email":
        ask_desk_to_tell(
            place=act.place,
            to=("person", person.pk),
            about=("helpful act", act.pk),
            what=f"Tell them what happens next: {act.title}",
            trigger="the person has no e-mail",
        )

"""Places that come free go to those who wait, in the order they said yes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import F

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.directory.actions.pause_offer import resume_offer
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.alone import is_alone
from helpfulacts.directory.apart import pairs_apart
from helpfulacts.directory.models import CapacityPeriod, Offer
from helpfulacts.directory.vetting import check_ran_out
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.people.rules import may_use_desk

from ..introducing import open_introduction, place_came_free, talks_first
from ..models import HelpfulAct
from ..states import must_wait
from .open_talk import open_talk
from .take_place import promise_act, take_place, tell_giver

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def move_up_queue(*, offer: Offer) -> int:
    """Promise what waits no longer; how many moved up. Raises nothing when there is no place.

    Those who hold a place of a round already, and waited for something else, come first; then every free place goes to
    those who said yes first. Who is being introduced gets the place kept, and the giver answers. Where they talk with
    people first now, those who wait are introduced.
    """
    moved = 0
    with register.writing(offer.place_id):
        offer.refresh_from_db(fields=["status", "check_until"])
        if offer.status != "active" or check_ran_out(offer, today(offer.place.zone)):
            return moved
        waiting = (
            HelpfulAct.objects.filter(place=offer.place_id, offer=offer, state="agreed")
            .order_by(F("holds").asc(nulls_last=True), "changed_at", "id")
            .select_related("plan__person", "place", "offer", "holds")
        )
        apart, alone = pairs_apart(offer.place_id), is_alone(offer)
        for act in waiting:
            person = act.plan.person
            if offer.pk in apart.get(person.pk, ()) or (alone and person.is_under_18) or must_wait(act):
                continue
            asked, had = open_introduction(act), act.holds_id
            if not take_place(act):
                break
            if asked is not None and asked.state == "requested":
                asked.act = act
                if act.holds_id == had:
                    continue  # they were asked, and it is theirs to answer
                place_came_free(asked)
            elif talks_first(act):
                if asked is not None:
                    continue  # its two lines wait for the person
                open_talk(act=act, by=SYSTEM)
                tell_giver(act)
                continue
            else:
                promise_act(act)
            register.record(
                place=act.place,
                action="moved up the queue",
                noun="helpful act",
                subject=act.pk,
                facts={"by": SYSTEM.role},
            )
            moved += 1
    return moved


def move_up_queues(*, place: Place) -> int:
    """The same for each offer of a place that somebody waits for: on the day when new places open."""
    offers = Offer.objects.filter(place=place, acts__state="agreed").distinct().order_by("pk")
    return sum(move_up_queue(offer=offer) for offer in offers)


def state_own_cap(*, offer: Offer, own_cap: int, by: Actor) -> CapacityPeriod:
    """How many the giver helps at once, and no more; where that frees places, the next in the queue move up.

    The desk states it for them, on their word, and the register says so.
    """
    with register.writing(offer.place_id):
        period = state_capacity(
            offer=offer, stated=own_cap, own_cap=own_cap, by=by, on_their_word=may_use_desk(by)
        )
        move_up_queue(offer=offer)
        period.refresh_from_db()
    return period


def go_on_giving(*, offer: Offer, by: Actor) -> Offer:
    """What was “not now” is on the list again, and whoever waited in its queue moves up into free places."""
    with register.writing(offer.place_id):
        resume_offer(offer=offer, by=by)
        move_up_queue(offer=offer)
    return offer


def state_places(
    *, offer: Offer, stated: int, by: Actor, until: dt.date | None = None, talks_first: bool = False
) -> tuple[CapacityPeriod, int]:
    """The giver's own number (see `state_capacity`); where that frees places, how many moved up."""
    with register.writing(offer.place_id):
        period = state_capacity(offer=offer, stated=stated, by=by, until=until, talks_first=talks_first)
        moved = move_up_queue(offer=offer)
        period.refresh_from_db()
    return period, moved

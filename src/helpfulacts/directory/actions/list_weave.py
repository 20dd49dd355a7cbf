"""A combination whose parts all agreed becomes an offer that depends on them; ended, it frees them."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import LAST_MINUTE
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.places.models import Place

from ..access import access_of
from ..bookable import is_booked_by_time
from ..drafts import CapacityDraft, OfferDraft, Repeats
from ..facets import DAYS
from ..half_hours import time_of
from ..models import Booking, Offer, Weave, WeavePart
from ..rules import may_weave
from ..selectors import is_still_listed
from ..weaving import capacity_for, costs_of, days_in, found_for, named, parts_of, place_of, role_of
from .begin_weave import _move, require_open, require_to_come
from .let_parts_go import let_parts_go
from .list_offer import list_offer
from .state_capacity import state_capacity


def list_weave(*, weave: Weave, by: Actor) -> Offer:
    """List it, once every part said yes and no stop stands. A mended one is the same entry, open again.

    Its places are the least that any part can take. Raises Refused with the first thing that is missing.
    """
    with register.writing(weave.place_id):
        require_open(weave, by)
        parts = [part for part in parts_of(weave) if part.state != "left"]
        _ready(weave, parts)
        places = capacity_for(weave, parts)
        if weave.offer is None:
            weave.offer = list_offer(place=weave.place, draft=_draft(weave, parts, places), by=by)
        else:
            state_capacity(offer=weave.offer, stated=places, own_cap=places, by=SYSTEM)
        weave.save(update_fields=["offer"])
        _move(weave, "listed")
        register.record(
            place=weave.place, action="listed a weave", noun="weave", subject=weave.pk,
            facts={"parts": len(parts), "places": places},
        )  # fmt: skip
    return weave.offer


def _ready(weave: Weave, parts: list[WeavePart]) -> None:
    waiting = [part for part in parts if part.state != "agreed"]
    if not parts or waiting:
        names = ", ".join(named(part.offer)[0] for part in waiting) or "any part"
        raise Refused(f"We have no yes for {names} yet. Wait for it, or take it out.")
    gone = next((part for part in parts if not is_still_listed(part.offer)), None)
    if gone is not None:
        raise Refused(f"{named(gone.offer)[0]} is not open at the moment. Take it out, or wait for it.")
    if weave.offer is None:
        require_to_come(weave, weave.first_day, weave.from_slot)
    stop = next(iter(found_for(weave, parts).stops), None)
    if stop is not None:
        raise Refused(f"This still stops it: {stop.sentence}")
    if not weave.summary.strip() or not weave.facets:
        raise Refused("Say in one sentence what people get, and what it helps with.", field="summary")
    days = set(days_in(weave))
    for part in parts:
        if is_booked_by_time(part.offer):
            held = Booking.objects.filter(place=weave.place_id, part=part, released_at__isnull=True)
            if set(held.order_by("day").values_list("day", flat=True)) != days:
                raise Refused(
                    f"The time of {named(part.offer)[0]} is not held for every day. Ask for it again."
                )


def _draft(weave: Weave, parts: list[WeavePart], places: int) -> OfferDraft:
    first, last = weave.first_day, days_in(weave)[-1]
    assert first is not None and weave.from_slot is not None and weave.to_slot is not None
    offers = [part.offer for part in parts]
    room = next((offer for offer in offers if role_of(offer) == "room"), offers[0])
    rule = f"FREQ=WEEKLY;BYDAY={DAYS[first.weekday()][:2].upper()};COUNT={weave.weeks}"
    ends = time_of(weave.to_slot) if weave.to_slot < 48 else LAST_MINUTE
    return OfferDraft(
        title=weave.title,
        summary=weave.summary,
        kind="service",
        sphere=weave.sphere,
        provider=weave.body,
        shown_from=weave.body.name,
        facets=dict(weave.facets),
        particulars={"per_session": places, "starts": "on the day"},
        where=("venue",),
        **place_of(offers),
        repeats=(Repeats(rule, time_of(weave.from_slot), ends, first),),
        languages=tuple(dict.fromkeys(code for offer in offers for code in offer.languages)),
        access_facts=access_of(room),
        min_age=weave.min_age,
        max_age=weave.max_age,
        costs=tuple(costs_of(offers)),
        what_next="You have a place. Come on the day.",
        if_not="If a part of it cannot be after all, we tell you, and look for something else with you.",
        on_bank_holidays="runs",  # its days were chosen one by one, and are booked
        funding_ends=min((offer.funding_ends for offer in offers if offer.funding_ends), default=None),
        capacity=CapacityDraft("place", places, places, until=last),
    )


def close_to_new_people(weave: Weave) -> None:
    """Nobody new joins while a part is missing; whoever has a place keeps it. In the caller's transaction."""
    if weave.offer is not None:
        state_capacity(offer=weave.offer, stated=0, by=SYSTEM)


def end_weave(*, weave: Weave, by: Actor) -> Weave:
    """It is over: its offer ends, its time and places are free again. Raises Refused when it had ended."""
    if not may_weave(by) and not by.has("system"):
        raise NotAllowed("Only a resource-weaver or an officer can end this.")
    from .change_offer import end_offers

    with register.writing(weave.place_id):
        weave.refresh_from_db()
        if weave.state == "ended":
            raise Refused("This has ended already.")
        let_parts_go(parts_of(weave))
        _move(weave, "ended")
        if weave.offer is not None and weave.offer.status != "ended":
            end_offers(place=weave.place, offers=[weave.offer], by=SYSTEM)
        register.record(
            place=weave.place, action="ended a weave", noun="weave", subject=weave.pk, facts={"by": by.role}
        )
    return weave


def end_past_weaves(*, place: Place, day: dt.date) -> int:
    """Those whose last day is over; how many ended. Run each night."""
    over = [
        weave
        for weave in Weave.objects.filter(place=place).exclude(state="ended").select_related("place", "offer")
        if weave.first_day is not None and days_in(weave)[-1] < day
    ]
    for weave in over:
        end_weave(weave=weave, by=SYSTEM)
    return len(over)

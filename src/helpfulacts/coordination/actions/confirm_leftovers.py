"""Confirm what goes next door: a named officer of the place that gives, once its own round is confirmed.

    confirm_leftovers(second=, by=Actor) -> SecondRound

One transaction over this place and those its places go to. Each place is held here until it is answered; what has gone
meanwhile, or whose person took their yes back, is not offered. Only then does anybody next door hear of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import ExitStack

from django.db import transaction

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import joined
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.engine.small import some
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.places.selectors import all_places
from helpfulacts.promises.models import Promise
from helpfulacts.support.models import Plan

from ..models import LentPlace, NextDoor, SecondRound
from ..next_door import consents
from ..next_door_owed import told_of
from ..rule_reading import parse
from ..rules import may_decide_round


def confirm_leftovers(*, second: SecondRound, by: Actor) -> SecondRound:
    """Raises Refused while a round waits, here or where a place goes, when this one was replaced, or its time has passed."""
    require(may_decide_round(by), "confirm what goes next door")
    lent = list(
        LentPlace.objects.filter(place=second.place_id, second=second)
        .select_related("offer")
        .order_by("turn")
    )
    goes_to = {place.slug: place for place in all_places() if place.slug in {one.to_slug for one in lent}}
    with transaction.atomic(), ExitStack() as turns:
        for place in sorted({second.place_id, *(one.pk for one in goes_to.values())}, key=str):
            turns.enter_context(register.writing(place))
        second = _still_waiting(second)
        day = today(second.place.zone)
        rules = parse(second.run.rule_set.document)
        answer_by = day + dt.timedelta(days=rules.rounds.holding_days)
        told = {
            row.handle: row
            for row in NextDoor.objects.filter(
                place__in=goes_to.values(), handle__in=[one.handle for one in lent], state="proposed"
            ).select_related("place", "allocation__run")
        }
        _refuse_before_theirs(told.values())
        offered = [
            row
            for one in lent
            if (row := _offer(one, told.get(one.handle), day, answer_by)) is not None
        ]  # fmt: skip
        Promise.objects.bulk_create([told_of(row, second.place, day, answer_by) for row in offered])
        second.state, second.confirmed_at = "confirmed", now()
        second.confirmed_by_id, second.confirmed_by_shown_as = by.account_id, by.shown_as[:80]
        second.save(update_fields=["state", "confirmed_at", "confirmed_by", "confirmed_by_shown_as"])
        register.record(
            place=second.place,
            action="confirmed places next door",
            noun="second round",
            subject=second.pk,
            facts={"number": second.number, "by": by.shown_as, "places": some(len(offered))},
        )
        for home in {row.place_id: row.place for row in offered}.values():
            register.record(
                place=home,
                action="was offered a place next door",
                noun="second round",
                subject=second.pk,
                facts={"from": second.place.slug},
            )
    return second


def _still_waiting(second: SecondRound) -> SecondRound:
    found = SecondRound.objects.filter(place=second.place_id, pk=second.pk)
    second = found.select_related("place", "run__rule_set").get()
    if second.state != "proposed":
        state = "already confirmed" if second.state == "confirmed" else "replaced by a newer one"
        raise Refused(f"What goes next door, number {second.number}, is {state}.")
    if second.run.state == "proposed":
        raise Refused(
            f"Confirm sharing round {second.run.number} first: the people here come before those next door."
        )
    hours = parse(second.run.rule_set.document).rounds.confirm_hours
    if second.run.state != "confirmed" or now() > second.ran_at + dt.timedelta(hours=hours):
        raise Refused("Things have moved on since this was worked out. Run the rounds again.")
    return second


def _refuse_before_theirs(rows: Iterable[NextDoor]) -> None:
    """Nobody hears from next door that their own place has nothing, before a named human there has confirmed it."""
    waits = sorted({row.place.name for row in rows if row.allocation.run.state == "proposed"})
    if waits:
        raise Refused(
            f"{joined(waits)} must confirm their own sharing round first: nobody is to hear of it from next door. "
            "Then confirm this."
        )


def _offer(one: LentPlace, row: NextDoor | None, day: dt.date, answer_by: dt.date) -> NextDoor | None:
    """Hold the place and offer it; None where it has gone, or its person may not or would not be told any more."""
    period = _held(one, day) if row is not None and _may_be_told(row, day) else None
    one.state, one.holds = ("offered", period) if period else ("gone", None)
    one.save(update_fields=["state", "holds"])
    if row is None:
        return None
    row.state, row.answer_by = ("offered", answer_by) if period else ("gone", None)
    if not period:
        row.title = row.why = ""
    row.save(update_fields=["state", "answer_by", "title", "why_sealed"])
    return row if period else None


def _may_be_told(row: NextDoor, day: dt.date) -> bool:
    """They still say yes, still ask, and their own place still has nothing for them."""
    asks = Plan.objects.filter(place=row.place_id, person=row.person_id, state="live", in_rounds=True)
    refused = row.allocation.status == "refused" and row.allocation.run.state != "superseded"
    return refused and asks.exists() and consents(row.place_id, day).filter(person=row.person_id).exists()


def _held(one: LentPlace, day: dt.date) -> CapacityPeriod | None:
    listed = directory.listed(one.offer.place).filter(pk=one.offer_id).exists()
    period = directory.capacity_on([one.offer], day).get(one.offer_id) if listed else None
    try:
        return hold_place(period=period) if period else None
    except Refused:
        return None

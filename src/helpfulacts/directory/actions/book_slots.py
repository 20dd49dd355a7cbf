"""Book half-hours of something on one day: all of them, or none."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation

from ..bookable import AHEAD, free_on, is_booked_by_time, units_of
from ..half_hours import SLOTS, between_in_words, missing_on, runs
from ..models import BookedSlot, Booking, Offer, WeavePart
from ..rules import gives_it, may_book
from ..selectors import current_capacity
from .hold_place import hold_place

TAKEN = "Somebody else has that time already. Choose another, or another day."
TRIES = 5


def book_slots(
    *,
    offer: Offer,
    day: dt.date,
    first: int,
    last: int,
    by: Actor,
    part: WeavePart | None = None,
    act: uuid.UUID | None = None,
    body: Organisation | None = None,
) -> Booking:
    """Book from half-hour `first` up to `last` (not included) for one `part`, one `act` or one `body`.

    It takes the lowest unit that is free for the whole time, and one place of the number its keeper set (an act holds
    its own). Raises Refused where it is not open, gone by or taken, NotAllowed.
    """
    if not may_book(by, offer, for_act=act is not None):
        raise NotAllowed("You can book this only for your own plan, or in a role here.")
    if not is_booked_by_time(offer):
        raise Refused(f"“{offer.title}” is not booked by the hour.")
    _could_be(offer, day, first, last)
    with register.writing(offer.place_id):
        offer.refresh_from_db(fields=["status", "particulars"])
        if offer.status != "active":
            raise Refused("This is not open at the moment. Look for another, or ring us.")
        if offer.access == "shared" and act is None and part is None and not gives_it(by, offer):
            raise Refused("This is given in a sharing round, so it cannot be booked here.")
        _open_all_the_time(offer, day, first, last)
        booking = _take(offer, day, first, last, by, part, act, body)
        register.record(
            place=offer.place,
            action="booked a time",
            noun="booking",
            subject=booking.pk,
            facts={"day": day, "half_hours": last - first, "by": by.role},
        )
    return booking


def _could_be(offer: Offer, day: dt.date, first: int, last: int) -> None:
    if not 0 <= first < last <= SLOTS:
        raise Refused("Choose a time to end that is after the time to begin.", field="until")
    present = today(offer.place.zone)
    if day < present:
        raise Refused("That day has gone by. Choose one that is to come.", field="day")
    if day > present + AHEAD:
        raise Refused("That is too far ahead. Choose a day in the next thirteen weeks.", field="day")
    if missing_on(day, offer.place.zone) & set(range(first, last)):
        raise Refused(
            "The clocks go forward that night, so that time does not come. Choose another.", field="first"
        )


def _open_all_the_time(offer: Offer, day: dt.date, first: int, last: int) -> None:
    there = free_on(offer, day)
    if not there.free:
        raise Refused(
            f"“{offer.title}” is not open on {date_in_words(day)}. Choose another day.", field="day"
        )
    if not set(range(first, last)) <= there.free.keys():
        hours = ", ".join(between_in_words(*run) for run in runs(there.free))
        raise Refused(f"It is open {hours} that day. Choose a time inside that.", field="first")


def _take(
    offer: Offer, day: dt.date, first: int, last: int, by: Actor, part: WeavePart | None, act: uuid.UUID | None,
    body: Organisation | None,
) -> Booking:  # fmt: skip
    wanted = range(first, last)
    if not set(wanted) <= free_on(offer, day).slots:
        raise Refused(TAKEN, field="first")
    for _ in range(TRIES):
        unit = _lowest_free_unit(offer, day, wanted)
        try:
            with transaction.atomic():
                return _write(offer, day, wanted, unit, by, part, act, body)
        except IntegrityError:  # somebody who does not take turns with us was first: look again
            continue
    raise Refused(TAKEN, field="first")


def _lowest_free_unit(offer: Offer, day: dt.date, wanted: range) -> int:
    rows = BookedSlot.objects.filter(place=offer.place_id, offer=offer, day=day, slot__in=wanted)
    taken = set(rows.order_by().values_list("unit", flat=True))
    for unit in range(units_of(offer)):
        if unit not in taken:
            return unit
    raise Refused(TAKEN, field="first")


def _write(
    offer: Offer, day: dt.date, wanted: range, unit: int, by: Actor, part: WeavePart | None, act: uuid.UUID | None,
    body: Organisation | None,
) -> Booking:  # fmt: skip
    period = None if act is not None else current_capacity(offer, day)
    if period is not None and period.talks_first and part is not None:
        period = None  # the yes of those who give it is their word, after a talk
    if period is not None:
        hold_place(period=period)
    booking = Booking.objects.create(
        place=offer.place,
        offer=offer,
        day=day,
        from_slot=wanted.start,
        to_slot=wanted.stop,
        unit=unit,
        part=part,
        act=act,
        body=body,
        holds=period,
        booked_by=by.shown_as[:80],
        booked_at=now(),
    )
    units = units_of(offer)
    BookedSlot.objects.bulk_create(
        [
            BookedSlot(
                place=offer.place, booking=booking, offer=offer, day=day, slot=slot, unit=unit, units=units
            )
            for slot in wanted
        ]
    )
    return booking

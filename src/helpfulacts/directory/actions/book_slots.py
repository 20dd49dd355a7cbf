"""Book half-hours of something on one day: all of them, or none."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation

from ..bookable import AHEAD, bookings_of_act, free_on, is_booked_by_time, share_of, units_of
from ..half_hours import SLOTS, between_in_words, missing_on, runs
from ..models import BookedSlot, Booking, Offer, WeavePart
from ..rules import gives_it, may_book
from ..selectors import current_capacity
from .hold_place import hold_place

TAKEN = "Somebody else has that time already. Choose another, or another day."
NOT_YOURS = "You can book this only for your own plan, or in a role here."
TRIES = 5


def book_slots(
    *,
    offer: Offer,
    day: dt.date,
    first: int,
    last: int,
    by: Actor,
    part: WeavePart | None = None,
    body: Organisation | None = None,
) -> Booking:
    """Book from half-hour `first` up to `last` (not included) for one `part` or one `body`, by somebody in a role.

    It takes the lowest unit that is free for the whole time, and one place of the number its keeper set. For a helpful
    act: `support.actions.book_for_act`. Raises Refused where it is not open, gone by or taken, NotAllowed.
    """
    allowed = may_book(by, offer)
    booking = Booking(
        place=offer.place, offer=offer, day=day, from_slot=first, to_slot=last, part=part, body=body
    )
    with register.writing(offer.place_id):
        return take_time(booking=booking, by=by, allowed=allowed)


def take_time(*, booking: Booking, by: Actor, allowed: bool) -> Booking:
    """A part of `book_slots` and of `support.actions.book_for_act`, in their `register.writing`: a new row holds its time.

    `allowed`: what the rule of whoever calls says, for only the layer of plans knows whose an act is. An `act` holds a
    place of its own, and never has more than the page says that one person gets. Raises Refused, NotAllowed.
    """
    if not allowed:
        raise NotAllowed(NOT_YOURS)
    booking.booked_by, booking.booked_at = by.shown_as[:80], now()
    return _book(booking, by)


def take_time_again(*, booking: Booking, by: Actor, allowed: bool) -> Booking:
    """The same row holds its time again, if nobody else has it; `allowed` and where it is called as for `take_time`.

    Raises Refused when it was never given back: so pressed twice, it is booked once. NotAllowed.
    """
    if not allowed:
        raise NotAllowed(NOT_YOURS)
    booking.refresh_from_db(fields=["released_at", "holds"])
    if booking.released_at is None:
        raise Refused("This is booked already.")
    booking.released_at = None
    return _book(booking, by)


def _book(booking: Booking, by: Actor) -> Booking:
    offer, day = booking.offer, booking.day
    if not is_booked_by_time(offer):
        raise Refused(f"“{offer.title}” is not booked by the hour.")
    _could_be(offer, day, booking.from_slot, booking.to_slot)
    offer.refresh_from_db(fields=["status", "particulars", "access"])
    if offer.status != "active":
        raise Refused("This is not open at the moment. Look for another, or ring us.")
    if offer.access == "shared" and booking.body_id is not None and not gives_it(by, offer):
        raise Refused("This is given in a sharing round, so it cannot be booked here.")
    _open_all_the_time(offer, day, booking.from_slot, booking.to_slot)
    _no_more_than_one_gets(booking)
    _take(booking)
    register.record(
        place=offer.place,
        action="booked a time",
        noun="booking",
        subject=booking.pk,
        facts={"day": day, "half_hours": booking.to_slot - booking.from_slot, "by": by.role},
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


def _no_more_than_one_gets(booking: Booking) -> None:
    if booking.act is None:
        return
    had = bookings_of_act(booking.place, booking.act)
    if share_of(booking.offer).holds([*had, booking]):
        return
    much = share_of(booking.offer).words
    raise Refused(f"One person can book up to {much} of this in all. Choose less, or give a time back first.")


def _take(booking: Booking) -> None:
    offer, wanted = booking.offer, range(booking.from_slot, booking.to_slot)
    if not set(wanted) <= free_on(offer, booking.day).slots:
        raise Refused(TAKEN, field="first")
    for _ in range(TRIES):
        booking.unit = _lowest_free_unit(offer, booking.day, wanted)
        try:
            with transaction.atomic():
                return _write(booking)
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


def _write(booking: Booking) -> None:
    offer = booking.offer
    period = None if booking.act is not None else current_capacity(offer, booking.day)
    if period is not None and period.talks_first and booking.part is not None:
        period = None  # the yes of those who give it is their word, after a talk
    if period is not None:
        hold_place(period=period)
    booking.holds = period
    booking.save()
    units = units_of(offer)
    BookedSlot.objects.bulk_create(
        [
            BookedSlot(
                place=offer.place, booking=booking, offer=offer, day=booking.day, slot=slot, unit=booking.unit,
                units=units,
            )
            for slot in range(booking.from_slot, booking.to_slot)
        ]
    )  # fmt: skip

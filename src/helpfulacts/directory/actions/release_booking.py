"""Give booked time back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.places.models import Place

from ..models import BookedSlot, Booking
from ..rules import may_release_booking
from .release_place import release_place


def release_booking(*, booking: Booking, by: Actor, theirs: bool = False) -> Booking:
    """Free its half-hours and its place. `theirs`: it is the actor's own, which only the layer of plans knows of an act.

    The row stays, as released. Raises Refused when it was released already, NotAllowed.
    """
    require(theirs or may_release_booking(by, booking), "give this time back")
    if booking.part_id is not None:
        raise Refused("This time belongs to a combination. Say there that you cannot any more.")
    with register.writing(booking.place_id):
        if not let_go([booking]):
            raise Refused("This time was given back already.")
        register.record(
            place=booking.place, action="gave a booked time back", noun="booking", subject=booking.pk,
            facts={"by": by.role},
        )  # fmt: skip
    return booking


def release_bookings_of_act(*, place: Place | uuid.UUID, act: uuid.UUID) -> int:
    """The act was let go: its time is free. How many were released; in the caller's `register.writing`."""
    return let_go(Booking.objects.filter(place=place, act=act, released_at__isnull=True).order_by("day"))


def let_go(bookings: Iterable[Booking]) -> int:
    """Free each of these bookings that is not released yet, in the caller's transaction; how many."""
    released, moment = 0, now()
    for booking in list(bookings):
        rows = Booking.objects.filter(place=booking.place_id, pk=booking.pk, released_at__isnull=True)
        period = booking.holds
        if not rows.update(released_at=moment, holds=None):
            continue
        booking.released_at, booking.holds = moment, None
        BookedSlot.objects.filter(place=booking.place_id, booking=booking).delete()
        if period is not None:
            release_place(period=period)
        released += 1
    return released

"""Reads of what can be booked by the half-hour: when it is open, what is booked, what is free."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from helpfulacts.core.clock import time_now, today
from helpfulacts.core.errors import NotFound
from helpfulacts.core.words import counted
from helpfulacts.places.models import Place

from .half_hours import missing_on, within, within_days
from .models import BookedSlot, Booking, Occurrence, Offer

AHEAD = dt.timedelta(weeks=13)


def is_booked_by_time(offer: Offer) -> bool:
    """A room, a van, a bench: a resource that is booked, not divided."""
    return offer.kind == "resource" and offer.particulars.get("mode") == "booked"


def units_of(offer: Offer) -> int:
    """How many there are that can be booked at once."""
    units = offer.particulars.get("units")
    return units if isinstance(units, int) and not isinstance(units, bool) and units > 0 else 1


@dataclass(frozen=True)
class Share:
    """How much of it one act on a plan may have booked in all, as its page says: so many hours, sessions or days."""

    most: int
    unit: str

    @property
    def words(self) -> str:
        """“4 hours”."""
        return counted(self.most, self.unit, f"{self.unit}s")

    @property
    def counts(self) -> str:
        """What counts as one of them, in a sentence; "" for hours, which say it."""
        return {
            "session": "A session is one time that you book, from half an hour to all day.",
            "day": "All that you book on one day counts as a day.",
        }.get(self.unit, "")

    def had(self, bookings: Iterable[Booking]) -> float:
        """What these come to in its unit: hours, times booked, or days."""
        rows = list(bookings)
        if self.unit == "hour":
            return sum(one.to_slot - one.from_slot for one in rows) / 2
        return len({one.day for one in rows}) if self.unit == "day" else len(rows)

    def holds(self, bookings: Iterable[Booking]) -> bool:
        """All of these together are no more than one person gets."""
        return self.had(bookings) <= self.most


def share_of(offer: Offer) -> Share:
    """What one person gets of it; one time, where its page does not say."""
    unit, each = offer.particulars.get("unit"), offer.particulars.get("each")
    if unit in ("hour", "session", "day") and isinstance(each, int) and each > 0:
        return Share(each, unit)
    return Share(1, "session")


@dataclass(frozen=True)
class Day:
    """One day of one offer: half-hour → units free, for each half-hour that it is open."""

    day: dt.date
    free: dict[int, int]

    @property
    def slots(self) -> frozenset[int]:
        """The half-hours with at least one free."""
        return frozenset(slot for slot, units in self.free.items() if units > 0)


def days_of(offer: Offer, first: dt.date, last: dt.date) -> dict[dt.date, Day]:
    """Every open day from `first` to `last`, both included; what has gone by is not free."""
    zone, present = offer.place.zone, today(offer.place.zone)
    units, booked = units_of(offer), _booked(offer, first, last)
    days: dict[dt.date, Day] = {}
    # A day that may be closed (a bank holiday nobody spoke of) is not open until its keeper says so.
    night_before = first - dt.timedelta(days=1)
    dates = Occurrence.objects.filter(
        place=offer.place_id, offer=offer, day__gte=night_before, day__lte=last, uncertain=False
    )
    gone_today = within(dt.time(0), time_now(zone))
    for row in dates.order_by("day", "starts"):
        for day, slots in within_days(row.day, row.starts, row.ends):
            if not slots or not first <= day <= last:
                continue
            free, missing = days.setdefault(day, Day(day, {})).free, missing_on(day, zone)
            for slot in slots:
                past = day < present or (day == present and slot <= len(gone_today))
                if slot not in missing:
                    free[slot] = 0 if past else max(0, units - booked[day, slot])
    return days


def _booked(offer: Offer, first: dt.date, last: dt.date) -> Counter[tuple[dt.date, int]]:
    rows = BookedSlot.objects.filter(place=offer.place_id, offer=offer, day__gte=first, day__lte=last)
    return Counter(rows.order_by().values_list("day", "slot"))


def free_on(offer: Offer, day: dt.date) -> Day:
    """One day; without any half-hour when it is not open."""
    return days_of(offer, day, day).get(day, Day(day, {}))


def get_booking(place: Place, booking_id: uuid.UUID) -> Booking:
    """A booking of this place, released or not; or NotFound."""
    rows = Booking.objects.filter(place=place, pk=booking_id)
    found = rows.select_related("place", "offer__place", "part__weave", "body").first()
    if found is None:
        raise NotFound("There is no such booking in this place.")
    return found


def bookings_of_act(place: Place, act: uuid.UUID, since: dt.date | None = None) -> list[Booking]:
    """What is booked for one helpful act: all of it, or from a day on."""
    rows = Booking.objects.filter(place=place, act=act, released_at__isnull=True)
    rows = rows.filter(day__gte=since) if since else rows
    return list(rows.order_by("day", "from_slot", "unit"))


def given_back_of_act(place: Place, act: uuid.UUID, since: dt.date) -> Booking | None:
    """The time to come that was last given back of what was booked for one helpful act."""
    rows = Booking.objects.filter(place=place, act=act, day__gte=since, released_at__isnull=False)
    return rows.order_by("-released_at", "-day", "-from_slot").first()


def bookings_with(
    place: Place,
    since: dt.date,
    *,
    keeper: uuid.UUID | None = None,
    body: uuid.UUID | None = None,
    released: bool = False,
) -> list[Booking]:
    """From that day on: of what `keeper` gives, or for `body`; those that hold time, or those given back.

    What a combination of `body` holds is for it too, as long as it holds it.
    """
    if not keeper and not body:
        return []
    rows = Booking.objects.filter(place=place, day__gte=since, released_at__isnull=not released)
    woven = Q() if released else Q(part__weave__body=body)
    rows = rows.filter(offer__provider=keeper) if keeper else rows.filter(Q(body=body) | woven)
    return list(rows.select_related("offer", "part__weave", "body").order_by("day", "from_slot", "unit"))

"""Bookings by the half-hour: the database itself refuses to give one half-hour of one thing twice."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped

from .offers import CapacityPeriod, Offer
from .weaving import WeavePart


class Booking(PlaceScoped):
    """A time of something that is booked, in wall time, for one part of a weave, one act or one organisation.

    Half-hours count from midnight: 20 is 10am; `to_slot` is not included. `unit` tells apart things of which there
    are several. `act` is a helpful act by its identifier. `holds` is the place it takes of the number its keeper set.
    Released, it stays on record and holds nothing.
    """

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="bookings")
    day = models.DateField()
    from_slot = models.PositiveSmallIntegerField()
    to_slot = models.PositiveSmallIntegerField()
    unit = models.PositiveSmallIntegerField(default=0)
    part = models.ForeignKey(WeavePart, null=True, on_delete=models.CASCADE, related_name="bookings")
    act = models.UUIDField(null=True)
    body = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.PROTECT, related_name="bookings"
    )
    holds = models.ForeignKey(CapacityPeriod, null=True, on_delete=models.PROTECT, related_name="bookings")
    booked_by = models.CharField(max_length=80)
    booked_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "day", "from_slot", "unit"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_slot__gte=0, to_slot__lte=48, to_slot__gt=F("from_slot")),
                name="booking_half_hours_in_order",
            ),
            models.CheckConstraint(
                condition=Q(part__isnull=False, act__isnull=True, body__isnull=True)
                | Q(part__isnull=True, act__isnull=False, body__isnull=True)
                | Q(part__isnull=True, act__isnull=True, body__isnull=False),
                name="booking_is_for_one",
            ),
            models.CheckConstraint(
                condition=Q(holds__isnull=True) | Q(released_at__isnull=True),
                name="a_released_booking_holds_nothing",
            ),
        ]
        indexes = [models.Index(fields=["place", "offer", "day"], name="booking_by_day")]


class BookedSlot(PlaceScoped):
    """One half-hour of one unit on one day. There is one at most: this is what makes double booking impossible."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="slots")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="booked_slots")
    day = models.DateField()
    slot = models.PositiveSmallIntegerField()
    unit = models.PositiveSmallIntegerField()
    units = models.PositiveSmallIntegerField(help_text="How many there were when it was booked.")

    class Meta:
        ordering = ["place", "offer", "day", "slot", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "offer", "day", "slot", "unit"], name="never_double_booked"
            ),
            models.UniqueConstraint(
                fields=["place", "booking", "slot"], name="a_booking_has_a_half_hour_once"
            ),
            models.CheckConstraint(condition=Q(slot__gte=0, slot__lte=47), name="slot_0_to_47"),
            models.CheckConstraint(condition=Q(unit__lt=F("units")), name="unit_is_one_there_is"),
        ]

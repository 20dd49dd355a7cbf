"""Days on which an offer differs from its usual week."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped

from .offers import Offer


class ScheduleException(PlaceScoped):
    """One day that differs: closed (no times), or open at these hours instead of the usual ones. Wall time.

    Hours that end earlier than they start go on into the next day. Several rows with times may share a day; a closed day has one row.
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField()
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["place", "offer", "day", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["place", "offer", "day", "starts"], name="exception_once"),
            models.UniqueConstraint(
                fields=["place", "offer", "day"], condition=Q(starts__isnull=True), name="closed_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True)
                | (Q(starts__isnull=False, ends__isnull=False) & ~Q(ends=F("starts"))),
                name="exception_closed_or_with_hours",
            ),
        ]

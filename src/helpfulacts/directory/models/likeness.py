"""Two entries that may be the same thing, and what a person decided about them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped

from .offers import Offer


class Likeness(PlaceScoped):
    """A proposed pair and its answer. `first` is the smaller id of the two, so that a pair stands here once.

    `taken` maps each field that the kept entry took over to what it said before, for taking the two apart again.
    """

    STATES = [
        ("proposed", "may be the same"),
        ("merged", "are one entry now"),
        ("distinct", "two different things"),
    ]

    first = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(help_text="How alike, from 0 to 100.")
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=STATES, default="proposed")
    kept = models.ForeignKey(Offer, null=True, on_delete=models.CASCADE, related_name="+")
    taken = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["place", "-score", "first", "second"]
        constraints = [
            models.UniqueConstraint(fields=["place", "first", "second"], name="likeness_once_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="likeness_in_order"),
            models.CheckConstraint(
                condition=(Q(state="merged", kept__isnull=False) & (Q(kept=F("first")) | Q(kept=F("second"))))
                | (~Q(state="merged") & Q(kept__isnull=True)),
                name="merged_keeps_one_of_the_two",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", answered_at__isnull=True)
                | (~Q(state="proposed") & Q(answered_at__isnull=False)),
                name="likeness_answered_or_not",
            ),
        ]

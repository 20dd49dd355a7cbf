"""What was found of a look that was looked into: somebody opened their own record, or that of somebody they work with."""

from __future__ import annotations

from django.db import models

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column


class LookCheck(PlaceScoped):
    """Said once of a look, by somebody who neither looked nor was looked at. Its person reads it beside the look."""

    OUTCOMES = [
        ("right", "it was right to open it"),
        ("not right", "it was not right to open it"),
    ]

    look = models.ForeignKey("people.AccessRecord", on_delete=models.CASCADE, related_name="checks")
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    words_sealed = sealed_column()
    words = Sealed()
    by_shown_as = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-at"]
        constraints = [models.UniqueConstraint(fields=["place", "look"], name="look_checked_once")]

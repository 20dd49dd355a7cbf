"""What feeds once showed and is gone for good."""

from __future__ import annotations

from django.db import models

from helpfulacts.core.models import PlaceScoped


class Departed(PlaceScoped):
    """What feeds once showed and is gone for good: its identifier and day, so that readers can let go of it too."""

    NOUNS = [("service", "service"), ("organization", "organization")]

    noun = models.CharField(max_length=12, choices=NOUNS)
    exchange_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "at", "exchange_id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "noun", "exchange_id"], name="departed_once"),
        ]

"""What nobody has yet."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped

from ..gap_figures import WHENS


class Gap(PlaceScoped):
    """Nobody has this yet: what was asked for, where, roughly when, and from where we know. No person, no words."""

    SOURCES = [
        ("finding", "somebody looked"),
        ("plan", "a plan"),
        ("round", "a sharing round"),
        ("note", "a link worker’s note"),
    ]

    facets = models.JSONField(default=list)
    ward = models.ForeignKey("places.Area", null=True, on_delete=models.PROTECT, related_name="+")
    when = models.CharField(max_length=8, choices=list(WHENS.items()), default="any")
    source = models.CharField(max_length=10, choices=SOURCES)
    about = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "source", "about"], condition=Q(about__isnull=False), name="gap_once"
            )
        ]

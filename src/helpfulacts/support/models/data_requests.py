"""“Show me what you hold about me”: each time it was asked, and words of others that an officer looks at first."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column


class DataRequest(PlaceScoped):
    """A person asked for all that is held about them. For a day it may be shown once as a page, and taken once as a file."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="data_requests")
    asked_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "-asked_at"]
        indexes = [models.Index(fields=["place", "person", "asked_at"], name="data_request_by_person")]


class OthersWords(PlaceScoped):
    """One column of one row about a person that somebody else wrote. Told as an officer left it, or kept back on a ground.

    `label`, `row` and `column` say where it stands; its words are read there and kept here only as they may be told.
    """

    DECISIONS = [("told", "told"), ("kept back", "kept back")]
    GROUNDS = [
        ("somebody else", "It would tell something private about somebody else"),
        ("harm", "Somebody could come to harm"),
        ("gone", "It is not there any more"),
    ]

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=60)
    row = models.UUIDField()
    column = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=DECISIONS, blank=True)
    ground = models.CharField(max_length=16, choices=GROUNDS, blank=True)
    told_sealed = sealed_column()
    told = Sealed()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["place", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "person", "label", "row", "column"], name="others_words_once"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, told_sealed__isnull=True)
                | Q(decision="told", decided_at__isnull=False, told_sealed__isnull=False)
                | (
                    Q(decision="kept back", decided_at__isnull=False, told_sealed__isnull=True)
                    & ~Q(ground="")
                ),
                name="others_words_told_or_kept_back_on_a_ground",
            ),
        ]

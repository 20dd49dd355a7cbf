"""What somebody who walks beside a person writes down for them, and how long the writing took."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, SealedJson, sealed_column


class Note(PlaceScoped):
    """One note on a person, who reads all of it, with its author and its day. Never changed: the next one puts it right.

    `asked` is what they asked for and nobody has, where it says so: {"facets": [codes], "when": a key of WHENS}.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notes")
    introduction = models.ForeignKey(
        "support.Introduction", null=True, on_delete=models.SET_NULL, related_name="notes"
    )
    words_sealed = sealed_column()
    words = Sealed()
    asked_sealed = sealed_column()
    asked = SealedJson(dict)
    by_shown_as = models.CharField(max_length=80)
    role = models.CharField(max_length=20)
    by_account = models.UUIDField(null=True)
    gap = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-at"]
        indexes = [models.Index(fields=["place", "by_account", "at"], name="note_by_whom")]


class TimeWriting(PlaceScoped):
    """Seconds from opening a note to keeping it. Whose note and about whom is not here: only who wrote, on which day."""

    by_account = models.UUIDField()
    day = models.DateField()
    seconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["place", "by_account", "-day"]
        constraints = [
            models.CheckConstraint(condition=Q(seconds__lte=7200), name="a_note_takes_two_hours_at_most")
        ]

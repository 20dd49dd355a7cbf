"""The sealed store of what people told us about themselves so that we can check that we are fair (`equality.py`)."""

from __future__ import annotations

from django.db import models

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import SealedJson, sealed_column


class EqualityAnswers(PlaceScoped):
    """`said`: {question: answer}, sealed; a question that was left out is not in it. Counts only while a Consent stands."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    said_sealed = sealed_column()
    said = SealedJson(dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-at"]
        constraints = [models.UniqueConstraint(fields=["place", "person"], name="equality_said_once")]

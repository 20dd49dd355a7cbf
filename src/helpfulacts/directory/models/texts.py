"""Questions to those who keep entries, asked by text or e-mail, and texts that a person has to read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column

from .offers import Offer


class TextAsked(PlaceScoped):
    """“Is this still right?”, about one offer. One question is open for a number, and a body is reminded once a month.

    `month` (2026-11) is set where it came unasked; a question that follows an answer has none. `number_hash` is empty
    for a letter by e-mail, which waits for no answer by text.
    """

    ANSWERS = [
        ("right", "still right"),
        ("full", "we are full"),
        ("places", "we have places again"),
        ("ring", "ring me"),
        ("talk", "talk to us first"),
        ("stop", "no more texts"),
        ("none", "no answer"),
    ]

    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="texts_asked"
    )
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="texts_asked")
    number_hash = models.CharField(max_length=64, blank=True)
    month = models.CharField(max_length=7, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=6, choices=ANSWERS, blank=True)

    class Meta:
        ordering = ["place", "-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "number_hash"],
                condition=Q(answered_at__isnull=True),
                name="one_question_a_number",
            ),
            models.UniqueConstraint(
                fields=["place", "organisation", "month"],
                condition=~Q(month=""),
                name="one_reminder_a_body_a_month",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="text_answered_with_something",
            ),
            models.CheckConstraint(
                condition=~Q(number_hash="") | Q(answered_at__isnull=False), name="a_letter_waits_for_no_text"
            ),
        ]


class TextToRead(PlaceScoped):
    """A text that only a person can answer: “ring me”, or words nobody foresaw. Sealed; one open row for a number."""

    organisation = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.CASCADE, related_name="+"
    )
    number_hash = models.CharField(max_length=64)
    number_sealed = sealed_column()
    number = Sealed()
    said_sealed = sealed_column()
    said = Sealed()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["place", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "number_hash"], condition=Q(seen_at__isnull=True), name="one_text_to_read"
            ),
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True, seen_by="") | (Q(seen_at__isnull=False) & ~Q(seen_by="")),
                name="text_read_by_somebody",
            ),
        ]

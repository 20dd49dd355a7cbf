"""Something that went wrong, in the words of whoever says so."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column


class Complaint(PlaceScoped):
    """What went wrong, and what became of it. It names no person: whoever has its six words reads the answer.

    Its days are promises about it: that it came is to be said (`clock` “complaint”), and then it is to be answered
    (“complaint-answer”). What was decided stays as it was decided. Taken back, or a year after its answer, its words go.
    """

    ABOUT = [
        ("information", "How information about me was used"),
        ("decision", "A decision, or a place I did not get"),
        ("help", "Help that was given, or was not"),
        ("person", "How somebody was with me"),
        ("other", "Something else"),
    ]
    CAME_BY = [
        ("page", "on this site"),
        ("desk", "at the desk"),
        ("phone", "by phone"),
        ("paper", "on paper"),
    ]
    OUTCOMES = [
        ("upheld", "It was right to complain"),
        ("partly", "Part of it was right"),
        ("not upheld", "We found nothing wrong"),
    ]

    about = models.CharField(max_length=12, choices=ABOUT)
    came_by = models.CharField(max_length=6, choices=CAME_BY, default="page")
    words_sealed = sealed_column()
    words = Sealed()
    contact_sealed = sealed_column()
    contact = Sealed()
    phrase_hash = models.CharField(max_length=64, blank=True)
    came_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=OUTCOMES, blank=True)
    answer_sealed = sealed_column()
    answer = Sealed()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "came_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "phrase_hash"], condition=~Q(phrase_hash=""), name="complaint_phrase_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | (Q(answered_at__isnull=False) & ~Q(outcome="")),
                name="complaint_answered_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(words_sealed__isnull=True),
                name="complaint_taken_back_has_no_words",
            ),
        ]
        indexes = [models.Index(fields=["place", "answered_at"], name="complaint_by_answer")]

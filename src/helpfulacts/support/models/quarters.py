"""What a body says of a quarter of an offer: two questions, once, and never more."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column


class QuarterAnswer(PlaceScoped):
    """“Did they come?” and “What happened, in a word?”, of the quarter that begins on `quarter`.

    `minutes` is how long one question took, as they say; None where they did not say.
    """

    CAME = [
        ("all", "All of them"),
        ("most", "Most of them"),
        ("some", "Some of them"),
        ("none", "Nobody came"),
    ]

    offer = models.ForeignKey("directory.Offer", on_delete=models.CASCADE, related_name="quarters")
    quarter = models.DateField()
    came = models.CharField(max_length=4, choices=CAME)
    word_sealed = sealed_column()
    word = Sealed()
    minutes = models.PositiveSmallIntegerField(null=True)
    by_shown_as = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "offer", "quarter"], name="two_questions_once_a_quarter"
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=240),
                name="minutes_that_can_be",
            ),
        ]

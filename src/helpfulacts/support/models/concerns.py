"""A worry about somebody's safety, said without a name, and what a person may read of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column


class Concern(PlaceScoped):
    """Somebody is worried about somebody. Only a safeguarding lead reads it; whoever has its six words adds to it.

    Nothing here says who told it. That somebody looks at it is a promise (`clock` “concern”), and again when more is said.
    `in_hand_of`: the account of the lead, or of whoever stood in, who took it in hand last.
    """

    OUTCOMES = [
        ("acted", "We did something ourselves"),
        ("passed on", "We passed it on to those who must act"),
        ("no more", "Nothing more was needed"),
    ]

    phrase_hash = models.CharField(max_length=64, blank=True)
    came_at = models.DateTimeField()
    contact_sealed = sealed_column()
    contact = Sealed()
    in_hand_of = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=OUTCOMES, blank=True)
    outcome_words_sealed = sealed_column()
    outcome_words = Sealed()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["place", "came_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "phrase_hash"], condition=~Q(phrase_hash=""), name="concern_phrase_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="") & ~Q(closed_by="")),
                name="concern_closed_has_outcome_and_a_name",
            ),
        ]


class ConcernWords(PlaceScoped):
    """What was said of a worry: first, and each time that somebody came back with its six words."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="said")
    words_sealed = sealed_column()
    words = Sealed()
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "concern", "at"]


class ConcernAbout(PlaceScoped):
    """A worry about a person with a plan here, and what they may read of it: a named human decides, with a reason.

    Kept back, it is in nothing that they ask for; told, it is in all that is held about them.
    """

    DECISIONS = [("kept back", "kept back"), ("told", "told")]

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="about")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    decision = models.CharField(max_length=10, choices=DECISIONS)
    reason_sealed = sealed_column()
    reason = Sealed()
    told_sealed = sealed_column()
    told = Sealed()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["place", "decided_at"]
        constraints = [
            models.UniqueConstraint(fields=["place", "concern", "person"], name="concern_about_once"),
            models.CheckConstraint(
                condition=~Q(decided_by="")
                & (
                    Q(decision="told", told_sealed__isnull=False)
                    | Q(decision="kept back", told_sealed__isnull=True, reason_sealed__isnull=False)
                ),
                name="concern_about_kept_back_for_a_reason",
            ),
        ]

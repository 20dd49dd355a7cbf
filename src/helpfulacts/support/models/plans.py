"""The citizen's own plan, each version of it, and what they would like in their words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column


class Plan(PlaceScoped):
    """A plan that its person writes, changes, pauses and ends. Sentence on top; what they could offer is theirs too.

    The plan of a group or a street has a `heading`, says “we” and names nobody. `stays_with`: whom the person stays with, while
    the state is “stays”. `in_rounds` is the person's consent to ask for a place in sharing rounds.
    """

    STATES = [
        ("live", "live"),
        ("paused", "paused"),
        ("stays", "stays with whom they know, and wants nothing new"),
        ("ended", "ended"),
    ]

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="plans")
    words_sealed = sealed_column()
    words = Sealed()
    can_offer_sealed = sealed_column()
    can_offer = Sealed()
    stays_with_sealed = sealed_column()
    stays_with = Sealed()
    heading_sealed = sealed_column()
    heading = Sealed()
    group = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=STATES, default="live")
    version = models.PositiveIntegerField(default=1)
    in_rounds = models.BooleanField(default=False)
    by_proxy = models.CharField(max_length=120, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-changed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "person"], condition=~Q(state="ended"), name="one_plan_in_use"
            )
        ]


class PlanVersion(PlaceScoped):
    """What the plan said at each version, who changed it, and how. Erased with the plan.

    `proposal` is what somebody else had suggested, where the change is a yes to it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    author = models.CharField(max_length=120)
    change = models.CharField(max_length=120)
    words_sealed = sealed_column()
    words = Sealed()
    proposal = models.ForeignKey("support.Proposal", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["place", "plan", "-number"]
        constraints = [models.UniqueConstraint(fields=["place", "plan", "number"], name="plan_version_once")]

    @property
    def said_by(self) -> str:
        """“you”, “Tom, for you”, “you, as Meena suggested”."""
        return f"{self.author}, as {self.proposal.author} suggested" if self.proposal else self.author


class Aspiration(PlaceScoped):
    """One thing the person would like, and what has to be true of an answer. Matching never reads `words`."""

    STATES = [("open", "open"), ("met", "met"), ("struck_out", "struck out")]

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="aspirations")
    words_sealed = sealed_column()
    words = Sealed()
    facets = models.JSONField(default=list)
    importance = models.PositiveSmallIntegerField(default=2)
    times = models.JSONField(default=list)
    needs_step_free = models.BooleanField(default=False)
    travel_limit_m = models.PositiveIntegerField(default=5000)
    state = models.CharField(max_length=12, choices=STATES, default="open")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "plan", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(importance__gte=1, importance__lte=3), name="importance_1_to_3"
            )
        ]


class Veto(PlaceScoped):
    """“Not this one, please.” The person never hears of this offer again, unless they lift it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="vetoes")
    offer = models.ForeignKey("directory.Offer", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "person", "offer"], name="veto_once")]

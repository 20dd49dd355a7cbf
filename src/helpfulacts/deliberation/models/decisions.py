"""What was decided, on which counts it rests, what became of each contribution, and what it means for the twelve principles."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped

from .contributions import Contribution
from .deliberations import Deliberation
from .positions import Tally


class Decision(PlaceScoped):
    """What a body decided. Published, it is never changed; it is not published while something that many support is unanswered.

    `departs` says why it is not what the count says; empty where it is. `emergency` says why there was no time to ask first: then
    `scrutiny_by` is the day by which it is looked at after all. `side_effects`: where a load may move to. `rule_set` is the
    number of the rules that it put in force, where it did.
    """

    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    body = models.CharField(max_length=120)
    by_shown_as = models.CharField(max_length=80)
    sentence = models.CharField(max_length=300)
    reason = models.TextField(max_length=3000)
    departs = models.TextField(max_length=2000, blank=True)
    dissent = models.TextField(max_length=4000, blank=True)
    side_effects = models.TextField(max_length=2000, blank=True)
    level = models.CharField(max_length=15, choices=Deliberation.LEVELS, default="place")
    level_reason = models.CharField(max_length=300, blank=True)
    emergency = models.CharField(max_length=500, blank=True)
    scrutiny_by = models.DateField(null=True)
    decided_on = models.DateField()
    review_on = models.DateField()
    rule_set = models.PositiveIntegerField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="decision_number_once"),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("decided_on")), name="decision_is_looked_at_again"
            ),
            models.CheckConstraint(
                condition=~Q(level__in=["region", "nation"]) | ~Q(level_reason=""),
                name="decided_higher_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(emergency="", scrutiny_by__isnull=True)
                | (~Q(emergency="") & Q(scrutiny_by__isnull=False)),
                name="an_emergency_is_looked_at_after",
            ),
            models.CheckConstraint(condition=~Q(sentence="") & ~Q(reason=""), name="decision_has_a_reason"),
        ]


class DecisionTally(PlaceScoped):
    """A count that a decision rests on."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="rests_on")
    tally = models.ForeignKey(Tally, on_delete=models.PROTECT, related_name="decisions")

    class Meta:
        ordering = ["place", "decision", "tally"]
        constraints = [
            models.UniqueConstraint(fields=["place", "decision", "tally"], name="rests_on_a_tally_once"),
        ]


class Outcome(PlaceScoped):
    """What a decision says of one contribution, and why. Its author and those who agreed are told when it changes."""

    ANSWERS = [("yes", "yes"), ("partly", "partly"), ("no", "no"), ("later", "not yet")]

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="outcomes")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="outcomes")
    answer = models.CharField(max_length=10, choices=ANSWERS)
    reason = models.CharField(max_length=1000)

    class Meta:
        ordering = ["place", "decision", "contribution"]
        constraints = [
            models.UniqueConstraint(fields=["place", "decision", "contribution"], name="one_outcome_each"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_outcome_has_a_reason"),
        ]


class TradeOffCard(PlaceScoped):
    """How one decision bears on one of the twelve principles, in one sentence, with what it stands on. There is no total."""

    MARKS = [
        ("supports", "supports"),
        ("costs", "costs"),
        ("unknown", "nobody knows"),
        ("not assessed", "not looked at"),
    ]

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="trade_offs")
    principle = models.CharField(max_length=2)
    mark = models.CharField(max_length=12, choices=MARKS)
    sentence = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["place", "decision", "principle"]
        constraints = [
            models.UniqueConstraint(fields=["place", "decision", "principle"], name="one_mark_a_principle"),
            models.CheckConstraint(
                condition=~Q(mark__in=["supports", "costs"]) | ~Q(sentence=""), name="a_mark_says_how"
            ),
        ]

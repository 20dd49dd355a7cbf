"""What somebody answers, and how answers were counted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped

from .casts import CHANNELS, Cast
from .contributions import Contribution
from .deliberations import Deliberation, Membership, Stage


class Position(PlaceScoped):
    """What a member answers to one contribution in one stage: a number that the rule of the stage reads.

    Agree is 1, pass 0, disagree −1; approved is 1; points are points; a rank is 1 for the first. The last one counts (`current`,
    one by constraint), and the earlier ones are kept. Where the stage is a ballot it came with a `cast`.
    """

    CAPACITIES = [("myself", "for themselves"), ("organisation", "for an organisation")]

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="positions")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="positions")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="positions")
    cast = models.ForeignKey(Cast, null=True, on_delete=models.CASCADE, related_name="positions")
    value = models.IntegerField()
    capacity = models.CharField(max_length=12, choices=CAPACITIES, default="myself")
    channel = models.CharField(max_length=10, choices=CHANNELS, default="online")
    current = models.BooleanField(default=True)
    said_on = models.DateField()

    class Meta:
        ordering = ["place", "stage", "membership", "contribution", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "stage", "membership", "contribution"],
                condition=Q(current=True),
                name="one_person_one_position",
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "stage", "contribution"], condition=Q(current=True), name="position_counted"
            )
        ]


class Tally(PlaceScoped):
    """A count, never changed: by which rule and version, from what (its hash), with what result, step by step.

    `made_from` is what it was counted from, without anybody in it; counted again, it gives the same.
    """

    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="tallies")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="tallies")
    number = models.PositiveIntegerField()
    rule = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField(default=1)
    parameters = models.JSONField(default=dict)
    seed = models.CharField(max_length=64, blank=True)
    made_from = models.JSONField()
    input_hash = models.CharField(max_length=64)
    result = models.JSONField()
    explanation = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "deliberation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "deliberation", "number"], name="tally_number_once"),
            models.UniqueConstraint(
                fields=["place", "stage"], condition=Q(rule="draw"), name="a_panel_is_drawn_once"
            ),
        ]

"""What was learned: how something that was brought together went, kept so that the next one can begin from it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped


class Practice(PlaceScoped):
    """A recipe, on pages: what one combination was made of by kind, what it needed, what it cost whom, and how it went.

    `parts`, `needs` and `costs` name no giver: `learning.kinds` says how they are made. `plan` is what its form was
    filled with. `parent` is the recipe that it was begun from. `came` counts people. Taken off, no word of it is left.
    """

    weave = models.ForeignKey("directory.Weave", on_delete=models.PROTECT, related_name="practices")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    body = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160, blank=True)
    summary = models.CharField(max_length=400, blank=True)
    plan = models.JSONField(default=dict)
    parts = models.JSONField(default=list)
    needs = models.JSONField(default=list)
    costs = models.JSONField(default=list)
    came = models.PositiveIntegerField()
    went_right = models.CharField(max_length=600, blank=True)
    went_wrong = models.CharField(max_length=600, blank=True)
    ran_on = models.DateField(help_text="The last day that it was on.")
    told_at = models.DateTimeField()
    taken_off_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "-told_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "weave"],
                condition=Q(taken_off_at__isnull=True),
                name="one_recipe_of_a_weave",
            ),
            models.CheckConstraint(
                condition=Q(taken_off_at__isnull=True)
                | Q(title="", summary="", went_right="", went_wrong=""),
                name="a_recipe_taken_off_leaves_no_words",
            ),
        ]


class Adoption(PlaceScoped):
    """A combination that was begun from a recipe: its lineage."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="adoptions")
    weave = models.ForeignKey("directory.Weave", on_delete=models.CASCADE, related_name="adoptions")
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-begun_at", "id"]
        constraints = [models.UniqueConstraint(fields=["place", "weave"], name="a_weave_begins_once")]

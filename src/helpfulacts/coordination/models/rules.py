"""The rules of a place, who said that they go on past their day, and what others would do."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped


class RuleSet(PlaceScoped):
    """A version of the rules. `document` is the typed form (`rule_document.py`); it is never edited once in force."""

    STATES = [("beside", "shown beside"), ("in_force", "in force"), ("superseded", "superseded")]

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    sentence = models.CharField(max_length=400)
    state = models.CharField(max_length=12, choices=STATES)
    document = models.JSONField()
    hash = models.CharField(max_length=64)
    deciding_body = models.CharField(max_length=120)
    decision_ref = models.CharField(max_length=120)
    in_force_from = models.DateField(null=True)
    review_on = models.DateField()

    class Meta:
        ordering = ["place", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="rule_set_number_once"),
            models.UniqueConstraint(
                fields=["place"], condition=Q(state="in_force"), name="one_rule_set_in_force"
            ),
        ]

    @property
    def in_force(self) -> bool:
        return self.state == "in_force"


class RulesKept(PlaceScoped):
    """That a named officer let rules go on meanwhile that were due to be looked at, until when and why. Public; never changed."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="kept_meanwhile")
    until = models.DateField()
    reason = models.CharField(max_length=400)
    by_account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    by_shown_as = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "rule_set", "-at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(by_shown_as="") & ~Q(reason=""), name="rules_kept_names_who_and_why"
            )
        ]


class WhatIf(PlaceScoped):
    """A what-if that was kept: what would be different, and what it would do to people, as it was worked out that day.

    `scenarios` is typed (`what_if/scenario.py`), rules and all; `figures` holds what may be shown and nothing else, so
    no more than that can be read from it. Only officers see it until `shown_at`; nothing else of it is ever changed.
    """

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    scenarios = models.JSONField()
    figures = models.JSONField()
    made_at = models.DateTimeField()
    made_by_shown_as = models.CharField(max_length=80)
    shown_at = models.DateTimeField(null=True)
    shown_by_shown_as = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["place", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="what_if_number_once"),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True) | ~Q(shown_by_shown_as=""),
                name="what_if_shown_by_a_named_human",
            ),
        ]

"""What sides promised each other: an agreement, its versions, and who signed which."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped

from .deliberations import Deliberation


class Agreement(PlaceScoped):
    """A text between sides, a local Compact say. It is a promise, not a law.

    `sides`: a list of {"code", "name"}, and "body" where it names from the beginning which organisation it is of.
    """

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    sides = models.JSONField()
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="agreement_number_once"),
            models.CheckConstraint(condition=~Q(title=""), name="agreement_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class AgreementVersion(PlaceScoped):
    """The whole text as it was drafted once, never changed: a tree of clauses, each {"key", "parent", "title", "words"}.

    A clause that is an undertaking has also {"side", "trigger", "days", "unit", "evidence", "exception"}. It is in force once every
    side has signed: the database refuses before. `deliberation`: where it was decided; the first text may have none.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    deliberation = models.ForeignKey(Deliberation, null=True, on_delete=models.PROTECT, related_name="+")
    clauses = models.JSONField()
    hash = models.CharField(max_length=64)
    sides = models.PositiveSmallIntegerField()
    drafted_on = models.DateField()
    in_force_from = models.DateField(null=True)
    review_on = models.DateField()

    class Meta:
        ordering = ["place", "agreement", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "agreement", "number"], name="agreement_version_once"),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("drafted_on")), name="agreement_is_looked_at_again"
            ),
            models.CheckConstraint(condition=Q(sides__gte=2), name="an_agreement_has_two_sides"),
        ]


class Signature(PlaceScoped):
    """Who signed a version for which side, and on which day. Never changed, never taken back: a side makes a new version."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=30)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    signed_by_shown_as = models.CharField(max_length=120)
    signed_on = models.DateField()

    class Meta:
        ordering = ["place", "version", "side", "signed_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "version", "organisation"], name="signs_a_version_once"),
            models.CheckConstraint(condition=~Q(side=""), name="signs_for_a_side"),
        ]

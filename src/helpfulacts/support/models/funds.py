"""Small money at once: what a body lets a navigator spend on one person, and what was spent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column
from helpfulacts.directory.facets import SPHERES

from .acts import HelpfulAct


class MicroFund(PlaceScoped):
    """`body` lets the account spend `each_pence` on one person, at most, from `begins` to `until`, both included."""

    body = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    by_account = models.UUIDField()
    shown_as = models.CharField(max_length=80)
    sphere = models.CharField(max_length=10, choices=list(SPHERES.items()))
    each_pence = models.PositiveIntegerField()
    begins = models.DateField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "shown_as", "begins"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "body", "by_account"],
                condition=Q(ended_at__isnull=True),
                name="one_micro_fund_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("begins")), name="micro_fund_ends_after_it_begins"
            ),
        ]


class MicroSpend(PlaceScoped):
    """One sum, and what the person has had of this fund with it. The database keeps the total within the limit.

    `number` counts a person's sums from 1, so that two at once cannot both be the same one. What is left when a plan is
    erased says how much, and no longer for whom or what.
    """

    fund = models.ForeignKey(MicroFund, on_delete=models.PROTECT, related_name="spends")
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="micro_spends"
    )
    act = models.ForeignKey(HelpfulAct, null=True, on_delete=models.SET_NULL, related_name="micro_spends")
    what_sealed = sealed_column()
    what = Sealed()
    number = models.PositiveIntegerField()
    pence = models.PositiveIntegerField()
    total_pence = models.PositiveIntegerField()
    limit_pence = models.PositiveIntegerField()
    by_shown_as = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "fund", "person", "number"], name="micro_spend_once_a_number"
            ),
            models.CheckConstraint(
                condition=Q(total_pence__lte=F("limit_pence")), name="micro_fund_never_above_its_limit"
            ),
            models.CheckConstraint(
                condition=Q(pence__gte=1) & Q(total_pence__gte=F("pence")), name="micro_spend_adds_up"
            ),
        ]

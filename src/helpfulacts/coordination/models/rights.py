"""That rights were looked for on a plan, and what was found."""

from __future__ import annotations

from django.db import models

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import SealedJson, sealed_column

from .rules import RuleSet


class RightsCheck(PlaceScoped):
    """That rights were looked for on a plan before anything was suggested, under which rules, and what was found.

    Never changed: the sentences of the plan are made from it (`entitlement.py`). It goes when the plan is erased.
    """

    plan = models.ForeignKey("support.Plan", on_delete=models.CASCADE, related_name="rights_checks")
    rule_set = models.ForeignKey(RuleSet, null=True, on_delete=models.PROTECT, related_name="+")
    found_sealed = sealed_column()
    found = SealedJson()
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "plan", "-at"]
        indexes = [models.Index(fields=["place", "plan", "at"], name="rights_check_by_plan")]

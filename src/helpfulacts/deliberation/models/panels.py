"""What somebody told about themselves to be drawn for a panel. It lives until the draw and no longer."""

from __future__ import annotations

from django.db import models

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import SealedJson, sealed_column

from .deliberations import Membership, Stage


class PanelAnswers(PlaceScoped):
    """A member said yes to be drawn in a stage, and told this for its quotas. `said`: {what is asked: the answer}, sealed.

    It is read by its person and by the draw, and deleted with the draw, with what it was for, or when it is taken back. There is
    no day on it, and its id is random: rows have no order that tells who came when.
    """

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    said_sealed = sealed_column()
    said = SealedJson(dict)

    class Meta:
        ordering = ["place", "stage", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "stage", "membership"], name="a_member_says_yes_to_be_drawn_once"
            )
        ]

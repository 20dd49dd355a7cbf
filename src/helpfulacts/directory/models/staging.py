"""A feed that is being made ready: its offers are rows already, and nobody sees them yet."""

from __future__ import annotations

from django.db import models

from helpfulacts.core.models import PlaceScoped


class Staging(PlaceScoped):
    """The one feed that a place is making ready. Its offers have the status “staged”, which `Offer.objects` leaves out.

    `fingerprint` says what is being made ready from what, so that the same import goes on where it was broken off.
    Its offers have the `size` search keys from `first_key` on, which finding by words leaves out.
    """

    source = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    first_key = models.BigIntegerField()
    size = models.PositiveIntegerField()
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["place"], name="staging_one_a_place")]

"""A visit that somebody makes alone: where they go, when they will be out, and who is told when they are not."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column


class Visit(PlaceScoped):
    """`who` goes to `where` and says to be out by `out_by`; the `second` person is told when that moment goes by.

    Whose visit it is, is the account, or the body where a keeper's link has none. `telling_at` is a claim of whoever sends
    the message; `told_at` that it went out. Some days after they are out, all that names anybody or a place is emptied.
    """

    by_account = models.UUIDField(null=True)
    by_body = models.UUIDField(null=True)
    who_sealed = sealed_column()
    who = Sealed()
    where_sealed = sealed_column()
    where = Sealed()
    second_sealed = sealed_column()
    second = Sealed()
    reach_sealed = sealed_column()
    reach = Sealed()
    begins = models.DateTimeField()
    out_by = models.DateTimeField()
    in_at = models.DateTimeField(null=True)
    out_at = models.DateTimeField(null=True)
    out_said_by = models.CharField(max_length=80, blank=True)
    telling_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "out_by"]
        constraints = [
            models.CheckConstraint(condition=Q(out_by__gt=F("begins")), name="visit_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(out_at__isnull=True, out_said_by="")
                | (Q(out_at__isnull=False) & ~Q(out_said_by="")),
                name="visit_is_over_by_somebodys_word",
            ),
            models.CheckConstraint(
                condition=Q(out_at__isnull=False) | Q(where_sealed__isnull=False, reach_sealed__isnull=False),
                name="visit_still_on_has_its_address",
            ),
        ]
        indexes = [models.Index(fields=["place", "out_at", "out_by"], name="visit_by_end")]

"""Who promised what to whom by when. The one way anything is promised anywhere."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column


class Promise(PlaceScoped):
    """`by` owes `to` the thing called `what` before the end of `due`. Late is computed, never stored.

    Parties are named by (noun, uuid) so that a decision, a provider or a desk can promise alike.
    `kind` "tell" puts the promise on the desk's daily list of people to tell by phone, letter or in person.
    """

    KINDS = [("act", "an act of help"), ("tell", "tell a person something")]

    kind = models.CharField(max_length=10, choices=KINDS, default="act")
    by_noun = models.CharField(max_length=40)
    by_id = models.UUIDField(null=True)
    by_shown_as = models.CharField(max_length=120)
    to_noun = models.CharField(max_length=40)
    to_id = models.UUIDField(null=True)
    about_noun = models.CharField(max_length=40)
    about_id = models.UUIDField(null=True)
    what_sealed = sealed_column()
    what = Sealed()
    trigger = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    due = models.DateField()
    kept_at = models.DateTimeField(null=True)
    evidence = models.CharField(max_length=200, blank=True)
    excepted_at = models.DateTimeField(null=True)
    exception = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["place", "due", "made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True) | Q(excepted_at__isnull=True),
                name="promise_kept_or_excepted",
            ),
            models.CheckConstraint(
                condition=Q(excepted_at__isnull=True) | ~Q(exception=""), name="promise_exception_has_reason"
            ),
            models.UniqueConstraint(
                fields=["place", "about_noun", "about_id"],
                condition=Q(about_noun="person", kept_at__isnull=True, excepted_at__isnull=True),
                name="one_open_call_a_person",
            ),
            models.UniqueConstraint(
                fields=["place", "about_noun", "about_id"],
                condition=Q(by_noun="partnership", about_noun="allocation")
                & Q(kept_at__isnull=True, excepted_at__isnull=True),
                name="one_open_look_again",
            ),
        ]
        indexes = [models.Index(fields=["place", "kind", "due"], name="promise_by_due")]

"""What people do about a round: who opened which case, what was said first, and what a person changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column

from .rounds import Allocation, Run


class Opening(PlaceScoped):
    """A case that a human must open before the round may be confirmed, and who opened it."""

    WHYS = [
        ("alarm", "A right is not met"),
        ("cut_off", "Just missed a place"),
        ("sample", "Picked by chance"),
        ("said", "They said something first"),
    ]

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="openings")
    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="openings")
    why = models.CharField(max_length=8, choices=WHYS)
    opened_at = models.DateTimeField(null=True)
    opened_by_shown_as = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["place", "run", "why", "allocation"]
        constraints = [
            models.UniqueConstraint(fields=["place", "run", "allocation"], name="opening_once"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | ~Q(opened_by_shown_as=""),
                name="opened_by_a_named_human",
            ),
        ]


class Representation(PlaceScoped):
    """What somebody wants read before their answer is decided (UK GDPR, Article 22C(2)(b)). Until somebody has read it,
    the round that answers them cannot be confirmed. One that waits a person; never changed, unread or deleted once it was read,
    but that forgetting destroys the words. The database refuses all of that (`core/triggers.py`).
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    words_sealed = sealed_column()
    words = Sealed()
    said_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by_shown_as = models.CharField(max_length=80, blank=True)
    read_for = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["place", "-said_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "person"], condition=Q(read_at__isnull=True), name="one_representation_waits"
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_for__isnull=True)
                | (Q(read_at__isnull=False, read_for__isnull=False) & ~Q(read_by_shown_as="")),
                name="representation_read_by_a_named_human",
            ),
        ]


class Override(PlaceScoped):
    """A named human's change to one allocation, with a reason, checked again against everyone else.

    Never changed or deleted. When its person is erased, whom it was about and the reason go; who changed what stays.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="overrides")
    allocation = models.ForeignKey(Allocation, null=True, on_delete=models.SET_NULL, related_name="overrides")
    from_offer = models.ForeignKey("directory.Offer", null=True, on_delete=models.PROTECT, related_name="+")
    to_offer = models.ForeignKey("directory.Offer", null=True, on_delete=models.PROTECT, related_name="+")
    by_account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    by_shown_as = models.CharField(max_length=80)
    reason_sealed = sealed_column()
    reason = Sealed()
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "run", "at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(by_shown_as="") & (Q(reason_sealed__isnull=False) | Q(allocation__isnull=True)),
                name="override_names_who_and_why",
            )
        ]

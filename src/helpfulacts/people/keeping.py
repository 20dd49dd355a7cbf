"""How a small body keeps its own entries right: the links it was sent, and where it may be reached for that."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column


class KeeperLink(PlaceScoped):
    """A link that opens a body's entries once, without a password. Only the keyed hash of its token is kept.

    `until` is the last moment to open it. Opened, it stands for one browser until it is ended, there or at a desk.
    """

    HOW = [
        ("asked", "asked for on an offer's page"),
        ("vouched", "sent by the desk after a check"),
        ("letter", "printed at the desk after a check"),
        ("reminder", "sent with a reminder"),
    ]
    CHECKED = [
        ("phone", "rang the number that everybody can find"),
        ("visit", "went to see them"),
        ("known", "knows them"),
    ]
    ENDED = [
        ("keeper", "closed by the keeper"),
        ("desk", "stopped at the desk"),
        ("not_me", "“this was not me”"),
    ]

    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="keeper_links"
    )
    token_hash = models.CharField(max_length=64)
    how = models.CharField(max_length=10, choices=HOW)
    vouched_by = models.CharField(max_length=80, blank=True)
    checked_how = models.CharField(max_length=10, choices=CHECKED, blank=True)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=10, choices=ENDED, blank=True)

    class Meta:
        ordering = ["place", "-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["place", "token_hash"], name="keeper_link_once"),
            models.CheckConstraint(condition=Q(until__gt=F("made_at")), name="keeper_link_lasts"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(used_at__gte=F("made_at"), used_at__lt=F("until")),
                name="keeper_link_opened_in_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_how="")
                | (Q(ended_at__isnull=False) & ~Q(ended_how="")),
                name="keeper_link_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(how__in=["asked", "reminder"], vouched_by="", checked_how="")
                | (Q(how__in=["vouched", "letter"]) & ~Q(vouched_by="") & ~Q(checked_how="")),
                name="keeper_link_vouched_by_name",
            ),
        ]
        indexes = [models.Index(fields=["place", "organisation"], name="keeper_link_by_body")]


class KeeperReach(PlaceScoped):
    """Where a body may be reached about its entries. Never shown in a feed; sealed, with a keyed hash to know a sender."""

    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="keeper_reach"
    )
    email_sealed = sealed_column()
    email = Sealed()
    number_sealed = sealed_column()
    number = Sealed()
    number_hash = models.CharField(max_length=64, blank=True)
    stopped_at = models.DateTimeField(null=True)
    vouched_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["place", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["place", "organisation"], name="keeper_reach_once"),
            models.UniqueConstraint(
                fields=["place", "number_hash"], condition=~Q(number_hash=""), name="keeper_number_once"
            ),
        ]

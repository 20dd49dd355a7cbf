"""Persons and organisations, accounts, roles, consent, and who looked at whose record."""

from __future__ import annotations

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q

from helpfulacts.core.ids import new_id, new_ticket_id
from helpfulacts.core.models import PlaceScoped
from helpfulacts.core.sealing import Sealed, sealed_column


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> Account:
        if not email:
            raise ValueError("An account needs an e-mail address.")
        account = self.model(email=self.normalize_email(email).lower(), **extra)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser, PermissionsMixin):
    """A way to sign in. Shared reference data: it holds the login e-mail and no other personal text."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    def __str__(self) -> str:
        return f"account {str(self.id)[:8]}"


class SeenOrganisations(models.Manager["Organisation"]):
    """Every organisation but those of a feed that is still being made ready."""

    def get_queryset(self) -> models.QuerySet[Organisation]:
        return super().get_queryset().exclude(staged=True)


class Organisation(PlaceScoped):
    """A body of any sector. The sphere of what it gives is on each offer, not here.

    `carried` keeps what a feed said of it in the words of HSDS 3.1 that no column here holds (identifiers, telephones).
    """

    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    website = models.URLField(blank=True, max_length=300)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    exchange_id = models.UUIDField(default=uuid.uuid4)
    carried = models.JSONField(default=dict)
    staged = models.BooleanField(default=False, help_text="Of a feed that is still being made ready.")

    objects = SeenOrganisations()
    with_staged = models.Manager()

    class Meta:
        ordering = ["place", "name"]
        constraints = [
            models.UniqueConstraint(fields=["place", "exchange_id"], name="organisation_exchange_once")
        ]

    def __str__(self) -> str:
        return self.name


class Person(PlaceScoped):
    """Somebody in a place, pseudonymous. May have no account, e-mail or phone, and may be helped by proxy.

    `ticket_id` is random, one a person, shown to them, and the same whenever they apply again.
    `facts` are what the person told us about themselves (yes, no, or absent = not known); they see and correct each.
    """

    CHANNELS = [("email", "e-mail"), ("phone", "phone"), ("letter", "letter"), ("desk", "at the desk")]
    UNDER_18 = "under-18"
    AGES = [(band, band) for band in (UNDER_18, "18-24", "25-49", "50-64", "65-79", "80+")]

    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="persons")
    called_sealed = sealed_column()
    called = Sealed()
    channel = models.CharField(max_length=10, choices=CHANNELS, default="desk")
    contact_sealed = sealed_column()
    contact = Sealed()
    ward = models.ForeignKey("places.Area", null=True, on_delete=models.PROTECT, related_name="+")
    postcode = models.ForeignKey("places.Postcode", null=True, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(max_length=10, choices=AGES, blank=True)
    languages = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    ticket_id = models.CharField(max_length=16, default=new_ticket_id)
    vouched_by = models.CharField(max_length=80, blank=True)
    protected = models.BooleanField(default=False)
    missed_rounds = models.PositiveSmallIntegerField(default=0)
    phrase_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "ticket_id"], name="ticket_once"),
            models.UniqueConstraint(
                fields=["place", "phrase_hash"], condition=~Q(phrase_hash=""), name="phrase_once"
            ),
            models.UniqueConstraint(
                fields=["place", "account"], condition=Q(account__isnull=False), name="one_person_an_account"
            ),
        ]
        indexes = [models.Index(fields=["place"], condition=Q(protected=True), name="person_protected")]

    @property
    def is_under_18(self) -> bool:
        """They say so themselves."""
        return self.age_band == self.UNDER_18


class Apart(PlaceScoped):
    """`person` said that they must never meet `other`, or anybody of `body`. It counts both ways, and tells only `person`.

    `called` is the other as `person` knows them, in their words: nothing here tells them who it is.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aparts")
    other = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    called_sealed = sealed_column()
    called = Sealed()
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-at"]
        constraints = [
            models.UniqueConstraint(fields=["place", "person", "other"], name="apart_from_a_person_once"),
            models.UniqueConstraint(fields=["place", "person", "body"], name="apart_from_a_body_once"),
            models.CheckConstraint(
                condition=Q(other__isnull=False, body__isnull=True)
                | Q(other__isnull=True, body__isnull=False),
                name="apart_from_one",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=models.F("person")),
                name="apart_from_somebody_else",
            ),
        ]


class RoleGrant(PlaceScoped):
    """A role in the system, held for a time, for an accountable body of any sector."""

    ROLES = [
        ("navigator", "guides people (link worker)"),
        ("resource-weaver", "brings under-used things together (resource-weaver)"),
        ("storyteller", "writes stories with those they are about (storyteller)"),
        ("system-architect", "sees what the whole place has and what it stands on (system-architect)"),
        ("provider", "keeps an organisation's offers"),
        ("officer", "runs sharing rounds (partnership officer)"),
        ("elected", "elected member"),
        ("safeguarding-lead", "reads what people are worried about (safeguarding lead)"),
        ("safeguarding-deputy", "stands in for the safeguarding lead"),
        ("information-lead", "checks looks at records of those who work here (information governance lead)"),
        ("board", "reads what is missing and what much stands on (partnership board)"),
    ]

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=ROLES)
    shown_as = models.CharField(max_length=80, help_text="The name others see beside what this person does.")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    begins = models.DateField()
    until = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "shown_as"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "account", "role", "body"],
                condition=Q(revoked_at__isnull=True),
                name="role_once",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=models.F("begins")), name="role_ends_after_it_begins"
            ),
        ]

    @property
    def was_taken_back(self) -> bool:
        """Ended before its last day: one that was over first is closed only when it is given again."""
        closed = self.revoked_at
        return closed is not None and closed.astimezone(ZoneInfo(self.place.zone)).date() <= self.until


class Consent(PlaceScoped):
    """What may be shared with whom, why, and until when. Withdrawn, it stays on record as withdrawn.

    `basis` is how the person said so.
    """

    BASES = [
        ("self", "said here, by themselves"),
        ("spoken", "said to somebody at the desk"),
        ("written", "written on paper"),
    ]

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    what = models.CharField(max_length=80)
    with_whom = models.CharField(max_length=120)
    why = models.CharField(max_length=200)
    basis = models.CharField(max_length=8, choices=BASES, default="self")
    given_at = models.DateTimeField()
    until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", "-given_at"]


class AccessRecord(PlaceScoped):
    """Who opened whose record, when and why. Append-only; the person sees every row. Erasing them destroys the why."""

    person = models.UUIDField()
    by_account = models.UUIDField(null=True)
    by_shown_as = models.CharField(max_length=80)
    role = models.CharField(max_length=20)
    why_sealed = sealed_column()
    why = Sealed()
    noun = models.CharField(max_length=40)
    subject = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-at"]
        indexes = [models.Index(fields=["place", "person", "at"], name="access_by_person")]


from .checking import LookCheck  # noqa: E402, F401
from .equality_store import EqualityAnswers  # noqa: E402, F401
from .keeping import KeeperLink, KeeperReach  # noqa: E402, F401  (Django finds the models of an app here)

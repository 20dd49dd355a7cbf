"""Reads of persons, roles, consent and who looked."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import uuid
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.places.models import Place

from .actor import Actor
from .models import AccessRecord, Account, Consent, Organisation, Person, RoleGrant
from .phrases import tidy

ENDS_SOON = dt.timedelta(days=30)
CONSEQUENTIAL = (
    "officer", "navigator", "resource-weaver", "storyteller", "system-architect", "provider", "elected", "safeguarding-lead", "safeguarding-deputy", "information-lead",
    "board",
)  # fmt: skip
"""Roles in the order in which an account that holds several acts."""
AWAITED = ("safeguarding-lead", "information-lead")
"""Worries wait for the one, looks at colleagues' records for the other."""


def live_grants(place: Place, account: Any) -> list[RoleGrant]:
    """Role grants of an account that count today, most consequential first."""
    return sorted(_live(place).filter(account=account), key=lambda grant: CONSEQUENTIAL.index(grant.role))


def live_grants_of_role(place: Place, role: str) -> list[RoleGrant]:
    """Who holds a role today, by name."""
    return list(_live(place).filter(role=role).order_by("shown_as", "pk"))


def unheld(place: Place) -> list[str]:
    """Of the roles on which something waits that nobody else may read, those that nobody holds today, by code."""
    held = set(_live(place).filter(role__in=AWAITED).values_list("role", flat=True))
    return [role for role in AWAITED if role not in held]


def roles() -> list[tuple[str, str]]:
    """Every role that can be given: (code, what it does)."""
    return list(RoleGrant.ROLES)


def ending_soon(place: Place) -> list[RoleGrant]:
    """Roles that are over within thirty days, unless they are given again: the first to end stands first."""
    last = today(place.zone) + ENDS_SOON
    return list(_live(place).filter(until__lte=last).order_by("until", "shown_as", "pk"))


def grants_of(place: Place) -> list[RoleGrant]:
    """Every role that was ever given, with its body: those that end last stand first."""
    rows = RoleGrant.objects.filter(place=place).select_related("body", "place")
    return list(rows.order_by("-until", "shown_as", "pk"))


def get_grant(place: Place, grant_id: uuid.UUID) -> RoleGrant:
    found = RoleGrant.objects.filter(place=place, pk=grant_id).select_related("body", "place").first()
    if found is None:
        raise NotFound("No such role was given in this place.")
    return found


def _live(place: Place) -> QuerySet[RoleGrant]:
    day = today(place.zone)
    return RoleGrant.objects.filter(
        place=place, revoked_at__isnull=True, begins__lte=day, until__gte=day
    ).select_related("body")


def person_by_id(place: Place, person_id: uuid.UUID) -> Person | None:
    return Person.objects.filter(place=place, pk=person_id).select_related("ward", "postcode").first()


def get_person(place: Place, person_id: uuid.UUID) -> Person:
    person = person_by_id(place, person_id)
    if person is None:
        raise NotFound("There is no such person in this place.")
    return person


def person_of_account(place: Place, account: Any) -> Person | None:
    return Person.objects.filter(place=place, account=account).select_related("ward", "postcode").first()


def phrase_hash(place: Place, phrase: str, opens: str = "") -> str:
    """The keyed hash a phrase is looked up by (HMAC-SHA-256): the phrase itself is kept nowhere.

    opens: what it opens, where that is no plan: the same words then have another hash.
    """
    said = f"{opens}|{place.id}|{tidy(phrase)}" if opens else f"{place.id}|{tidy(phrase)}"
    return hmac.new(settings.SEARCH_SALT.encode(), said.encode(), hashlib.sha256).hexdigest()


def person_by_phrase(place: Place, phrase: str) -> Person | None:
    if not tidy(phrase):
        return None
    return (
        Person.objects.filter(place=place, phrase_hash=phrase_hash(place, phrase))
        .select_related("ward", "postcode")
        .first()
    )


def looks_at(place: Place, subject: uuid.UUID) -> list[AccessRecord]:
    """Every time somebody opened one thing, newest first."""
    return list(AccessRecord.objects.filter(place=place, subject=subject).order_by("-at"))


def has_opened(place: Place, actor: Actor, person: uuid.UUID, subject: uuid.UUID) -> bool:
    """Has this account opened that person's record about that thing?"""
    return AccessRecord.objects.filter(
        place=place, person=person, subject=subject, by_account=actor.account_id
    ).exists()


def consents_of(person: Person) -> list[Consent]:
    """What the person agreed may be shared, newest first, with what they took back."""
    return list(Consent.objects.filter(place=person.place_id, person=person).order_by("-given_at"))


def get_consent(person: Person, consent_id: uuid.UUID) -> Consent:
    found = Consent.objects.filter(place=person.place_id, person=person, pk=consent_id).first()
    if found is None:
        raise NotFound("There is no such permission on your record.")
    return found


def organisations(place: Place) -> list[Organisation]:
    return list(Organisation.objects.filter(place=place).order_by("name"))


def organisations_with_staged(place: Place) -> list[Organisation]:
    """As `organisations`, and those of a feed that is being made ready: for the import alone."""
    return list(Organisation.with_staged.filter(place=place).order_by("name"))


def account_by_email(email: str) -> Account | None:
    return Account.objects.filter(email=email.lower()).first()

"""Reads for those who keep a body's entries by a mailed link or by text."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from typing import Any

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.places.models import Place

from .actor import Actor
from .models import KeeperLink, KeeperReach, Organisation


def _keyed(place: Place, what: str, text: str) -> str:
    return hmac.new(
        settings.SEARCH_SALT.encode(), f"{what}|{place.id}|{text}".encode(), hashlib.sha256
    ).hexdigest()


def token_hash(place: Place, token: str) -> str:
    """The keyed hash by which a link is found again (HMAC-SHA-256): a token is good in one place only."""
    return _keyed(place, "keeper-link", token)


def number_hash(place: Place, number: str) -> str:
    """The keyed hash by which a sender is known again. `number` as `tidy_number` gives it."""
    return _keyed(place, "keeper-number", number)


def tidy_number(text: str) -> str:
    """A phone number in the form +441632960999, or Refused."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise Refused("That does not look like a phone number. Check it.", field="number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def tidy_email(text: str) -> str:
    """An e-mail address without spaces around it, or Refused."""
    try:
        validate_email(text.strip())
    except ValidationError:
        raise Refused("That does not look like an e-mail address. Check it.", field="email") from None
    return text.strip()


def get_organisation(place: Place, organisation_id: uuid.UUID) -> Organisation:
    found = Organisation.objects.filter(place=place, pk=organisation_id).first()
    if found is None:
        raise NotFound("There is no such organisation in this place.")
    return found


def bodies_called(place: Place, name: str, most: int) -> list[Organisation]:
    """Organisations whose name holds `name`, at most `most`."""
    return list(Organisation.objects.filter(place=place, name__icontains=name).order_by("name", "pk")[:most])


def reach_of(organisation: Organisation) -> KeeperReach | None:
    return KeeperReach.objects.filter(place=organisation.place_id, organisation=organisation).first()


def reach_by_number(place: Place, number: str) -> KeeperReach | None:
    """Whose number that is. `number` as `tidy_number` gives it."""
    return (
        KeeperReach.objects.filter(place=place, number_hash=number_hash(place, number))
        .select_related("organisation", "place")
        .first()
    )


def reaches_by_text(place: Place) -> list[KeeperReach]:
    """Bodies that may be asked by text, by name."""
    rows = KeeperReach.objects.filter(place=place).exclude(number_hash="")
    return list(rows.select_related("organisation", "place").order_by("organisation__name", "pk"))


def address_held(organisation: Organisation) -> str:
    """The address that a link may be sent to without asking anybody; "" where none is held."""
    reach = reach_of(organisation)
    return (reach.email if reach else "") or organisation.email


def link_by_token(place: Place, token: str) -> KeeperLink | None:
    """The link, while it can still be opened."""
    return (
        KeeperLink.objects.filter(
            place=place,
            token_hash=token_hash(place, token),
            used_at__isnull=True,
            ended_at__isnull=True,
            until__gt=now(),
        )
        .select_related("organisation")
        .first()
    )


def open_link(place: Place, link_id: Any) -> KeeperLink | None:
    """The link of that id, while it is open in some browser."""
    return (
        KeeperLink.objects.filter(place=place, pk=link_id, used_at__isnull=False, ended_at__isnull=True)
        .select_related("organisation")
        .first()
    )


def get_link(place: Place, link_id: uuid.UUID) -> KeeperLink:
    found = KeeperLink.objects.filter(place=place, pk=link_id).select_related("organisation").first()
    if found is None:
        raise NotFound("There is no such link in this place.")
    return found


def live_links(place: Place, organisation_id: uuid.UUID | None = None) -> list[KeeperLink]:
    """Links that are open somewhere or can still be opened, newest first."""
    rows = KeeperLink.objects.filter(place=place, ended_at__isnull=True).exclude(
        used_at__isnull=True, until__lte=now()
    )
    if organisation_id is not None:
        rows = rows.filter(organisation=organisation_id)
    return list(rows.select_related("organisation").order_by("-made_at", "pk"))


def keeper_of(organisation: Organisation) -> Actor:
    """Whoever keeps a body's entries by its link or its phone: a provider of that body, shown as it."""
    return Actor(organisation.name[:80], "provider", None, None, organisation.pk)

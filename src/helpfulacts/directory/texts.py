"""Reads for asking, by text or e-mail, whether entries are still right."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import F, Q

from helpfulacts.core.clock import now
from helpfulacts.people.models import KeeperReach, Organisation
from helpfulacts.places.models import Place

from .models import Offer, TextAsked, TextToRead
from .selectors import listed

DUE_AFTER = dt.timedelta(days=80)
"""An entry that nobody has checked for so long is asked about: ten days before it counts as old."""


def due_for_check(place: Place, organisation: Organisation, day: dt.date) -> list[Offer]:
    """Active entries of a body whose check is due, never-checked first, then the oldest check."""
    rows = listed(place).filter(provider=organisation)
    rows = rows.filter(Q(checked_on__isnull=True) | Q(checked_on__lte=day - DUE_AFTER))
    found = rows.select_related("place", "provider").prefetch_related("schedules")
    return sorted(found.order_by("title", "id"), key=lambda offer: offer.checked_on or dt.date.min)


def bodies_to_remind(place: Place, day: dt.date) -> list[Organisation]:
    """Bodies with an entry due for a check, an address or number of their own, and no reminder in this month."""
    due = (
        listed(place)
        .filter(provider__isnull=False)
        .filter(Q(checked_on__isnull=True) | Q(checked_on__lte=day - DUE_AFTER))
    )
    asked = TextAsked.objects.filter(place=place, month=f"{day:%Y-%m}").values("organisation")
    reached = KeeperReach.objects.filter(place=place).values("organisation")
    return list(
        Organisation.objects.filter(place=place, pk__in=due.order_by().values("provider"))
        .filter(pk__in=reached)
        .exclude(pk__in=asked)
        .order_by("name", "pk")
    )


def last_question(place: Place, organisation_id: uuid.UUID, number_hash: str) -> TextAsked | None:
    """What a number was asked last by text, answered or not: a text from it can concern nothing else.

    None where it was never asked, or was asked for another body that this number kept before.
    """
    last = (
        TextAsked.objects.filter(place=place, number_hash=number_hash)
        .exclude(number_hash="")
        .select_related("offer__place", "offer__provider", "organisation")
        .order_by(F("answered_at").desc(nulls_first=True), "-asked_at", "pk")
        .first()
    )
    return last if last is not None and last.organisation_id == organisation_id else None


def texts_to_read(place: Place) -> list[TextToRead]:
    """Texts that wait for a person, oldest first."""
    rows = TextToRead.objects.filter(place=place, seen_at__isnull=True)
    return list(rows.select_related("organisation").order_by("at", "pk"))


def asked_lately(place: Place, organisation_id: uuid.UUID) -> set[uuid.UUID]:
    """Entries that a body was asked about in the last thirty days."""
    since = now() - dt.timedelta(days=30)
    rows = TextAsked.objects.filter(place=place, organisation=organisation_id, asked_at__gte=since)
    return set(rows.order_by().values_list("offer", flat=True))

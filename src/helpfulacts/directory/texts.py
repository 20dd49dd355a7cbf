"""Reads for asking, by text or e-mail, whether entries are still right."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Q

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


def open_question(place: Place, number_hash: str) -> TextAsked | None:
    """What a number was asked last and has not answered."""
    return (
        TextAsked.objects.filter(place=place, number_hash=number_hash, answered_at__isnull=True)
        .exclude(number_hash="")
        .select_related("offer__place", "offer__provider", "organisation")
        .first()
    )


def open_questions(place: Place) -> list[TextAsked]:
    """Every question by text that waits for its answer, newest first."""
    rows = TextAsked.objects.filter(place=place, answered_at__isnull=True)
    return list(rows.select_related("offer", "organisation").order_by("-asked_at", "pk"))


def last_answered(place: Place, organisation_id: uuid.UUID) -> TextAsked | None:
    """The question that a body answered last with more than silence."""
    rows = TextAsked.objects.filter(place=place, organisation=organisation_id, answered_at__isnull=False)
    return (
        rows.exclude(answer__in=("none", "stop"))
        .exclude(number_hash="")
        .select_related("offer__place", "offer__provider")
        .order_by("-answered_at")
        .first()
    )


def texts_to_read(place: Place) -> list[TextToRead]:
    """Texts that wait for a person, oldest first."""
    rows = TextToRead.objects.filter(place=place, seen_at__isnull=True)
    return list(rows.select_related("organisation").order_by("at", "pk"))


def asked_lately(place: Place, organisation_id: uuid.UUID) -> set[uuid.UUID]:
    """Entries that a body was asked about in the last thirty days."""
    since = now() - dt.timedelta(days=30)
    rows = TextAsked.objects.filter(place=place, organisation=organisation_id, asked_at__gte=since)
    return set(rows.order_by().values_list("offer", flat=True))

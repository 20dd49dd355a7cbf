"""Reads of entries that may be the same: what waits for an answer, what was answered, and what they differ in."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from helpfulacts.core.errors import NotFound
from helpfulacts.places.codes import split_postcode
from helpfulacts.places.models import Place

from .likeness import Entry, digits_of, host_of
from .models import Likeness, Offer, Schedule
from .selectors import listed

# What an entry may take over from its double where it says nothing itself. Where, when and how many stay its own.
TAKEN_OVER = {
    "description": "What it is",
    "contact": "How to reach them",
    "website": "Their own page",
    "cost": "Cost",
    "languages": "Languages",
    "brings": "What you bring",
    "what_next": "What happens next",
    "if_not": "What if not",
}


def proposed(place: Place) -> QuerySet[Likeness]:
    """Pairs that wait for an answer, most alike first."""
    return _with_both(Likeness.objects.filter(place=place, state="proposed")).order_by(
        "-score", "first__title", "id"
    )


def answered(place: Place) -> QuerySet[Likeness]:
    """Pairs that a person answered, newest first."""
    return _with_both(Likeness.objects.filter(place=place).exclude(state="proposed")).order_by(
        "-answered_at", "id"
    )


def likeness_by_id(place: Place, likeness_id: uuid.UUID) -> Likeness:
    """The pair, or NotFound."""
    row = _with_both(Likeness.objects.filter(place=place, pk=likeness_id)).first()
    if row is None:
        raise NotFound("There is no such pair in this place.")
    return row


def like(offer: Offer) -> list[Offer]:
    """Listed entries that are proposed as the same as `offer`."""
    rows = proposed(offer.place)
    pairs = [*rows.filter(first=offer), *rows.filter(second=offer)]
    return [row.second if row.first_id == offer.pk else row.first for row in pairs]


def could_take_over(kept: Offer, other: Offer) -> dict[str, Any]:
    """Field → what `other` says, where `kept` says nothing."""
    return {
        name: getattr(other, name) for name in TAKEN_OVER if getattr(other, name) and not getattr(kept, name)
    }


def entries_of(place: Place) -> tuple[list[Entry], list[uuid.UUID]]:
    """What is compared of everything listed that no person gives, and the ids that the keys of the entries count."""
    rows = list(
        listed(place)
        .filter(giver__isnull=True)
        .exclude(sphere="personal")
        .order_by("pk")
        .values("pk", "title", "summary", "kind", "contact", "website", "address", "published_venue",
                "shown_from", "provider__name", "provider__phone", "provider__website")
    )  # fmt: skip
    days: dict[uuid.UUID, set[str]] = {}
    for offer, rrule in (
        Schedule.objects.filter(place=place, offer__status="active")
        .order_by("pk")
        .values_list("offer", "rrule")
    ):
        days.setdefault(offer, set()).update(_days_in(rrule))
    entries = [
        Entry(
            key=key,
            title=row["title"],
            summary=row["summary"],
            by=row["provider__name"] or row["shown_from"],
            phone=digits_of(row["contact"]) or digits_of(row["provider__phone"] or ""),
            postcode=_postcode_in(row["address"]) if row["published_venue"] else "",
            web=host_of(row["website"] or row["provider__website"] or ""),
            kind=row["kind"],
            days=frozenset(days.get(row["pk"], ())),
        )
        for key, row in enumerate(rows)
    ]
    return entries, [row["pk"] for row in rows]


def _days_in(rrule: str) -> Iterable[str]:
    for part in rrule.split(";"):
        if part.startswith("BYDAY="):
            return [day[-2:] for day in part.removeprefix("BYDAY=").split(",")]
    return []


def _postcode_in(address: str) -> str:
    """The postcode at the end of an address, or nothing."""
    last = address.replace(",", " ").split()[-2:]
    for text in ("".join(last), "".join(last[-1:])):
        if code := split_postcode(text):
            return code[0]
    return ""


def _with_both(rows: QuerySet[Likeness]) -> QuerySet[Likeness]:
    return rows.select_related(
        "place", "first__provider", "second__provider", "first__ward", "second__ward", "first__place",
        "second__place", "kept",
    )  # fmt: skip

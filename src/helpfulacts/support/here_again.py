"""Whoever deleted everything and is in the database all the same: a backup from before was put back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from helpfulacts.core import forgotten
from helpfulacts.directory.models import Offer
from helpfulacts.people.models import Consent, Person
from helpfulacts.places.models import Place

from .models import Note, Plan

BLANK: dict[str, Any] = {
    "account_id": None,
    "called_sealed": None,
    "contact_sealed": None,
    "facts": {},
    "languages": [],
    "age_band": "",
    "ward_id": None,
    "postcode_id": None,
    "phrase_hash": "",
}
"""How what somebody told us stands once they are forgotten and what they give must stay."""


def marks(*states: str) -> set[str]:
    """Those of the list of this installation that stand so."""
    return {mark for mark, state in forgotten.here().items() if state in states}


def here_again(place: Place, gone: Collection[str]) -> list[Person]:
    """People of the place of whom a mark is in `gone` and of whom more is held than may stay: that they give something,
    where that stayed then.
    """
    if not gone:
        return []
    went = forgotten.kinds(gone)
    people = Person.objects.filter(place=place).order_by("created_at")
    return [
        one
        for one in people
        if (kinds := went.get(forgotten.mark_of(one.pk))) is not None
        and (_told(one) or (forgotten.ALL in kinds and gives(one)))
    ]


def gives(person: Person) -> bool:
    """Whether anything they give, or keep for a body, is listed."""
    theirs = Q(giver=person) | Q(kept_by=person)
    return Offer.objects.filter(theirs, place=person.place_id).exclude(status="ended").exists()


def _told(person: Person) -> bool:
    if any(getattr(person, name) != value for name, value in BLANK.items()):
        return True
    return any(
        model.objects.filter(place=person.place_id, person=person).exists() for model in (Plan, Consent, Note)
    )

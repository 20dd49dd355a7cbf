"""Whoever deleted everything and is in the database all the same: a backup from before was put back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from helpfulacts.core import forgotten
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
    """People of the place whose mark is in `gone` and of whom more is held than that they give something."""
    if not gone:
        return []
    people = Person.objects.filter(place=place).order_by("created_at")
    return [one for one in people if forgotten.mark_of(one.pk) in gone and _told(one)]


def _told(person: Person) -> bool:
    if any(getattr(person, name) != value for name, value in BLANK.items()):
        return True
    return any(
        model.objects.filter(place=person.place_id, person=person).exists() for model in (Plan, Consent, Note)
    )

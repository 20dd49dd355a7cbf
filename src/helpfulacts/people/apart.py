"""Who must never meet whom: said by one, counted both ways, told to nobody but the one who said it."""

from __future__ import annotations

import uuid
from collections import defaultdict

from django.db.models import Q

from helpfulacts.core.errors import NotFound

from .models import Apart, Person

Others = tuple[set[uuid.UUID], set[uuid.UUID]]
"""Ids of the persons, and of the bodies, that somebody must never meet."""


def apart_from(place: uuid.UUID, person: uuid.UUID) -> Others:
    """Whom this person must never meet: whom they named, and who named them."""
    return everybody_apart(place, Q(person=person) | Q(other=person)).get(person, (set(), set()))


def everybody_apart(place: uuid.UUID, which: Q | None = None) -> dict[uuid.UUID, Others]:
    """The same for each person whom it is about. `which`: those rows alone."""
    found: dict[uuid.UUID, Others] = defaultdict(lambda: (set(), set()))
    rows = Apart.objects.filter(which or Q(), place=place).order_by()
    for one, other, body in rows.values_list("person_id", "other_id", "body_id"):
        if other is not None:
            found[one][0].add(other)
            found[other][0].add(one)
        elif body is not None:
            found[one][1].add(body)
    return dict(found)


def aparts_of(person: Person) -> list[Apart]:
    """Whom this person named, the newest first. Who named them is in nothing that they read."""
    return list(Apart.objects.filter(place=person.place_id, person=person))


def get_apart(person: Person, apart_id: uuid.UUID) -> Apart:
    found = Apart.objects.filter(place=person.place_id, person=person, pk=apart_id).first()
    if found is None:
        raise NotFound("There is nobody like that on your list.")
    return found

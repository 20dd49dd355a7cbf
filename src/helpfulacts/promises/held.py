"""What promises hold about a person: what was promised to them, and by them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from helpfulacts.people.held import Held
from helpfulacts.people.models import Person

from .models import Promise, PromiseNotice, PromisePause


def _about(person: Person) -> Any:
    return Promise.objects.filter(place=person.place_id).filter(
        Q(to_noun="person", to_id=person.pk)
        | Q(by_noun="person", by_id=person.pk)
        | Q(about_noun="person", about_id=person.pk)
    )


IDS = dict.fromkeys(
    ("by_id", "to_id", "about_id"), "a key by which rows find each other: the names beside it say who"
)
HELD = (
    Held(Promise, "What was promised to you, and by you", _about, IDS),
    Held(
        PromisePause,
        "When the clock of a promise stood still",
        lambda person: PromisePause.objects.filter(place=person.place_id, promise__in=_about(person)),
    ),
    Held(
        PromiseNotice,
        "When a promise was said to be due",
        lambda person: PromiseNotice.objects.filter(place=person.place_id, promise__in=_about(person)),
    ),
)

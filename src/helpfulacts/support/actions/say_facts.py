"""The person says what is true about them, and what that rules out is put aside in the same moment."""

from __future__ import annotations

from typing import Any, NamedTuple

from helpfulacts.core import register
from helpfulacts.people.actions.correct_facts import correct_facts
from helpfulacts.people.models import Person

from .release_alone import release_alone
from .rest_giving import rest_giving


class Said(NamedTuple):
    aside: int
    """How many acts were put aside because they are under 18 (`release_alone`)."""
    quiet: bool
    """The register has no entry that facts were corrected: beside what rests or was put aside, it would tell an age."""


def say_facts(*, person: Person, **facts: Any) -> Said:
    """As `correct_facts`, which nothing else calls: every road on which an age can be said goes through here.

    Where something rests or is put aside because of it, the register has what any “not now” leaves there, and no more.
    Raises Refused.
    """
    with register.writing(person.place_id):
        correct_facts(person=person, **facts)
        rested = rest_giving(person=person)
        aside = release_alone(place=person.place, person=person)
        if not rested and not aside:
            register.record(place=person.place, action="corrected their facts", noun="person")
    return Said(aside, bool(rested or aside))

"""The person says what is true about them, and what that rules out is put aside in the same moment."""

from __future__ import annotations

from typing import Any

from helpfulacts.core import register
from helpfulacts.people.actions.correct_facts import correct_facts
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person

from .release_alone import release_alone
from .rest_giving import rest_giving


def say_facts(*, person: Person, by: Actor, **facts: Any) -> int:
    """As `correct_facts`, which nothing else calls: every road on which an age can be said goes through here.

    How many acts were put aside because they are under 18 (`release_alone`). Raises Refused.
    """
    with register.writing(person.place_id):
        correct_facts(person=person, **facts)
        rest_giving(person=person, by=by)
        return release_alone(place=person.place, person=person, by=by)

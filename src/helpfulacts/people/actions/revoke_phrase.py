"""Stop a come-back phrase: it was lost, or somebody else may know it."""

from __future__ import annotations

from helpfulacts.core import register

from ..actor import Actor
from ..models import Person
from ..rules import may_use_desk, require


def revoke_phrase(*, person: Person, by: Actor) -> None:
    """The phrase opens nothing from now on. The person themselves, or any desk, may do this."""
    require(by.person_id == person.pk or may_use_desk(by), "stop this phrase")
    person.phrase_hash = ""
    with register.writing(person.place_id):
        Person.objects.filter(place=person.place_id, pk=person.pk).update(phrase_hash="")
        register.record(place=person.place, action="stopped a come-back phrase", noun="person")

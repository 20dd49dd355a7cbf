"""Give a come-back phrase: six words that open the plan again. Only its keyed hash is kept."""

from __future__ import annotations

from helpfulacts.core import register

from .. import selectors
from ..models import Person
from ..phrases import new_phrase


def give_phrase(*, person: Person) -> str:
    """A fresh phrase of at least 64 bits for `person`, shown once. The one before stops working."""
    phrase = new_phrase()
    person.phrase_hash = selectors.phrase_hash(person.place, phrase)
    with register.writing(person.place_id):
        Person.objects.filter(place=person.place_id, pk=person.pk).update(phrase_hash=person.phrase_hash)
        register.record(place=person.place, action="gave a come-back phrase", noun="person")
    return phrase

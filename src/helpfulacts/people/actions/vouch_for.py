"""Vouch for a person, so that a scarce place can be given to them: extra plans are not extra tickets."""

from __future__ import annotations

from helpfulacts.core import register

from ..actor import Actor
from ..models import Person
from ..rules import may_use_desk, require


def vouch_for(*, person: Person, by: Actor) -> None:
    """`by` has met or verified the person. Vouching twice changes nothing."""
    require(may_use_desk(by), "vouch for a person")
    if person.vouched_by:
        return
    person.vouched_by = by.shown_as
    with register.writing(person.place_id):
        Person.objects.filter(place=person.place_id, pk=person.pk).update(vouched_by=by.shown_as)
        register.record(place=person.place, action="vouched", noun="person", facts={"by": by.shown_as})

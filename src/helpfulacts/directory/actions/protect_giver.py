"""Somebody must not be found: nothing that they give, keep or tried is seen by anybody but them and the desk, until that is lifted."""

from __future__ import annotations

from django.db.models import Q

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import may_use_desk, require

from ..models import Offer, Trial
from ..moments import has_changed

HIDDEN_ALREADY = "Nobody can find what they give: somebody hid it before you. Nothing was changed."
FOUND_ALREADY = "What they give can be found: somebody showed it before you. Nothing was changed."


def protect_giver(*, person: Person, protected: bool, by: Actor) -> Person:
    """Take all that a person gives, or keeps for a body, and what they wrote of ideas, out of every list, page, calendar
    and feed; or show it again. What is agreed goes on.

    The register says neither who nor how many: whoever reads it must not learn who is in hiding. Raises Refused.
    """
    require(may_use_desk(by), "say who must not be found")
    with register.writing(person.place_id):
        rows = Person.objects.filter(place=person.place_id, pk=person.pk, protected=not protected)
        if not rows.update(protected=protected):
            raise Refused(HIDDEN_ALREADY if protected else FOUND_ALREADY)
        person.protected = protected
        theirs = Q(giver=person) | Q(kept_by=person)
        theirs |= Q(pk__in=Trial.objects.filter(place=person.place_id, writer=person).values("offer"))
        has_changed(person.place_id, list(Offer.objects.filter(theirs, place=person.place_id)))
        register.record(place=person.place, action="changed what the list shows", noun="place")
    return person

"""Somebody must not be found: nothing that they give, keep or tried is seen by anybody but them and the desk, until that is lifted."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import may_use_desk, require

from ..models import Offer
from .place_weaves import put_woven_places_back, take_woven_places_out

HIDDEN_ALREADY = "Nobody can find what they give: somebody hid it before you. Nothing was changed."
FOUND_ALREADY = "What they give can be found: somebody showed it before you. Nothing was changed."


def protect_giver(
    *, person: Person, protected: bool, why: str, by: Actor, offer: Offer | None = None
) -> Person:
    """Take all that a person gives, or keeps for a body, and what they wrote of ideas, out of every list, page, calendar
    and feed; or show it again. No story quotes them meanwhile, and the words of a helper whom they named open nothing. What
    is agreed goes on. A combination that they give a part of stays, and says no more where it is: its place is a copy, and
    where it happens, they are. It comes back with them.

    `why`, and from which `offer` it was asked, is kept as a look at their record, which the person reads. The register says
    neither who nor how many: whoever reads it must not learn who is in hiding. Raises Refused, NotAllowed.
    """
    require(may_use_desk(by), "say who must not be found")
    with register.writing(person.place_id):
        rows = Person.objects.filter(place=person.place_id, pk=person.pk, protected=not protected)
        if not rows.update(protected=protected):
            raise Refused(HIDDEN_ALREADY if protected else FOUND_ALREADY)
        person.protected = protected
        if protected:
            take_woven_places_out(person.place)
        else:
            put_woven_places_back(person)
        open_record(
            place=person.place, actor=by, person=person, why=why, noun="offer", subject=offer.pk if offer else None
        )  # fmt: skip
        register.record(place=person.place, action="changed what the list shows", noun="place")
    return person

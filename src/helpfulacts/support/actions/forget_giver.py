"""Forget somebody who only gives: their offers end, and all that they told us goes. There is no way back."""

from __future__ import annotations

from helpfulacts.core import forgotten, register
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.actions.forget_words import forget_words
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import may_use_desk, require

from ..giving import asked_of
from ..models import Plan
from .forget_on_plans import forget_on_plans
from .forget_person import forget_person
from .release_act import LETS_GO, release_each


def forget_giver(*, person: Person, by: Actor) -> None:
    """Whoever was promised something hears that it cannot be; who has a plan deletes that instead, and this with it."""
    require(by.person_id == person.pk or may_use_desk(by), "delete what we know of this person")
    place = person.place
    with register.writing(place):
        if Plan.objects.filter(place=place, person=person).exists():
            raise Refused("You have a plan. Delete the plan: everything goes with it.")
        release_each(acts=asked_of(person, states=LETS_GO), state_of=lambda act: "declined", by=by)
        offers = directory.offers_of(place, giver_id=person.pk)
        end_offers(place=place, offers=offers, by=by)
        forget_words(place=place, offers=offers)
        forget_on_plans(place, person, offers)
        forget_person(person, forgotten.ALL)
        register.record(place=place, action="forgot a giver", noun="person")

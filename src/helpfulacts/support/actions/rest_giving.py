"""What somebody gives rests from when it is said that they are under 18: nobody comes to them alone either."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.directory.actions.pause_offer import pause_offer
from helpfulacts.directory.models import Offer
from helpfulacts.people.actor import the_person
from helpfulacts.people.models import Person
from helpfulacts.places.models import Place

from ..giving import asked_of
from ..models import PassedOn
from ..young import UNDER_18
from .release_act import LETS_GO, release_each

COMING = ("agreed", "promised", "done")


def rest_giving(*, person: Person) -> int:
    """Their offers are “not now”, and what others had agreed with them goes as any giver's “not now”. How many offers and acts.

    The register has it as theirs, as ever. Nobody is told how old they are; whoever was promised something hears that it cannot be.
    """
    if person.age_band != UNDER_18:
        return 0
    by = the_person(person.pk)
    with register.writing(person.place_id):
        gives = Offer.objects.filter(place=person.place_id, giver=person)
        active = list(gives.filter(status="active").order_by("pk"))
        for offer in active:
            pause_offer(offer=offer, by=by)
        gives.filter(status__in=("held", "hidden")).update(not_now=True)  # it rests when it is let back
        theirs = [act for act in asked_of(person, COMING) if act.offer.giver_id == person.pk]  # type: ignore[union-attr]
        went = sum(act.state in LETS_GO for act in theirs)
        release_each(acts=theirs, state_of=lambda act: "declined", by=by)
        PassedOn.objects.filter(place=person.place_id, act__in=[act.pk for act in theirs]).delete()
    return len(active) + went


def rest_all_giving(*, place: Place) -> int:
    """The same for everybody of a place, each night: whatever road listed it again. Again, it changes nothing."""
    gives = Offer.objects.filter(place=place, giver__isnull=False).exclude(status="ended").order_by()
    young = Person.objects.filter(place=place, age_band=UNDER_18, pk__in=gives.values("giver"))
    return sum(rest_giving(person=person) for person in young.order_by("pk"))

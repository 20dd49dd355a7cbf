"""Delete again whoever deleted everything and came back with a backup; and say of each deletion whether it happened."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from helpfulacts.core import forgotten, register
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.places.models import Place

from ..here_again import here_again, marks
from ..models import Plan
from .erase_plan import erase_plan
from .forget_giver import forget_giver
from .forget_person import forget_person


def forget_again(*, person: Person, gone: Collection[str]) -> None:
    """Of somebody of whom a mark is in `gone` all goes as it went when they asked for it, and nothing else.

    Where what they give stayed then, it stays again. Of older marks nobody knows: whoever has no plan gave, and that goes.
    """
    me = Actor("the person", "citizen", None, person.pk)
    went = forgotten.kinds(gone)[forgotten.mark_of(person.pk)]
    plan = Plan.objects.filter(place=person.place_id, person=person).first()
    with register.writing(person.place):
        if plan is not None:
            erase_plan(plan=plan, by=me)
        elif went == {forgotten.PLAN}:
            forget_person(person, forgotten.PLAN)
            register.record(place=person.place, action="erased a plan", noun="plan")
        there = Person.objects.filter(place=person.place_id, pk=person.pk).first()
        if there is not None and (forgotten.ALL in went or (plan is None and not went)):
            forget_giver(person=there, by=me)


def settle(places: Iterable[Place]) -> int:
    """What was begun and never said to be done, because the program was stopped: the database knows if it was. How many.

    One that goes on just now is left alone: nothing is settled while the list is younger than a minute, and each place is
    looked at when nobody else writes in it.
    """
    if not forgotten.broken_off():
        return 0
    begun, still = marks(forgotten.BEGUN), set()
    for place in places:
        with register.writing(place):
            whose = {forgotten.mark_of(one.pk) for one in here_again(place, begun)}
            here = {mark for mark in begun & marks(forgotten.BEGUN) if mark.split(" ")[0] in whose}
            for mark in here:
                forgotten.undone(mark)
            still |= here
    for mark in (begun & marks(forgotten.BEGUN)) - still:
        forgotten.done(mark)
    return len(begun)

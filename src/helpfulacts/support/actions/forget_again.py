"""Delete again whoever deleted everything and came back with a backup; and say of each deletion whether it happened."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from helpfulacts.core import forgotten
from helpfulacts.people.actor import Actor
from helpfulacts.places.models import Place

from ..here_again import here_again, marks
from ..models import Plan
from .erase_plan import erase_plan
from .forget_giver import forget_giver


def forget_again(*, place: Place, gone: Collection[str]) -> int:
    """Of everybody in the place whose mark is in `gone`, all goes as it went when they asked for it; how many."""
    back = here_again(place, gone)
    for person in back:
        me = Actor("the person", "citizen", None, person.pk)
        plan = Plan.objects.filter(place=place, person=person).first()
        if plan is not None:
            erase_plan(plan=plan, by=me)
        else:
            forget_giver(person=person, by=me)
    return len(back)


def settle(places: Iterable[Place]) -> int:
    """What was begun and never said to be done, because the program was stopped: the database knows if it was. How many."""
    begun = marks(forgotten.BEGUN)
    still = {forgotten.mark_of(one.pk) for place in places for one in here_again(place, begun)}
    for mark in begun:
        (forgotten.undone if mark in still else forgotten.done)(mark)
    return len(begun)

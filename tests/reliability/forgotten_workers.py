"""The separate processes of `test_forgotten_survives.py`: who is there, and who deletes everything."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from workers import say  # sets up the program

from helpfulacts.core import forgotten, written_over
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.directory.models import Offer
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.models import Place
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.forget_giver import forget_giver
from helpfulacts.support.models import Plan

PLANS = ("stays", "asks", "both", "killed after", "killed before")


def begin(slug: str) -> None:
    """Five with a plan, of whom “both” gives what “stays” uses; one who only gives; and the oldest, who only stays."""
    place = create_place(slug=slug, name=slug.title(), person_to_talk_to="Tom at the desk")
    people = {called: begin_person(place=place, called=called) for called in (*PLANS, "gives")}
    for called in PLANS:
        begin_plan(place=place, person=people[called], words=f"Words of {called}", by=_me(people[called]))
    for called in ("both", "gives"):
        list_offers(place=place, drafts=[OfferDraft(
            title=f"Tea with {called}", kind="service", sphere="personal", shown_from=called, giver=people[called],
            particulars={"per_session": 2, "starts": "any week"}, capacity=CapacityDraft("place", 2), imported=True,
        )])  # fmt: skip
    stays = Plan.objects.get(person=people["stays"])
    for offer in Offer.objects.filter(place=place):
        choose_offer(plan=stays, offer=offer, by=_me(stays.person))


def erase(slug: str, *called: str) -> None:
    """All of it, as the page does it. One of them is stopped when it is kept and not yet listed as done, one before."""
    for one in called:
        person = next(found for found in Person.objects.filter(place__slug=slug) if found.called == one)
        if one == "killed after":
            forgotten.done = _stop  # type: ignore[assignment]
        if one == "killed before":
            forgotten.begin = _begin_and_stop  # type: ignore[assignment]
        _all_of(person)


def somebody(slug: str, called: str) -> None:
    """One more with a plan."""
    person = begin_person(place=Place.objects.get(slug=slug), called=called)
    begin_plan(place=person.place, person=person, words="It is too quiet", by=_me(person))


def erase_each(slug: str, *people: str) -> None:
    """All of it, of those with these ids."""
    for one in people:
        _all_of(Person.objects.get(place__slug=slug, pk=one))


def who(slug: str) -> None:
    """[what they are called, the words of their plan, how many acts are on it] of everybody, and what the list says."""
    rows = []
    for person in Person.objects.filter(place=Place.objects.get(slug=slug)):
        plan = Plan.objects.filter(person=person).first()
        rows.append([person.called, plan.words if plan else "", plan.acts.count() if plan else 0])
    say({"people": sorted(rows), "list": sorted(forgotten.here().values())})


def write_over(patience: str) -> None:
    """Whether what was deleted is written over, with so many seconds for others to end."""
    written_over.PATIENCE = float(patience)
    say(written_over.once())


def _all_of(person: Person) -> None:
    plan = Plan.objects.filter(person=person).first()
    if plan is not None:
        erase_plan(plan=plan, by=_me(person))
    else:
        forget_giver(person=person, by=_me(person))


def _me(person: Person) -> Actor:
    return Actor("the person", "citizen", None, person.pk)


def _begin_and_stop(person: Any, kind: str, begin: Any = forgotten.begin) -> None:
    begin(person, kind)
    _stop()


def _stop(*_: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    {one.__name__: one for one in (begin, erase, somebody, erase_each, who, write_over)}[sys.argv[1]](
        *sys.argv[2:]
    )

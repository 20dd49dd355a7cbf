"""An age, a yes and somebody who joins, all at once, by separate processes: the jobs behind `test_under_18_race.py`."""

from __future__ import annotations

import datetime as dt
import sys
import time
from typing import Any

from django.db import OperationalError, connection
from workers import at_once, say

from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.alone import is_alone
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.directory.models import Offer, Weave, WeavePart
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.models import Place
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.answer_for_part import answer_for_part
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.say_facts import say_facts
from helpfulacts.support.models import HelpfulAct, Plan

TOM = Actor("Tom, link worker", "navigator")


def begin(slug: str) -> None:
    """Chess with Bea, who is alone, and a club's evening that she is asked to join."""
    place = create_place(slug=slug, name=slug.title(), person_to_talk_to="Tom at the desk")
    club = begin_organisation(place=place, name="A club")
    bea = begin_person(place=place)
    for title, who in (
        ("Chess with Bea", {"giver": bea, "sphere": "personal"}),
        ("Chess evening", {"provider": club}),
    ):
        given: dict[str, Any] = {"sphere": "civic", "shown_from": "A club", **who}
        draft = OfferDraft(
            title=title, key=title, kind="service", particulars={"per_session": 9, "starts": "any week"},
            weekly=(Weekly("thu", dt.time(10), dt.time(12)),), capacity=CapacityDraft("place", 1000), **given,
        )  # fmt: skip
        list_offers(place=place, drafts=[draft], source="tests")


def race(slug: str, rounds: str) -> None:
    """Each time: one says how old they are, on two pages they say yes, and Bea joins the club. Each says what came of it."""
    place = Place.objects.get(slug=slug)
    alone, evening = (
        Offer.objects.get(place=place, title=title) for title in ("Chess with Bea", "Chess evening")
    )
    club = evening.provider
    for _ in range(int(rounds)):
        Weave.objects.filter(place=place).delete()
        weave = Weave.objects.create(
            place=place, title="Chess evening", offer=evening, body=club, state="mending", people=1, woven_by="Jo",
            created_at=now(), changed_at=now(),
        )  # fmt: skip
        part = WeavePart.objects.create(place=place, weave=weave, offer=alone, state="asked", asked_at=now())
        person = begin_person(place=place)
        by = the_person(person.pk)
        plan = begin_plan(place=place, person=person, words="Something", by=by)
        plan = Plan.objects.select_related("person", "place").get(pk=plan.pk)
        acts = [choose_offer(plan=plan, offer=offer, by=by) for offer in (alone, evening)]

        def do(which: int, plan: Any = plan, acts: Any = acts, part: Any = part, by: Any = by) -> None:
            ways = (
                lambda: say_facts(person=plan.person, age_band="under-18"),
                lambda: answer_act(act=acts[0], answer="yes", by=by),
                lambda: answer_act(act=acts[1], answer="yes", by=by),
                lambda: answer_for_part(part=part, answer="yes", by=TOM),
            )
            _until_done(ways[which])

        at_once(4, do)
        rows = HelpfulAct.objects.filter(plan=plan).select_related("offer")
        say(
            {
                "live": sum(act.state in ("suggested", "agreed", "promised") for act in rows),
                "held": sum(act.holds_id is not None for act in rows),
                "alone": all(is_alone(act.offer) for act in rows if act.offer is not None),
            }
        )


def _until_done(way: Any) -> None:
    """Refused is an answer. SQLite may give up waiting its turn, having changed nothing: then again."""
    for _ in range(20):
        try:
            way()
        except Refused:
            return
        except OperationalError as busy:
            if connection.vendor != "sqlite" or "locked" not in str(busy):
                raise
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("it never had its turn")


JOBS = {job.__name__: job for job in (begin, race)}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])

"""The public register has the same entries where an age puts something aside as where somebody says “not now”."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from helpfulacts.cli.management.commands.nightly import STEPS
from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.directory.actions.pause_offer import pause_offer
from helpfulacts.directory.models import Offer
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.people.models import Person
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.change_dates import change_dates
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.report_act import decline_act, mark_done
from helpfulacts.support.actions.say_facts import say_facts
from helpfulacts.support.models import HelpfulAct

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")
Run = list[tuple[str, str, dict[str, Any]]]


@pytest.fixture
def written(place: Any) -> Callable[[Callable[[], Any]], Run]:
    """(action, noun, facts) of what the register says of something, in order."""

    def of(do: Callable[[], Any]) -> Run:
        before = register.head(place)[0]
        do()
        return [(one.action, one.noun, one.facts) for one in register.entries(place) if one.sequence > before]

    return of


def says(person_id: Any) -> Any:
    return say_facts(person=Person.objects.get(pk=person_id), age_band="under-18")


def night(place: Any) -> int:
    [step] = [step for name, _, _, step in STEPS if name == "alone"]
    return step(place)


@pytest.fixture
def come_to(offer: Any, make_plan: Any, make_person: Any) -> Callable[[str], HelpfulAct]:
    """An act with what one person gives alone, as far on its road as `road` says."""

    def make(road: str) -> HelpfulAct:
        plan, ahead = make_plan(), make_plan()
        gift = offer("Chess", "service", sphere="personal", giver=make_person(), places=1)
        if road == "queue":
            first = choose_offer(plan=ahead, offer=gift, by=ahead.actor)
            answer_act(act=first, answer="yes", by=ahead.actor)
        act = choose_offer(plan=plan, offer=gift, by=plan.actor)
        if road == "two lines":
            draft_introduction(act=act, lines=("She plays chess.",), by=TOM)
        elif road != "suggested":
            answer_act(act=act, answer="yes", by=plan.actor)
        if road == "goes on":
            came = HelpfulAct.objects.filter(pk=act.pk)
            came.update(on_day=today() - dt.timedelta(days=7))
            mark_done(act=came.get(), by=TOM)
        return HelpfulAct.objects.get(pk=act.pk)

    return make


@pytest.mark.parametrize("road", ["suggested", "yes", "queue", "two lines", "goes on"])
def test_what_is_put_aside_leaves_the_entries_of_a_not_now_whoever_finds_it(
    place: Any, come_to: Any, written: Any, road: str
) -> None:
    own, said, found, moved = (come_to(road) for _ in range(4))
    by = the_person(own.plan.person_id)
    ordinary = written(
        lambda: (
            finish_act(act=own, by=by) if road == "goes on" else answer_act(act=own, answer="not_now", by=by)
        )
    )
    assert ordinary
    assert written(lambda: says(said.plan.person_id)) == ordinary
    Person.objects.filter(pk=found.plan.person_id).update(age_band="under-18")
    assert written(lambda: night(place)) == ordinary
    Person.objects.filter(pk=moved.plan.person_id).update(age_band="under-18")
    assert written(lambda: change_dates(offer=moved.offer, write=lambda: None)) == ordinary


def test_what_rests_leaves_the_entries_of_its_givers_own_not_now(
    offer: Any, make_plan: Any, written: Any
) -> None:
    def gives() -> tuple[Offer, HelpfulAct]:
        kit, other = make_plan(), make_plan()
        gift = offer("Chess with Kit", "service", sphere="personal", giver=kit.person)
        act = choose_offer(plan=other, offer=gift, by=other.actor)
        answer_act(act=act, answer="yes", by=other.actor)
        return gift, act

    gift, act = gives()
    by = the_person(gift.giver_id)
    ordinary = written(lambda: (pause_offer(offer=gift, by=by), decline_act(act=act, by=by)))
    assert [one[0] for one in ordinary if one[1] != "promise"] == [
        "paused an offer",
        "the giver said not now",
    ]
    gift, _ = gives()
    assert written(lambda: says(gift.giver_id)) == ordinary


def test_facts_that_rule_nothing_out_are_said_to_be_put_right(make_plan: Any, written: Any) -> None:
    plan = make_plan()
    assert written(lambda: says(plan.person_id)) == [("corrected their facts", "person", {})]

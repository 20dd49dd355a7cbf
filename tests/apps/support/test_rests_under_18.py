"""What somebody under 18 gives rests on every road by which it could be listed again, and what goes on with it ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.cli.management.commands.nightly import STEPS
from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.directory.actions.answer_likeness import merge_entries, part_entries
from helpfulacts.directory.actions.decide_reported import decide_reported
from helpfulacts.directory.models import Likeness, Offer
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.report_act import mark_done
from helpfulacts.support.actions.rest_giving import rest_all_giving
from helpfulacts.support.actions.say_facts import say_facts
from helpfulacts.support.models import HelpfulAct

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")
MEL = Actor("Mel, partnership officer", "officer")


@pytest.fixture
def gift(offer: Any, make_plan: Any) -> Any:
    return offer("Chess with Kit", "service", sphere="personal", giver=make_plan().person)


def says(gift: Any, age: str) -> None:
    say_facts(person=Person.objects.get(pk=gift.giver_id), age_band=age)


def stands(gift: Any) -> tuple[str, bool]:
    return Offer.objects.values_list("status", "not_now").get(pk=gift.pk)


@pytest.mark.parametrize("said", [True, False])
def test_what_was_hidden_is_shown_again_as_resting(gift: Any, said: bool) -> None:
    decide_reported(offer=gift, decision="hidden", ground="scam", reason="It asks for money.", by=TOM)
    if said:
        says(gift, "under-18")
        assert stands(gift) == ("hidden", True)
    else:  # known before anything looked at what they give
        Person.objects.filter(pk=gift.giver_id).update(age_band="under-18")
    decide_reported(offer=Offer.objects.get(pk=gift.pk), decision="shown", reason="We spoke.", by=MEL)
    assert stands(gift) == ("paused", True)


def test_what_was_one_with_another_is_taken_apart_as_resting(place: Any, gift: Any, offer: Any) -> None:
    kept = offer("Chess with Bea", "service", by="A club")
    first, second = sorted((kept, gift), key=lambda one: one.pk)
    pair = Likeness.objects.create(place=place, first=first, second=second, score=90)
    merge_entries(likeness=pair, keep=kept, by=MEL)
    says(gift, "under-18")
    part_entries(likeness=pair, by=MEL)
    assert (stands(kept), stands(gift)) == (("active", False), ("paused", True))


def test_each_night_whatever_is_listed_all_the_same_rests(place: Any, gift: Any) -> None:
    Person.objects.filter(pk=gift.giver_id).update(age_band="under-18")
    [night] = [step for name, _, _, step in STEPS if name == "alone"]
    assert (night(place), night(place)) == (1, 0)
    assert stands(gift) == ("paused", True)


@pytest.mark.parametrize("state", ["done", "confirmed"])
def test_help_that_came_and_comes_again_ends_and_whoever_got_it_is_told(
    place: Any, gift: Any, make_plan: Any, state: str
) -> None:
    plan = make_plan()
    act = choose_offer(plan=plan, offer=gift, by=plan.actor)
    answer_act(act=act, answer="yes", by=plan.actor)
    came = HelpfulAct.objects.filter(pk=act.pk)
    came.update(on_day=today() - dt.timedelta(days=7))
    mark_done(act=came.get(), by=TOM)
    came.update(state=state)
    assert came.get().holds_id is not None, "its place is theirs each week"
    before = register.head(place)[0]
    says(gift, "under-18")
    assert (came.get().state, came.get().holds_id) == (state, None)
    told = Promise.objects.get(
        about_id=act.pk, kind="tell", to_id=plan.person_id, trigger="the giver said not now"
    )
    assert "cannot go on for now" in told.what and "18" not in told.what
    since = [(one.action, one.facts.get("by")) for one in register.entries(place) if one.sequence > before]
    assert since == [("paused an offer", None), ("freed a place", "citizen"), ("promised", "desk")]
    before = register.head(place)[0]
    assert rest_all_giving(place=place) == 0 and register.head(place)[0] == before


def test_a_thing_that_they_lent_stays_until_the_desk_has_brought_it_back(
    place: Any, offer: Any, make_plan: Any
) -> None:
    plan = make_plan()
    ladder = offer(
        "A ladder", "product", sphere="personal", giver=make_plan().person, places=1,
        particulars={"stock": 1, "condition": "Good", "delivery": "collect", "return_days": 7},
    )  # fmt: skip
    act = choose_offer(plan=plan, offer=ladder, by=plan.actor)
    answer_act(act=act, answer="yes", by=plan.actor)
    mark_done(act=act, by=TOM)
    says(ladder, "under-18")
    assert rest_all_giving(place=place) == 0
    assert HelpfulAct.objects.get(pk=act.pk).holds_id is not None
    told = Promise.objects.get(
        about_id=act.pk, kind="tell", to_id=plan.person_id, trigger="the giver said not now"
    )
    assert "bring it back together" in told.what

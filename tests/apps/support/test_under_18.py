"""Under 18 a grown-up of a body is there: every road that leads to one person alone is held by one rule."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import helpfulacts
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.directory.alone import is_alone, offers_alone
from helpfulacts.directory.models import Weave, WeavePart
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation, Person
from helpfulacts.support.actions.answer_act import answer_act, ask_again
from helpfulacts.support.actions.answer_introduction import answer_introduction
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.move_up_queue import move_up_queue, state_own_cap, state_places
from helpfulacts.support.actions.name_helper import give_helper_words, name_helper, stop_helper
from helpfulacts.support.actions.pass_on import say_yes_as_giver
from helpfulacts.support.models import HelpfulAct, Introduction

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")


def grows_young(act: Any) -> Any:
    """Its person says only now that they are under 18."""
    Person.objects.filter(pk=act.plan.person_id).update(age_band="under-18")
    return HelpfulAct.objects.get(pk=act.pk)


@pytest.fixture
def gift(offer: Any, make_person: Any) -> Any:
    def make(**fields: Any) -> Any:
        return offer("Chess with Bea", "service", sphere="personal", giver=make_person(), **fields)

    return make


@pytest.mark.parametrize("group", [False, True])
def test_nothing_from_one_person_alone_is_put_on_the_plan_of_somebody_under_18(
    gift: Any, offer: Any, make_plan: Any, group: bool
) -> None:
    young = make_plan(age_band="under-18")
    young.group = group
    young.save(update_fields=["group"])
    for by in (young.actor, TOM):
        with pytest.raises(Refused, match=r"one person alone\. Talk to"):
            choose_offer(plan=young, offer=gift(), by=by)
    club = choose_offer(plan=young, offer=offer("Chess club", "service", by="A club"), by=young.actor)
    idea = choose_offer(plan=young, offer=offer("A walk before tea", "idea"), by=young.actor)
    assert {answer_act(act=one, answer="yes", by=young.actor).state for one in (club, idea)} == {"promised"}


@pytest.mark.parametrize("first", [False, True])
def test_neither_a_plain_yes_nor_a_talk_first_goes_there(gift: Any, make_plan: Any, first: bool) -> None:
    plan, one = make_plan(), gift(places=2)
    if first:
        state_places(offer=one, stated=0, by=TOM, talks_first=True)
    act = grows_young(choose_offer(plan=plan, offer=one, by=plan.actor))
    with pytest.raises(Refused, match="they find a way with you"):
        answer_act(act=act, answer="yes", by=plan.actor)
    with pytest.raises(Refused, match="they find a way with you"):
        draft_introduction(act=act, lines=("She plays chess.",), by=TOM)
    assert not Introduction.objects.exists() and HelpfulAct.objects.get(pk=act.pk).state == "suggested"
    answer_act(act=act, answer="not_now", by=plan.actor)
    with pytest.raises(Refused, match="they find a way with you"):
        ask_again(act=HelpfulAct.objects.get(pk=act.pk), by=plan.actor)


def test_a_place_that_comes_free_goes_to_the_next_and_the_giver_cannot_say_yes(
    gift: Any, make_plan: Any
) -> None:
    plans, one = [make_plan() for _ in range(3)], gift(places=1)
    acts = [choose_offer(plan=plan, offer=one, by=plan.actor) for plan in plans]
    for plan, act in zip(plans, acts, strict=True):
        answer_act(act=act, answer="yes", by=plan.actor)
    held, young, other = (HelpfulAct.objects.get(pk=act.pk) for act in acts)
    assert (held.state, young.state, other.state) == ("promised", "agreed", "agreed")
    grows_young(young)
    state_own_cap(offer=one, own_cap=2, by=TOM)
    move_up_queue(offer=one)
    assert [HelpfulAct.objects.get(pk=act.pk).state for act in (young, other)] == ["agreed", "promised"]
    with pytest.raises(Refused, match="nobody meets alone") as refused:
        say_yes_as_giver(act=grows_young(held), by=Actor("Bea", "citizen", None, one.giver_id))
    assert "18" not in str(refused.value), "the giver is not told how old anybody is"


def test_the_giver_cannot_answer_an_introduction_of_somebody_who_is_under_18(
    gift: Any, make_plan: Any
) -> None:
    plan, one = make_plan(), gift(places=2)
    state_places(offer=one, stated=0, by=TOM, talks_first=True)
    act = choose_offer(plan=plan, offer=one, by=plan.actor)
    answer_act(act=act, answer="yes", by=plan.actor)
    grows_young(act)
    asked, bea = Introduction.objects.get(), Actor("Bea", "citizen", None, one.giver_id)
    with pytest.raises(Refused, match="nobody meets alone"):
        answer_introduction(introduction=asked, answer="yes", by=bea)
    answer_introduction(introduction=asked, answer="not_now", by=bea)


def test_a_combination_is_held_where_people_meet_somebody_alone_in_it(
    place: Any, gift: Any, offer: Any, make_plan: Any
) -> None:
    body = Organisation.objects.get_or_create(place=place, name="A club")[0]
    young = make_plan(age_band="under-18")
    for part, alone in (
        (gift(), True),
        (offer("A chess set"), False),
        (offer("Tea", "service", by="A hall"), False),
    ):
        whole = offer(f"Chess evening with {part.title}", "service", by="A club")
        weave = Weave.objects.create(
            place=place, title=whole.title, offer=whole, body=body, state="listed", woven_by="Tom",
            created_at=now(), changed_at=now(),
        )  # fmt: skip
        WeavePart.objects.create(place=place, weave=weave, offer=part, state="agreed")
        assert is_alone(whole) == alone == (whole.pk in offers_alone(place.pk))
        if alone:
            with pytest.raises(Refused, match="one person alone"):
                choose_offer(plan=young, offer=whole, by=young.actor)


def test_who_helps_with_their_plan_is_named_together_with_the_desk(make_plan: Any) -> None:
    young = make_plan(age_band="under-18")
    with pytest.raises(Refused, match="we choose together"):
        name_helper(plan=young, called="A friend", by=young.actor)
    helper, _ = name_helper(plan=young, called="Meena", by=TOM)
    stop_helper(helper=helper, by=young.actor)
    with pytest.raises(Refused, match="we choose together"):
        give_helper_words(helper=helper, by=young.actor)


@pytest.mark.parametrize(
    ("inner", "road"), [("correct_facts", "say_facts"), ("answer_part", "answer_for_part")]
)
def test_every_page_goes_by_the_road_that_looks_at_what_was_promised(inner: str, road: str) -> None:
    uses = re.compile(rf"\b{inner} import (.*\b)?{inner}\b")
    source = Path(helpfulacts.__file__).parent
    found = {path.stem for path in source.rglob("*.py") if uses.search(path.read_text(encoding="utf-8"))}
    assert found - {"weaving", "finished"} == {road}, "what the demonstration wove each night looks at"

"""What somebody under 18 gives rests on every road by which it could be listed again, and what goes on with it ends."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.cli.management.commands.nightly import STEPS
from helpfulacts.directory.actions.answer_likeness import merge_entries, part_entries
from helpfulacts.directory.actions.decide_reported import decide_reported
from helpfulacts.directory.models import Likeness, Offer
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.support.actions.say_facts import say_facts

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

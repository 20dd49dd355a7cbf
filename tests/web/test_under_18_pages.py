"""Somebody under 18 reads what was put aside and why, whom to talk to, and who is there with any other help."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

from typing import Any

import pytest
from plan_makers import asha, key, offer, text

from helpfulacts.core import register
from helpfulacts.directory.models import Offer
from helpfulacts.people.models import Organisation
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import HelpfulAct

FACTS = "/testham/plan/facts"
WHO = "Under 18:"


def says(asha: Any, age: str) -> str:
    return text(asha.browser.post(FACTS, {"key": key(), "age_band": age}, follow=True))


@pytest.fixture
def club(place: Any, offer: Any) -> Any:
    """An offer with a club behind it; or its idea."""

    def make(title: str, **change: Any) -> Any:
        made = offer(title)
        body = Organisation.objects.get_or_create(place=place, name="A club")[0]
        Offer.objects.filter(pk=made.pk).update(provider=body, **change)
        return Offer.objects.get(pk=made.pk)

    return make


def test_the_plan_says_why_and_whom_to_talk_to_and_that_nothing_comes_back_by_itself(
    place: Any, asha: Any, offer: Any
) -> None:
    act = choose_offer(plan=asha.plan, offer=offer("Chess with Bea"), by=asha.actor)
    answer_act(act=act, answer="yes", by=asha.actor)
    before = register.head(place)[0]
    page = says(asha, "under-18")
    since = [one.action for one in register.entries(place) if one.sequence > before]
    assert [one for one in since if one != "excused"] == ["the person said not now"], "as any “not now”"
    assert "Some help is put aside now. Your plan says why" in page
    assert "Put aside for now: Chess with Bea." in page and "You did nothing wrong" in page
    assert f"Talk to {place.person_to_talk_to}" in page and "Ask for this again" not in page
    assert HelpfulAct.objects.get(pk=act.pk).state == "not_now"
    page = says(asha, "18-24")
    assert "does not come back by itself" in page and "Ask for this again" in page
    assert HelpfulAct.objects.get(pk=act.pk).state == "not_now"
    page = text(asha.browser.post(f"/testham/plan/acts/{act.pk}/ask-again", {"key": key()}, follow=True))
    assert HelpfulAct.objects.get(pk=act.pk).state == "suggested" and "Put aside for now" not in page


def test_a_list_asks_for_no_place_with_one_person_alone_and_says_whom_to_talk_to(
    place: Any, asha: Any, offer: Any, club: Any
) -> None:
    for one in (offer("Chess with Bea"), club("Chess club")):
        asha.browser.post(f"/testham/list/keep/{one.pk}")
    assert text(asha.browser.get("/testham/list")).count("Add to my plan") == 2
    says(asha, "under-18")
    page = text(asha.browser.get("/testham/list"))
    assert page.count("Add to my plan") == 1 and page.count("Add to my plan : Chess club") == 1
    assert f"one person alone is there. Talk to {place.person_to_talk_to}" in page


def test_idea_offer_and_act_say_who_is_there_and_invent_nothing(asha: Any, offer: Any, club: Any) -> None:
    idea, chess = (
        club("A walk before tea", kind="idea", particulars={"steps": ["Go round the block"]}),
        club("Chess club"),
    )
    alone = offer("Chess with Bea")
    pages = {one.pk: f"/testham/offers/{one.pk}" for one in (idea, chess, alone)}
    assert all(WHO not in text(asha.browser.get(path)) for path in pages.values()), "only for who is under 18"
    says(asha, "under-18")
    read = {pk: text(asha.browser.get(path)) for pk, path in pages.items()}
    assert "nobody comes with it. Ask a grown-up whom you trust" in read[idea.pk]
    assert (
        "if a grown-up whom you trust can come along. It does not say here who was checked." in read[chess.pk]
    )
    assert "one person alone is there. Talk to" in read[alone.pk]
    assert "Add to my plan" in read[chess.pk] and "Add to my plan" not in read[alone.pk]
    Offer.objects.filter(pk=chess.pk).update(activities=["children_supervised"])
    act = choose_offer(plan=asha.plan, offer=chess, by=asha.actor)
    for path in (pages[chess.pk], "/testham/plan", f"/testham/plan/acts/{act.pk}/why"):
        assert "They say that somebody checked is always there." in text(asha.browser.get(path, follow=True))

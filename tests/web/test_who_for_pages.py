"""Who it is for: boxes that a club ticks, the words before they count, the way back, and the answer for a visitor."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from office_samples import build, seen_on
from plan_makers import asha, no_tries_yet, offer, text  # noqa: F401

from helpfulacts.directory.models import Offer

pytestmark = pytest.mark.django_db
COT = {
    "all": [{"any": [{"fact": "parent"}, {"ask": "Do little ones come to stay?"}]}, {"fact": "low_income"}]
}


def sent(do: str, **more: Any) -> dict[str, Any]:
    return {"enough": "one", "do": do, "key": (do + "k" * 20)[:20]} | more


def test_a_club_says_who_it_is_for_sees_it_in_words_and_takes_it_back(place: Any) -> None:
    world = build(place, with_round=False)
    tea, club = world.offers["tea"], world.browser("provider")
    page = world.url(f"offers/{tea.pk}/who-for")
    assert page in club.get(world.url("our-offers")).content.decode()
    opened = club.get(page)
    assert "Now it says Anybody." in text(opened)

    ticked = {
        "min_age": "18", "facts": ["carer", "parent"], "wards": ["North"],
        "questions": "Do you like tea?\n\nCan you climb one step?",
    }  # fmt: skip
    looked = club.post(page, sent("look", **ticked))
    words = (
        "People who are 18 or older, and either can say “I look after someone”, or can say “I have a child at home”, "
        "and live in North."
    )
    assert words in text(looked) and "Nothing is saved yet" in text(looked)
    assert "Can you climb one step?" in text(looked)
    assert Offer.objects.get(pk=tea.pk).eligibility == {}

    saved = club.post(page, sent("save", **ticked), follow=True)
    assert f"Tea and a chat is now for {words[:1].lower()}{words[1:]}" in text(saved)
    assert Offer.objects.get(pk=tea.pk).eligibility == {
        "all": [
            {"any": [{"fact": "carer"}, {"fact": "parent"}]}, {"lives_in": ["North"]},
            {"ask": "Do you like tea?"}, {"ask": "Can you climb one step?"},
        ]
    }  # fmt: skip
    public = text(Client().get(world.url(f"offers/{tea.pk}")))
    assert words in public and "Do you like tea? Can you climb one step?" in public
    history = text(Client().get(world.url(f"offers/{tea.pk}/history")))
    assert "The rule of who it is for was changed." in history
    same = club.post(page, sent("save", **ticked, key="s" * 20), follow=True)
    assert "nothing was changed" in text(same)

    stale = {"seen": seen_on(opened), "max_age": "90", "key": "o" * 20}
    refused = club.post(page, sent("save", **stale))
    assert refused.status_code == 422 and "This entry has changed since you opened this page" in text(refused)
    assert "The youngest age: now 18." in text(refused) and 'value="90"' in refused.content.decode()
    desk = {"min_age": "21", "key": "d" * 20}
    world.browser("officer").post(page, sent("save", **(ticked | desk)))
    undone = club.post(world.url("our-offers/undo"), {"key": "u" * 20}, follow=True)
    assert "Somebody has changed the youngest age since: that stays." in text(undone)
    tea = Offer.objects.get(pk=tea.pk)
    assert (tea.eligibility, tea.min_age) == ({}, 21)


def test_what_a_worker_told_of_themselves_hides_nothing_when_they_look_for_somebody(place: Any) -> None:
    world = build(place, with_round=False)
    worker = world.people[0]
    worker.account, worker.age_band = world.accounts["navigator"], "25-49"
    worker.save(update_fields=["account", "age_band"])
    tea, browser = world.offers["tea"], world.browser("navigator")
    Offer.objects.filter(pk=tea.pk).update(min_age=60, eligibility={"lives_in": ["Middle"]})
    assert "You told us something else" not in text(browser.get(world.url(f"offers/{tea.pk}")))
    client = {"words": "I would like some company", "postcode": "TT1 1"}
    assert "Tea and a chat" in text(browser.post(world.url("find"), client | {"postcode": ""}, follow=True))
    there = text(browser.post(world.url("find"), client, follow=True))
    assert "Tea and a chat" not in there and "it is for other people" in there, "the searched ward counts"


def test_mistakes_are_said_and_nothing_typed_is_lost(place: Any) -> None:
    world = build(place, with_round=False)
    page = world.url(f"offers/{world.offers['tea'].pk}/who-for")
    wrong = sent("save", min_age="30", max_age="20", facts=["carer"], questions="\n".join("abcdefg"))
    answer = world.browser().post(page, wrong)
    assert answer.status_code == 422
    assert "The oldest age is not below the youngest." in text(answer) and "Ask up to 6 things" in text(
        answer
    )
    assert 'value="carer" id="id_facts_4" checked' in answer.content.decode()
    told = world.browser().post(page, sent("save", questions="Will you ring 01632 960 123?"))
    assert told.status_code == 422 and "There is a phone number in what you wrote" in text(told)


def test_a_rule_that_boxes_cannot_show_is_said_in_words_and_stays_until_it_is_replaced(place: Any) -> None:
    world = build(place, with_round=False)
    tea, mel = world.offers["tea"], world.browser()
    Offer.objects.filter(pk=tea.pk).update(eligibility=COT)
    page = world.url(f"offers/{tea.pk}/who-for")
    assert "It came with a rule that boxes cannot show" in text(mel.get(page))
    mel.post(page, sent("save", keep="keep", min_age="16", facts=["carer"]))
    tea.refresh_from_db()
    assert (tea.eligibility, tea.min_age) == (COT, 16)
    mel.post(page, sent("save", keep="replace", facts=["carer"], key="r" * 20))
    tea.refresh_from_db()
    assert (tea.eligibility, tea.min_age) == ({"fact": "carer"}, None)


def test_whoever_told_us_something_reads_yes_no_or_what_they_will_be_asked(asha: Any, offer: Any) -> None:  # noqa: F811
    cot = offer("A cot", eligibility=COT, ask_first="How old is the child?")
    page = f"/testham/offers/{cot.pk}"

    def read(**facts: bool) -> str:
        asha.person.facts = facts
        asha.person.save(update_fields=["facts"])
        return text(asha.browser.get(page))

    assert "This may be for you" not in text(Client().get(page)), (
        "somebody who told us nothing is told no more"
    )
    maybe = read(low_income=True)
    assert "This may be for you. They will ask:" in maybe and "Do little ones come to stay?" in maybe
    assert "How old is the child?" in maybe and "Leave this page fast" in maybe
    assert "From what you told us, this is for you." in read(low_income=True, parent=True)
    never = read(low_income=False, parent=True)
    assert "This is for people who either can say" in never and "If we have that wrong, talk to" in never
    alone = asha.browser.post("/testham/find", {"words": "I need a cot, a bed"}, follow=True)
    assert "A cot" not in text(alone) and "Nobody has this yet" not in text(alone)
    assert "1 thing fits your words, but going by what you told us it is for other people" in text(alone)
    sent = {"words": "I need a cot, a bed", "carry": "1", "everybody": "1"}
    for_all = asha.browser.post("/testham/find", sent, follow=True)
    assert "A cot" in text(for_all) and "for other people too" in text(for_all)
    assert "You told us something else" not in text(
        asha.browser.get(f"{page}?look={for_all.redirect_chain[-1][0].rstrip('/').rsplit('/', 1)[1]}")
    )
    read(low_income=True)
    found = text(asha.browser.post("/testham/find", {"words": "I need a cot, a bed"}, follow=True))
    assert "They will ask: Can you say “I have a child at home”? Do little ones come to stay?" in found

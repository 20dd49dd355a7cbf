"""The desk's side of what two installations ask each other: read one by one, each look kept, answered once with a sentence."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from office_samples import World, build, post, text_of

from helpfulacts.coordination.actions.link_neighbour import link_neighbour
from helpfulacts.coordination.actions.set_link_secret import set_link_secret
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.directory.models import Offer
from helpfulacts.people.actor import OPERATOR, the_person
from helpfulacts.people.models import AccessRecord
from helpfulacts.support.actions.answer_neighbour import (
    forget_for_neighbour,
    hear_from_neighbour,
    take_from_neighbour,
)
from helpfulacts.support.actions.ask_next_door import Agreed, ask_next_door, take_back_next_door
from helpfulacts.support.actions.hear_next_door import Offered, hear_answer, note_sent
from helpfulacts.support.models import AskedByNeighbour, Aspiration

pytestmark = pytest.mark.django_db
THEIR_WORDS = "A zqneedle for my shelf."


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


@pytest.fixture
def newtown(world: World) -> Any:
    linked = link_neighbour(
        place=world.place, slug="newtown", offers=True, takes=True, decided_by="The board", decision_ref="Minute 12",
        until=today() + dt.timedelta(days=90), base="https://newtown.example", by=OPERATOR,
    )  # fmt: skip
    set_link_secret(neighbour=linked, by=OPERATOR)
    return linked


@pytest.fixture
def asks(newtown: Any) -> AskedByNeighbour:
    return take_from_neighbour(
        neighbour=newtown, handle=uuid.uuid4(), facets=["repairs"], words=THEIR_WORDS,
        until=today() + dt.timedelta(days=60),
    )  # fmt: skip


def read_again(asks: AskedByNeighbour) -> AskedByNeighbour:
    asks.refresh_from_db()
    return asks


def test_without_a_link_the_desk_has_no_card_and_the_page_says_so(world: World) -> None:
    mel = world.browser()
    assert world.url("next-door") not in text_of(mel.get(world.url("desk")))
    page = text_of(mel.get(world.url("next-door")))
    assert "has not agreed with a place on another system yet" in page and "Nothing waits" in page


def test_the_list_has_no_words_and_each_look_at_them_is_kept(world: World, asks: AskedByNeighbour) -> None:
    tom = world.browser("navigator")
    assert "1 waits for our answer." in text_of(tom.get(world.url("desk")))
    page, url = text_of(tom.get(world.url("next-door"))), world.url(f"next-door/{asks.pk}")
    assert "Mending things at home" in page and url in page and "zqneedle" not in page
    assert AccessRecord.objects.count() == 0
    page = text_of(tom.get(url))
    assert "zqneedle" in page and "Repair Saturday" in page and str(asks.handle) not in page
    [look] = AccessRecord.objects.filter(person=asks.pk)
    assert (look.by_shown_as, look.why) == ("Tom, link worker", "To answer the place next door")
    for who in ("nobody", "citizen", "provider", "away"):
        assert world.browser(who).get(url).status_code == 403
        assert post(world.browser(who), url, answer="no").status_code == 403
    assert AccessRecord.objects.count() == 1 and read_again(asks).answer == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"answer": "", "next_step": ""}, "Say what comes next, and who does it."),
        ({"offer": ""}, "Choose what you have."),
        ({"offer": str(uuid.uuid4())}, "Choose what you have."),
        ({"offer": "other", "other": "the tea"}, "Give the address of its page."),
        (
            {"offer": "other", "other": f"https://x.example/{uuid.uuid4()}"},
            "There is no such offer in this place.",
        ),
        ({"next_step": ""}, "Say what comes next, and who does it."),
        ({"next_step": "x" * 161}, "to 160 letters."),
        ({"by_when": ""}, "Choose the day by which that is done."),
        ({"by_when": "2020-01-01"}, "Choose by when, from today on and while they may be asked."),
        ({"by_when": "soon"}, "Write a day, for example 24/6/2026."),
    ],
)
def test_a_mistake_is_one_sentence_answers_nothing_and_loses_nothing(
    world: World, asks: AskedByNeighbour, wrong: dict[str, str], said: str
) -> None:
    day = (today() + dt.timedelta(days=9)).isoformat()
    form = {
        "answer": "yes", "offer": str(world.offers["repair"].pk), "next_step": "We ring your desk", "by_when": day
    }  # fmt: skip
    answer = post(world.browser(), world.url(f"next-door/{asks.pk}"), **{**form, **wrong})
    assert answer.status_code == 422 and said in text_of(answer), text_of(answer)
    assert read_again(asks).answer == ""
    for name in ("next_step", "by_when"):
        assert (wrong.get(name) or form[name]) in text_of(answer) or wrong.get(name) == ""


def test_a_yes_is_said_once_and_what_they_say_to_it_is_shown(world: World, asks: AskedByNeighbour) -> None:
    mel, url, day = world.browser(), world.url(f"next-door/{asks.pk}"), today() + dt.timedelta(days=9)
    said = {"answer": "yes", "next_step": "We ring your desk", "by_when": day.isoformat()}
    assert post(mel, url, offer=str(world.offers["repair"].pk), **said).status_code == 302
    assert (read_again(asks).answer, asks.offer) == ("offer", world.offers["repair"].pk)
    page = text_of(mel.get(url))
    assert f"We ring your desk, by {date_in_words(day)}." in page and "Nothing yet." in page
    assert "This was answered already." in text_of(post(mel, url, answer="no"))
    hear_from_neighbour(asked=asks, said="yes")
    assert "They said yes." in text_of(mel.get(url))
    assert "we have something; they said yes" in text_of(mel.get(world.url("next-door")))


def test_another_offer_is_named_by_its_address_and_only_what_a_body_offers(
    world: World, asks: AskedByNeighbour
) -> None:
    mel, url = world.browser(), world.url(f"next-door/{asks.pk}")
    said = {
        "answer": "yes",
        "offer": "other",
        "next_step": "We ring your desk",
        "by_when": today().isoformat(),
    }
    bench = f"https://here.example{world.url('offers')}/{world.offers['bench'].pk}"
    assert "Mending bench" not in text_of(mel.get(url)), "it is given by no body"
    refused = text_of(post(mel, url, other=bench, **said))
    assert "Choose an offer of a body that is listed here now." in refused and bench in refused
    tea = f"https://here.example{world.url('offers')}/{world.offers['tea'].pk}?from=list"
    assert post(mel, url, other=tea, **said).status_code == 302
    assert read_again(asks).offer == world.offers["tea"].pk


def test_a_no_may_say_where_else_to_ask_and_works_where_nothing_fits(
    world: World, asks: AskedByNeighbour
) -> None:
    Offer.objects.update(status="ended")
    mel, url = world.browser(), world.url(f"next-door/{asks.pk}")
    assert "Something else" in text_of(mel.get(url))
    assert post(mel, url, answer="no", instead="Ask the library.").status_code == 302
    assert (read_again(asks).answer, asks.next_step, asks.by_when) == ("nothing", "Ask the library.", None)
    assert "Ask the library." in text_of(mel.get(url))
    forget_for_neighbour(asked=asks)
    assert mel.get(url).status_code == 404


def test_the_desk_sees_what_became_of_what_its_people_asked(world: World, newtown: Any) -> None:
    wish = Aspiration.objects.select_related("plan__person", "place").get(plan__person=world.people[0])
    me = the_person(world.people[0].pk)
    said = Agreed(today() + dt.timedelta(days=30))
    asked = ask_next_door(wish=wish, neighbour=newtown, said=said, by=me)
    mel = world.browser()
    page, url = text_of(mel.get(world.url("next-door"))), world.url(f"next-door/ours/{asked.pk}")
    assert "Goes over with the next exchange" in page and "Zofia" not in page and wish.words not in page
    page = text_of(mel.get(url))
    assert "Newtown was asked for Zofia" in page and "01632 960001" in page and wish.words not in page
    [look] = AccessRecord.objects.filter(person=world.people[0].pk)
    assert look.why == "To see what became of what you asked next door"
    note_sent(asked.line)
    offered = Offered("A shed", "The club", "service", "civic", "We ring you", dt.date(2030, 3, 4))
    hear_answer(asked=asked, offered=offered)
    assert "They have something; no answer to it yet" in text_of(mel.get(world.url("next-door")))
    assert "A shed. Next: We ring you, by" in text_of(mel.get(url))
    take_back_next_door(asked=asked, by=me)
    assert mel.get(url).status_code == 404
    page = text_of(mel.get(world.url("next-door")))
    assert "1\xa0yes ended" in page.replace(" yes", "\xa0yes") and url not in page

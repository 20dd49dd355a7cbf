"""What became of what somebody said: on the page of the question, on one of all questions, and a quiet line on their plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from office_samples import World, build, post, text_of

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.deliberation.actions.moderate import hide
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.models import Contribution
from helpfulacts.deliberation.selectors import stages_of
from helpfulacts.exchange.messages import outbox
from helpfulacts.exchange.messages.moved import tell_moved
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.people.models import AccessRecord
from helpfulacts.promises.models import Promise
from helpfulacts.web.words import ease_of, words_of_page
from tests.deciding import ask, bring, decide

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TOLD = "/testham/deciding/mine/"


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


def open_for(person: Any, browser: Client) -> Client:
    assert post(browser, "/testham/plan/come-back", phrase=give_phrase(person=person)).status_code == 302
    return browser


def brought_by(person: Any, asked: Any, words: str, **fields: Any) -> Contribution:
    member = take_part(deliberation=asked, person=person, by=the_person(person.pk))
    return bring(asked, words, author=member, **fields)


def test_an_answer_is_told_on_each_page_and_to_nobody_else(world: World) -> None:
    asked, (author, other) = ask(world.place), world.people[:2]
    theirs = brought_by(author, asked, "Lunch on Sundays too.")
    browser = open_for(author, Client())
    assert "Nothing has moved yet." in text_of(browser.get(TOLD))
    assert "moved that you brought" not in text_of(browser.get("/testham/plan"))
    decide(asked, {theirs: "yes"})
    said = f"Number {theirs.number} has an answer by decision 1: yes."
    page = text_of(browser.get(TOLD))
    for words in (
        said,
        "The money reaches so far.",
        "You brought it",
        "Lunch on Sundays too.",
        "/testham/decided/1/",
    ):
        assert words in page, words
    assert ease_of(words_of_page(page)).grade <= 8
    assert said in text_of(browser.get("/testham/deciding/1/mine/"))
    assert "1 thing moved that you brought or said yes to" in text_of(browser.get("/testham/plan"))
    assert ": 1 thing moved in the last 30 days." in text_of(browser.get("/testham/deciding/"))
    nobody = open_for(other, Client())
    assert "moved that you brought" not in text_of(nobody.get("/testham/plan"))
    assert said not in text_of(nobody.get(TOLD))
    assert "What became of what you said" not in text_of(Client().get("/testham/deciding/"))
    assert Client().get(TOLD).url == "/testham/plan/come-back"
    with as_if(now() + 40 * DAY):
        browser = open_for(author, Client())
        Promise.objects.filter(about_noun="decision").update(kept_at=now() - 39 * DAY)
        assert "moved that you brought" not in text_of(browser.get("/testham/plan"))
        assert said in text_of(browser.get(TOLD)), "what moved before stays to be read"


def test_words_that_are_not_shown_are_told_to_nobody_again(world: World) -> None:
    from helpfulacts.deliberation.actions.take_position import take_positions

    asked, supporter = ask(world.place), world.people[1]
    one = brought_by(world.people[0], asked, "Canarybird on Sundays.")
    me = the_person(supporter.pk)
    member = take_part(deliberation=asked, person=supporter, by=me)
    stage = next(stage for stage in stages_of(asked) if stage.kind == "gather")
    take_positions(stage=stage, membership=member, answers={one: 1}, by=me)
    hide(contribution=one, line="elsewhere", reason="It is about birds.", by=Actor("Mel", "officer"))
    page = text_of(open_for(supporter, Client()).get(TOLD))
    assert "Number 1 is hidden." in page and "It is about birds." in page
    assert "You said yes to it" in page and "Canarybird" not in page


def test_a_look_from_the_desk_is_kept(world: World) -> None:
    desk = open_for(world.people[0], world.browser("navigator"))
    before = AccessRecord.objects.count()
    desk.get(TOLD)
    assert AccessRecord.objects.count() == before + 1
    assert "What became of what you said</a>:" not in text_of(desk.get("/testham/deciding/"))


def test_who_agrees_gets_one_e_mail_the_day_after_with_nothing_of_theirs_in_it(
    world: World, settings: Any, tmp_path: Any
) -> None:
    settings.OUTBOX = tmp_path / "outbox"
    place, (author, other) = world.place, world.people[:2]
    asked = ask(place, question="Who pays for Canarybird?")
    theirs = brought_by(author, asked, "Canarybird on Sundays.")
    brought_by(other, asked, "Another.")
    for one in (author, other):
        type(one).objects.filter(pk=one.pk).update(channel="desk", contact_sealed=None)
    browser = open_for(author, Client())
    wrong = post(browser, f"{TOLD}hear", email="nowhere")
    assert wrong.status_code == 422 and "does not look like an e-mail address" in text_of(wrong)
    assert post(browser, f"{TOLD}hear", email="ana@example.org").status_code == 302
    assert "Send me no more e-mails" in text_of(browser.get(TOLD))
    decide(asked, {theirs: "yes"})
    assert tell_moved(place=place, day=today()) == (0, 0), "it is told the day after"
    with as_if(now() + DAY):
        assert tell_moved(place=place, day=today()) == (1, 0)
        assert tell_moved(place=place, day=today()) == (0, 0), "run twice, it is sent once"
        [letter] = outbox.messages(place.slug)
        assert letter.to == "ana@example.org" and "/testham/deciding/mine/" in letter.words
        said = letter.subject + letter.words
        assert not any(
            words in said for words in ("Canarybird", "Number", "decision", str(author.pk), "Zofia")
        )
    with as_if(now() + 2 * DAY):
        assert tell_moved(place=place, day=today()) == (0, 0), "nothing moved on the day before"
    late = Promise.objects.get(about_noun="decision").due + 2 * DAY
    with as_if(now() + (late - today())):
        browser = open_for(author, Client())
        assert post(browser, f"{TOLD}hear", stop="1").status_code == 302
        assert tell_moved(place=place, day=today()) == (0, 0), "it was stopped"
        post(browser, f"{TOLD}hear", email="ana@example.org")
        assert tell_moved(place=place, day=today()) == (1, 0)
    assert len(outbox.messages(place.slug)) == 2
    desk = open_for(other, world.browser("navigator"))
    assert post(desk, f"{TOLD}hear", email="desk@example.org").status_code in (403, 422)

"""What people bring is read at the office: danger first, hidden only by a line; its author reads why and asks once for another look."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from office_samples import World, build, post, text_of

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.deliberation.actions.bring import bring
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.models import Contribution, Moderation
from helpfulacts.deliberation.selectors import stage_of_kind
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import the_person
from helpfulacts.people.models import AccessRecord
from helpfulacts.web.words import ease_of, words_of_page
from tests.deciding import ask

pytestmark = pytest.mark.django_db
HIDE = {"line": "elsewhere", "reason": "It is about another question."}


def said(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text_of(answer))).split())


@pytest.fixture
def world(place: Any) -> World:
    cache.clear()
    world = build(place, with_round=False)
    world.accounts["nia"] = begin_account(email="nia@example.org")
    grant_role(
        place=place, account=world.accounts["nia"], role="storyteller", shown_as="Nia, storyteller", body=world.club,
        begins=today(), until=today() + dt.timedelta(days=90),
    )  # fmt: skip
    return world


@pytest.fixture
def author(world: World) -> Any:
    """(What waits, a browser of its author, its author)"""
    person = begin_person(place=world.place)
    asked, by = ask(world.place), the_person(person.pk)
    member = take_part(deliberation=asked, person=person, by=by)
    stage = stage_of_kind(asked, "gather")
    one = bring(stage=stage, membership=member, kind="statement", words="A bus to the coast.", by=by)
    browser = Client()
    post(browser, "/testham/plan/come-back", phrase=give_phrase(person=person))
    return one, browser, person


def press(world: World, who: str, path: str, **fields: Any) -> Any:
    browser = world.browser(who)
    answer = post(browser, world.url(path), **fields)
    return browser.get(answer.url) if answer.status_code == 302 else answer


def test_danger_is_read_first_and_what_is_late_says_so(world: World, author: Any) -> None:
    one, _, person = author
    by = the_person(person.pk)
    stage = stage_of_kind(one.deliberation, "gather")
    words = "I cannot go on and I want to end it all."
    bring(stage=stage, membership=one.author, kind="statement", words=words, by=by)
    page = said(world.browser().get(world.url("office/brought")))
    assert page.index("Number 2") < page.index("Number 1") and "May tell of danger" in page
    assert "Call 999" in said(world.browser().get(world.url("office/deciding/1/brought/2")))
    with as_if(now() + dt.timedelta(days=12)):
        world.accounts["officer"].refresh_from_db()
        late = said(world.browser("nia").get(world.url("office/brought")))
        assert "Late" in late and "Has waited" in late
        assert "wait longer than we promised" in said(Client().get("/testham/deciding/how-we-read/"))


def test_shown_then_hidden_and_the_log_has_no_words(world: World, author: Any) -> None:
    one, _, _ = author
    page = said(world.browser("nia").get(world.url("office/deciding/1/brought/1")))
    assert "A bus to the coast." in page and "It names somebody." in page
    assert "is shown" in said(press(world, "nia", "office/deciding/1/brought/1/show"))
    missing = press(world, "nia", "office/deciding/1/brought/1", line="", reason="A reason that is kept.")
    assert missing.status_code == 422 and "Choose the line of the policy" in said(missing)
    assert "A reason that is kept." in text_of(missing)
    assert "is hidden" in said(press(world, "nia", "office/deciding/1/brought/1", **HIDE))
    one.refresh_from_db()
    assert one.state == "hidden"
    public = said(Client().get("/testham/deciding/how-we-read/"))
    assert HIDE["reason"] in public and "It is not about this" in public and "Hidden now: 1" in public
    assert "bus to the coast" not in public and "Nothing waits longer" in public


def test_its_author_reads_why_asks_once_and_somebody_else_looks(world: World, author: Any) -> None:
    _, browser, person = author
    press(world, "nia", "office/deciding/1/brought/1", **HIDE)
    mine = said(browser.get("/testham/deciding/1/mine/"))
    assert HIDE["reason"] in mine and "Say how it bears on the question" in mine and "another look" in mine
    assert "Say why it should be shown." in said(
        post(browser, "/testham/deciding/1/brought/1/again/", words="")
    )
    post(browser, "/testham/deciding/1/brought/1/again/", words="It is about this. Canarybird.")
    assert "You asked for another look" in said(browser.get("/testham/deciding/1/mine/"))
    assert browser.get("/testham/deciding/1/brought/1/again/").status_code == 302
    assert "Canarybird" not in text_of(Client().get("/testham/deciding/how-we-read/"))
    assert "To look at again: 1" in said(world.browser().get(world.url("office/brought")))
    refused = press(world, "nia", "office/deciding/1/brought/1/again", shown="1")
    assert "You hid this. Somebody else answers." in said(refused)
    before = AccessRecord.objects.filter(person=person.pk).count()
    assert "Canarybird" not in text_of(world.browser("nia").get(world.url("office/deciding/1/brought/1")))
    assert "Canarybird" in text_of(world.browser().get(world.url("office/deciding/1/brought/1")))
    assert AccessRecord.objects.filter(person=person.pk).count() == before + 1, "they see that it was read"
    kept = press(world, "officer", "office/deciding/1/brought/1/again", **{**HIDE, "reason": ""})
    assert kept.status_code == 422 and "Keep it hidden" in said(kept)
    assert "is shown again" in said(press(world, "officer", "office/deciding/1/brought/1/again", shown="1"))
    assert "looked at again by somebody else: shown" in said(browser.get("/testham/deciding/1/mine/"))
    assert Contribution.objects.get().state == "shown"


def test_its_author_says_it_otherwise_or_takes_it_back(world: World, author: Any) -> None:
    one, browser, _ = author
    press(world, "nia", "office/deciding/1/brought/1", **HIDE)
    page = said(browser.get("/testham/deciding/1/brought/1/otherwise/"))
    assert "A bus to the coast." in page and "Say how it bears" in page
    empty = post(browser, "/testham/deciding/1/brought/1/otherwise/", words="")
    assert empty.status_code == 422
    post(browser, "/testham/deciding/1/brought/1/otherwise/", words="A bus for the lunch club.")
    one.refresh_from_db()
    assert one.state == "waiting" and one.revisions.count() == 2
    stranger = Client()
    assert post(stranger, "/testham/deciding/1/brought/1/take-back/").status_code == 404
    answer = post(browser, "/testham/deciding/1/brought/1/take-back/")
    assert "Its words are gone" in said(browser.get(answer.url))
    one.refresh_from_db()
    assert one.state == "withdrawn"
    assert "Its words are gone" in said(world.browser().get(world.url("office/deciding/1/brought/1")))


def test_the_same_is_joined_into_what_was_said_before(world: World, author: Any) -> None:
    one, _, person = author
    stage = stage_of_kind(one.deliberation, "gather")
    bring(
        stage=stage,
        membership=one.author,
        kind="statement",
        words="A bus to the sea.",
        by=the_person(person.pk),
    )
    for number in (1, 2):
        press(world, "nia", f"office/deciding/1/brought/{number}/show")
    wrong = press(world, "nia", "office/deciding/1/brought/1/join", into="2")
    assert wrong.status_code == 422 and "said before it" in said(wrong)
    assert "There is nothing of that number here." in said(
        press(world, "nia", "office/deciding/1/brought/2/join", into="9")
    )
    assert "joined with number 1" in said(press(world, "nia", "office/deciding/1/brought/2/join", into="1"))
    assert Moderation.objects.filter(what="joined").count() == 1
    assert "joined with the same" in said(world.browser().get(world.url("office/deciding/1/brought")))


def test_whoever_brought_it_and_whoever_has_no_such_role_decide_nothing(world: World, author: Any) -> None:
    for who in ("nobody", "citizen", "navigator", "provider"):
        assert world.browser(who).get(world.url("office/brought")).status_code == 403
        assert post(world.browser(who), world.url("office/deciding/1/brought/1/show")).status_code == 403
    assert Contribution.objects.get().state == "waiting"


def test_the_pages_are_easy_to_read(world: World, author: Any) -> None:
    press(world, "nia", "office/deciding/1/brought/1", **HIDE)
    _, browser, _ = author
    pages = [browser.get(f"/testham/deciding/{path}") for path in ("how-we-read/", "1/brought/1/again/", "1/brought/1/otherwise/", "1/mine/")]  # fmt: skip
    pages += [
        world.browser().get(world.url(path)) for path in ("office/brought", "office/deciding/1/brought/1")
    ]
    grades = [round(ease_of(words_of_page(text_of(page))).grade, 1) for page in pages]
    assert max(grades) <= 6, grades

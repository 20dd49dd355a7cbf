"""Asking the place something: a draft that says what it lacks, published once its promise can be kept, ended with a reason."""

from __future__ import annotations

import datetime as dt
import html
import re
import secrets
from typing import Any

import pytest
from office_samples import World, build

from helpfulacts.core.clock import as_if, today
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.models import Contribution, Deliberation, Revision
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.grant_role import grant_role

pytestmark = pytest.mark.django_db
ASKS: dict[str, Any] = {
    "uses": "budget", "question": "What should the forum pay for?", "promise": "The forum pays for what the vote says.",
    "pounds": "10,000", "open_to_change": "what is paid for\nin which ward", "fixed": "the sum", "about": "",
    "missing_who": "people who work nights", "missing_doing": "paper at work", "ward": "", "answers_above": "10",
}  # fmt: skip


@pytest.fixture
def world(place: Any) -> World:
    world = build(place)
    account = begin_account(email="khan@example.org")
    world.accounts["khan"] = account
    day = today()
    grant_role(
        place=place, account=account, role="elected", shown_as="Cllr Khan", body=world.club, begins=day,
        until=day + dt.timedelta(days=90),
    )  # fmt: skip
    return world


def send(world: World, who: str, path: str, **fields: Any) -> Any:
    given = {"key": secrets.token_hex(16), "first_day": today().isoformat(), **fields}
    return world.browser(who).post(world.url(path), given, follow=True)


def said(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.mark.parametrize("who", ["officer", "khan"])
def test_it_works(world: World, who: str) -> None:
    draft = send(world, who, "office/deciding/ask", **ASKS)
    assert ("for members of the council" if who == "khan" else "for officers") in said(draft)
    assert "What should the forum pay for?" in said(draft) and "Publish it" in said(draft)
    made = Deliberation.objects.get()
    assert made.subject == {"pence": 1_000_000} and made.open_to_change == [
        "what is paid for",
        "in which ward",
    ]
    assert "Drafts" in said(world.browser(who).get(world.url("office/deciding")))
    assert "It is published" in said(send(world, who, "office/deciding/1/publish"))
    ended = send(world, who, "office/deciding/1/end", why="The money was withdrawn.")
    assert "This ended before its time. The money was withdrawn." in said(ended)


def test_a_draft_says_what_its_promise_lacks_and_is_not_published(world: World) -> None:
    draft = send(world, "officer", "office/deciding/ask", **{**ASKS, "open_to_change": ""})
    assert "Nothing is open to change" in said(draft) and "Publish it" not in said(draft)
    assert "Nothing is open to change" in said(send(world, "officer", "office/deciding/1/publish"))
    assert Deliberation.objects.get().published_at is None


def test_a_draft_is_mended_with_all_its_words_there_and_leaves_one_draft(world: World) -> None:
    send(world, "officer", "office/deciding/ask", **{**ASKS, "open_to_change": "", "ward": "T1"})
    assert "Change what it says" in said(world.browser("officer").get(world.url("office/deciding/1")))
    page = world.browser("officer").get(world.url("office/deciding/ask?mends=1")).content.decode()
    for words in (
        "What should the forum pay for?",
        "people who work nights",
        "paper at work",
        'value="10000',
        "the sum",
    ):
        assert words in page, words
    assert re.search(r'value="T1" selected', page) and re.search(r'value="budget"[^>]* checked', page)
    mended = send(world, "officer", "office/deciding/ask", **{**ASKS, "mends": "1"})
    assert "Publish it" in said(mended) and "Change what it says" in said(mended)
    assert [one.number for one in selectors.drafts(world.place)] == [2]
    assert "It was written anew, as question 2." in said(
        world.browser("officer").get(world.url("office/deciding/1"))
    )
    send(world, "officer", "office/deciding/2/publish")
    send(world, "officer", "office/deciding/ask", **{**ASKS, "mends": "2"})
    assert Deliberation.objects.get(number=2).ended_at is None, "what is published is not mended"


@pytest.mark.parametrize(
    "change,says",
    [
        ({"question": ""}, "Write the question."),
        ({"promise": ""}, "Say in one sentence what the result binds."),
        ({"pounds": ""}, "Write how much money there is to share out."),
        ({"missing_who": ""}, "Say who is affected and is not here."),
        ({"first_day": "soon"}, "Write a day"),
        ({"answers_above": "0"}, "Write 1 or more."),
        ({"uses": "war"}, "Choose what it is for."),
        ({"open_to_change": "line\n" * 99}, "Keep it to 12 lines."),
    ],
)
def test_a_mistake_is_one_sentence_and_what_was_typed_is_still_there(
    world: World, change: Any, says: str
) -> None:
    shown = send(world, "officer", "office/deciding/ask", **{**ASKS, **change})
    assert shown.status_code == 422 and says in said(shown) and "paper at work" in shown.content.decode()
    assert not Deliberation.objects.exists()


PANEL = {
    "uses": "panel", "panel_size": "12", "seed_from": "the lottery of 3 March",
    "quotas": "age, under 30, 3 to 5\nage, 30 and over, 7 to 9\nhome, rents, 4 to 8\nhome, owns, 4 to 8",
}  # fmt: skip


def test_a_panel_is_promised_with_its_size_its_numbers_and_what_draws_it(world: World) -> None:
    draft = send(world, "khan", "office/deciding/ask", **{**ASKS, **PANEL})
    assert "The panel by lot: 12 people" in said(draft) and "Publish it" in said(draft)
    made = Deliberation.objects.get()
    panel = selectors.stage_of_kind(made, "inform").parameters["panel"]
    assert made.open_to == "drawn" and panel["quotas"][0] == ["age", "under 30", 3, 5]
    assert (panel["size"], panel["seed_from"]) == (12, "the lottery of 3 March")
    assert "It is a draft" in said(world.browser("khan").get(world.url("office/deciding/1/panel")))
    send(world, "khan", "office/deciding/1/publish")
    page = said(world.browser("nobody").get(world.url("deciding/1/")))
    for words in (
        "12 people are drawn by lot",
        "Under 30 Age 3 to 5",
        "the lottery of 3 March",
        "Say yes to be drawn",
    ):
        assert words in page, "everybody reads it before anybody says yes"


@pytest.mark.parametrize(
    "change,says",
    [
        ({"panel_size": ""}, "Say how many people are on the panel"),
        ({"panel_size": "many"}, "as a whole number, for example 12"),
        ({"panel_size": "900"}, "a number from 1 to 100"),
        ({"seed_from": ""}, "Say where the seed will come from"),
        ({"quotas": ""}, "Write how many of whom are on the panel"),
        (
            {"quotas": "age, under 30, 3 to 5\nage 30 and over, 7"},
            "Line 2: write what is asked, the answer and how many",
        ),
        ({"quotas": "age, under 30, a few"}, "Line 1: write at its end how many people"),
        ({"quotas": "age, under 30, 3 to 12"}, "“age” has one answer."),
        (
            {"quotas": "age, under 30, 7 to 9\nage, 30 and over, 7 to 9"},
            "These cannot hold together: at least 7 of age “under 30”; at least 7 of age “30 and over”. The smallest change that works: Take at least 5",
        ),
        (
            {"quotas": "age, under 30, 1 to 2\nage, 30 and over, 1 to 2"},
            "The smallest change that works: Take at most",
        ),
    ],
)
def test_a_panel_that_could_not_be_drawn_is_refused_at_once(world: World, change: Any, says: str) -> None:
    shown = send(world, "officer", "office/deciding/ask", **{**ASKS, **PANEL, **change})
    assert shown.status_code == 422 and says in said(shown) and "paper at work" in shown.content.decode()
    assert not Deliberation.objects.exists()


def test_an_end_needs_a_reason(world: World) -> None:
    send(world, "officer", "office/deciding/ask", **ASKS)
    assert "Say why it ends." in said(send(world, "officer", "office/deciding/1/end", why=""))
    assert Deliberation.objects.get().ended_at is None


def test_pressed_twice_it_is_one_draft(world: World) -> None:
    key = secrets.token_hex(16)
    for _ in range(2):
        send(world, "officer", "office/deciding/ask", **{**ASKS, "key": key})
    assert Deliberation.objects.count() == 1


def test_a_project_is_costed_before_the_vote_and_not_after(world: World) -> None:
    send(world, "officer", "office/deciding/ask", **ASKS)
    send(world, "officer", "office/deciding/1/publish")
    made = Deliberation.objects.get()
    one = Contribution.objects.create(
        place=world.place, deliberation=made, number=1, kind="proposal", state="shown", brought_on=today()
    )
    words = Revision(place=world.place, contribution=one, number=1, written_on=today())
    words.title, words.words = "Benches", "Two of them."
    words.save(force_insert=True)
    page = said(world.browser("officer").get(world.url("office/deciding/1/costs")))
    assert "What does it cost?" in page and "(if you like)" not in page, "it must be said"
    costed = {"project": "1", "pounds": "3,200", "costed_by": "the parks team"}
    for change, says in (
        ({"pounds": ""}, "in pounds"),
        ({"costed_by": ""}, "worked it out"),
        ({"project": "9"}, "Choose the"),
    ):
        assert says in said(send(world, "officer", "office/deciding/1/costs", **{**costed, **change}))
    dear = said(send(world, "officer", "office/deciding/1/costs", **costed | {"pounds": "10,000.01"}))
    assert "It is more than the £10,000 there is" in dear and "More than there is" in dear
    kept = said(send(world, "officer", "office/deciding/1/costs", **costed))
    assert "£3,200" in kept and "more than" not in kept.lower()
    one.refresh_from_db()
    assert (one.pence, one.costed_by_shown_as) == (320_000, "the parks team")
    with as_if(selectors.stage_of_kind(made, "ballot").opens):
        assert "The vote has begun" in said(send(world, "officer", "office/deciding/1/costs", **costed))

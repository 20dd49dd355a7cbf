"""Votes on paper, at the desk: slips are printed once, papers entered one after the other, mended, and checked by somebody else."""

from __future__ import annotations

import html
import re
import secrets
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from office_samples import World, build, post, text_of

from helpfulacts.core.clock import now
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.models import Cast, Deliberation, Membership, PaperBatch, Position, Stage
from helpfulacts.people.actor import Actor
from helpfulacts.web.words import ease_of, words_of_page
from tests.deciding import ask, ask_for_map, ask_panel, bring, bring_projects

pytestmark = pytest.mark.django_db
SLIPS = {"number": "3", "evidence": "looked up on the list of tenants"}
BATCH = {"came_from": "the box in the library", "channel": "paper", "papers": "3"}


def said(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text_of(answer))).split())


@pytest.fixture
def world(place: Any) -> World:
    cache.clear()
    world = build(place, with_round=False)
    bring_projects(ask(place, "ballot"))
    return world


def send(browser: Any, path: str, **fields: Any) -> Any:
    answer = post(browser, f"/testham/{path}", **fields)
    return browser.get(answer.url) if answer.status_code == 302 else answer


def slips_from(browser: Any) -> list[str]:
    page = send(browser, "office/deciding/1/slips", **SLIPS)
    return re.findall(r'<p class="phrase">([\w-]+)</p>', text_of(page))


def begun(browser: Any) -> str:
    """The address of a batch of three papers."""
    send(browser, "office/deciding/1/papers", **BATCH)
    return f"office/papers/{PaperBatch.objects.get().pk}"


def test_slips_are_printed_once_with_how_to_fill_them_in(world: World) -> None:
    desk = world.browser("navigator")
    assert "One slip for each person" in said(desk.get(world.url("office/deciding/1/slips")))
    given = {"key": secrets.token_hex(16), **SLIPS}
    page = desk.post(world.url("office/deciding/1/slips"), given)
    assert "Put a cross at each one that you want." in said(page) and "Benches by the health centre" in said(
        page
    )
    slips = re.findall(r'<p class="phrase">([\w-]+)</p>', text_of(page))
    assert len(slips) == 3 == Membership.objects.exclude(slip="").count()
    again = desk.post(world.url("office/deciding/1/slips"), given)
    assert "They were made already" in said(again) and slips[0] not in text_of(again)
    assert Membership.objects.exclude(slip="").count() == 3
    wrong = send(desk, "office/deciding/1/slips", number="5000", evidence="the roll")
    assert wrong.status_code == 422 and "the roll" in text_of(wrong)
    assert "3 given out, 0 came back" in said(desk.get(world.url("office/deciding/1/papers")))


def test_slips_are_offered_only_where_the_desk_gives_them(world: World) -> None:
    """A panel, a question without a vote and one that is over say why not; no count of slips stands where nobody votes."""
    ask_panel(world.place)
    ask_for_map(world.place, people=3)
    over = ask(world.place, "ballot")
    Stage.objects.filter(deliberation=over, kind="ballot").update(closed_at=now())
    desk, anybody = world.browser("navigator"), Client()
    for number, why in (
        (2, "Only those who were drawn"),
        (3, "Nobody votes in this"),
        (4, "The vote is closed"),
    ):
        page = said(desk.get(world.url(f"office/deciding/{number}/papers")))
        assert (
            why in page
            and "Give out slips" not in page
            and "Begin a batch" not in page
            and "given out," not in page
        )
        assert why in said(desk.get(world.url(f"office/deciding/{number}/slips")))
        assert why in said(send(desk, f"office/deciding/{number}/slips", **SLIPS))
        assert "a slip" not in said(anybody.get(world.url(f"deciding/{number}/")))
    ask(world.place, "gather")
    assert "On paper: ask for a slip" in said(anybody.get(world.url("deciding/1/")))
    assert "On paper, when the vote begins: ask for a slip" in said(anybody.get(world.url("deciding/5/")))


def test_a_vote_online_is_no_slip_that_came_back(world: World) -> None:
    desk, asked = world.browser("navigator"), Deliberation.objects.get()
    slips_from(desk)
    member = Membership.objects.exclude(slip="").first()
    stage = Stage.objects.get(deliberation=asked, kind="ballot")
    cast_vote(stage=stage, membership=member, answers={}, by=Actor("Tom", "navigator"), channel="assisted")
    assert "3 given out, 0 came back" in said(desk.get(world.url("office/deciding/1/papers")))


def test_papers_are_entered_mended_and_closed_by_somebody_else(world: World) -> None:
    desk = world.browser("navigator")
    slips = slips_from(desk)
    at = begun(desk)
    assert "3 are left" in said(desk.get(world.url(at)))
    entered = send(desk, at, slip=slips[0].lower(), c1="on", c2="on")
    assert f"Entered last: {slips[0]}" in said(entered) and "Lunch club kitchen: Yes" in said(entered)
    assert "2 are left" in said(entered) and "autofocus" in text_of(entered)
    twice = send(desk, at, slip=slips[0], c3="on")
    assert twice.status_code == 422 and "entered in this batch already" in said(twice)
    mend = text_of(desk.get(world.url(f"{at}?again=1")))
    assert slips[0] in mend and mend.count("checked") == 3
    send(desk, at, slip=slips[0], c3="on", again="on")
    assert Position.objects.filter(current=True).get().contribution.number == 3
    for slip, says in (("", "Write the number of the slip."), ("23456789ABCD", "No slip with that number")):
        wrong = send(desk, at, slip=slip, c1="on")
        assert wrong.status_code == 422 and says in said(wrong)
    assert "Nothing is chosen. Is the paper empty?" in said(send(desk, at, slip=slips[1]))
    send(desk, at, slip=slips[1], c1="on")
    assert "at most 1 can be spoilt" in said(send(desk, f"{at}/spoilt", spoilt="2", why="torn"))
    assert "Say why they cannot be counted" in said(send(desk, f"{at}/spoilt", spoilt="1", why=""))
    officer = world.browser("officer")
    assert "is missing" in said(send(officer, f"{at}/close"))
    whole = said(send(desk, f"{at}/spoilt", spoilt="1", why="One was empty."))
    assert "2 are entered and 1 is spoilt. Nothing is missing." in whole
    assert "You counted these papers." in whole and "Close it" not in whole
    assert "You counted these papers." in said(send(desk, f"{at}/close"))
    closed = said(send(officer, f"{at}/close"))
    assert "Checked and closed" in closed and "checked by Mel" in closed
    assert "2 came back" in said(officer.get(world.url("office/deciding/1/papers")))
    assert Cast.objects.filter(current=True).count() == 2


def test_a_batch_says_where_from_and_how_many(world: World) -> None:
    desk = world.browser("navigator")
    wrong = send(desk, "office/deciding/1/papers", came_from="the box", channel="", papers="many")
    assert (
        wrong.status_code == 422
        and "the box" in text_of(wrong)
        and "from a box or from a meeting" in said(wrong)
    )
    assert not PaperBatch.objects.exists()


def test_somebody_new_at_the_desk_is_helped(world: World) -> None:
    """Whoever joins with somebody from the desk answers “assisted” from the first answer on."""
    bring(ask(world.place), "A warm room.")
    desk = world.browser("navigator")
    post(desk, "/testham/deciding/2/say/", about=1, answer="1")
    post(desk, "/testham/deciding/2/take-part/", lives="on", postcode="TT1 1")
    assert Position.objects.get().channel == "assisted"
    assert "still open here" in said(desk.get(world.url("office/deciding/1/papers")))


def test_the_pages_are_easy_to_read(world: World) -> None:
    desk = world.browser("navigator")
    at = begun(desk)
    paths = ("office/papers", "office/deciding/1/papers", "office/deciding/1/slips", at)
    pages = [desk.get(world.url(path)) for path in paths]
    pages.append(send(desk, "office/deciding/1/slips", **SLIPS))
    grades = [round(ease_of(words_of_page(text_of(page))).grade, 1) for page in pages]
    assert max(grades) <= 6, grades

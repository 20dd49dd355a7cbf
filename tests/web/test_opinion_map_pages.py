"""Where people stand, as a page: what is shared first, groups only where they hold, and nothing in it by which anybody is found."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from office_samples import post, text_of

from helpfulacts.core.clock import as_if
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.mapped import Line
from helpfulacts.deliberation.models import Membership, Position, Stage
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actor import the_person
from helpfulacts.people.models import AccessRecord, Account
from helpfulacts.web.opinion_picture import draw_groups
from helpfulacts.web.views.deciding_map import bar_of
from helpfulacts.web.words import ease_of, words_of_page
from tests.deciding import CAMPS, ON_THE_CANAL, ask, ask_for_map, bring, count_map, decide, say_all

pytestmark = pytest.mark.django_db
PAGE = "/testham/deciding/1/map/"


@pytest.fixture(autouse=True)
def _no_tries_before() -> None:
    cache.clear()


def said(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def open_for(person: Any, browser: Client | None = None) -> Client:
    browser = browser or Client()
    post(browser, "/testham/plan/come-back", phrase=give_phrase(person=person))
    return browser


def member(asked: Any, brought: list[Any], person: Any, kind: str, answers: tuple[int, ...]) -> Membership:
    """Somebody who gave the first of these answers in that part."""
    joined = take_part(deliberation=asked, person=person, by=the_person(person.pk))
    stage = Stage.objects.get(deliberation=asked, kind=kind)
    say_all(stage, joined, dict(zip(brought, answers, strict=False)))
    return joined


def test_before_a_count_the_page_says_when(place: Any) -> None:
    asked, _ = ask_for_map(place)
    page = said(text_of(Client().get(PAGE)))
    assert "There is no map yet. “Say what you think” is over since" in page and "Group A" not in page
    assert "It is counted next, by the forum." in page
    with as_if(Stage.objects.get(deliberation=asked, kind="gather").opens):
        page = said(text_of(Client().get(PAGE)))
    assert "It is made when this part is over: “Say what you think”. Its last day is" in page
    assert Client().get("/testham/deciding/1/map.csv").status_code == 404
    for path in ("", "said/"):
        assert f'href="{PAGE}"' in text_of(Client().get(f"/testham/deciding/1/{path}"))
    ask(place, uses="budget")
    assert Client().get("/testham/deciding/2/map/").status_code == 404, "no part of it is counted as a map"
    assert "2/map/" not in text_of(Client().get("/testham/deciding/2/"))


def test_what_is_shared_comes_first_then_what_divides_then_the_groups(place: Any) -> None:
    asked, brought = ask_for_map(place)
    count_map(asked)
    raw = text_of(Client().get(PAGE))
    assert '<p class="voice-q small-q"><bdi>Lights should go off at eleven.</bdi></p>' in raw
    page = said(raw)
    order = [
        page.index(words)
        for words in (
            "What most people share", "Lights should go off at eleven.", "25 agree. Most of each group do.",
            "What divides people", "Groups of people who answer alike", "A: 13 people", "A circle is a group.", "Group A: 13 people Most of them agree:",
            "How sure is it?", "They came back nearly every time.", "How this is worked out",
        )
    ]  # fmt: skip
    assert order == sorted(order)
    assert "A new map is made when “See where people stand” is over and counted" in page
    assert "Take part, and you see here where you stand." in page
    assert ease_of(words_of_page(raw)).grade <= 6.5
    decide(asked, dict.fromkeys(brought, "yes"))
    assert f'href="{PAGE}"' in text_of(Client().get("/testham/decided/1/"))


def test_nothing_tells_of_fewer_than_ten(place: Any, make_person: Any) -> None:
    """One of 26 disagrees with what all others share: neither the table, the picture, nor the file says how many do."""
    asked, brought = ask_for_map(place)
    member(asked, brought, make_person(), "gather", CAMPS[0])
    count_map(asked)
    page = text_of(Client().get(PAGE))
    cells = re.findall(r'<td class="n"[^>]*>([^<]*)</td>', page)
    assert "few" in cells
    saved = Client().get("/testham/deciding/1/map.csv")
    assert saved["Content-Type"].startswith("text/csv")
    head, *rows = csv.reader(io.StringIO(saved.content.decode("utf-8-sig")))
    assert head == ["number", "agree", "pass", "disagree", "words"] and [row[4] for row in rows] == list(
        ON_THE_CANAL
    )
    assert rows[1] == ["2", "26", "fewer than 10", "fewer than 10", ON_THE_CANAL[1]]
    counts = [
        cell
        for cell in (*cells, *(cell for row in rows for cell in row[1:4]))
        if cell not in ("few", "fewer than 10")
    ]
    assert counts and all(int(cell) >= 10 for cell in counts)
    assert page.count("<circle") == 3 and "You</text>" not in page
    few = bar_of(Line(1, "Few on one side.", 30, None, None))
    assert [part.number for part in few.parts] == [30, 5], "drawn alike, however few they are"
    assert [part.said for part in few.parts] == ["30 agree", "Few disagree"]


def test_where_groups_do_not_hold_none_are_shown_and_nobody_is_placed(place: Any, make_person: Any) -> None:
    asked, brought = ask_for_map(place, people=12)
    person = make_person()
    member(asked, brought, person, "gather", CAMPS[0])
    count_map(asked)
    page = said(text_of(open_for(person).get(PAGE)))
    assert "no groups are shown" in page and "Where you stand" not in page and "Group A" not in page


def test_of_few_people_nothing_is_told(place: Any) -> None:
    asked, _ = ask_for_map(place, people=8)
    count_map(asked)
    page = said(text_of(Client().get(PAGE)))
    assert "Fewer than 10 people took part" in page and "Lights should" not in page and " agree." not in page
    assert Client().get("/testham/deciding/1/map.csv").status_code == 404


def test_a_reader_learns_where_they_stand_and_nobody_else_does(
    place: Any, make_person: Any, officer: Any
) -> None:
    asked, brought = ask_for_map(place)
    person = make_person()
    member(asked, brought, person, "map", CAMPS[0])
    count_map(asked)
    nobody, mine = text_of(Client().get(PAGE)), text_of(open_for(person).get(PAGE))
    groups = re.findall(r"Most of them agree: (.*?) Most of them disagree:", said(nobody))
    letter = [ON_THE_CANAL[0] in words for words in groups].index(True)
    assert f"You stand nearest to group {'AB'[letter]}." in said(mine) and "You</text>" in mine
    assert f'href="{PAGE}"' in text_of(open_for(person).get("/testham/deciding/1/mine/"))
    assert not AccessRecord.objects.filter(person=person.pk, noun="deliberation").exists(), (
        "nobody else looked"
    )
    assert (
        text_of(Client().get(PAGE)).count("<circle") == nobody.count("<circle") == 3
        and "You</text>" not in nobody
    )

    desk = Client()
    account = Account.objects.get(pk=officer.account_id)
    desk.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    open_for(person, desk)
    before = AccessRecord.objects.filter(person=person.pk, noun="deliberation").count()
    assert "You stand nearest to group" in said(text_of(desk.get(PAGE)))
    assert AccessRecord.objects.filter(person=person.pk, noun="deliberation").count() == before + 1

    other = make_person()
    member(asked, brought, other, "map", CAMPS[1][:3])
    few = said(text_of(open_for(other).get(PAGE)))
    assert "You have answered 3 of these. When you have answered 7, you see here where you stand." in few
    assert "nearest to group" not in few and Position.objects.count() == 26 * 7 + 7 + 3


def test_words_that_are_no_longer_shown_stand_on_no_map(place: Any) -> None:
    asked, brought = ask_for_map(place)
    bring(asked, "Not answered by anybody.")
    count_map(asked)
    brought[1].state = "hidden"
    brought[1].save(update_fields=["state"])
    page = said(text_of(Client().get(PAGE)))
    assert "Lights should go off" not in page and "Number 2, which is not shown" in page


def test_the_picture_is_as_far_as_answers_are() -> None:
    """Circles as large as they have people, all inside; the reader's own mark inside too."""
    for middles in (
        [(0.0, 0.0)],
        [(-2.0, 0.0), (2.0, 0.1)],
        [(0.0, 0.0), (0.1, 0.0), (3.0, 2.0), (-3.0, 1.0)],
    ):
        for own in (None, (0.05, 0.0), (9.0, -9.0)):
            groups = [(f"{at}", 10 + 30 * at, middle) for at, middle in enumerate(middles)]
            drawn = draw_groups(groups, own)
            circles = drawn["circles"]
            for one in circles:
                assert one["r"] <= one["x"] <= drawn["width"] - one["r"] and one["over"] > 12
                assert one["y"] + one["r"] <= drawn["height"]
            assert [one["r"] for one in circles] == sorted(one["r"] for one in circles)
            assert ("own" in drawn) == (own is not None)
            if own:
                assert 0 < drawn["own"]["x"] < drawn["width"] and 12 < drawn["own"]["words"] < drawn["height"]

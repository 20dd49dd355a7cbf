"""A panel by lot, page by page: saying yes, taking it back, the draw, and what each reads after it."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import itertools
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from office_samples import key, post, text_of

from helpfulacts.core.clock import as_if
from helpfulacts.deliberation import drawing
from helpfulacts.deliberation.models import Deliberation, Membership, PanelAnswers, Tally
from helpfulacts.deliberation.selectors import stages_of
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.models import Account
from tests.deciding import ask_panel, say_yes

pytestmark = pytest.mark.django_db
YES = "/testham/deciding/1/panel/yes/"
DESK = "/testham/office/deciding/1/panel"
SAID = {"q0": "under 30", "q1": "rents"}


@pytest.fixture(autouse=True)
def _no_tries_before() -> None:
    cache.clear()


def browser_of(person: Any) -> Client:
    browser = Client()
    post(browser, "/testham/plan/come-back", phrase=give_phrase(person=person))
    return browser


def desk_of(officer: Any) -> Client:
    desk = Client()
    account = Account.objects.get(pk=officer.account_id)
    desk.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return desk


def twelve(place: Any, asked: Deliberation) -> list[Any]:
    return say_yes(asked, [begin_person(place=place) for _ in range(12)])


def over(asked: Deliberation) -> Any:
    return as_if(stages_of(asked)[0].closes + dt.timedelta(hours=1))


def test_somebody_new_says_yes_and_gets_six_words(place: Any) -> None:
    ask_panel(place)
    browser = Client()
    page = text_of(browser.get("/testham/deciding/1/"))
    for words in ("5 people are drawn by lot", "the lottery of 3 March", "Say yes to be drawn", "Under 30"):
        assert words in page
    form = text_of(browser.get(YES))
    assert "Why we ask: so that the panel has 1 to 3 “under 30” and 2 to 4 “30 and over”." in form
    missing = post(browser, YES, ward="North", lives="on", q0="under 30")
    assert missing.status_code == 422 and "Choose an answer for “home”." in text_of(missing)
    assert "checked" in text_of(missing), "nothing is lost"
    assert not Membership.objects.exists()
    answer = post(browser, YES, ward="North", lives="on", **SAID)
    assert answer.url == "/testham/deciding/1/mine/"
    mine = text_of(browser.get(answer.url))
    assert "Your six words" in mine and "You said yes to be drawn" in mine
    assert "You have not answered anything yet" not in mine
    assert PanelAnswers.objects.get().said == {"age": "under 30", "home": "rents"}
    assert text_of(browser.get("/testham/deciding/1/take-part/", follow=True)).count("You said yes") == 1


def test_a_person_changes_it_takes_it_back_and_nobody_else_reads_it(
    place: Any, make_person: Any, officer: Any
) -> None:
    ask_panel(place)
    person = make_person()
    mine = browser_of(person)
    form = {"key": key(), **SAID}
    for _ in range(2):
        assert mine.post(YES, form).url == "/testham/deciding/1/mine/"
    assert text_of(mine.get(YES)).count("checked") == 2 and "Here is what you told" in text_of(mine.get(YES))
    desk = desk_of(officer)
    post(desk, "/testham/plan/come-back", phrase=give_phrase(person=person))
    seen = text_of(desk.get(YES))
    assert "checked" not in seen and "What was told is not shown to you" in seen
    assert post(desk, YES, q0="30 and over", q1="owns").status_code == 302, "the desk may say it with them"
    assert PanelAnswers.objects.get().said == {"age": "30 and over", "home": "owns"}
    mine = browser_of(person)
    assert "You took your yes back" in text_of(
        mine.post("/testham/deciding/1/panel/back/", {"key": key()}, follow=True)
    )
    assert not PanelAnswers.objects.exists() and not Membership.objects.exists()


def test_the_desk_sees_no_small_counts_and_draws_once(place: Any, officer: Any) -> None:
    asked = ask_panel(place)
    desk = desk_of(officer)
    assert "Nobody" in text_of(desk.get(DESK))
    people = twelve(place, asked)
    page = text_of(desk.get(DESK))
    assert "About 10 people" in page and "A panel can be drawn" in page and "fewer than 10 people" in page
    assert "Draw the panel" not in page, "people can still say yes"
    with over(asked):
        assert "The time to say yes is over" in text_of(Client().get(YES, follow=True))
        none = post(desk, DESK, seed=" ")
        assert none.status_code == 422 and "Write the seed that was drawn in public." in text_of(none)
        form = {"key": key(), "seed": "7 12 31"}
        for _ in range(2):
            assert desk.post(DESK, form).url == DESK
        again = post(desk, DESK, seed="another")
        assert again.status_code == 422 and "is not drawn a second time" in text_of(again)
        done = text_of(desk.get(DESK))
        assert "All 5 places are taken" in done and "Draw the panel" not in done
    assert Tally.objects.count() == 1 and not PanelAnswers.objects.exists()
    assert Membership.objects.filter(role="panel").count() == 5 and len(people) == 12


def test_numbers_that_cannot_be_kept_are_named_and_nothing_is_drawn(place: Any, officer: Any) -> None:
    quotas = (
        ("age", "under 30", 4, 5),
        ("age", "30 and over", 0, 1),
        ("home", "rents", 0, 5),
        ("home", "owns", 4, 5),
    )
    asked = ask_panel(place, quotas=quotas)
    twelve(place, asked)
    desk = desk_of(officer)
    assert "No panel can be drawn from them yet." in text_of(desk.get(DESK))
    with over(asked):
        page = text_of(post(desk, DESK, seed="7"))
    assert (
        "The numbers for “age” and “home” cannot be kept." in page
        and "A change that is sure to work: Take at" in page
    )
    assert "End the question with this reason" in page and not Tally.objects.exists()


def test_after_the_draw_each_reads_their_own_and_everybody_how_equal_it_was(place: Any, officer: Any) -> None:
    asked = ask_panel(place)
    people = twelve(place, asked)
    with over(asked):
        post(desk_of(officer), DESK, seed="7 12 31")
        members = {one.person_id: one for one in Membership.objects.all()}
        on = next(one for one in people if members[one.pk].role == "panel")
        off = next(one for one in people if members[one.pk].role == "observer")
        drawn, other = browser_of(on), browser_of(off)
        mine = text_of(drawn.get("/testham/deciding/1/mine/"))
        assert (
            "You are on the panel" in mine and "Say what you think" in mine and "Say no to my place" in mine
        )
        assert f"about {members[on.pk].chance_of_100} in 100" in mine
        theirs = text_of(other.get("/testham/deciding/1/mine/"))
        assert "You were in the draw" in theirs and f"about {members[off.pk].chance_of_100} in 100" in theirs
        public = text_of(Client().get("/testham/deciding/1/panel/"))
        for words in (
            "12 people",
            "All of them are kept",
            "7 12 31",
            "from the lottery of 3 March",
            "All 5 places are taken",
        ):
            assert words in public
        assert "Say what you think</a>" in text_of(drawn.get("/testham/deciding/1/"))
        assert "Say what you think</a>" not in text_of(other.get("/testham/deciding/1/"))
        closed = text_of(other.get("/testham/deciding/1/say/", follow=True))
        assert "Only those who were drawn answer here" in closed

        rows = list(
            csv.reader(
                Client().get("/testham/deciding/1/panel/draw.csv").content.decode("utf-8-sig").splitlines()
            )
        )
        ticket = int(hashlib.sha256(b"7 12 31|").hexdigest(), 16) * 10**9 >> 256
        up_to = itertools.accumulate(int(tickets) for _, tickets in rows[1:])
        mix = next(at for at, last in enumerate(up_to, start=1) if ticket < last)
        assert f"drew mix {mix:,}." in " ".join(Tally.objects.get().explanation["steps"])

        gone = text_of(drawn.post("/testham/deciding/1/panel/no/", {"key": key()}, follow=True))
        assert "You said no to your place" in gone and "4 of 5 places are taken now" in gone
        assert "1 of 5 places empty" in text_of(desk_of(officer).get(DESK))
        post(other, "/testham/deciding/1/panel/no/")
        panel = drawing.panel_of(asked)
        assert panel is not None and drawing.places_taken(panel).empty == 1, (
            "whoever is not on it has no place"
        )


def test_of_few_nothing_is_told_but_what_was_promised(place: Any, officer: Any) -> None:
    asked = ask_panel(place)
    say_yes(asked, [begin_person(place=place) for _ in range(8)])
    with over(asked):
        assert "What they answered is told from 10 people on" in text_of(desk_of(officer).get(DESK))
        post(desk_of(officer), DESK, seed="7 12 31")
        page = text_of(Client().get("/testham/deciding/1/panel/"))
        assert "fewer than 10 people" in page and "%" not in page.split("<main")[1]
        assert Client().get("/testham/deciding/1/panel/draw.csv").status_code == 404


def test_only_a_convenor_reads_the_desk(place: Any) -> None:
    ask_panel(place)
    browser = Client()
    browser.force_login(
        begin_account(email="x@example.org"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert browser.get(DESK).status_code == 403 and post(browser, DESK, seed="1").status_code == 403

"""Deciding together: the promise first, one page before the first answer, answers one at a time and to be changed."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from office_samples import key, post, text_of

from helpfulacts.core.clock import as_if, now
from helpfulacts.core.errors import Refused
from helpfulacts.deliberation.actions.moderate import hide
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.models import Contribution, Deliberation, Membership, Position, Stage
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.people.models import AccessRecord
from helpfulacts.web.deciding_words import how_counted
from helpfulacts.web.words import ease_of, words_of_page
from tests.deciding import ask, bring, decide, made_count

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_tries_before() -> None:
    cache.clear()


def open_for(person: Any) -> Client:
    """A browser in which their six words were written."""
    browser = Client()
    assert post(browser, "/testham/plan/come-back", phrase=give_phrase(person=person)).status_code == 302
    return browser


def statement_on(page: str) -> int:
    return int(re.findall(r'name="about" value="(\d+)"', page)[0])


def test_an_empty_place_says_whom_to_ask(place: Any) -> None:
    page = text_of(Client().get("/testham/deciding/"))
    assert "Nothing is being decided here" in page and "Tom at the desk" in page


def test_the_promise_comes_before_anything_else(place: Any) -> None:
    bring(ask(place), "Lunch on Sundays too.")
    page = text_of(Client().get("/testham/deciding/1/"))
    order = [page.index(words) for words in ("The promise", "Say what you think</a>", "Who may take part?")]
    assert order == sorted(order)
    for words in ("People who work nights", "How much money there is", "Now</span>", "It is not a secret vote", "On paper"):  # fmt: skip
        assert words in page
    assert "The forum pays for what the vote says" in text_of(Client().get("/testham/deciding/"))


def test_a_draft_is_not_there(place: Any) -> None:
    ask(place, published=False)
    for path in ("", "say/", "said/", "vote/", "take-part/"):
        assert Client().get(f"/testham/deciding/1/{path}").status_code == 404
    assert "Nothing is being decided here" in text_of(Client().get("/testham/deciding/"))


def test_who_is_known_answers_after_one_page_and_changes_it(place: Any, make_person: Any) -> None:
    asked = ask(place)
    for words in ("Lunch on Sundays too.", "A warm room.", "A bus on Fridays."):
        bring(asked, words)
    person = make_person()
    browser = open_for(person)
    first = statement_on(text_of(browser.get("/testham/deciding/1/say/")))
    answer = post(browser, "/testham/deciding/1/say/", about=first, answer="1")
    assert answer.url == "/testham/deciding/1/take-part/" and not Membership.objects.exists()
    before = text_of(browser.get("/testham/deciding/1/take-part/"))
    assert "Your answer waits" in before and "Not the hour" in before
    form = {"key": key()}
    for _ in range(2):  # pressed twice, one membership
        assert browser.post("/testham/deciding/1/take-part/", form).status_code == 302
    assert Membership.objects.get().person == person
    assert Position.objects.get().value == 1
    page = text_of(browser.get("/testham/deciding/1/say/"))
    assert "You have answered 1 of 3" in page and statement_on(page) != first
    second = statement_on(page)
    post(browser, "/testham/deciding/1/say/", about=second, later="1")
    third = statement_on(text_of(browser.get("/testham/deciding/1/say/")))
    assert third not in (first, second)
    post(browser, "/testham/deciding/1/say/", about=third, answer="0")
    assert "You left 1 for later" in text_of(browser.get("/testham/deciding/1/say/"))
    post(browser, "/testham/deciding/1/say/", again="1")
    assert statement_on(text_of(browser.get("/testham/deciding/1/say/"))) == second
    post(browser, "/testham/deciding/1/say/", about=second, answer="-1")
    assert "You have answered all of it" in text_of(browser.get("/testham/deciding/1/say/"))

    change = text_of(browser.get(f"/testham/deciding/1/say/?about={first}"))
    assert "Your answer now: <strong>Agree" in change
    changed = post(browser, "/testham/deciding/1/say/", about=first, answer="-1", change="1")
    assert changed.url == "/testham/deciding/1/mine/"
    assert "Disagree" in text_of(browser.get("/testham/deciding/1/mine/"))
    assert Position.objects.filter(current=True).count() == 3 and Position.objects.count() == 4


def test_what_is_no_answer_changes_nothing(place: Any, make_person: Any) -> None:
    asked = ask(place)
    bring(asked, "Lunch on Sundays too.")
    browser = open_for(make_person())
    post(browser, "/testham/deciding/1/take-part/")
    for wrong in ({"about": 1, "answer": "7"}, {"about": 99, "answer": "1"}, {"about": "x", "answer": ""}):
        assert post(browser, "/testham/deciding/1/say/", **wrong).status_code == 302
    assert not Position.objects.exists()
    assert browser.get("/testham/deciding/1/say/?about=99").status_code == 404


def test_whoever_we_do_not_know_says_where_they_live_and_gets_six_words(place: Any) -> None:
    asked = ask(place)
    bring(asked, "Lunch on Sundays too.")
    browser = Client()
    assert "See all of it" in text_of(browser.get("/testham/deciding/1/say/"))
    post(browser, "/testham/deciding/1/say/", about=1, answer="1")
    nothing = post(browser, "/testham/deciding/1/take-part/")
    assert nothing.status_code == 422 and "Tick the box if you live here" in text_of(nothing)
    nowhere = post(browser, "/testham/deciding/1/take-part/", lives="on")
    assert nowhere.status_code == 422 and "Write your postcode, or choose your ward" in text_of(nowhere)
    assert not Membership.objects.exists()
    answer = post(browser, "/testham/deciding/1/take-part/", lives="on", postcode="TT1 1")
    assert answer.url == "/testham/deciding/1/mine/"
    page = text_of(browser.get(answer.url))
    words = " ".join(re.findall(r"<span>([a-z]+)</span>", page))
    assert len(words.split()) == 6 and "Agree" in page
    member = Membership.objects.get()
    assert member.evidence == "says that they live here" and member.person.ward.name == "North"

    elsewhere = Client()
    assert elsewhere.get("/testham/deciding/1/mine/").url == "/testham/deciding/1/take-part/"
    assert "write your six words" in text_of(elsewhere.get("/testham/deciding/1/take-part/"))
    back = post(elsewhere, "/testham/plan/come-back", phrase=words)
    assert back.url == "/testham/deciding/1/take-part/"
    assert elsewhere.get(back.url).url == "/testham/deciding/1/mine/"


def test_who_may_not_come_is_told_why_and_reads_on(place: Any, make_person: Any) -> None:
    from helpfulacts.places import selectors as places

    south = places.area_by_name(place, "South")
    bring(ask(place, open_to="area", area=south), "Lunch on Sundays too.")
    browser = open_for(make_person())  # lives in North
    answer = post(browser, "/testham/deciding/1/take-part/")
    assert "people who live in South" in text_of(browser.get(answer.url))
    assert "Lunch on Sundays too." in text_of(browser.get("/testham/deciding/1/said/"))
    assert not Membership.objects.exists()
    assert "What should the forum pay for?" in text_of(Client().get("/testham/deciding/?ward=T2"))
    assert "What should the forum pay for?" not in text_of(Client().get("/testham/deciding/?ward=T0"))


def test_what_is_not_shown_is_not_read(place: Any) -> None:
    asked = ask(place)
    bring(asked, "Canarybird waits.", state="waiting")
    bring(asked, "Canarybird is hidden.", state="hidden")
    for path in ("", "say/", "said/"):
        assert "Canarybird" not in text_of(Client().get(f"/testham/deciding/1/{path}"))


def test_when_the_part_is_over_nothing_can_be_said_and_it_says_so(place: Any, make_person: Any) -> None:
    asked = ask(place)
    bring(asked, "Lunch on Sundays too.")
    browser = open_for(make_person())
    post(browser, "/testham/deciding/1/take-part/")
    with as_if(now() + dt.timedelta(days=300)):
        browser.session.flush()
        late = open_for(make_person())
        answer = post(late, "/testham/deciding/1/say/", about=1, answer="1")
        assert answer.url == "/testham/deciding/1/"
        assert "Nothing can be said in this part now" in text_of(late.get(answer.url))
    assert not Position.objects.exists()


def test_a_look_from_the_desk_at_what_somebody_answered_is_kept(
    place: Any, make_person: Any, officer: Any
) -> None:
    from helpfulacts.people.models import Account

    bring(ask(place), "Lunch on Sundays too.")
    person = make_person()
    desk = Client()
    desk.force_login(
        Account.objects.get(pk=officer.account_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    post(desk, "/testham/plan/come-back", phrase=give_phrase(person=person))
    post(desk, "/testham/deciding/1/take-part/")
    post(desk, "/testham/deciding/1/say/", about=1, answer="1")
    assert Position.objects.get().channel == "assisted"
    before = AccessRecord.objects.filter(person=person.pk).count()
    assert "Agree" in text_of(desk.get("/testham/deciding/1/mine/"))
    assert AccessRecord.objects.filter(person=person.pk).count() == before + 1


def test_what_was_decided_with_reasons_dissent_twelve_marks_and_promises(place: Any) -> None:
    asked = ask(place, "decide")
    kitchen = bring(asked, "A new cooker.", "Lunch club kitchen", "proposal", pence=650_000)
    lights = bring(asked, "11 lights.", "Lights on the path", "proposal", pence=980_000)
    gone = bring(asked, "Canarybird", "Canarybird", "proposal", pence=100, state="hidden")
    made_count(asked, {kitchen: 402, lights: 233, gone: 9}, [kitchen])
    decide(asked, {kitchen: "yes", lights: "no", gone: "no"})
    page = text_of(Client().get("/testham/decided/1/"))
    for words in (
        "£9,700 for two projects", "They are what the count says.", "Lunch club kitchen", "Paid for: £6,500",
        "Safe paths are for everyone.", "The whole place", "People brought it.", "Nobody knows", "Not due yet",
        "644 took part.", "Lunch club kitchen</bdi>", "Chose it: 402", "See every step", "644 voted.", "The forum followed the count",
        "Helps: 1. Nobody knows: 1. Not looked at: 10.", "Fit the kitchen", "Number 3, which is not shown",
    ):  # fmt: skip
        assert words in page, words
    assert "Canarybird" not in page and page.count("Not looked at<") == 10
    assert "£9,700 for two projects" in text_of(Client().get("/testham/deciding/"))
    assert Client().get("/testham/decided/2/").status_code == 404


def test_it_is_in_the_menu_and_on_the_ward_page(place: Any) -> None:
    ask(place)
    assert 'href="/testham/deciding/"' in text_of(Client().get("/testham/"))
    ward = text_of(Client().get("/testham/wards/T0"))
    assert "What should the forum pay for?" in ward and "Open now" in ward


def test_of_a_count_of_few_only_what_won_is_told(place: Any) -> None:
    asked = ask(place, "decide")
    kitchen = bring(asked, "A new cooker.", "Lunch club kitchen", "proposal")
    lights = bring(asked, "11 lights.", "Lights on the path", "proposal")
    made_count(asked, {kitchen: 6, lights: 3}, [kitchen])
    decide(asked, {kitchen: "yes", lights: "no"})
    page = text_of(Client().get("/testham/decided/1/"))
    assert "Fewer than ten took part" in page and "Won</span>" in page
    assert "9 voted" not in page and "kitchen: 6" not in page
    assert "See every step" not in page and "See when it was counted" in page, "there is no step to see"


def test_a_member_brings_a_sentence_that_a_person_reads_first(place: Any, make_person: Any) -> None:
    ask(place)
    assert Client().get("/testham/deciding/1/bring/statement/").url == "/testham/deciding/1/take-part/"
    browser = open_for(make_person())
    post(browser, "/testham/deciding/1/take-part/")
    assert "Bring a sentence of your own" in text_of(browser.get("/testham/deciding/1/say/"))
    assert browser.get("/testham/deciding/1/bring/clause/").status_code == 404
    page = "/testham/deciding/1/bring/statement/"
    assert "Write one sentence." in text_of(post(browser, page, words=" "))
    long = post(browser, page, words="A warm room. " * 30)
    assert (
        long.status_code == 422
        and "to 280 letters" in text_of(long)
        and "A warm room. A warm" in text_of(long)
    )
    crisis = post(browser, page, words="I want to die")
    assert crisis.status_code == 200 and "I am safe. Send it" in text_of(crisis)
    assert not Contribution.objects.exists()
    form = {"key": key(), "words": "A warm room until nine."}
    for _ in range(2):
        assert browser.post(page, form).url == "/testham/deciding/1/mine/"
    mine = text_of(browser.get("/testham/deciding/1/mine/"))
    assert "A warm room until nine." in mine and "waits until a person has read it" in mine
    project = "/testham/deciding/1/bring/proposal/"
    dear = {"title": "Benches", "words": "4 seats.", "cost": "£12,000.01"}
    for given in (dear, {**dear, "preview": "1"}):
        refused = text_of(post(browser, project, **given))
        assert "There is £12,000 in all." in refused and "could not be paid for" in refused
        assert 'href="#id_cost"' in refused
    post(browser, project, title="Benches", words="4 seats.", cost="£3,200")
    assert list(Contribution.objects.values_list("kind", "pence")) == [
        ("statement", None),
        ("proposal", 320_000),
    ]
    assert "A warm room" not in text_of(Client().get("/testham/deciding/1/said/"))


def test_what_is_typed_stays_where_somebody_takes_part_no_more(place: Any, make_person: Any) -> None:
    ask(place)
    browser, page = open_for(make_person()), "/testham/deciding/1/bring/statement/"
    post(browser, "/testham/deciding/1/take-part/")
    post(browser, "/testham/deciding/1/leave/")  # in another window, while this one is typed in
    late = post(browser, page, words="A warm room until nine.")
    assert late.status_code == 422
    assert "A warm room until nine.</textarea>" in text_of(late) and "Nothing was sent." in text_of(late)
    assert 'href="/testham/deciding/1/take-part/"' in text_of(late) and not Contribution.objects.exists()
    post(browser, "/testham/deciding/1/take-part/")
    assert post(browser, page, words="A warm room until nine.").url == "/testham/deciding/1/mine/"


def test_nobody_comes_into_what_was_decided(place: Any, make_person: Any) -> None:
    asked = ask(place)
    decide(asked, {})
    page = "/testham/deciding/1/take-part/"
    assert Client().get(page).status_code == 200, "people still answer"
    Stage.objects.filter(deliberation=asked, place=place).update(closed_at=now())
    for browser in (Client(), open_for(make_person())):
        assert browser.get(page).url == "/testham/deciding/1/"
        assert "This is over. What was decided is on its page." in text_of(
            browser.get("/testham/deciding/1/")
        )
        assert post(browser, page, lives="on", postcode="TT1 1").url == "/testham/deciding/1/"
    with pytest.raises(Refused, match="This is over"):
        person = make_person()
        take_part(deliberation=asked, person=person, by=the_person(person.pk))
    assert not Membership.objects.exists()


def test_what_is_hidden_has_a_line_in_its_place_and_leads_to_why(place: Any, make_person: Any) -> None:
    asked = ask(place)
    for words in ("Lunch on Sundays too.", "Mrs Grey is a fool.", "A warm room."):
        bring(asked, words)
    mel = Actor("Mel", "officer")
    hide(
        contribution=Contribution.objects.get(number=2), line="names", reason="It names a neighbour.", by=mel
    )
    page = text_of(Client().get("/testham/deciding/1/said/"))
    order = [page.index(words) for words in ("Lunch on Sundays", "Number 2 is hidden: it names somebody.", "A warm room")]  # fmt: skip
    assert order == sorted(order) and "Mrs Grey" not in page
    why = html.unescape(re.findall(r'href="([^"]+number=2[^"]*)"', page)[0])
    log = text_of(Client().get(why))
    assert "It names a neighbour." in log and "See all that was done" in log and "Mrs Grey" not in log
    for odd in ("?question=x&number=2", f"?question=1&number={'9' * 30}"):
        assert "See all that was done" not in text_of(Client().get(f"/testham/deciding/how-we-read/{odd}"))


def test_no_heading_stands_over_nothing_when_all_that_was_answered_is_hidden(place: Any, make_person: Any) -> None:  # fmt: skip
    asked, browser = ask(place), open_for(make_person())
    bring(asked, "A warm room.")
    post(browser, "/testham/deciding/1/take-part/")
    post(browser, "/testham/deciding/1/say/", about=1, answer="1")
    assert "<h2>Say what you think" in text_of(browser.get("/testham/deciding/1/mine/"))
    Contribution.objects.update(state="withdrawn")
    page = text_of(browser.get("/testham/deciding/1/mine/"))
    assert "<h2>Say what you think" not in page and "What you answered is not shown any more." in page


def test_titles_tell_one_question_from_another(place: Any) -> None:
    ask(place, question="Should it be red?")
    ask(place, "ballot", question="Should it be blue?")
    for path, title in (
        ("1/said/", "Everything that people brought: Should it be red?"),
        ("1/say/", "Say what you think: Should it be red?"),
        ("2/board/", "Check the vote: Should it be blue?"),
    ):
        page = text_of(Client().get(f"/testham/deciding/{path}"))
        assert f"<title>{title} - " in " ".join(page.split()), path


def test_what_was_decided_last_stands_first(place: Any) -> None:
    """By the day of its decision, whichever question was asked first."""
    for days, question in ((2, "Older?"), (30, "Oldest?"), (0, "Newest?")):
        asked = ask(place, question=question)
        with as_if(now() - dt.timedelta(days=days)):
            decide(asked, {})
    page = text_of(Client().get("/testham/deciding/"))
    order = [page.index(words) for words in ("Newest?", "Older?", "Oldest?")]
    assert order == sorted(order)


def test_a_vote_says_that_one_no_is_enough_where_there_is_no_share(place: Any) -> None:
    stage = Stage(rule="consent", parameters={}, deliberation=Deliberation(uses="text"))
    assert "It passes where nobody says no." in how_counted(stage, 5)
    stage.parameters = {"objections_under_percent": 10}
    assert how_counted(stage, 5)[1:] == ["It passes when fewer than 10% say no."]


def test_once_it_is_decided_the_page_speaks_of_what_was(place: Any, make_person: Any) -> None:
    asked = ask(place)
    for _ in range(3):
        person = make_person()
        take_part(deliberation=asked, person=person, by=the_person(person.pk))
    before = said(Client().get("/testham/deciding/1/"))
    assert "There is £12,000 to share out." in before and "people take part so far." in before
    Membership.objects.filter(pk=Membership.objects.first().pk).update(evidence="says that they live here")
    decide(asked, {})
    page = said(Client().get("/testham/deciding/1/"))
    assert "There was £12,000 to share out." in page and "Fewer than 10 people took part." in page
    assert "The others say" not in page, "both counts are told alike, so nobody is said to be left"


def said(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text_of(answer))).split())


def test_each_page_reads_as_for_people_of_eleven(place: Any, make_person: Any) -> None:
    asked = ask(place)
    kitchen = bring(asked, "A new cooker.", "Lunch club kitchen", "proposal", pence=650_000)
    made_count(asked, {kitchen: 402}, [kitchen])
    decide(asked, {kitchen: "yes"})
    bring(ask(place, "ballot"), "A new cooker.", "Lunch club kitchen", "proposal", pence=650_000)
    browser = open_for(make_person())
    pages = ["deciding/", "deciding/1/", "deciding/1/take-part/", "deciding/1/say/", "deciding/2/vote/", "decided/1/"]  # fmt: skip
    grades = {path: ease_of(words_of_page(text_of(browser.get(f"/testham/{path}")))).grade for path in pages}  # fmt: skip
    assert {path: round(grade, 1) for path, grade in grades.items() if grade > 6} == {}

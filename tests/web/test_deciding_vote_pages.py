"""A vote: added up before it is handed in, for anybody; handed in by members; a receipt that stands in no address."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from office_samples import key, post, text_of

from helpfulacts.core.clock import as_if, today
from helpfulacts.core.models import GivenAnswer
from helpfulacts.deliberation.actions.draft_decision import draft_decision
from helpfulacts.deliberation.actions.publish_decision import publish_decision
from helpfulacts.deliberation.models import Cast, Membership, Position
from helpfulacts.deliberation.selectors import stages_of
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actions.give_phrase import give_phrase
from tests.deciding import MEMBER, ask, bring, bring_projects

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_tries_before() -> None:
    cache.clear()


def member_of(person: Any) -> Client:
    browser = Client()
    post(browser, "/testham/plan/come-back", phrase=give_phrase(person=person))
    post(browser, "/testham/deciding/1/take-part/")
    return browser


def test_anybody_adds_it_up_and_nothing_is_handed_in(place: Any) -> None:
    bring_projects(ask(place, "ballot"))
    browser = Client()
    page = text_of(browser.get("/testham/deciding/1/vote/"))
    for words in ("The promise", "Costs £6,500.", "There is £12,000", "the lunch club ends in October", "So a small group"):  # fmt: skip
        assert words in page
    some = text_of(post(browser, "/testham/deciding/1/vote/", c1="on", c2="on", check="1"))
    assert "You chose 2. Together they cost £9,700." in some and "There is £12,000." in some
    more = text_of(post(browser, "/testham/deciding/1/vote/", c1="on", c3="on", check="1"))
    assert "Together they cost £16,300." in more and "That is fine" in more
    none = post(browser, "/testham/deciding/1/vote/", check="1")
    assert none.status_code == 422 and "Choose at least one" in text_of(none)
    assert not Position.objects.exists()


def test_who_votes_reads_what_was_decided_before_because_it_could_not_wait(place: Any) -> None:
    asked = ask(place, "ballot")
    bring_projects(asked)
    page = "/testham/deciding/1/vote/"
    assert "This could not wait." not in text_of(Client().get(page))
    with as_if(stages_of(asked)[0].opens + dt.timedelta(hours=1)):
        day = today()
        draft = draft_decision(
            deliberation=asked, body="The forum", sentence="The roof is mended.", reason="It came down.", by=MEMBER,
            review_on=day + dt.timedelta(days=90), emergency="It rained in.", scrutiny_by=day + dt.timedelta(days=9),
        )  # fmt: skip
        publish_decision(decision=draft, by=MEMBER)
    vote = text_of(Client().get(page))
    assert "This could not wait." in vote and '<a href="/testham/decided/1/">The roof is mended.</a>' in vote


def test_what_costs_more_than_there_is_says_so_on_the_ballot(place: Any) -> None:
    asked = ask(place, "ballot")
    bring_projects(asked)
    page = "/testham/deciding/1/vote/"
    assert "more than there is" not in text_of(Client().get(page))
    bring(asked, "All of the path.", "A new path", "proposal", pence=1_200_001)
    assert text_of(Client().get(page)).count("That is more than there is, so it cannot be paid for.") == 1


def test_what_was_chosen_before_taking_part_is_said_to_be_not_handed_in(place: Any) -> None:
    bring_projects(ask(place, "ballot"))
    browser, page = Client(), "/testham/deciding/1/vote/"
    assert post(browser, page, c1="on").url == "/testham/deciding/1/take-part/"
    assert "not handed in yet" not in text_of(browser.get(page)), "the page of taking part says it"
    mine = post(browser, "/testham/deciding/1/take-part/", lives="on", postcode="TT1 1").url
    assert "What you chose is not handed in yet." in text_of(browser.get(mine))
    assert "What you chose is not handed in yet." in text_of(browser.get(page))
    assert not Cast.objects.exists()
    assert post(browser, page, c1="on").url == "/testham/deciding/1/receipt/"
    assert all("not handed in yet" not in text_of(browser.get(one)) for one in (mine, page))


def test_a_member_hands_it_in_once_changes_it_and_keeps_a_receipt(place: Any, make_person: Any) -> None:
    bring_projects(ask(place, "ballot"))
    browser = member_of(make_person())
    form = {"key": key(), "c1": "on", "c2": "on"}
    for _ in range(2):
        assert browser.post("/testham/deciding/1/vote/", form).url == "/testham/deciding/1/receipt/"
    first = Cast.objects.get()
    page = text_of(browser.get("/testham/deciding/1/receipt/"))
    assert first.tracker in page and first.salt in page and "Yes</strong>: Lunch club kitchen" in page
    kept = str(list(GivenAnswer.objects.values("key", "action", "answer", "fingerprint")))
    assert first.tracker not in kept and first.salt not in kept, "an hour stands beside it there"

    again = text_of(browser.get("/testham/deciding/1/vote/"))
    assert "You have answered already" in again and again.count("checked") == 2
    post(browser, "/testham/deciding/1/vote/", c3="on")
    assert Cast.objects.get(current=True).tracker != first.tracker
    mine = text_of(browser.get("/testham/deciding/1/mine/"))
    assert "Lights on the canal path" in mine and "Lunch club kitchen" not in mine and "My receipt" in mine
    other = member_of(make_person())
    assert other.get("/testham/deciding/1/receipt/").url == "/testham/deciding/1/mine/"
    assert Client().get("/testham/deciding/1/receipt/").url == "/testham/deciding/1/mine/"


def test_a_vote_waits_while_somebody_reads_what_taking_part_means(place: Any) -> None:
    bring_projects(ask(place, "ballot"))
    browser = Client()
    assert post(browser, "/testham/deciding/1/vote/", c2="on").url == "/testham/deciding/1/take-part/"
    assert "Yes</strong>: Benches by the health centre" in text_of(
        browser.get("/testham/deciding/1/take-part/")
    )
    post(browser, "/testham/deciding/1/take-part/", lives="on", ward="North")
    assert Membership.objects.count() == 1 and not Cast.objects.exists()
    page = text_of(browser.get("/testham/deciding/1/vote/"))
    assert page.count("checked") == 1 and "You have answered already" not in page
    post(browser, "/testham/deciding/1/vote/", c2="on")
    assert Cast.objects.count() == 1


@pytest.mark.parametrize(
    ("rule", "parameters", "good", "wrong", "says"),
    [
        ("points", {"points": 20}, {"c1": "8", "c2": "6"}, {"c1": "18", "c2": "6"}, "Take 4 off"),
        ("consent", {}, {"c1": "1", "c2": "-1"}, {"c1": "9"}, "Choose one for"),
        ("rank", {}, {"c1": "2", "c2": "1", "c3": "3"}, {"c1": "1", "c2": "1", "c3": "3"}, "its own place"),
    ],
)
def test_each_rule_has_its_form(
    rule: str, parameters: Any, good: Any, wrong: Any, says: str, place: Any, make_person: Any
) -> None:
    steps = [Step("inform", 7), Step("gather", 7, "agree"), Step("ballot", 14, rule, parameters), Step("decide", 7)]  # fmt: skip
    bring_projects(ask(place, "ballot", steps=steps))
    browser = member_of(make_person())
    refused = post(browser, "/testham/deciding/1/vote/", **wrong)
    assert refused.status_code == 422 and says in text_of(refused) and not Cast.objects.exists()
    assert 'value="18"' in text_of(refused) or rule != "points", "what was typed is lost"
    assert post(browser, "/testham/deciding/1/vote/", check="1", **good).status_code == 200
    assert post(browser, "/testham/deciding/1/vote/", **good).status_code == 302
    kept = dict(Position.objects.filter(current=True).values_list("contribution__number", "value"))
    assert kept == {int(name[1:]): int(value) for name, value in good.items()}


def test_points_for_what_matters_more_are_shared_out_anew(place: Any, make_person: Any) -> None:
    asked = ask(place, "weigh", uses="entitlement")
    for words in ("Those who wait longest.", "Those nearest.", "Carers first."):
        bring(asked, words)
    browser = member_of(make_person())
    page = text_of(browser.get("/testham/deciding/1/weigh/"))
    assert "You have 100 points" in page and "What this vote is not" not in page
    post(browser, "/testham/deciding/1/weigh/", c1="60", c2="40")
    answer = post(browser, "/testham/deciding/1/weigh/", c3="100")
    assert answer.url == "/testham/deciding/1/mine/" and "100 points" in text_of(browser.get(answer.url))
    assert list(Position.objects.filter(current=True).values_list("value", flat=True)) == [100]
    late = browser.get("/testham/deciding/1/vote/")
    assert late.url == "/testham/deciding/1/"

"""What goes wrong around a vote: sent twice, too late, by who has left, with too much, or with what is no number."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from office_samples import key, post, text_of

from helpfulacts.core.clock import as_if, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.publish_deliberation import end_deliberation
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.models import Cast, Membership, Position
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actor import the_person
from tests.deciding import MEMBER, ask, bring, bring_projects

pytestmark = pytest.mark.django_db
VOTE, RECEIPT = "/testham/deciding/1/vote/", "/testham/deciding/1/receipt/"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


def member_of(person: Any) -> Client:
    browser = Client()
    post(browser, "/testham/plan/come-back", phrase=give_phrase(person=person))
    post(browser, "/testham/deciding/1/take-part/")
    return browser


def points(place: Any, options: int) -> Any:
    steps = [Step("inform", 7), Step("gather", 7, "agree"), Step("ballot", 14, "points", {"points": 20}), Step("decide", 7)]  # fmt: skip
    asked = ask(place, "ballot", steps=steps)
    for number in range(options):
        bring(asked, "It helps.", f"Project {number}", "proposal", pence=100)
    return asked


def test_what_nobody_has_costed_is_not_on_the_page_of_a_vote_on_money(place: Any, make_person: Any) -> None:
    asked = ask(place, "ballot")
    bring_projects(asked)
    bring(asked, "Nobody worked out what it costs.", "A bandstand", "proposal")
    browser = member_of(make_person())
    assert "A bandstand" not in text_of(browser.get(VOTE)), "whoever chose it would be refused"
    assert post(browser, VOTE, c1="on", c4="on").status_code == 302
    assert [one.contribution.number for one in Position.objects.all()] == [1]


def test_a_form_sent_again_when_the_vote_has_closed_leads_to_its_receipt(
    place: Any, make_person: Any
) -> None:
    asked = ask(place, "ballot")
    bring_projects(asked)
    browser, form = member_of(make_person()), {"key": key(), "c1": "on"}
    assert browser.post(VOTE, form).url == RECEIPT
    stage = selectors.stage_of_kind(asked, "ballot")
    with as_if(stage.closes):
        close_stage(stage=stage, by=MEMBER)
    assert browser.post(VOTE, form).url == RECEIPT, "they never saw the answer to the first"
    late = browser.post(VOTE, {"key": key(), "c2": "on"})
    assert late.url == "/testham/deciding/1/" and "Nobody can vote" in text_of(browser.get(late.url))
    assert Cast.objects.count() == 1


def test_one_key_with_another_vote_changes_nothing(place: Any, make_person: Any) -> None:
    bring_projects(ask(place, "ballot"))
    browser, same = member_of(make_person()), key()
    assert browser.post(VOTE, {"key": same, "c1": "on"}).status_code == 302
    refused = browser.post(VOTE, {"key": same, "c2": "on"})
    assert refused.status_code == 422 and "sent before with other answers" in text_of(refused)
    other = member_of(make_person()).post(VOTE, {"key": same, "c1": "on"})
    assert other.status_code == 422 and Cast.objects.count() == 1


def test_nothing_is_answered_once_it_has_ended_whatever_was_read_before(place: Any, make_person: Any) -> None:
    for number, (kind, answer) in enumerate((("ballot", cast_vote), ("gather", take_positions)), start=1):
        asked = ask(place, kind)
        [one, *_] = bring_projects(asked)
        person = make_person()
        by = the_person(person.pk)
        membership = take_part(deliberation=asked, person=person, by=by)
        stage = selectors.stage_of_kind(selectors.get_deliberation(place, number), kind)
        end_deliberation(
            deliberation=selectors.get_deliberation(place, number), why="The money is gone.", by=MEMBER
        )
        with pytest.raises(Refused, match="over"):
            answer(stage=stage, membership=membership, answers={one: 1}, by=by)
    assert not Position.objects.exists()


def test_who_has_left_or_looks_on_answers_nothing_until_they_come_back(place: Any, make_person: Any) -> None:
    asked, person = ask(place), make_person()
    said, by = bring(asked, "Lunch on Sundays too."), the_person(person.pk)
    membership = take_part(deliberation=asked, person=person, by=by)
    stage = selectors.stage_of_kind(asked, "gather")
    rows = Membership.objects.filter(pk=membership.pk)
    for change in ({"left_on": today()}, {"left_on": None, "role": "observer"}):
        rows.update(**change)
        with pytest.raises(NotAllowed):
            take_positions(stage=stage, membership=membership, answers={said: 1}, by=by)
    assert not Position.objects.exists()
    rows.update(left_on=today(), role="member")
    browser = member_of(person)
    assert Membership.objects.get().left_on is None, "they take part again, as the same member"
    assert post(browser, "/testham/deciding/1/say/", about="1", answer="1").status_code == 302


def test_what_is_no_number_is_said_and_kept(place: Any, make_person: Any) -> None:
    points(place, 3)
    browser = member_of(make_person())
    for wrong in ("ten", "1.5", "-1", "9" * 5000, "1e3", "\x00"):
        refused = post(browser, VOTE, c1=wrong)
        assert refused.status_code == 422 and "For “Project 0”" in text_of(refused), wrong[:10]
    assert not Cast.objects.exists()
    assert post(browser, VOTE, c1="x" * 1_000_000).status_code == 413
    for number in ("0", "9" * 40):
        for page in ("", "vote/", "receipt/", "board/", "board.json"):
            assert browser.get(f"/testham/deciding/{number}/{page}").status_code == 404
    assert browser.get(f"/testham/deciding/1/board/?part={'9' * 5000}").status_code == 404


def test_a_long_ballot_can_be_handed_in_and_too_many_answers_are_told_so(
    place: Any, make_person: Any
) -> None:
    points(place, 450)
    browser = member_of(make_person())
    given = {f"c{number}": "1" if number <= 20 else "" for number in range(1, 451)}
    assert post(browser, VOTE, **given).status_code == 302
    assert Position.objects.count() == 20
    many = post(browser, VOTE, **{f"c{number}": "1" for number in range(10_000)})
    assert many.status_code == 413 and "too" in text_of(many)
    assert Position.objects.count() == 20

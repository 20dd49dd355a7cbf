"""Where we stand, page by page: who is asked, what a body answers, what the desk enters from paper, what the board replies."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from typing import Any

import pytest
from django.test import Client
from office_samples import World, build
from test_agreement_pages import said

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.deliberation import selectors, stands
from helpfulacts.deliberation.actions.answer_position import answer_position
from helpfulacts.deliberation.actions.leave import leave
from helpfulacts.deliberation.actions.open_position import open_position
from helpfulacts.deliberation.actions.withdraw import withdraw
from helpfulacts.deliberation.models import Deliberation
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
OFFICE = Actor("Mel", "officer")


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


@pytest.fixture
def board(world: World) -> Any:
    return begin_organisation(place=world.place, name="The board")


@pytest.fixture
def nhs(world: World) -> Any:
    return begin_organisation(place=world.place, name="The NHS")


@pytest.fixture
def asked(world: World, board: Any, nhs: Any) -> Any:
    return open_position(place=world.place, board=board, partners=[world.club, nhs], by=OFFICE)


def send(browser: Client, path: str, **fields: Any) -> Any:
    return browser.post(f"/testham/{path}", {"key": secrets.token_hex(16), **fields}, follow=True)


def seen_in(page: Any) -> str:
    """What a page says it was made from."""
    return re.findall(r'name="seen" value="([^"]+)"', page.content.decode())[0]


def part(asked: Any, kind: str) -> Any:
    return as_if(selectors.stage_of_kind(asked, kind).opens + HOUR)


def test_the_office_asks_and_each_mistake_is_said_in_one_sentence(world: World, board: Any, nhs: Any) -> None:
    mel = world.browser("officer")
    right = {"board": board.pk, "partners": [world.club.pk, nhs.pk], "first_day": today().isoformat()}
    for wrong, says in (
        ({"board": ""}, "Choose the board that replies."),
        ({"partners": []}, "Choose at least two bodies that say where they stand."),
        ({"partners": [nhs.pk, board.pk]}, "Choose at least two bodies that say where they stand."),
        ({"partners": [nhs.pk, "x"]}, "Choose from the list."),
        ({"first_day": "soon"}, "Write a day, for example 24/6/2026."),
        ({"first_day": (today() - dt.timedelta(days=1)).isoformat()}, "That day has passed."),
        ({"first_day": "9999-12-31"}, "Choose a day within a year."),
    ):
        answer = send(mel, "office/where-we-stand/ask", **{**right, **wrong})
        assert answer.status_code == 422 and says in said(answer), wrong
    assert not Deliberation.objects.exists()
    page = said(send(mel, "office/where-we-stand/ask", **right))
    assert "It is asked." in page and "The NHS 0 of 16" in page
    assert selectors.stages_of(Deliberation.objects.get())[0].opens <= now()


def test_a_body_answers_for_itself_keeps_what_it_said_and_changes_it(world: World, asked: Any) -> None:
    club, path = world.browser("provider"), f"where-we-stand/{asked.number}/answer"
    with part(asked, "gather"):
        assert "Answer for a club in North" in said(club.get(f"/testham/where-we-stand/{asked.number}"))
        page = said(send(club, path, answer_1="1", why_1="They begin it.", answer_2="0"))
        assert "Kept: 2 answers." in page and "2 of 16 answered" in page and "They begin it." in page
        changed = said(send(club, path, answer_1="-1", why_1="They wait.", answer_2="0", why_2=""))
        assert "Kept: 1 answer." in changed and "They begin it." not in changed
        gone = said(send(club, path, answer_1="-1", why_1=""))
        assert "They wait." not in gone
        for wrong, says in (
            ({"answer_1": "7"}, "Choose an answer for “Citizen centred”."),
            ({"answer_3": "", "why_3": "No."}, "Choose an answer for “Democratically accountable” too"),
            (
                {"answer_1": "1", "why_1": "x" * 1_001},
                "Citizen centred” to 1,000 letters. You wrote 1001.",
            ),
            ({"answer_1": "1", "why_1": "ring 01384 555123"}, "phone number"),
            ({"answer_1": "1", "why_1": "Ask Zbigniew Kowalczyk."}, "is this a private person?"),
        ):
            answer = send(club, path, **wrong)
            assert answer.status_code == 422 and says in said(answer), says
        vast = send(club, path, answer_1="1", why_1="x" * 1_000_000)
        assert vast.status_code == 413 and "That is too long" in said(vast)
        assert "1 of 16" not in said(club.get(f"/testham/{path}"))
    report = stands.position_report(asked)
    assert (report.stands[0].disagree, report.stands[0].said[0].why, report.stands[1].passed) == (1, (), 1)


def test_who_is_not_asked_answers_nothing_and_nobody_after_the_day(
    world: World, board: Any, nhs: Any
) -> None:
    other = begin_organisation(place=world.place, name="Another")
    asked = open_position(place=world.place, board=board, partners=[other, nhs], by=OFFICE)
    club, path = world.browser("provider"), f"where-we-stand/{asked.number}/answer"
    with part(asked, "gather"):
        answer = send(club, path, answer_1="1")
        assert answer.status_code == 403 and "Your body is not asked here." in said(answer)
        assert world.browser("officer").get(
            f"/testham/office/where-we-stand/{asked.number}/bodies/{world.club.pk}"
        ).status_code == 404  # fmt: skip
    ours = open_position(place=world.place, board=board, partners=[world.club, nhs], by=OFFICE)
    path = f"where-we-stand/{ours.number}/answer"
    assert "This begins on" in said(club.get(f"/testham/{path}", follow=True))
    with part(ours, "map"):
        late = send(club, path, answer_1="1", why_1="Too late, but kept on the page.")
        assert late.status_code == 422 and "This part is over." in said(late)
        assert "Too late, but kept on the page." in said(late)
        assert "This was open until" in said(club.get(f"/testham/{path}", follow=True))
    assert not stands.position_report(ours).stands[0].answered


def test_the_desk_enters_a_paper_and_says_where_it_came_from(world: World, asked: Any, nhs: Any) -> None:
    tom, path = world.browser("navigator"), f"office/where-we-stand/{asked.number}/bodies/{nhs.pk}"
    with part(asked, "gather"):
        assert f"{asked.question} Bodies answer now." in said(tom.get("/testham/office/papers"))
        bad = send(tom, path, answer_1="1")
        assert bad.status_code == 422
        assert "Say if the answers came on paper" in said(bad) and "Say where the answers came from" in said(
            bad
        )
        done = send(
            tom,
            path,
            channel="paper",
            came_from="by post, from its office",
            answer_1="-1",
            why_1="We send 3 forms.",
        )
        assert "The NHS 1 of 16 on paper" in said(done)
    report = said(Client().get(f"/testham/where-we-stand/{asked.number}"))
    assert "The NHS: we are not there (on paper)" in report and "We send 3 forms." in report
    entry = next(one for one in register.entries(world.place) if one.action == "entered where a body stands")
    assert entry.facts["from"] == "by post, from its office"
    assert "We are not there" in said(Client().get(f"/testham/where-we-stand/{asked.number}/paper"))


def test_the_board_replies_before_and_after_its_days_and_no_meeting_is_held(
    world: World, asked: Any, board: Any, nhs: Any
) -> None:
    account, day = begin_account(email="chair@example.org"), today()
    grant_role(
        place=world.place, account=account, role="board", shown_as="Ada, of the board", body=board, begins=day,
        until=day + dt.timedelta(days=90),
    )  # fmt: skip
    ada = Client()
    ada.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    path = f"where-we-stand/{asked.number}/reply"
    gather, statements = selectors.stage_of_kind(asked, "gather"), stands.statements_of(asked)
    with part(asked, "gather"):
        for member, value in zip(stands.bodies_of(asked), (1, -1), strict=True):
            by = Actor("x", "provider", body_id=member.organisation_id)
            answers = dict.fromkeys(statements[:2], (value, "So it is."))
            answer_position(stage=gather, membership=member, answers=answers, by=by)
        assert world.browser("provider").get(f"/testham/{path}").status_code == 403
        early = said(send(ada, path, reply_1="One form from January.", reply_2=""))
        assert "1 reply is kept. 1 thing waits for a reply." in early
    with as_if(selectors.stage_of_kind(asked, "decide").closes + HOUR):
        page = said(Client().get(f"/testham/where-we-stand/{asked.number}"))
        assert (
            "It is complete but for 1 reply. It needed no meeting." in page
            and "has not replied yet to 1 thing" in page
        )
        assert (
            Client().get(f"/testham/deciding/{asked.number}/map/").url
            == f"/testham/where-we-stand/{asked.number}"
        )
        assert "the map" not in said(Client().get(f"/testham/deciding/{asked.number}/"))
        long = send(ada, path, reply_1="One form from January.", reply_2="x" * 1_001)
        assert long.status_code == 422 and "to 1,000 letters" in said(long)
        assert "A reply stays." in said(send(ada, path, reply_1="", reply_2="We count it."))
        late = said(send(ada, path, reply_1="One form from January.", reply_2="We count what it costs."))
        assert "Nothing waits for a reply." in late and "The promise: kept" in late
        assert "The board replies on" in late and "Late" in late and "replied to each thing" in late
        assert "See what was said first" not in late
        otherwise = said(send(ada, path, reply_1="Two forms from May.", reply_2="We count what it costs."))
        assert "Changed on" in otherwise and "See what was said first" in otherwise
        assert "Two forms from May." in otherwise and "One form from January." in otherwise
        listed = said(Client().get("/testham/deciding/"))
        assert "Reports of where we stand" in listed
        ward = said(Client().get("/testham/wards/T0"))
        assert asked.question not in ward, "what is complete is not to come"
    text = Client().get(f"/testham/where-we-stand/{asked.number}.txt").content.decode()
    assert "Annex: who says otherwise" in text and "- The NHS: we are not there. So it is." in text
    data = Client().get(f"/testham/where-we-stand/{asked.number}.json").json()
    assert data["unanswered"] == [] and data["annex"][0]["says"][1]["code"] == "P2"
    assert data["stands"][1]["replies"][0]["late"] and not data["stands"][0]["replies"][0]["late"]


def test_an_old_page_writes_over_nothing_and_the_report_stays_as_it_was_said(
    world: World, asked: Any
) -> None:
    club, path = world.browser("provider"), f"where-we-stand/{asked.number}/answer"
    with part(asked, "gather"):
        opened = seen_in(club.get(f"/testham/{path}"))
        send(club, path, answer_1="1", why_1="They begin it.", seen=opened)
        late = send(club, path, answer_2="0", seen=opened)
        assert late.status_code == 422 and "This report has changed since you opened this page." in said(late)
        again = said(send(club, path, answer_1="1", why_1="They begin it.", answer_2="0", seen=seen_in(late)))
        assert "Kept: 1 answer." in again and "They begin it." in again
    member = next(one for one in stands.bodies_of(asked) if one.organisation_id == world.club.pk)
    by = Actor("x", "provider", body_id=world.club.pk)
    reason, _ = stands.reasons_of(member)[stands.statements_of(asked)[0].pk]
    for stays in (lambda: withdraw(contribution=reason, by=by), lambda: leave(membership=member, by=by)):
        with pytest.raises(Refused):
            stays()
    assert stands.position_report(asked).stands[0].said[0].why == ("They begin it.",)

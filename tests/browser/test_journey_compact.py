"""One clause of a Compact, from the question to a promise with its day: on a phone, by keyboard alone and without scripts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from at_a_phone import at_a_phone, session_of
from hands import OVER, Keyboard
from playwright.sync_api import expect

from helpfulacts.core.clock import as_if, today
from helpfulacts.deliberation import agreements, selectors
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.promises.models import Promise
from tests.compact import in_force, proposed
from tests.served_here import Clock, served_here

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]
DAY = dt.timedelta(days=1)
NEW = "The council answers within 5 working days, and says who to ring."


@pytest.fixture
def bodies(place: Any) -> tuple[Any, Any]:
    """The council and the groups, whose agreement is in force."""
    council = begin_organisation(place=place, name="The council's cabinet")
    groups = begin_organisation(place=place, name="The network of small groups")
    in_force(place, council, groups)
    return council, groups


@pytest.fixture
def sessions(place: Any, bodies: tuple[Any, Any]) -> dict[str, str]:
    """Who is signed in, by whom: the office, the desk, and who speaks for each side."""
    partnership = begin_organisation(place=place, name="The partnership")
    kept = {}
    for who, role, body in (
        ("mel", "officer", partnership), ("tom", "navigator", partnership), ("ann", "provider", bodies[0]),
        ("rae", "provider", bodies[1]),
    ):  # fmt: skip
        account = begin_account(email=f"{who}@example.org")
        grant_role(
            place=place, account=account, role=role, shown_as=who.title(), body=body, begins=today(),
            until=today() + 700 * DAY,
        )  # fmt: skip
        kept[who] = session_of(account)
    return kept


def test_one_clause_from_the_question_to_a_promise(
    place: Any, bodies: tuple[Any, Any], sessions: dict[str, str], chromium: Any, look: Callable[[Any, str], None]
) -> None:  # fmt: skip
    clock = Clock()
    with served_here(clock) as address:

        def at_work(who: str) -> tuple[Keyboard, Any]:
            someone = at_a_phone(chromium, address, sessions[who])
            return someone, someone.page.get_by_role("main")

        def seen(by: Keyboard, name: str) -> None:
            assert by.page.locator("script").count() == 0
            look(by.page, name)
            by.page.set_viewport_size({"width": 360, "height": 780})

        (mel, hers), (rae, theirs), (ann, other), (tom, desk) = map(at_work, ("mel", "rae", "ann", "tom"))

        mel.goto("/testham/agreements/1")
        expect(hers).to_contain_text("Its sides: The council; Small groups")
        mel.follow("Change it together", within=hers)
        mel.press("Make a draft")
        expect(mel.page.get_by_role("alert").first).to_contain_text("Say what can change in the text.")
        seen(mel, "agreement_change-mistakes")
        mel.write("What can change?", "within how many days the council answers")
        mel.write("Who does it touch that is not here?", "groups that ask for no money")
        mel.write("What do you do about it?", "they can read all of it")
        mel.press("Make a draft")
        mel.press("Publish it")
        expect(hers).to_contain_text("Changes to the text, to accept")
        asked = selectors.get_deliberation(place, 1)
        parts = {stage.kind: stage for stage in selectors.stages_of(asked)}

        clock.moment = parts["draft"].opens + 2 * DAY
        rae.goto("/testham/deciding/1/")
        rae.follow("The text, with its changes")
        rae.follow("Propose a change to clause 1.1", within=theirs)
        expect(theirs).to_contain_text("You answer for The network of small groups")
        rae.press("Send it")
        expect(rae.page.get_by_role("alert").first).to_contain_text("Choose what you want to do.")
        seen(rae, "deciding_propose-mistakes")
        rae.tick("Say it otherwise")
        rae.write("Your words", NEW)
        rae.write("Why, in one line", "Groups plan from month to month")
        rae.press("Send it")
        expect(theirs).to_contain_text("It waits until a person has read it")
        proposed(asked, bodies[0], "The council answers as soon as it can.")

        mel.goto("/testham/office/deciding/1/brought/4")
        expect(hers.locator("ins").first).to_contain_text("5")
        mel.press("Show it", within=hers)
        mel.goto("/testham/office/deciding/1/changes")
        expect(hers).to_contain_text("Numbers 4 and 5 change the same words. Only one can be accepted.")
        seen(mel, "deciding_changes")
        mel.follow("Number 4", within=hers)
        seen(mel, "deciding_change")
        mel.press("Accept all of it")
        mel.follow("Number 5", within=hers)
        mel.press("Accept all of it")
        expect(mel.page.locator("body")).to_contain_text("Put both to a ballot")
        rae.goto("/testham/deciding/1/text/")
        expect(theirs).to_contain_text("In the text")
        seen(rae, "deciding_text")
        assert rae.page.evaluate(OVER) <= 0

        clock.moment = parts["ballot"].opens + DAY
        for by, main, first, second in (
            (rae, theirs, "Yes", "No"),
            (ann, other, "I can live with it", "Yes"),
        ):
            by.goto("/testham/deciding/1/vote/")
            for reason, answer in (("Groups plan from month to month", first), ("Sooner is kinder", second)):
                group = by.page.get_by_role("group", name=reason)
                by.tick(answer, within=group)
            if by is rae:
                seen(rae, "deciding_vote-compact")
            by.press("Hand in my vote")
            expect(main).to_contain_text("We have your vote")
        tom.goto("/testham/office/deciding/1/slips")
        tom.write("How many slips?", "1")
        tom.write("How do you know that they may take part?", "looked up on the list of small groups")
        tom.press("Make", within=desk)
        slip = tom.page.locator(".slip .phrase").inner_text()
        seen(tom, "slips_give-compact")
        tom.follow("Back to votes on paper", within=desk)
        tom.write("Where did they come from?", "those who were asked at the library")
        tom.tick("From a box, or by post")
        tom.write("How many papers are there?", "1")
        tom.press("Begin", within=desk)
        tom.write("The number of the slip", slip)
        tom.tick("Yes", within=tom.page.get_by_role("group", name="Groups plan from month to month"))
        tom.tick("No", within=tom.page.get_by_role("group", name="Sooner is kinder"))
        tom.press("Enter this paper")
        expect(desk).to_contain_text("Nothing is missing")
        mel.goto("/testham/office/deciding/1/papers")
        mel.follow("Batch 1", within=hers)
        mel.press("It is right. Close it")

        clock.moment = parts["decide"].opens + 2 * DAY
        mel.goto("/testham/office/deciding/1")
        for _ in ("inform", "draft", "ballot"):
            mel.press("Close it", within=hers)
        mel.press("vote", within=hers)
        expect(hers).to_contain_text("Groups plan from month to month Won")
        mel.follow("Write down the decision", within=hers)
        mel.write("What was decided, in one sentence", "The council answers within 5 working days")
        mel.write("Why", "Each side says yes to it.")
        mel.press("Keep it, and go on to the answers")
        for number, answer, why in (
            ("4", "Yes", "Each side can keep it."),
            ("5", "No", "The groups say no."),
        ):
            mel.tick(answer, within=mel.page.get_by_role("group", name=f"Answer to number {number}"))
            mel.write(f"Why, for number {number}", why)
        mel.press("Keep these answers")
        mel.follow("4 Publish", within=hers)
        with as_if(clock.moment):
            day = today()
        for at, who, what in (("1", "The council's cabinet", "Ring back"), ("2", "The network of small groups", "Tell each group")):  # fmt: skip
            mel.choose(f"Who makes promise {at}?", who)
            mel.write(f"What is promise {at}?", what)
            mel.date(f"By which day is promise {at} kept?", day + 30 * DAY)
        mel.press("Publish the decision")
        expect(hers).to_contain_text("It is published.")

        mel.goto("/testham/office/deciding/1")
        mel.follow("Draft the next text", within=hers)
        expect(mel.page.get_by_label("Within how many? (clause 1.1)")).to_have_value("5")
        seen(mel, "next_text")
        mel.press("Draft the next text")
        expect(hers).to_contain_text("A new text waits")
        seen(mel, "agreement-next")
        for by, main, side, who in ((rae, theirs, "Small groups", "Rae"), (ann, other, "The council", "Ann")):
            by.goto("/testham/agreements/1")
            by.follow("Sign it", within=main)
            by.choose("For which side?", side)
            by.write("Who signs?", f"{who}, who speaks for it")
            by.press("Sign it", within=main)
            expect(main).to_contain_text("It is signed, in public.")
        assert agreements.in_force(agreements.get_agreement(place, 1)).number == 2
        rae.follow("Something happened that it speaks of", within=theirs)
        rae.choose("Which clause?", "1.1")
        rae.choose("Who owes it?", "The council's cabinet")
        rae.write("What happened?", "A lunch club asked about its money.")
        rae.press("Make it a promise")
        expect(theirs).to_contain_text("Not due yet")
        rae.unfold("What was changed in this text")
        seen(rae, "agreement-changed")
        owed = Promise.objects.get(place=place, about_noun="agreement", by_id=bodies[0].pk)
        assert day + 7 * DAY <= owed.due <= day + 13 * DAY, "five working days, with a holiday or two"

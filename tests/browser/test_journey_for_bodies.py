"""An agreement is begun by page, and somebody who speaks for two bodies signs and answers for each: on a phone, by keyboard alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from at_a_phone import at_a_phone, session_of
from hands import OVER, Keyboard
from playwright.sync_api import expect

from helpfulacts.core.clock import today
from helpfulacts.deliberation import agreements, selectors
from helpfulacts.deliberation.actions.open_position import open_position
from helpfulacts.deliberation.actions.take_part import invite
from helpfulacts.deliberation.models import Position
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from tests.compact import OFFICE
from tests.deciding import MEMBER, ask, bring
from tests.served_here import Clock, served_here

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]
DAY = dt.timedelta(days=1)
TEXT = """Money
Money is talked about early.

The council answers within 10 working days."""


@pytest.fixture
def bodies(place: Any) -> dict[str, Any]:
    names = ("The partnership", "The council's cabinet", "A choir in South", "A club in North")
    return {name: begin_organisation(place=place, name=name) for name in names}


@pytest.fixture
def sessions(place: Any, bodies: dict[str, Any]) -> dict[str, str]:
    """Mel of the office; Rae, who speaks for the choir and for the club."""
    kept = {}
    for who, role, names in (
        ("mel", "officer", ["The partnership"]),
        ("rae", "provider", ["A choir in South", "A club in North"]),
    ):
        account = begin_account(email=f"{who}@example.org")
        for name in names:
            grant_role(
                place=place, account=account, role=role, shown_as=who.title(), body=bodies[name], begins=today(),
                until=today() + 90 * DAY,
            )  # fmt: skip
        kept[who] = session_of(account)
    return kept


def test_one_begins_it_and_another_speaks_for_two(
    place: Any, bodies: dict[str, Any], sessions: dict[str, str], chromium: Any, look: Callable[[Any, str], None]
) -> None:  # fmt: skip
    choir, club = bodies["A choir in South"], bodies["A club in North"]
    asked = ask(place, uses="question", open_to="invited", question="When should the hall be open?")
    bring(asked, "On Sundays too.")
    for body in (choir, club):
        invite(deliberation=asked, organisation=body, by=MEMBER)
    report = open_position(
        place=place, board=bodies["The council's cabinet"], partners=[choir, club], by=OFFICE
    )
    clock = Clock()
    with served_here(clock) as address:

        def at_work(who: str) -> tuple[Keyboard, Any]:
            someone = at_a_phone(chromium, address, sessions[who])
            return someone, someone.page.get_by_role("main")

        def seen(by: Keyboard, name: str) -> None:
            """No page has a script: the only one that runs is the checker's."""
            assert by.page.locator("script").count() == 0
            look(by.page, name)
            by.page.set_viewport_size({"width": 360, "height": 780})
            assert by.page.evaluate(OVER) <= 0, f"{name} scrolls sideways"

        (mel, hers), (rae, theirs) = at_work("mel"), at_work("rae")
        mel.goto("/testham/office/deciding")
        mel.follow("Begin an agreement", within=hers)
        mel.press("Read it as others will")
        expect(mel.page.get_by_role("alert").first).to_contain_text("Give the agreement a title.")
        seen(mel, "agreement_begin-mistakes")
        mel.write("What is it called?", "The Compact")
        mel.page.get_by_label("Which body is one side?").select_option("The council's cabinet")
        mel.page.get_by_label("Which body is the other side?").select_option("A choir in South")
        mel.write("The text", TEXT)
        mel.press("Read it as others will")
        expect(hers).to_contain_text("Nothing is kept yet")
        mel.unfold("Clause 2")
        mel.page.get_by_label("Who owes it? (clause 2)").select_option("The council's cabinet")
        expect(mel.page.get_by_label("Within how many? (clause 2)")).to_have_value("10")
        mel.write("When what happens? (clause 2)", "a group asks about its money")
        mel.press("Keep it as a draft")
        expect(mel.page.get_by_role("alert").first).to_contain_text("Choose the day.")
        seen(mel, "agreement_preview-mistakes")
        mel.page.get_by_label("By which day is it looked at again?").fill("2041-01-01")
        mel.press("Keep it as a draft")
        expect(hers).to_contain_text("It is kept as a draft")
        seen(mel, "agreement-draft")

        rae.goto("/testham/our-offers")
        expect(theirs).to_contain_text("To answer, vote on or sign: 3")
        seen(rae, "my_offers-waits")
        rae.follow("Sign the new text", within=theirs)
        rae.page.get_by_label("For which side?").select_option("A choir in South")
        rae.tick("A choir in South")
        rae.write("Who signs?", "Rae, who speaks for it")
        seen(rae, "agreement_sign-two")
        rae.press("Sign it", within=theirs)
        expect(theirs).to_contain_text("It is signed, in public.")
        (signed,) = agreements.signatures(agreements.versions(agreements.get_agreement(place, 1))[0])
        assert (signed.organisation, signed.side) == (choir, "a-choir-in-south")

        rae.goto(f"/testham/deciding/{asked.number}/say/")
        seen(rae, "deciding_say-whom")
        rae.press("Agree", within=theirs)
        expect(theirs).to_contain_text("Your answer waits")
        seen(rae, "deciding_join-whom")
        rae.tick("A club in North")
        rae.press("Answer for them")
        expect(theirs).to_contain_text("You answer for A club in North")
        assert Position.objects.get().membership.organisation == club
        rae.unfold("Answer for somebody else")
        seen(rae, "deciding_say-chosen")

        clock.moment = selectors.stage_of_kind(report, "gather").opens + DAY
        rae.goto(f"/testham/where-we-stand/{report.number}/answer")
        rae.tick("A choir in South")
        seen(rae, "position_answer-whom")
        rae.press("Go on")
        expect(theirs).to_contain_text("A choir in South: where do we stand?")

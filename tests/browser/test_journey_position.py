"""Where we stand, from the question to the report, on a phone, by keyboard alone and without scripts: no meeting is held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from at_a_phone import at_a_phone, session_of
from hands import OVER, Keyboard
from playwright.sync_api import expect

from helpfulacts.core.clock import now, today
from helpfulacts.core.principles import CONDITIONS, PRINCIPLES
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.models import Deliberation
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from tests.served_here import Clock, served_here

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]
ITEMS = [item.name for item in (*PRINCIPLES, *CONDITIONS)]
ROLES = {
    "mel": ("officer", "The partnership"),
    "rae": ("provider", "A club in North"),
    "ada": ("board", "The board"),
}


@pytest.fixture
def signed_in(place: Any) -> dict[str, str]:
    """The session of an officer, of a club, and of a member of the board; a hospital has no account."""
    begin_organisation(place=place, name="A hospital")
    sessions, day = {}, today()
    for who, (role, name) in ROLES.items():
        account = begin_account(email=f"{who}@example.org")
        body = begin_organisation(place=place, name=name)
        until = day + dt.timedelta(days=90)
        grant_role(
            place=place, account=account, role=role, shown_as=who.title(), body=body, begins=day, until=until
        )
        sessions[who] = session_of(account)
    return sessions


def test_from_the_question_to_the_report(
    signed_in: dict[str, str], chromium: Any, look: Callable[[Any, str], None]
) -> None:
    clock = Clock(now())
    with served_here(clock) as address:

        def come(who: str = "") -> Keyboard:
            return at_a_phone(chromium, address, signed_in[who] if who else "")

        def seen(someone: Keyboard, name: str) -> None:
            """No page has a script: the only one that runs is the checker's."""
            assert someone.page.locator("script").count() == 0
            look(someone.page, name)
            someone.page.set_viewport_size({"width": 360, "height": 780})
            assert someone.page.evaluate(OVER) <= 0, f"{name} scrolls sideways"

        mel, rae = come("mel"), come("rae")
        asks(mel, seen)
        asked = Deliberation.objects.get()
        gather, decide = (selectors.stage_of_kind(asked, kind) for kind in ("gather", "decide"))
        clock.moment = gather.opens + dt.timedelta(hours=1)
        a_body_answers(rae, seen)
        the_desk_enters_a_paper(mel, seen)
        a_body_changes_its_mind(rae)
        clock.moment = decide.opens + dt.timedelta(days=3)
        the_board_replies(come("ada"), seen)
        clock.moment = decide.closes + dt.timedelta(hours=1)
        everybody_reads_it(come(), seen)


def asks(mel: Keyboard, seen: Callable[[Keyboard, str], None]) -> None:
    page, main = mel.page, mel.page.get_by_role("main")
    mel.goto("/testham/office/deciding")
    mel.follow("Ask where we stand", within=main)
    mel.press("Ask them, in public")
    expect(page.get_by_role("alert").first).to_contain_text("Choose the board that replies.")
    seen(mel, "position_ask-mistakes")
    mel.choose("Which body is the board?", "The board")
    for body in ("A club in North", "A hospital"):
        mel.tick(body, "checkbox")
    mel.press("Ask them, in public")
    expect(main).to_contain_text("It is asked.")
    mel.follow("The questions on paper, to print", within=main)
    seen(mel, "position_paper")


def a_body_answers(rae: Keyboard, seen: Callable[[Keyboard, str], None]) -> None:
    page, main = rae.page, rae.page.get_by_role("main")
    rae.goto("/testham/deciding/1/")
    rae.follow("Where we stand, idea by idea", within=main)
    rae.follow("Answer for a club in North", within=main)
    seen(rae, "position_answer")
    rae.write(f"Why? In your own words: {ITEMS[0]}", "People tell us once.")
    rae.press("Keep our answers")
    expect(page.get_by_role("alert").first).to_contain_text("Choose an answer for “Citizen centred” too")
    expect(page.get_by_label(f"Why? In your own words: {ITEMS[0]}")).to_have_value("People tell us once.")
    seen(rae, "position_answer-mistakes")
    for name in ITEMS:
        rae.tick("We are there", within=page.get_by_role("group", name=name, exact=True))
    rae.press("Keep our answers")
    expect(main).to_contain_text("Kept: 16 answers.")
    expect(main).to_contain_text("16 of 16 answered")


def the_desk_enters_a_paper(mel: Keyboard, seen: Callable[[Keyboard, str], None]) -> None:
    page, main = mel.page, mel.page.get_by_role("main")
    mel.goto("/testham/office/papers")
    mel.follow("Where does Testham stand on its principles?", within=main)
    seen(mel, "position_desk")
    hospital = main.locator("tr", has_text="A hospital")
    mel.follow("Enter its answers", within=hospital)
    mel.press("Keep its answers")
    expect(page.get_by_role("alert").first).to_contain_text("Say where the answers came from")
    mel.tick("On paper")
    mel.write("Where did they come from?", "by post, from its office")
    for name, answer in zip(ITEMS[:4], ("We are not there", "We are there", "We are not there", "We do not know"), strict=True):  # fmt: skip
        mel.tick(answer, within=page.get_by_role("group", name=name, exact=True))
    mel.write(f"Why? In your own words: {ITEMS[0]}", "People wait for three forms.")
    seen(mel, "position_enter")
    mel.press("Keep its answers")
    expect(hospital).to_contain_text("4 of 16 on paper")


def a_body_changes_its_mind(rae: Keyboard) -> None:
    """Until the part closes what it says last counts: on the third it is with the hospital now."""
    rae.goto("/testham/where-we-stand/1/answer")
    group = rae.page.get_by_role("group", name=ITEMS[2], exact=True)
    expect(group.get_by_label("We are there")).to_be_checked()
    rae.tick("We are not there", within=group)
    rae.press("Keep our answers")
    expect(rae.page.get_by_role("main")).to_contain_text("Kept: 1 answer.")


def the_board_replies(ada: Keyboard, seen: Callable[[Keyboard, str], None]) -> None:
    main = ada.page.get_by_role("main")
    ada.goto("/testham/where-we-stand/1")
    expect(main).to_contain_text("has not replied yet to 1 thing on which bodies differ: Citizen centred")
    ada.follow("Reply for the board", within=main)
    expect(main).to_contain_text("A hospital: we are not there (on paper)")
    seen(ada, "position_reply")
    ada.write(f"The reply of the board: {ITEMS[0]}", "From January one form is enough.")
    ada.press("Keep these replies")
    expect(main).to_contain_text("Nothing waits for a reply.")


def everybody_reads_it(someone: Keyboard, seen: Callable[[Keyboard, str], None]) -> None:
    main = someone.page.get_by_role("main")
    someone.goto("/testham/deciding")
    someone.follow("Where does Testham stand on its principles?", within=main)
    for words in (
        "It is complete. It needed no meeting.", "The promise: kept", "The board replies", "From January one form is enough.",
        "People wait for three forms.", "Annex: who says otherwise than most",
    ):  # fmt: skip
        expect(main).to_contain_text(words)
    seen(someone, "where_we_stand-complete")

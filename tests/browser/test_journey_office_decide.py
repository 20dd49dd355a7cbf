"""A member of the council takes a vote that is over to a published decision, by keyboard; each page is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from at_a_phone import at_a_phone, session_of
from hands import Keyboard
from playwright.sync_api import expect

from helpfulacts.core.clock import today
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.grant_role import grant_role
from tests.deciding import ask, bring_projects, voted
from tests.served_here import served_here

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def signed_in(place: Any) -> str:
    """A vote of twelve that is over, and the session of a member who is to decide."""
    asked = ask(place, "decide", answers_above=2)
    kitchen, benches, lights = bring_projects(asked)
    votes = [{kitchen: 1, benches: 1}] * 7 + [{lights: 1}] * 5
    voted(asked, [begin_person(place=place) for _ in votes], votes)
    account, day = begin_account(email="khan@example.org"), today()
    grant_role(
        place=place, account=account, role="elected", shown_as="Cllr Khan", body=asked.convenor, begins=day,
        until=day + dt.timedelta(days=90),
    )  # fmt: skip
    return session_of(account)


def test_from_the_vote_to_the_decision(
    signed_in: str, chromium: Any, look: Callable[[Any, str], None]
) -> None:
    with served_here() as address:
        someone = at_a_phone(chromium, address, signed_in)
        page, main = someone.page, someone.page.get_by_role("main")

        someone.goto("/testham/office/deciding/1")
        someone.press("vote", within=main)
        someone.press("vote", within=main)
        expect(main).to_contain_text("Lunch club kitchen Won")
        someone.press("Count it again", within=main)
        expect(main).to_contain_text("the same came out")
        look(page, "deciding_desk-counted")

        someone.follow("Write down the decision", within=main)
        someone.press("Keep it, and go on to the answers")
        expect(page.get_by_role("alert").first).to_contain_text("Say in one sentence what was decided.")
        look(page, "decide_new-mistakes")
        someone.write("What was decided, in one sentence", "£9,700 for two projects")
        someone.write("Why", "They are what the count says.")
        someone.press("Keep it, and go on to the answers")
        expect(main).to_contain_text("3 things have no answer")
        look(page, "decide_answers")
        someone.follow("1 What was decided", within=main)
        look(page, "decide_words")
        other = Keyboard(page.context.new_page())
        other.goto("/testham/office/decisions/1")
        other.write("Why", "They are what people chose.")
        other.press("Keep it, and go on to the answers")
        someone.write("What was decided, in one sentence", "£9,700 for two of them")
        someone.press("Keep it, and go on to the answers")
        expect(page.get_by_role("alert").first).to_contain_text(
            "This decision has changed since you opened this page."
        )
        expect(page.get_by_label("Why", exact=True)).to_have_value("They are what people chose.")
        look(page, "decide_words-changed")
        someone.press("Keep it, and go on to the answers")
        someone.follow("1 What was decided", within=main)
        someone.follow("Throw this draft away", within=main)
        look(page, "decide_away")
        someone.follow("Keep it", within=main)
        someone.follow("4 Publish", within=main)
        expect(main).to_contain_text("Before it can be published")
        look(page, "decide_publish-missing")

        someone.follow("2 The answers", within=main)
        for tick in main.get_by_label("Give it the answer at the end of this page").all()[:2]:
            tick.press("Space")
        same = page.get_by_role("group", name="Answer for those that are ticked")
        same.get_by_label("Yes").press("Space")
        someone.write("Why, for those that are ticked", "The money reaches so far.")
        page.get_by_role("group", name="Answer to number 3").get_by_label("No", exact=True).press("Space")
        someone.write("Why, for number 3", "It costs more than is left.")
        someone.press("Keep these answers")
        expect(main).to_contain_text("3 answered.")
        someone.follow("Go on to the 12 ideas", within=main)
        page.get_by_role("group", name="Cost effective").get_by_label("Helps").press("Space")
        someone.press("Keep it, and go on")
        expect(page.get_by_role("alert").first).to_contain_text("Say in one sentence how")
        look(page, "decide_ideas")
        someone.write("Cost effective: how, in one sentence", "It is paid once.")
        someone.press("Keep it, and go on")
        someone.press("Room for more promises")
        expect(main).to_contain_text("Promise 4")
        someone.write("What is promise 1?", "Fit the kitchen")
        someone.press("Publish the decision")
        expect(page.get_by_role("alert").first).to_contain_text("Choose who makes promise 1.")
        look(page, "decide_publish")
        page.get_by_label("Who makes promise 1?").select_option("The forum")
        day = today() + dt.timedelta(days=60)
        page.get_by_label("By which day is promise 1 kept?").fill(day.isoformat())
        someone.press("Publish the decision")
        expect(main).to_contain_text("It is published.")
        someone.follow("Check the count", within=main)
        look(page, "decided-new")
        page.context.close()

"""What people bring is read and hidden, its author asks for another look; slips, a batch and one paper by keyboard; each page looked at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from at_a_phone import at_a_phone, session_of
from hands import Keyboard
from playwright.sync_api import expect

from helpfulacts.core.clock import today
from helpfulacts.deliberation.actions.bring import bring
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.selectors import stage_of_kind
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import the_person
from tests.deciding import ask, bring_projects
from tests.served_here import served_here

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def words(place: Any) -> tuple[dict[str, Any], str]:
    """Accounts by role, in a place with something that waits to be read and an open vote; the six words of who brought it."""
    body, accounts = begin_organisation(place=place, name="The partnership"), {}
    for role, shown_as in (
        ("officer", "Mel, officer"),
        ("navigator", "Tom, link worker"),
        ("storyteller", "Nia"),
    ):
        accounts[role] = begin_account(email=f"{role}@example.org")
        grant_role(
            place=place, account=accounts[role], role=role, shown_as=shown_as, body=body, begins=today(),
            until=today() + dt.timedelta(days=90),
        )  # fmt: skip
    asked, person = ask(place), begin_person(place=place)
    by = the_person(person.pk)
    member = take_part(deliberation=asked, person=person, by=by)
    stage = stage_of_kind(asked, "gather")
    for said in ("A bus to the coast on Fridays.", "I cannot go on and I want to end it all."):
        bring(stage=stage, membership=member, kind="statement", words=said, by=by)
    bring_projects(ask(place, "ballot", question="How do we spend £12,000 in North?"))
    return accounts, give_phrase(person=person)


def test_read_asked_again_and_counted_on_paper(
    words: tuple[dict[str, Any], str], chromium: Any, look: Callable[[Any, str], None]
) -> None:
    accounts, phrase = words
    with served_here() as address:

        def browser(who: str = "") -> Any:
            return at_a_phone(chromium, address, session_of(accounts[who]) if who else "").page

        mel, tom, author = browser("officer"), browser("navigator"), browser()
        nia = browser("storyteller")
        office, desk, theirs, look_again = Keyboard(mel), Keyboard(tom), Keyboard(author), Keyboard(nia)

        office.goto("/testham/office/brought")
        look(mel, "brought_waiting-full")
        office.goto("/testham/office/deciding/1/brought/2")
        look(mel, "brought_read-danger")
        office.goto("/testham/office/deciding/1/brought/1")
        office.press("Hide it")
        look(mel, "brought_read-mistakes")
        mel.get_by_label(re.compile("It is not about this")).check()
        office.write("Why?", "It is about another question.")
        office.press("Hide it")
        expect(mel.get_by_role("main")).to_contain_text("Number 1 is hidden")
        look(mel, "brought_read")
        office.goto("/testham/office/deciding/1/brought")
        look(mel, "brought_all")

        theirs.goto("/testham/plan/come-back")
        theirs.write("Your six words", phrase)
        author.get_by_role("main").get_by_role("button").first.click()
        theirs.goto("/testham/deciding/1/mine/")
        look(author, "deciding_mine-hidden")
        author.get_by_role("link", name="Say it otherwise").first.click()
        look(author, "deciding_otherwise")
        theirs.goto("/testham/deciding/1/brought/1/again/")
        look(author, "deciding_again")
        theirs.write("Why should it be shown?", "It is about this: people come by bus.")
        theirs.press("Ask for another look")
        expect(author.get_by_role("main")).to_contain_text("You asked for another look")
        look_again.goto("/testham/office/deciding/1/brought/1")
        look(nia, "brought_read-again")
        theirs.goto("/testham/deciding/how-we-read/")
        look(author, "how_we_read-used")

        desk.goto("/testham/office/papers")
        look(tom, "papers_home-open")
        desk.goto("/testham/office/deciding/2/slips")
        look(tom, "slips_give")
        desk.write("How many slips?", "2")
        desk.write("How do you know that they may take part?", "looked up on the roll")
        desk.press("Make the slips")
        look(tom, "slips_give-made")
        slip = str(tom.locator(".phrase").first.text_content())
        desk.goto("/testham/office/deciding/2/papers")
        desk.write("Where did they come from?", "the box in the library")
        desk.tick("From a box, or by post", "radio")
        desk.write("How many papers are there?", "1")
        look(tom, "papers_of")
        desk.press("Begin")
        expect(tom.get_by_label("The number of the slip")).to_be_focused()
        tom.keyboard.type(slip.lower())
        desk.tick("Yes to “Lunch club kitchen”", "checkbox")
        look(tom, "paper_batch")
        desk.press("Enter this paper")
        expect(tom.get_by_role("status").first).to_contain_text(f"Entered last: {slip}")
        look(tom, "paper_batch-entered")
        office.goto(tom.url.removeprefix(address))
        office.press("It is right. Close it")
        look(mel, "paper_batch-closed")

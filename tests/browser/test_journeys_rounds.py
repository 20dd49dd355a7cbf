"""A person checks a round and confirms it; those who asked read what they were offered, or why not, and what now."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from serving import ask_in, served
from test_journeys import come_back

pytestmark = pytest.mark.browser

Take = Callable[[str], str]


def open_round(officer: Any) -> None:
    """Mel's round to check; where the last one is confirmed already, she runs the next."""
    officer.press("Mel, partnership officer")
    waiting = officer.page.get_by_role("link", name=re.compile("^Check round"))
    if waiting.count():
        officer.follow("Check round")
    else:
        officer.press("Run the next round")
    expect(officer.page.get_by_role("heading", level=1)).to_have_text("Check this round before anyone hears")


def figures(page: Any) -> list[int]:
    return [int(text.replace(",", "")) for text in page.locator("ul.big-n b").all_inner_texts()]


def change_one(officer: Any) -> bool:
    """Give this case something else: refused without a reason, done with one. False where it may not be."""
    page = officer.page
    if page.get_by_role("button", name="Change it").count() == 0:
        return False
    officer.tick("", "radio", within=page.locator("#id_to_offer, fieldset").first)
    officer.press("Change it")
    expect(page.get_by_role("alert")).to_contain_text("Say in a few words why you change this.")
    officer.write("Why?", "They told the desk that they have moved.")
    officer.press("Change it")
    if page.get_by_role("alert").count():
        expect(page.get_by_role("alert")).to_contain_text("a place that the person has a right to")
        return False
    expect(page.get_by_role("status")).to_contain_text("Changed, and checked again")
    return True


def test_an_officer_opens_every_case_before_she_confirms_a_round(
    hand: Callable[..., Any], fresh: Path
) -> None:
    """With the pointer she opens all of them; by keyboard somebody has opened all but five before her."""
    if hand.way != "pointer":  # type: ignore[attr-defined]
        assert ask_in(fresh, "opened") == 5
    with served(fresh) as address:
        check_and_confirm(hand(at=address))
        hears(hand("/dudley/plan/come-back", at=address), ask_in(fresh, "offered")[0])


def check_and_confirm(officer: Any) -> None:
    page = officer.page
    open_round(officer)
    address = page.url
    asked, placed, full, nothing = figures(page)
    assert asked == placed + full + nothing
    assert page.get_by_role("button", name=re.compile("^Confirm round")).count() == 0, "confirmed unseen"

    officer.press("Open the next case")
    changed = False
    while True:
        expect(page.get_by_text("Your look is on record")).to_be_visible()
        expect(page.get_by_role("heading", name="Why", exact=True)).to_be_visible()
        if not changed and change_one(officer):
            changed = True
            officer.press("Open the next case")
            continue
        if page.get_by_role("button", name="Looks right: open the next case").count() == 0:
            break
        officer.press("Looks right: open the next case")
    assert changed, "no case could be changed"
    officer.follow("Back to the round, to confirm")
    expect(page.get_by_text("They told the desk that they have moved.")).to_be_visible()
    officer.press("Confirm round")
    expect(page.get_by_role("status")).to_contain_text("You confirmed round")
    now = figures(page)
    assert now[0] == sum(now[1:]) == asked
    table = page.locator("table", has=page.locator("caption", has_text="People by group"))
    foot = [int(text.replace(",", "")) for text in table.locator("tfoot td").all_inner_texts()]
    assert foot[0] == sum(foot[1:]) == asked

    officer.follow("People to tell")
    expect(page.locator("ul.big-n")).to_contain_text("due today")
    expect(page.locator("main table").first).to_be_visible()
    officer.goto("/dudley/register")
    expect(page.locator("ol.entries").first).to_contain_text("confirmed sharing round")
    expect(page.locator("main")).not_to_contain_text("They told the desk")
    page.goto(address)
    assert page.get_by_role("button", name=re.compile("^Confirm round")).count() == 0, "confirmed twice"


def hears(person: Any, phrase: str) -> None:
    """Somebody whom the round offered a place reads what and why, and says yes."""
    come_back(person, phrase)
    page = person.page
    person.goto("/dudley/plan/round")
    expect(page.get_by_text("We are holding it for you until the end of")).to_be_visible()
    for question in (
        "What is it?",
        "Who runs it?",
        "When and where?",
        "What does it cost you?",
        "What happens next?",
    ):
        expect(page.get_by_text(question, exact=True).first).to_be_visible()
    expect(page.get_by_role("heading", name="Why you?")).to_be_visible()
    person.press("Yes, I would like it")
    expect(page.get_by_role("status")).to_be_visible()


def reads_the_facts(page: Any) -> None:
    """What was used and what never is, how to check the draw, somebody to talk to."""
    expect(page.get_by_role("heading", name="What we used")).to_be_visible()
    expect(page.get_by_role("heading", name="What we did not use")).to_be_visible()
    expect(page.get_by_role("heading", name="Talk to a person")).to_be_visible()


def challenges(person: Any) -> None:
    person.write("What looks wrong?", "I did say that I have no car.")
    person.press("Look at it again, please")
    expect(person.page.get_by_text("You have asked for it to be looked at again.")).to_be_visible()
    expect(person.page.get_by_text("Somebody new answers you by").last).to_be_visible()


def test_somebody_refused_reads_why_and_what_now(hand: Callable[..., Any], take: Take) -> None:
    person = hand("/dudley/plan/come-back")
    page = person.page
    come_back(person, take("refused"))
    person.follow("What I was offered and why")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    counts = page.locator("table.split-words")
    if counts.count():
        expect(counts).to_contain_text("In all")
    expect(page.get_by_role("heading", name="Why", exact=True)).to_be_visible()
    person.unfold("Check the draw yourself")
    expect(page.get_by_text("Your ticket", exact=True)).to_be_visible()
    expect(page.get_by_text("Your number in the draw")).to_be_visible()
    expect(page.get_by_text("Next round", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Open now")).to_be_visible()
    reads_the_facts(page)
    challenges(person)
    person.goto("/dudley/plan")
    expect(page.get_by_text("Owed to you by").first).to_be_visible()


def test_somebody_with_a_place_reads_what_and_why(hand: Callable[..., Any], take: Take) -> None:
    person = hand("/dudley/plan/come-back")
    page = person.page
    come_back(person, take("placed"))
    person.follow("What I was offered and why")
    expect(page.locator("p.lede")).to_have_text(re.compile(r"^(You said yes|This is done)\. "))
    expect(page.get_by_role("heading", name="Why you?")).to_be_visible()
    reads_the_facts(page)
    person.unfold("Check the draw yourself")
    expect(page.get_by_text("Your number in the draw")).to_be_visible()


def test_somebody_whom_nobody_can_serve_reads_that_it_is_a_gap(hand: Callable[..., Any], take: Take) -> None:
    person = hand("/dudley/plan/come-back")
    page = person.page
    come_back(person, take("gap"))
    person.follow("What I was offered and why")
    expect(page.get_by_text("This is not about anything you did.")).to_be_visible()
    expect(page.get_by_role("heading", name="Written down")).to_be_visible()
    expect(page.get_by_text("Next round", exact=True)).to_be_visible()
    reads_the_facts(page)
    challenges(person)
    person.follow("See the list")
    expect(page.get_by_role("heading", level=1)).to_have_text("What nobody has yet")

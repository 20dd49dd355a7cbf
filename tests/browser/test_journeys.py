"""From one sentence to a confirmed act, and a plan that its person steers. Each walk: by pointer, and by keyboard without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from serving import SHOTS

pytestmark = pytest.mark.browser

SENTENCE = "My wife died in spring and the evenings are long. I would like some company."
SIX_WORDS = re.compile(r"^[a-z]+( [a-z]+){5}$")


def begin_with_first_find(someone: Any) -> str:
    """From the first page to a plan with one act on it. Returns the six words."""
    page = someone.page
    someone.write("What would help?", SENTENCE)
    someone.press("Find help", within=page.get_by_role("main"))
    expect(page.get_by_text("We read this as:")).to_be_visible()
    assert SENTENCE.replace(" ", "%20") not in page.url and "company" not in page.url
    expect(page.get_by_text("Why you see this:").first).to_be_visible()
    someone.press("Add to my plan")
    expect(page.get_by_text("goes on your plan when you begin")).to_be_visible()
    expect(page.get_by_label("What would help?")).to_have_value(SENTENCE)
    someone.press("Begin my plan")
    phrase = page.locator(".phrase").inner_text().strip()
    assert SIX_WORDS.match(" ".join(phrase.split())), phrase
    slip = page.locator(".slip").inner_text().lower()
    assert "helpful" not in slip and "dudley" not in slip, "the slip names a service"
    return phrase


def come_back(someone: Any, phrase: str) -> None:
    someone.write("Your six words", phrase)
    someone.press("Open my plan")
    expect(someone.page).to_have_url(re.compile("/dudley/plan$"))


def first_act(page: Any) -> Any:
    return page.locator("ol.chain > li").first


def test_from_a_sentence_to_an_act_that_its_person_confirms(
    hand: Callable[..., Any], day_came: Callable[[], None]
) -> None:
    first = hand()
    phrase = begin_with_first_find(first)
    first.goto("/dudley/plan")
    expect(first.page.locator("h1")).to_contain_text("the evenings are long")
    expect(first_act(first.page)).to_contain_text("Who bears the cost")
    first.press("Yes please", within=first_act(first.page))
    expect(first.page.get_by_role("status")).to_be_visible()
    day_came()

    again = hand("/dudley/plan/come-back")
    come_back(again, phrase)
    expect(first_act(again.page)).not_to_contain_text("Waits for your answer")
    again.it_is_done(first_act(again.page))
    expect(again.page.get_by_role("heading", level=1)).to_have_text("How did it go?")
    again.write("What changed for you?", "Somebody knows my name now.")
    again.tick("A bit")
    again.press("It was done. Keep this")
    expect(first_act(again.page)).to_contain_text("Somebody knows my name now.")
    expect(first_act(again.page)).to_contain_text("You said a bit")


def test_a_plan_is_written_answered_changed_and_printed_by_its_person(hand: Callable[..., Any]) -> None:
    someone = hand()
    page = someone.page
    begin_with_first_find(someone)
    someone.follow("I have them. Go on")
    expect(page.get_by_text("A computer read your sentence")).to_be_visible()
    assert page.get_by_role("checkbox", checked=True).count() > 0, "the sentence was not read"
    someone.write("What would you like?", "Some company of an evening")
    someone.tick("Most of all")
    someone.press("Keep the change")
    wish = page.locator(".wishes > li").first
    expect(wish).to_contain_text("Some company of an evening")

    someone.press("Strike this out")
    expect(page.locator(".wishes > li")).to_have_count(0)
    someone.unfold("Struck out: 1")
    someone.press("Put it back")
    expect(wish).to_contain_text("Some company of an evening")

    someone.press("Look for ideas")
    expect(page.get_by_role("status")).to_be_visible()
    asked = page.locator("ol.chain > li.ask-me")
    before = asked.count()
    assert before >= 2, "there is nothing to choose from"
    put_aside = asked.nth(0).locator("h3").inner_text()
    someone.press("Not now", within=asked.nth(0))
    expect(asked).to_have_count(before - 1)
    someone.unfold("Put aside, and ended")
    someone.press("Ask for this again", within=page.locator("#aside"))
    expect(asked).to_have_count(before)
    expect(page.locator("ol.chain")).to_contain_text(put_aside)

    never = asked.nth(0).locator("h3").inner_text()
    someone.press("Never this one", within=asked.nth(0))
    expect(asked).to_have_count(before - 1)
    expect(page.locator("#aside")).to_contain_text(never)
    agreed = asked.nth(0).locator("h3").inner_text()
    someone.press("Yes please", within=asked.nth(0))
    expect(asked).to_have_count(before - 2)
    expect(page.locator("ol.chain > li", has_text=agreed)).not_to_contain_text("Waits for your answer")

    someone.follow("A page to print")
    expect(page.locator("table").first).to_contain_text(agreed)
    expect(page.locator("main")).not_to_contain_text(never)
    page.emulate_media(media="print")
    for gone in ("header.top nav", "footer.foot", "button.leave", "p.crumbs"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.get_by_role("heading", name="Map of my support")).to_be_visible()
    if hand.way == "pointer":  # type: ignore[attr-defined]
        sheet(page, SHOTS / "plan_print-paper.png")


def sheet(page: Any, to: Path) -> None:
    """The page as A4 paper shows it, at 96 dots an inch, and no wider than the paper."""
    page.set_viewport_size({"width": 794, "height": 1123})
    to.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=to, full_page=True)

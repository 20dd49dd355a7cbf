"""Words that say somebody may be in danger: the panel with numbers comes first, on every box for free words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hands import Pointer
from playwright.sync_api import expect
from test_journeys import begin_with_first_find

pytestmark = pytest.mark.browser

DANGER = "I cannot go on and I want to end it all"


def panel_comes_first(page: Any, typed: str | None) -> None:
    panel = page.locator("section.crisis")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("999")
    expect(panel).to_contain_text("Nobody is watching")
    first = page.evaluate(
        "!!(document.querySelector('.crisis').compareDocumentPosition(document.querySelector('main form'))"
        " & Node.DOCUMENT_POSITION_FOLLOWING)"
    )
    assert first, "a form comes before the panel"
    if typed:
        expect(page.get_by_label(typed).first).to_have_value(DANGER)


def test_the_panel_comes_first_wherever_anybody_may_write(
    visit: Callable[..., Any], known: Any, look: Any
) -> None:
    someone = Pointer(visit("/dudley/find"))
    page = someone.page
    someone.write("What would help?", DANGER)
    someone.press("Find help", within=page.get_by_role("main"))
    panel_comes_first(page, "What would help?")
    look(page, "find-crisis")

    someone.goto("/dudley/offer-help/hours")
    someone.write("What would you do in that time?", DANGER)
    someone.press("See it as others will")
    panel_comes_first(page, "What would you do in that time?")
    look(page, "offer_gift-crisis")

    someone.goto("/dudley/plan/begin")
    someone.write("What would help?", DANGER)
    someone.press("Begin my plan")
    panel_comes_first(page, "What would help?")
    look(page, "begin_plan-crisis")
    someone.press("I am safe. Go on with these words")
    expect(page.locator(".phrase")).to_be_visible()

    for path, label, button in (
        ("plan/wish", "What would you like?", "Put it on my plan"),
        ("plan/words", "What would help, in your own words?", "Keep these words"),
        ("plan/can-offer", "What could you offer other people?", "Keep this"),
        ("plan/own-help", "What is it?", "Put it on my plan"),
        ("plan/reach", "What shall we call you?", "Keep this"),
        (f"offers/{known['offers']['idea']}", "How did it go?", "Tell others"),
    ):
        someone.goto(f"/dudley/{path}")
        someone.write(label, DANGER)
        someone.press(button)
        panel_comes_first(page, label)


def test_the_panel_comes_first_when_somebody_says_what_changed(
    visit: Callable[..., Any], day_came: Callable[[], None]
) -> None:
    someone = Pointer(visit())
    begin_with_first_find(someone)
    someone.goto("/dudley/plan")
    someone.press("Yes please")
    day_came()
    someone.goto("/dudley/plan")
    someone.it_is_done()
    someone.write("What changed for you?", DANGER)
    someone.press("It was done. Keep this")
    panel_comes_first(someone.page, "What changed for you?")


def test_the_panel_comes_first_when_somebody_says_that_a_round_is_wrong(
    visit: Callable[..., Any], take: Callable[[str], str]
) -> None:
    someone = Pointer(visit("/dudley/plan/come-back"))
    someone.write("Your six words", take("refused"))
    someone.press("Open my plan")
    someone.goto("/dudley/plan/round")
    someone.write("What looks wrong?", DANGER)
    someone.press("Look at it again, please")
    panel_comes_first(someone.page, "What looks wrong?")


def test_the_panel_comes_first_at_the_desk(visit: Callable[..., Any]) -> None:
    desk = Pointer(visit())
    desk.press("Mel, partnership officer")
    desk.goto("/dudley/desk/plan")
    desk.write("What would help?", DANGER)
    desk.press("Begin the plan and show the slip")
    panel_comes_first(desk.page, "What would help?")

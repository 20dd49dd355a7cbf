"""How things are: one question answered, one left out, a day put right, taken back and put back; by pointer, and by keyboard without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_saying_how_things_are_one_question_at_a_time(
    hand: Callable[..., Any], look: Callable[[Any, str], None]
) -> None:
    def seen(name: str) -> None:
        if hand.way == "pointer":  # type: ignore[attr-defined]
            look(page, name)

    asha = hand("/dudley/")
    page, main = asha.page, asha.page.get_by_role("main")
    page.set_viewport_size({"width": 360, "height": 800})
    asha.press("Asha, 58")
    asha.follow("Say how things are")
    anxious = main.locator("div.rule").filter(has_text="Anxious yesterday")
    asha.follow("Say it for today", within=anxious)
    seen("reading_ask")
    asha.tick("7")
    asha.press("Keep this, and go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("What I do is worthwhile")
    asha.follow("Leave this one out")
    asha.follow("Stop here for today")
    expect(main).to_contain_text("Today: 1 of 12 answered.")
    expect(anxious).to_contain_text(re.compile(r"You said 8 .* and 7 now\. Here a lower number is better\."))
    asha.unfold("Each time: Anxious yesterday")
    expect(anxious.get_by_role("img")).to_be_visible()
    expect(anxious.get_by_role("row")).to_have_count(4)
    seen("plan_readings-open")

    today = main.locator("#days + ul li").first
    asha.follow(today.get_by_role("link").inner_text())
    expect(main).to_contain_text("1 of 12 answered.")
    seen("reading_day")
    asha.follow("Put this right", within=main.locator(".facts > div").filter(has_text="Anxious yesterday"))
    seen("reading_correct")
    asha.tick("I would rather not say")
    asha.press("Keep this")
    expect(main).to_contain_text("0 of 12 answered.")
    asha.press("Take this day back")
    expect(main.get_by_role("heading", name="Taken back")).to_be_visible()
    seen("plan_readings-taken-back")

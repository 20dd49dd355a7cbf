"""Doors of a demonstration, and the way to leave a page fast."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.once]  # how pages look knows no database

WEATHER = "https://www.bbc.co.uk/weather"


def test_leaving_fast_shows_the_weather_and_forgets_who_was_here(hand: Callable[..., Any]) -> None:
    someone = hand()
    someone.press("Asha, 58")
    expect(someone.page).to_have_url(re.compile("/dudley/plan$"))
    # Nothing outside is reached from here: the browser tries the neutral page, and that is seen.
    with someone.page.expect_event("requestfailed", lambda request: request.url == WEATHER):
        someone._go(someone.find("button", "Leave this page fast"))
    again = someone.page.context.new_page()
    again.goto("/dudley/plan")
    expect(again).to_have_url(re.compile("/dudley/plan/come-back$"))
    assert "Asha" not in again.locator("main").inner_text()


def test_the_skip_link_leads_to_the_main_part(visit: Callable[..., Any]) -> None:
    page = visit()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("What would help?")).to_be_focused()


def test_a_place_that_is_no_demonstration_has_no_doors(visit: Callable[..., Any], known: Any) -> None:
    page = visit(f"/{known['empty']['slug']}/")
    expect(page.get_by_text("Try it as someone else")).to_have_count(0)
    expect(page.get_by_text("Illustrative.")).to_have_count(0)
    assert page.request.get(f"/{known['empty']['slug']}/parts").status == 404
    for who in ("asha", "club", "jo", "mel"):
        page.goto(f"/{known['empty']['slug']}/")
        page.locator("main form").first.evaluate(f"f => f.action = '/{known['empty']['slug']}/door/{who}'")
        with page.expect_response(re.compile("/door/")) as answer:
            page.get_by_role("main").get_by_role("button", name="Find help").click()
        assert answer.value.status == 404

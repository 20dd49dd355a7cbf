"""A daughter helps with a plan by words of her own: she suggests, the person decides, and stops her with one press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hands import Pointer
from playwright.sync_api import expect
from test_journeys import begin_with_first_find

pytestmark = pytest.mark.browser


def test_a_daughter_suggests_and_the_person_decides(
    visit: Callable[..., Any], look: Callable[[Any, str], None]
) -> None:
    mother, daughter = Pointer(visit()), Pointer(visit("/dudley/plan/come-back"))
    begin_with_first_find(mother)
    mother.goto("/dudley/plan/helpers")
    mother.write("What do you call them?", "Meena")
    mother.press("Give them six words")
    look(mother.page, "plan_helpers-words")
    phrase = " ".join(mother.page.locator(".phrase").inner_text().split())

    daughter.write("Your six words", phrase)
    daughter.press("Open my plan")
    expect(daughter.page.get_by_text("You were named to help")).to_be_visible()
    daughter.follow("Suggest something more")
    look(daughter.page, "helping_suggest")
    daughter.write("What would you suggest?", "Company on Sundays")
    daughter.tick("Company", "checkbox")
    daughter.press("Suggest this")
    look(daughter.page, "helping")

    mother.goto("/dudley/plan")
    waits = mother.page.locator("#suggestions")
    expect(waits).to_contain_text("Meena suggests something to wish for")
    look(mother.page, "my_plan-suggestion")
    mother.press("Yes, put it in", within=waits)
    expect(mother.page.locator(".wishes")).to_contain_text("Company on Sundays")
    expect(mother.page.locator(".kicker").first).to_contain_text("by you, as Meena suggested")
    mother.open(mother.page.locator("a[href$='/why']").first)
    mother.follow("Say what comes first")
    look(mother.page, "plan_after")
    mother.goto("/dudley/plan/state")
    mother.write("Whom do you stay with?", "Tom")
    mother.press("Nothing new for now")
    expect(mother.page.get_by_text("I stay with Tom. Nothing new for now.")).to_be_visible()
    look(mother.page, "my_plan-nothing-new")
    mother.press("I am open to ideas again")

    mother.goto("/dudley/plan/helpers")
    mother.press("Stop this now")
    daughter.goto("/dudley/helping")
    assert daughter.page.url.endswith("/dudley/plan/come-back")

    tom = Pointer(visit())
    tom.press("Tom, link worker")
    tom.follow("Len", within=tom.page.get_by_role("main"))
    tom.tick("To help with what you would like")
    tom.press("Open their page")
    tom.follow("Write beside their plan")
    look(tom.page, "person_beside")

"""Finding in full: readings and choices that go by a press, a list without an account, and pages from right to left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from serving import served

pytestmark = pytest.mark.browser

SENTENCE = "I am lonely since I stopped work and I would like to learn to sew"


def results(page: Any) -> Any:
    return page.locator("article.offer")


def titles(page: Any) -> list[str]:
    return [text.strip() for text in page.locator("article.offer h3").all_inner_texts()]


def test_what_was_read_and_what_was_chosen_go_by_one_press_each(hand: Callable[..., Any]) -> None:
    someone = hand("/dudley/find")
    page = someone.page
    someone.write("What would help?", SENTENCE)
    someone.press("Find help", within=page.get_by_role("main"))
    chips = page.locator("form:has-text('We read this as:') .chips")
    expect(chips.get_by_role("button", name="Company")).to_be_visible()
    before = titles(page)
    someone.press("Company", within=chips)
    expect(chips.get_by_role("button", name="Company")).to_have_count(0)
    assert titles(page) != before

    someone.unfold("Change what you see")
    someone.tick("Regular help", "checkbox")
    someone.press("Show these")
    chosen = page.locator("form:has-text('You chose to see:') .chips")
    expect(chosen.get_by_role("button", name="Regular help")).to_be_visible()
    for kind in page.locator("article.offer .from").all_inner_texts():
        assert kind.startswith("Regular help")
    someone.press("Regular help", within=chosen)
    expect(page.get_by_text("You chose to see:")).to_have_count(0)
    assert "sew" not in page.url and "/find/" in page.url


def test_a_list_is_kept_printed_mended_and_added_to_a_plan(hand: Callable[..., Any]) -> None:
    someone = hand("/dudley/find")
    page = someone.page
    someone.write("What would help?", SENTENCE)
    someone.press("Find help", within=page.get_by_role("main"))
    found = titles(page)
    someone.press("Keep this in my list", within=results(page).first)
    assert titles(page) == found, "what was found is still there"
    expect(page.get_by_role("status")).to_contain_text("is in your list")
    second = results(page).filter(has=page.get_by_role("button", name="Add to my plan")).nth(1)
    kept = second.locator("h3").inner_text().strip()
    someone.press("Keep this in my list", within=second)
    someone.follow("My list (2)")
    assert found[0] in titles(page) and kept in titles(page)

    someone.press("Take it off my list")
    expect(page.get_by_text("is off your list")).to_be_visible()
    assert len(titles(page)) == 1
    someone.press("Put it back")
    assert len(titles(page)) == 2

    someone.follow("Print my list")
    expect(page.get_by_role("table")).to_contain_text(kept)
    expect(page.get_by_role("columnheader", name="Whom to ring")).to_be_attached()
    someone.follow("My list")
    someone.press("Add all to my plan")
    expect(page.get_by_text("Begin a plan first")).to_be_visible()
    someone.goto("/dudley/list")
    someone.press("Take everything off")
    expect(page.get_by_text("Your list is empty. Find help")).to_be_visible()


def test_a_printed_list_of_ten_is_one_sheet(visit: Callable[..., Any], tmp_path: Path) -> None:
    page = visit("/dudley/find")
    page.fill("#id_words", "company")
    page.click("form.ask button")
    for _ in range(10):
        page.get_by_role("button", name="Keep this in my list").first.click()
    page.goto("/dudley/list/print")
    assert page.get_by_role("row").count() == 11
    sheet = page.pdf(path=tmp_path / "list.pdf", format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


def test_on_a_telephone_results_come_before_filters(visit: Callable[..., Any]) -> None:
    page = visit("/dudley/find", width=360)
    page.fill("#id_words", "company")
    page.click("form.ask button")
    first = results(page).first.bounding_box()
    filters = page.locator("summary", has_text="Change what you see").bounding_box()
    assert first["y"] < filters["y"]
    assert first["y"] < 800, "the first result begins on the first screen"
    expect(page.get_by_label("What would help?")).to_be_hidden()
    page.locator("summary", has_text="Change what you wrote: “company”").click()
    expect(page.get_by_label("What would help?")).to_have_value("company")


def test_back_and_a_reload_show_what_was_found_and_each_tab_its_own(visit: Callable[..., Any]) -> None:
    page = visit("/dudley/find", scripts=False)
    page.fill("#id_words", SENTENCE)
    page.click("form.ask button")
    found, there = titles(page), page.url
    other = page.context.new_page()
    other.goto("/dudley/find")
    other.fill("#id_words", "a cot for the baby")
    other.click("form.ask button")
    assert titles(other) != found
    results(page).first.get_by_role("heading").get_by_role("link").click()
    assert page.get_by_role("heading", level=1).inner_text() == found[0]
    page.go_back()
    assert page.url == there and titles(page) == found
    page.reload()
    assert titles(page) == found
    results(page).first.get_by_role("heading").get_by_role("link").click()
    page.get_by_role("link", name="Back to what I found").click()
    assert titles(page) == found
    page.go_back()
    page.go_back()
    assert titles(page) == found, "neither an offer nor its list is the answer to a form"


def test_every_state_of_finding_and_of_the_list_is_looked_at(
    visit: Callable[..., Any], look: Callable[[Any, str], None]
) -> None:
    page = visit("/dudley/find")
    page.fill("#id_words", SENTENCE)
    page.click("form.ask button")
    page.get_by_role("button", name="Keep this in my list").first.click()
    page.locator("summary", has_text="Change what you see").click()
    look(page, "find-filters")
    page.get_by_role("checkbox", name="Regular help").check()
    page.get_by_role("checkbox", name="Free only").check()
    page.get_by_role("button", name="Show these").click()
    look(page, "find-chosen")
    page.goto("/dudley/list")
    look(page, "my_list-kept")
    page.goto("/dudley/list/print")
    look(page, "print_list-kept")
    page.goto("/dudley/list")
    page.get_by_role("button", name="Take it off my list").click()
    look(page, "my_list-off")


@pytest.fixture(scope="module")
def other_way(demonstration: tuple[Path, dict[str, Any]]) -> Iterator[str]:
    """The address of a server that shows the demonstration from right to left."""
    with served(demonstration[0], HELPFULACTS_PSEUDO_LOCALE="1") as address:
        yield address


def test_pages_from_right_to_left_render_unbroken(
    visit: Callable[..., Any], look: Callable[[Any, str], None], other_way: str
) -> None:
    page = visit("/dudley/", at=other_way)

    def right_to_left(name: str) -> None:
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator("html").get_attribute("lang") == "ar-xb"
        assert "\u202e" in page.locator("h1").inner_text()
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
        look(page, f"{name}-right-to-left")

    right_to_left("home")
    page.goto("/dudley/find")
    page.fill("#id_words", SENTENCE)
    page.click("form.ask button")
    assert results(page).count() >= 5
    right_to_left("find")
    page.locator("article.offer h3 a").first.click()
    right_to_left("offer")
    page.goto("/dudley/decided/1/")
    in_a_mirror = "getComputedStyle(document.querySelector('.stacked > svg')).transform"
    assert page.evaluate(in_a_mirror) == "matrix(-1, 0, 0, 1, 0, 0)", "bars begin on the right"
    right_to_left("decided")
    page.goto("/dudley/")
    page.locator("form[action$='/door/asha'] button").click()
    right_to_left("my_plan")

"""Somebody offers help and a person releases it; a small club sees who is coming, and says how many it can take."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from hands import Pointer
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NUMBERS = itertools.count(1)


def fill_offer(someone: Any, words: str, title: str) -> None:
    someone.follow("A skill")
    someone.write("What can you do for somebody?", words)
    someone.write("A short name for it", title)
    someone.tick("We meet where other people are", "checkbox")
    someone.page.get_by_label("Where is it?").select_option("Lye and Stourbridge North")
    someone.write("How many people at once", "4")
    someone.write("How shall we describe you?", "A retired joiner in Lye")
    someone.tick("Yes")
    someone.write("What shall we call you?", "Len")
    someone.tick("I will come to the desk")


def test_an_offer_is_held_until_a_person_releases_it(hand: Callable[..., Any]) -> None:
    title = f"Tuesday soup and a chat, pot {next(NUMBERS)}"
    giver = hand("/dudley/offer-help")
    page = giver.page
    fill_offer(giver, "Soup at mine. Ring me on 07700 900123 first.", title)
    giver.press("See it as others will")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Take it out")
    expect(page.get_by_label("What can you do for somebody?")).to_have_value(
        "Soup at mine. Ring me on 07700 900123 first."
    )
    expect(page.get_by_label("A short name for it")).to_have_value(title)
    expect(page.get_by_label("How many people at once")).to_have_value("4")
    giver._go(summary.get_by_role("link").first)
    expect(page.get_by_label("What can you do for somebody?")).to_be_focused()
    giver.write("What can you do for somebody?", "Soup at mine for anybody who eats alone.")
    giver.press("See it as others will")
    expect(page.get_by_role("heading", level=2, name=title)).to_be_visible()
    giver.press("Send it to be checked")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for offering")
    giver.follow("See what you offered")
    expect(page.get_by_text("Not listed yet")).to_be_visible()
    address = page.url
    assert hand().page.request.get(address).status == 404, "a held offer can be seen by anybody"

    officer = hand()
    officer.press("Mel, partnership officer")
    officer.follow("Offers to check")
    officer.follow(title)
    expect(officer.page.get_by_role("heading", level=1)).to_have_text(title)
    officer.press("Open how to reach them")
    expect(officer.page.get_by_text("Your look is on record")).to_be_visible()
    officer.press("List it now")
    expect(officer.page.get_by_role("alert")).to_contain_text("Say how you checked it.")
    officer.tick("I rang them")
    officer.press("List it now")
    expect(officer.page.get_by_role("status")).to_contain_text("is listed")
    assert hand().page.request.get(address).status == 200, "a released offer cannot be seen"


def test_a_small_club_sees_who_is_coming_and_sets_its_own_number(
    visit: Callable[..., Any], known: dict[str, Any]
) -> None:
    club = Pointer(visit())
    page = club.page
    club.press("A small youth club")
    cannot = page.get_by_role("link", name=re.compile("^We cannot take them"))
    coming = page.locator("ul.coming > li").filter(has=cannot)
    assert coming.count() >= 3
    expect(coming.filter(has_text=re.compile(r"Person \d")).first).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Rowan")
    before = coming.count()

    club.write("We can take", "")
    club.press("Save our number")
    expect(page.get_by_role("alert")).to_contain_text("Write how many you can take")
    club.write("We can take", "1")
    club.press("Save our number")
    expect(page.get_by_role("status")).to_contain_text("They keep it, and nobody else can join now")
    expect(coming).to_have_count(before)
    club.write("We can take", "30")
    club.press("Save our number")
    expect(page.get_by_role("status")).to_contain_text("you can take 30")

    club.follow("We cannot take them", within=coming.first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Say that you cannot take them?")
    club.press("We cannot take them")
    expect(page.get_by_role("status")).to_contain_text("You do not need a reason")
    expect(coming).to_have_count(before - 1)
    today = coming.filter(has=page.get_by_role("button", name=re.compile("^They came")))
    club.press("They came", within=today.first)
    expect(page.get_by_role("status")).to_contain_text("Done, thank you")
    expect(coming).to_have_count(before - 2)
    club.press("We are full")
    expect(page.get_by_role("status")).to_contain_text("is full")
    club.press("Still right")
    expect(page.get_by_role("status")).to_contain_text("checked by you today")

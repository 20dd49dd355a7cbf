"""S3: Jo finds what is under-used, sees what stops it before anything is promised, and it is lifted by who may."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WEEKS = itertools.count(3)
KITCHEN, MENDERS = "A school kitchen after lessons", "Small electric things tested and mended"


def saturday() -> dt.date:
    """A Saturday that no other run of this journey uses."""
    day = dt.date.today() + dt.timedelta(weeks=next(WEEKS))
    return day + dt.timedelta(days=(5 - day.weekday()) % 7)


def choose(someone: Any, label: str, value: str) -> None:
    """A choice from a list, by its value; the keyboard gets there first."""
    box = someone.page.get_by_label(label, exact=True).first
    if hasattr(someone, "tab_to"):
        someone.tab_to(box)
    box.select_option(value)


def test_a_weaver_brings_things_together_and_nobody_is_booked_twice(
    hand: Callable[..., Any], look: Callable[[Any, str], None]
) -> None:
    pictures = hand.way == "pointer"  # type: ignore[attr-defined]
    day = saturday()
    title = f"Repair Saturday, {day:%d %B}"
    jo = hand()
    page = jo.page
    jo.press("Jo, resource-weaver")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bring things together")
    expect(page.locator("legend", has_text="Rooms with free hours")).to_be_visible()
    jo.goto("/dudley/weaving?ward=Netherton,+Woodside+and+St+Andrews")
    expect(page.locator("label", has_text=MENDERS).filter(has_text="They said 30").first).to_be_visible()
    jo.tick(KITCHEN, "checkbox")
    jo.tick(MENDERS, "checkbox")
    jo.write("A short name for it", title)
    jo.press("See what stops it")

    expect(page.get_by_role("status")).to_contain_text("Nobody has been asked")
    stops = page.locator("section.stop")
    expect(stops.filter(has_text="public liability insurance")).to_contain_text("A school in Netherton")
    expect(stops.filter(has_text="food hygiene")).to_have_count(0)
    expect(page.locator("details", has_text="What is fine")).to_contain_text(
        "only if there is food. You plan none of that."
    )
    expect(stops.filter(has_text="premises licence")).to_contain_text("A partnership officer")
    expect(stops.filter(has_text="No day and time is chosen yet")).to_have_count(1)
    expect(page.get_by_role("button", name="Ask them")).to_have_count(0)
    jo.write("What do people get?", "Bring what is broken. We mend it together.")
    jo.tick("Mending things at home", "checkbox")
    jo.write("For how many people?", "4")
    jo.tick("Food", "checkbox", within=page.get_by_role("group", name="Will there be any of this?"))
    jo.page.get_by_label("First day").fill(day.isoformat())
    choose(jo, "Begins (if you like)", "26")
    choose(jo, "Ends (if you like)", "30")
    jo.press("Save")
    expect(page.locator("details", has_text="What is fine")).to_contain_text("is free on Saturday")
    expect(stops).to_have_count(3)
    if pictures:
        look(page, "weave-stops")
    jo.press("Ask them")
    expect(page.get_by_role("status")).to_contain_text("needs no reason")
    weave = page.url

    mel = hand()
    mel.press("Mel, partnership officer")
    mel.follow("Asked of givers")
    if pictures:
        look(mel.page, "asked_of_us-desk")
    seen = mel.page.get_by_role("button", name="They have seen it")
    for _ in range(3):
        mel.press(
            "They have seen it",
            within=mel.page.locator("section.panel", has_text=title).filter(has=seen).first,
        )
        expect(mel.page.get_by_role("status")).to_contain_text("Your name stays with it")
    for name in (KITCHEN, MENDERS):
        asked = mel.page.locator("section.panel", has_text=f"{name}, for “{title}”")
        mel.press("They said yes", within=asked.first)
        expect(mel.page.get_by_role("status")).to_contain_text("is part of")

    jo.goto(weave)
    expect(page.locator(".note", has_text="Nothing stops it.")).to_be_visible()
    if pictures:
        look(page, "weave-agreed")
    jo.press("List it")
    expect(page.get_by_role("status")).to_contain_text("It is listed")
    jo.follow(title, within=page.get_by_role("main"))
    expect(page.get_by_role("heading", name="What it is made of")).to_be_visible()
    listed = page.url
    if pictures:
        look(page, "offer-woven")

    someone = hand()
    someone.goto(listed)
    someone.press("Add to my plan")

    kitchen = page.get_by_role("link", name=KITCHEN).first.get_attribute("href")
    first, second = mel, jo
    for one in (first, second):
        one.goto(f"{kitchen}/book?day={day.isoformat()}")
        expect(one.page.locator("tr", has_text="1pm to 1:30pm")).to_contain_text("Taken")
        assert one.page.locator("select[name=first] option[value='26']").count() == 0, (
            "a taken hour can be chosen"
        )
        choose(one, "From", "30")
        choose(one, "Until", "32")
    first.press("Book this time")
    expect(first.page.get_by_role("status")).to_contain_text("is booked for you")
    second.press("Book this time")
    expect(second.page.get_by_role("alert")).to_contain_text(
        re.compile("Somebody else has that time|from the list")
    )
    expect(second.page.locator("tr", has_text="3pm to 3:30pm")).to_contain_text("Taken")
    if pictures:
        look(second.page, "book-taken")

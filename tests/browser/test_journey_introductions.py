"""S2: Tom's Monday. By what was promised when; a letter he reads first; two lines that both sides see; one note; small money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from serving import served

pytestmark = pytest.mark.browser

CLUB = "Thursday night youth club in Gornal"
FIRST, SECOND = "Len drove buses for thirty years.", "He would like to help the young ones mend bicycles."
NOTE = "He asked who helps with a will. Nobody does."


def test_toms_monday_and_both_sides_of_an_introduction(
    hand: Callable[..., Any], fresh: Path, look: Callable[[Any, str], None]
) -> None:
    def seen(page: Any, name: str) -> None:
        if hand.way == "pointer":  # type: ignore[attr-defined]
            look(page, name)

    with served(fresh) as at:
        tom = hand("/dudley/", at=at)
        page, main = tom.page, tom.page.get_by_role("main")
        page.set_viewport_size({"width": 360, "height": 800})
        tom.press("Tom, link worker")
        expect(page.get_by_role("heading", level=1)).to_have_text("My people")
        expect(main.get_by_text("Late").first).to_be_visible()
        full = main.locator("li", has_text="A choir where nobody auditions")
        expect(full.first).to_contain_text("full just now")
        expect(full.first).to_contain_text("Checked by a person 3 days ago")

        tom.unfold("Read the letter")
        expect(main).to_contain_text("Could you say yes, or not now?")
        tom.press("Send it by e-mail")
        expect(page.get_by_role("status")).to_contain_text("Sent.")
        tom.goto("/dudley/outbox")
        letter = page.locator("section.panel").first
        expect(letter).to_contain_text("table@demo.invalid")
        expect(letter).not_to_contain_text("Idris")

        visitor = hand("/dudley/", at=at)
        visitor.press("A small youth club")
        visitor.follow(CLUB, within=visitor.page.get_by_role("main"))
        tom.goto(visitor.page.url.removeprefix(at))
        tom.press("Keep this in my list")
        tom.goto("/dudley/my-people")
        tom.follow("Len", within=main)
        tom.tick("To help with what you would like")
        tom.press("Open their page")
        expect(page.get_by_role("heading", level=1)).to_have_text("Len")
        seen(page, "my_person")

        tom.write("Your note", NOTE)
        tom.tick("A lunch table for eight")
        day = page.get_by_label("Another day for what comes next")
        if hasattr(tom, "tab_to"):
            tom.tab_to(day)
        day.fill(
            (dt.date.today() + dt.timedelta(days=4)).isoformat()
        )  # browsers differ in how a date is typed
        tom.unfold("They asked for something that nobody has")
        tom.tick("Money", "checkbox", main)
        tom.press("Keep this note")
        expect(page.get_by_role("status")).to_contain_text("Kept. They can read it. The day has moved.")
        expect(main.locator(".notes")).to_contain_text(NOTE)
        tom.write("How many pounds?", "60")
        tom.write("What is it for?", "Bus fares")
        tom.tick("A lunch table for eight", within=main.locator("section.ask").last)
        tom.press("Spend it")
        expect(page.get_by_role("status")).to_contain_text("£40.00 is left")

        tom.follow("Introduce them to somebody")
        seen(page, "introduce_them")
        tom.tick(CLUB)
        tom.write("First line", FIRST)
        tom.press("Write this")
        panel = main.locator("section.panel").filter(has_text=CLUB)
        tom.follow("They said yes", within=panel)
        tom.write("Second line", SECOND)
        tom.press("They said yes: send")
        expect(page.get_by_role("alert").first).to_contain_text("Something needs another look")
        seen(page, "agree_for_them-mistakes")
        tom.tick("They ring me")
        tom.write("The number or address for that", "01632 960997")
        tom.tick("They said it to me")
        tom.press("They said yes: send")
        expect(page.get_by_role("status")).to_contain_text("the same two lines")
        tom.follow("A record for somebody else", within=panel)
        seen(page, "record_for_them")

        club = visitor
        club.goto("/dudley/our-offers")
        asked = club.page.locator("#introductions")
        expect(asked).to_contain_text(FIRST)
        expect(asked).to_contain_text(SECOND)
        expect(club.page.get_by_role("main")).not_to_contain_text("01632 960997")
        seen(club.page, "my_offers-introduced")
        club.press("Yes", within=asked)
        club.press("How to reach them", within=asked)
        expect(club.page.get_by_role("main")).to_contain_text("01632 960997")
        seen(club.page, "our_introduction_reach")
        club.goto("/dudley/our-offers")
        club.press("We met", within=asked)
        club.follow("It is over", within=asked)
        seen(club.page, "our_introduction_over")

        tom.goto("/dudley/my-people")
        tom.follow("Len", within=main)
        tom.follow("It is over", within=panel)
        seen(page, "care_over")
        tom.tick("It did not fit")
        tom.write("In a few words", "They were kind. It was too far.")
        tom.press("It is over")
        tom.unfold("Ended: 1")
        expect(main).to_contain_text("They were kind. It was too far.")

        asha = hand("/dudley/", at=at)
        asha.press("Asha, 58")
        asha.follow("Be introduced first")
        seen(asha.page, "plan_introduce")
        asha.write("First line", "Asha taught sewing.")
        asha.tick("Do not contact me")
        asha.press("Yes: send these two lines")
        expect(asha.page.get_by_role("main")).to_contain_text("They were asked.")
        expect(asha.page.get_by_role("main")).to_contain_text("Next:")
        asha.follow("Let somebody keep a record")
        seen(asha.page, "plan_record")

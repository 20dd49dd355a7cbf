"""S2, Tom's week: who waits on whom, two silent givers, a full choir, an introduction, small money, one note, a gap."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hands import OVER
from playwright.sync_api import expect
from serving import ask_in, served
from test_journeys import come_back
from toms_note import CLUB, ELEVEN, WAITING, friday, names_under, one_note_typed_once, open_len

from helpfulacts.core.clock import date_in_words

pytestmark = pytest.mark.browser

CHOIR, TABLE = "A choir where nobody auditions", "A lunch table for eight"
FIRST, SECOND = "Len drove buses for thirty years.", "He would like to help the young ones mend bicycles."
FEEDBACK = "He mends bicycles with two of them every Thursday."
NUMBER = "01632 960997"


def test_toms_week(hand: Callable[..., Any], fresh: Path, look: Callable[[Any, str], None]) -> None:
    met = ask_in(fresh, "toms_monday")

    def seen(someone: Any, name: str) -> None:
        """Axe finds nothing (looked at with a pointer), and at 360 px nothing scrolls sideways (in every way)."""
        if hand.way == "pointer":  # type: ignore[attr-defined]
            look(someone.page, name)
            someone.page.set_viewport_size({"width": 360, "height": 800})
        assert someone.page.evaluate(OVER) <= 0, f"{name} scrolls sideways"

    def come(door: str = "") -> Any:
        someone = hand("/dudley/", at=at)
        someone.page.set_viewport_size({"width": 360, "height": 800})
        if door:
            someone.press(door)
        return someone

    with served(fresh) as at:
        tom, club, len_ = come("Tom, link worker"), come("A small youth club"), come()
        monday(tom, seen)
        introduce(tom, club, len_, met["len"], at, seen)
        small_money(tom, seen)
        one_note_typed_once(tom, len_, seen)
        feedback_reaches_him(tom, club, fresh, seen)
        friday(tom, come, fresh, seen)


def monday(tom: Any, seen: Callable[[Any, str], None]) -> None:
    """By the day that was promised; a letter to each silent giver; a choir to which he sends nobody."""
    page, main = tom.page, tom.page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("My people")
    counts = page.locator("ul.big-n")
    for said in (ELEVEN, WAITING, "2silent givers"):
        expect(counts).to_contain_text(said)
    # Harold came before Len, and what he waits for is promised for a later day.
    assert names_under(page, "Waiting on others") == ["Mavis", "Idris", "Len", "Harold"]
    assert names_under(page, "Yours to do") == ["Ken", "Bal", "Rosa", "Gwendoline"]
    assert sorted(names_under(page, "Nothing open")) == ["Maeve", "Nuala", "Pat"]
    seen(tom, "my_people-monday")

    choir = main.locator("li", has_text=CHOIR).first
    expect(choir).to_contain_text("full just now")
    expect(choir).to_contain_text("Checked by a person 3 days ago")
    for giver, offer in (("A chapel kitchen", TABLE), ("A shed", "A bench where men mend things")):
        panel = main.locator("li.panel").filter(has_text=giver)
        tom.unfold(f"Read the letter to {giver}")
        for courteous in (
            "Could you say yes, or not now? Both are fine",
            "Thank you for what you give",
            offer,
        ):
            expect(panel).to_contain_text(courteous)
    seen(tom, "my_people-letters")
    for number in (1, 0):
        tom.press("Send it by e-mail", within=main.locator("li.panel").first)
        expect(page.get_by_role("status")).to_contain_text("Sent.")
        expect(page.locator("ul.big-n")).to_contain_text(f"{number}silent giver")
    tom.goto("/dudley/outbox")
    letters = main.inner_text()
    assert "table@demo.invalid" in letters and "bench@demo.invalid" in letters
    assert "Idris" not in letters and "Mavis" not in letters, "a letter names nobody"
    tom.goto("/dudley/my-people")
    tom.follow(CHOIR, within=main.locator("h2:text-is('Full just now') + ul"))
    expect(page.get_by_role("heading", level=1)).to_have_text(CHOIR)
    expect(main).to_contain_text("Full just now. 1 is waiting.")
    checked = date_in_words(dt.date.today() - dt.timedelta(days=3))
    expect(main).to_contain_text(f"Tom, link worker, by phone, on {checked}")
    seen(tom, "offer-full_choir")


def introduce(tom: Any, club: Any, len_: Any, words: str, at: str, seen: Callable[[Any, str], None]) -> None:
    """An introduction is no referral: Len reads the two lines and says yes himself, and the club reads the same."""
    page, main = tom.page, tom.page.get_by_role("main")
    club.follow(CLUB, within=club.page.get_by_role("main"))
    tom.goto(club.page.url.removeprefix(at))
    tom.press("Keep this in my list")
    open_len(tom)
    seen(tom, "my_person-len")
    tom.follow("Introduce them to somebody")
    tom.tick(CLUB)
    tom.write("First line", FIRST)
    tom.write("Second line", SECOND)
    seen(tom, "introduce_them-len")
    tom.press("Write this")
    expect(page.get_by_role("status")).to_contain_text("Nothing is sent before they say yes")
    club.goto("/dudley/our-offers")
    expect(club.page.get_by_role("main")).not_to_contain_text(FIRST)

    len_.goto("/dudley/plan/come-back")
    come_back(len_, words)
    mine = len_.page.locator("ol.chain > li", has_text=CLUB)
    expect(mine).to_contain_text("Tom, link worker would like to introduce you.")
    for line in (FIRST, SECOND):
        expect(mine).to_contain_text(line)
    seen(len_, "my_plan-two_lines")
    len_.follow("Change them, or say yes", within=mine)
    len_.tick("They ring me")
    len_.write("The number or address for that", NUMBER)
    seen(len_, "plan_introduce-len")
    len_.press("Yes: send these two lines")
    expect(len_.page.get_by_role("status")).to_contain_text("They read the same two lines")

    club.goto("/dudley/our-offers")
    asked = club.page.locator("#introductions")
    both = [FIRST, SECOND]
    for side in (asked, len_.page.locator("ol.chain > li", has_text=CLUB)):
        for line in both:
            expect(side).to_contain_text(line)
    expect(asked).to_contain_text("Introduced by Tom, link worker")
    expect(club.page.get_by_role("main")).not_to_contain_text(NUMBER)
    seen(club, "my_offers-two_lines")
    open_len(tom)
    panel = main.locator("section.panel").filter(has_text=CLUB)
    expect(panel).to_contain_text("they said yes on their plan")
    expect(panel).to_contain_text("Next: say yes, or not now")


def small_money(tom: Any, seen: Callable[[Any, str], None]) -> None:
    """£60 at once and on record; what would make £101 in all is refused in one sentence."""
    page, main = tom.page, tom.page.get_by_role("main")
    ask = main.locator("section[aria-labelledby='fund-h']")
    expect(ask).to_contain_text("£100")

    def spend(pounds: str) -> None:
        tom.write("How many pounds?", pounds)
        tom.write("What is it for?", "Bus fares to the club")
        tom.tick(CLUB, within=ask)
        tom.press("Spend it")

    spend("60")
    expect(page.get_by_role("status")).to_contain_text("£40.00 is left")
    expect(main).to_contain_text("£60, bus fares to the club: Tom, link worker")
    spend("41")
    wrong = page.get_by_role("alert").first
    expect(wrong).to_contain_text("£40.00 is left for this person. Spend that, or less.")
    expect(page.get_by_label("What is it for?")).to_have_value("Bus fares to the club")
    expect(main.locator("h3:text-is('Spent for them') + ul > li")).to_have_count(1)
    seen(tom, "my_person-too_much")


def feedback_reaches_him(tom: Any, club: Any, fresh: Path, seen: Callable[[Any, str], None]) -> None:
    """What the club answers stands on his list; its words are on the page that he opens with a reason."""
    main, asked = tom.page.get_by_role("main"), club.page.locator("#introductions")
    heard = main.locator("#heard + ul")
    club.goto("/dudley/our-offers")
    club.press("Yes", within=asked)
    tom.goto("/dudley/my-people")
    expect(heard).to_contain_text(re.compile(f"said yes: Len, {CLUB}"))
    ask_in(fresh, "day_came")
    club.goto("/dudley/our-offers")
    club.press("We met", within=asked)
    club.follow("It is over", within=asked)
    expect(club.page.get_by_role("radio", name="leaflet")).to_have_count(0)
    club.tick("It goes on without us")
    club.write("In a few words", FEEDBACK)
    club.press("It is over")
    expect(club.page.get_by_role("status")).to_contain_text("They are asked how it went for them.")
    tom.goto("/dudley/my-people")
    expect(heard).to_contain_text(re.compile(f"wrote how it went: Len, {CLUB}"))
    expect(main).not_to_contain_text(FEEDBACK)
    seen(tom, "my_people-heard")
    tom.follow("Len", within=heard)
    tom.unfold("Ended: 1")
    expect(main).to_contain_text(FEEDBACK)
    seen(tom, "my_person-ended")

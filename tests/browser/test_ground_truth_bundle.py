"""The bundle that a system of local public support must hold, built through the pages and shown on one printed page.

Nine sources, four spheres, one person: a bed, its delivery, carpet, a fridge, vouchers, food, a claim, a husband who cares
and a voice on the phone. The van comes after the bed, and the bed cannot wait for the claim. All of it is invented.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from serving import SHOTS

pytestmark = pytest.mark.browser

NUMBERS = itertools.count(1)
WORDS = "I sleep in a chair, the floor is bare concrete, and the long form frightens me."
LISTED = {
    "A single bed and a new mattress": "a bed and a mattress",
    "Help to get a fridge that works": "a fridge that works",
    "Food for three days, today": "food for three days",
    "Fill in the PIP form with somebody": "fill in the PIP form",
    "The same kind voice, every week": "somebody to ring me every week",
}
"""What the demonstration has: the title, and the words that it is found by."""
BED, FRIDGE, FOOD, CLAIM, RINGS = LISTED
CARPET, HUSBAND = "Carpet for the bedroom", "He lifts, washes and cooks, every day"
IN_REACH = """least => [...document.querySelectorAll("main *")].filter(one => {
    const own = [...one.childNodes].some(part => part.nodeType === 3 && part.textContent.trim());
    return own && one.checkVisibility() && !one.classList.contains("vh") && !one.closest(".vh")
        && parseFloat(getComputedStyle(one).fontSize) < least - 0.01;
}).map(one => `${getComputedStyle(one).fontSize}: ${one.textContent.trim().slice(0, 60)}`)"""
"""What is printed in letters smaller than `least` (CSS pixels: 4/3 of a point)."""
CUT_OFF = """() => [...document.querySelectorAll("main *")].filter(one => {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    return one.checkVisibility() && !one.closest(".vh") && (box.right > innerWidth + 1 || box.left < -1
        || style.overflow !== "visible" && one.scrollWidth > one.clientWidth + 1);
}).map(one => one.outerHTML.slice(0, 90))"""
A4_WIDE = 710  # CSS pixels between the margins of 11 mm


def list_it(giver: Any, officer: Any, title: str, words: str, body: str, sphere: str, pounds: str) -> None:
    """A body gives money; an officer, who knows them, lists it."""
    giver.follow("A room, land or money")
    giver.write("What is it, and what is it for?", words)
    giver.write("A short name for it", title)
    giver.page.get_by_label("Where is it?").select_option(index=3)
    giver.tick("Money, in pounds")
    giver.write("How much is there in all?", "400")
    giver.write("How much can one person", pounds)
    giver.tick(sphere)
    giver.write("The name of the group, firm or team", body)
    giver.tick("Yes")
    giver.write("What shall we call you?", "Kit")
    giver.tick("I will come to the desk")
    giver.press("See it as others will")
    giver.press("Send it to be checked")
    giver.follow("See what you offered")
    officer.goto(giver.page.url.replace("/offers/", "/held-offers/"))
    officer.tick("I went to see them")
    officer.press("List it now")
    expect(officer.page.get_by_role("status")).to_contain_text("is listed")


def put_on_plan(tom: Any, title: str, words: str) -> None:
    """Found by words, then put on the plan that is open."""
    tom.goto("/dudley/find")
    tom.write("What would help?", words)
    tom.press("Find help", within=tom.page.get_by_role("main"))
    while not tom.page.get_by_role("heading", name=title, exact=True).count():
        tom.press("Show more")
    heading = tom.page.get_by_role("heading", name=title, exact=True)
    tom.press("Add to my plan", within=tom.page.locator("article.offer").filter(has=heading))


def act(page: Any, title: str) -> Any:
    return page.locator("ol.chain > li").filter(has=page.get_by_role("heading", name=title, exact=True))


def steer(someone: Any, title: str, link: str) -> None:
    """Opens what may be said of an act that was agreed."""
    someone.goto("/dudley/plan")
    mine = act(someone.page, title)
    someone._go(mine.locator("summary").first)
    someone.press(link, "link" if link.startswith("Say") else "button", within=mine)


def bears(someone: Any, title: str, who: str, sphere: str, pounds: str = "", paid: str = "") -> None:
    steer(someone, title, "Say who bears the cost")
    someone.write("Who bears it?", who)
    someone.tick(sphere)
    someone.write("How much money", pounds)
    someone.write("How many minutes of paid", paid)
    someone.press("Keep this")
    expect(someone.page.get_by_role("main")).to_contain_text(who)


def help_of_my_own(someone: Any, title: str, who: str, kind: str, sphere: str, **more: str) -> None:
    someone.goto("/dudley/plan/own-help")
    someone.write("What is it?", title)
    someone.write("Who does it?", who)
    someone.tick(kind)
    someone.tick(sphere)
    if day := more.get("day"):
        someone.page.get_by_label("On which day").fill(day)
    someone.write("What does it cost them", more.get("pounds", ""))
    someone.write("How many minutes of unpaid", more.get("unpaid", ""))
    someone.press("Put it on my plan")
    expect(someone.page.get_by_role("status")).to_contain_text("It is on your plan")


def pages_of(page: Any) -> int:
    page.emulate_media(media="print")
    paper = page.pdf(prefer_css_page_size=True, format="A4", print_background=False)
    return len(re.findall(rb"/Type\s*/Page(?![a-z])", paper))


def on_paper(page: Any, name: str, points: float, keep: bool) -> str:
    """The words that come out on A4, in letters of at least `points`, and none of them cut off."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_WIDE, "height": 1039})
    assert page.evaluate(IN_REACH, points * 4 / 3) == []
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_WIDE
    if keep:
        page.screenshot(path=SHOTS / f"{name}-paper.png", full_page=True)
    words = str(page.get_by_role("main").inner_text())
    page.emulate_media(media="screen")
    return " ".join(words.split())


def test_seven_sources_and_four_spheres_are_one_plan_on_one_page(
    hand: Callable[..., Any], look: Callable[[Any, str], None]
) -> None:
    number, looks = next(NUMBERS), hand.way == "pointer"  # type: ignore[attr-defined]
    van, vouchers = (
        f"The van that brings the bed, number {number}",
        f"Vouchers for clothes and bedding, book {number}",
    )
    firm, trust = f"Tolley's van hire, depot {number}", f"The Netherend Trust, fund {number}"
    officer = hand()
    officer.press("Mel, partnership officer")
    list_it(
        hand("/dudley/offer-help"),
        officer,
        van,
        "We pay for one van to bring a bed.",
        firm,
        "A shop or firm",
        "35",
    )
    list_it(
        hand("/dudley/offer-help"), officer, vouchers, "Vouchers for warm clothes and sheets.", trust, "A group, club or charity", "60",
    )  # fmt: skip

    gwen = hand("/dudley/plan/begin")
    gwen.write("What would help?", WORDS)
    gwen.press("Begin my plan")
    phrase = " ".join(gwen.page.locator(".phrase").inner_text().split())

    tom = hand()  # a link worker, whom she gave her words
    tom.press("Tom, link worker")
    tom.goto("/dudley/plan/come-back")
    tom.write("Your six words", phrase)
    tom.press("Open my plan")
    for title, words in (LISTED | {van: van, vouchers: vouchers}).items():
        put_on_plan(tom, title, words)

    gwen.goto("/dudley/plan")
    expect(act(gwen.page, BED)).to_contain_text("Tom, link worker suggests this")
    for title in (*LISTED, van, vouchers):
        gwen.press("Yes please", within=act(gwen.page, title))
        expect(gwen.page.get_by_role("status")).to_be_visible()
    help_of_my_own(gwen, HUSBAND, "Dai, my husband", "Regular help", "Family", unpaid="1260")
    day = (dt.date.today() + dt.timedelta(days=20)).isoformat()
    help_of_my_own(
        gwen, CARPET, "The Saltwells Trust", "Room or money", "A group, club", pounds="200", day=day
    )
    steer(gwen, van, "Say what comes first")
    gwen.press("After this", within=gwen.page.locator("main li").filter(has_text=BED))
    expect(gwen.page.get_by_role("status")).to_contain_text("It comes after")
    if looks:
        steer(gwen, van, "Say who bears the cost")
        gwen.press("Keep this")
        expect(gwen.page.get_by_role("alert")).to_contain_text("Say how much money or time")
        look(gwen.page, "plan_costs-mistakes")
    bears(gwen, van, firm, "A shop or firm", pounds="35")
    if looks:
        look(gwen.page, "plan_costs")
    bears(gwen, vouchers, trust, "A group, club", pounds="60")
    steer(gwen, BED, "This cannot wait")
    expect(act(gwen.page, BED)).to_contain_text("It cannot wait. It waits for nothing else on this plan.")
    assert gwen.page.locator("ol.chain > li h3").first.inner_text() == BED
    expect(act(gwen.page, van)).to_contain_text(f"Waits for: {BED}")
    if looks:
        look(gwen.page, "my_plan-bundle")

    sources = ("furniture charity", "Dai, my husband", "The Saltwells Trust", firm, trust, "food bank")
    acts = (BED, van, CARPET, FRIDGE, vouchers, FOOD, CLAIM, HUSBAND, RINGS)
    gwen.goto("/dudley/plan")
    gwen.follow("A page to print")
    if looks:
        look(gwen.page, "plan_print-bundle")
        assert pages_of(gwen.page) == 1
    words = on_paper(gwen.page, "plan_print-bundle", 9.5, looks)
    for said in (
        *sources,
        *acts,
        "Public",
        "Private",
        "Civic",
        "Personal",
        "£78",
        "£200",
        "£35",
        "£60",
        "21 h",
    ):
        assert said.lower() in words.lower(), f"“{said}” is not on the printed page"
    assert "Cannot wait." in words and f"After: {BED}" in words
    assert WORDS in words

    gwen.goto("/dudley/plan/large-print")
    if looks:
        look(gwen.page, "plan_large_print-bundle")
        assert pages_of(gwen.page) >= 2
    large = on_paper(gwen.page, "plan_large_print-bundle", 16, looks)
    for said in (
        *sources,
        *acts,
        "Public",
        "Private",
        "Civic",
        "Personal",
        "£78",
        "£200",
        "£35",
        "£60",
        "21 h",
    ):
        assert said.lower() in large.lower(), f"“{said}” is not in the large print"
    assert "This cannot wait." in large and f"First comes: {BED}" in large
    gwen.page.set_viewport_size({"width": 360, "height": 900})
    assert gwen.page.evaluate("document.documentElement.scrollWidth") <= 360

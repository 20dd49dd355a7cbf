"""Giving, on a phone and by keyboard: a lift in twelve presses, a group, on paper at the desk, and a yes from both."""

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
Look = Callable[[Any, str], None]


class Counting(Pointer):
    """Counts each press, tick and filled box."""

    count = 0

    def _go(self, control: Any) -> None:
        self.count += 1
        super()._go(control)

    def _type(self, box: Any, words: str) -> None:
        self.count += 1
        super()._type(box, words)

    def mark(self, box: Any) -> None:
        self.count += 1
        super().mark(box)


def say_lift(someone: Pointer, called: str) -> None:
    someone.write("Where do you start from?", "DY5 1")
    someone.tick("Friday", "checkbox")
    someone.tick("I have a licence", "checkbox")
    someone.tick("Yes")
    someone.write("What shall we call you?", called)
    someone.tick("Phone")
    someone.write("The number or address", "01632 960123")


def test_a_lift_is_offered_on_a_phone_in_twelve_presses_without_scripts(
    visit: Callable[..., Any], look: Look
) -> None:
    giver = Counting(visit("/dudley/offer-help", scripts=False, width=360))
    page = giver.page
    giver.follow("A lift")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    say_lift(giver, "Ray")
    giver.press("See it as others will")
    expect(page.get_by_role("heading", level=1)).to_have_text("This is how others will read it")
    expect(page.locator("article.offer")).to_contain_text("up to 5 miles")
    giver.press("Send it to be checked")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for offering")
    assert giver.count <= 12, f"it took {giver.count}"
    expect(page.locator(".phrase span")).to_have_count(6)


def test_the_pages_of_giving_look_right(visit: Callable[..., Any], look: Look) -> None:
    giver = Pointer(visit("/dudley/offer-help"))
    page = giver.page
    for gift in ("skill", "hours", "thing", "lift", "company", "room", "idea"):
        giver.goto(f"/dudley/offer-help/{gift}")
        look(page, f"offer_gift-{gift}")
    giver.goto("/dudley/offer-help/lift")
    say_lift(giver, "Ray")
    giver.press("See it as others will")
    look(page, "offer_gift-lift-preview")
    giver.press("Change something")
    expect(page.get_by_label("What shall we call you?")).to_have_value("Ray")
    expect(page.get_by_label("Friday")).to_be_checked()
    giver.press("See it as others will")
    giver.press("Send it to be checked")
    look(page, "offer_help_sent-slip")
    giver.follow("what you give")
    look(page, "my_giving-held")
    giver.follow("Change it")
    look(page, "giving_change")
    giver.goto("/dudley/giving")
    giver.follow("Say who bears the cost")
    look(page, "giving_costs")
    giver.goto("/dudley/giving/forget")
    look(page, "giving_forget")


def test_the_paper_form_prints_on_one_side_of_a4(visit: Callable[..., Any]) -> None:
    page = visit("/dudley/offer-help/paper")
    pages = re.findall(rb"/Type\s*/Page(?![a-z])", page.pdf(prefer_css_page_size=True, format="A4"))
    assert len(pages) == 1


def test_a_group_offers_and_only_an_officer_lists_it(hand: Callable[..., Any]) -> None:
    name = f"The kite makers, number {next(NUMBERS)}"
    giver = hand("/dudley/offer-help")
    giver.follow("Company")
    giver.write("What would you do together?", "Fly kites on the hill, any wind.")
    giver.write("A short name for it", f"Kites with {name}")
    giver.tick("We meet where other people are", "checkbox")
    giver.page.get_by_label("Where is it?").select_option(index=3)
    giver.tick("A group, club or charity")
    giver.write("The name of the group", name)
    giver.tick("Yes")
    giver.write("What shall we call you?", "Kit")
    giver.tick("I will come to the desk")
    giver.press("See it as others will")
    expect(giver.page.locator("article.offer")).to_contain_text(name)
    giver.press("Send it to be checked")
    officer = hand()
    officer.press("Mel, partnership officer")
    officer.follow("Offers to check")
    officer.goto(f"{officer.page.url}?page=99")
    officer.follow(f"Kites with {name}")
    expect(officer.page.get_by_text("Listing it is your word that they do")).to_be_visible()
    officer.tick("I went to see them")
    officer.press("List it now")
    expect(officer.page.get_by_role("status")).to_contain_text("is listed")


def test_an_offer_on_paper_is_typed_at_the_desk_and_opens_with_its_slip(
    hand: Callable[..., Any], request: pytest.FixtureRequest, look: Look
) -> None:
    desk = hand()
    desk.press("Mel, partnership officer")
    desk.goto("/dudley/desk/offer")
    desk.follow("A lift")
    say_lift(desk, "Beryl")
    desk.press("See it as others will")
    expect(desk.page.get_by_role("alert")).to_contain_text("Tick that they said yes")
    desk.tick("They said yes", "checkbox")
    desk.press("See it as others will")
    desk.press("Send it, and show the slip")
    words = desk.page.locator(".phrase").inner_text()
    assert len(words.split()) == 6
    giver = hand("/dudley/plan/come-back")
    giver.write("Your six words", words)
    giver.press("Open my plan")
    expect(giver.page.get_by_role("heading", level=1)).to_have_text("What I give")
    expect(giver.page.get_by_text("typed this for you, from paper")).to_be_visible()
    if request.node.callspec.params["hand"] == "pointer":
        desk.goto("/dudley/desk/offer/lift")
        look(desk.page, "proxy_gift")


def test_both_say_yes_and_then_each_passes_on_what_they_choose(
    hand: Callable[..., Any], request: pytest.FixtureRequest, look: Look
) -> None:
    looks = request.node.callspec.params["hand"] == "pointer"
    title = f"Chess by the canal, board {next(NUMBERS)}"
    giver = hand("/dudley/offer-help")
    giver.follow("Company")
    giver.write("What would you do together?", "Play chess, slowly, with a flask.")
    giver.write("A short name for it", title)
    giver.tick("We meet where other people are", "checkbox")
    giver.page.get_by_label("Where is it?").select_option(index=2)
    giver.tick("Yes")
    giver.write("What shall we call you?", "Lou")
    giver.tick("I will come to the desk")
    giver.press("See it as others will")
    giver.press("Send it to be checked")
    giver.follow("See what you offered")
    address = giver.page.url

    officer = hand()
    officer.press("Mel, partnership officer")
    officer.goto(address.replace("/offers/", "/held-offers/"))
    officer.press("Open how to reach them")
    officer.tick("I rang them")
    officer.press("List it now")

    asker = hand("/dudley/plan/begin")
    asker.write("What would help?", "I would like to play chess again.")
    asker.press("Begin my plan")
    asker.goto(address)
    asker.press("Add to my plan")
    asker.press("Yes please")
    expect(asker.page.get_by_text("They have not said yes to you yet")).to_be_visible()

    giver.goto("/dudley/giving")
    giver.press("Yes, I will")
    expect(giver.page.get_by_role("status")).to_contain_text("You both said yes")
    giver.follow("Pass on how to reach me")
    if looks:
        look(giver.page, "giving_pass_on")
    giver.press("Pass it on to them")
    expect(giver.page.get_by_role("alert")).to_contain_text("Choose how they can reach you")
    giver.tick("By phone")
    giver.write("Tell them in one sentence", "Ring 01632 960321 after six")
    giver.press("Pass it on to them")
    if looks:
        look(giver.page, "my_giving-both-yes")

    asker.goto("/dudley/plan")
    expect(asker.page.locator("main")).not_to_contain_text("960321")
    if looks:
        look(asker.page, "my_plan-both-yes")
    asker.press("Show how to reach them")
    expect(asker.page.locator(".voice-q")).to_have_text("Ring 01632 960321 after six")
    if looks:
        look(asker.page, "act_reach")
    asker.follow("I have it. Go back")
    asker.follow("Pass on how to reach me")
    if looks:
        look(asker.page, "act_pass_on")
    asker.tick("By message")
    asker.write("Tell them in one sentence", "Text 01632 960322, I am slow to ring")
    asker.press("Pass it on to them")
    giver.goto("/dudley/giving")
    giver.press("Show how to reach them")
    expect(giver.page.locator(".voice-q")).to_have_text("Text 01632 960322, I am slow to ring")
    if looks:
        look(giver.page, "giving_reach")
    asker.press("Stop this")
    giver.goto("/dudley/giving")
    expect(giver.page.get_by_text("Nobody has asked yet")).to_be_visible()
    expect(giver.page.get_by_text(re.compile("The person you help"))).to_be_visible()
    giver.press("Not now")
    expect(giver.page.get_by_role("status")).to_contain_text("You need no reason")
    expect(giver.page.get_by_text("takes nobody new").first).to_be_visible()
    giver.press("Go on with it")
    expect(giver.page.get_by_role("status")).to_contain_text("as it was")

"""S5, the directory's part: a small club keeps its entry right with no password, in ten spare minutes, or by text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hands import Pointer
from playwright.sync_api import expect
from serving import served

pytestmark = pytest.mark.browser

CLUB = "Thursday night youth club in Gornal"


def address_of_the_club(hand: Callable[..., Any], at: str) -> str:
    """The public page of the invented club's entry."""
    visitor = hand("/dudley/", at=at)
    visitor.press("A small youth club")
    visitor.follow(CLUB, within=visitor.page.get_by_role("main"))
    return str(visitor.page.url.removeprefix(at))


def entry(someone: Any) -> Any:
    return someone.page.locator("section.offer").filter(has_text=CLUB)


def test_a_club_keeps_its_entry_right(hand: Callable[..., Any], fresh: Path) -> None:
    with served(fresh) as at:
        offer = address_of_the_club(hand, at)
        keeper = hand(offer, at=at)
        page, main = keeper.page, keeper.page.get_by_role("main")

        keeper.follow("Keep it right")
        keeper.press("Send the link")
        expect(page.get_by_role("status")).to_contain_text("If we hold an address for them")
        keeper.goto("/dudley/outbox")
        letter = page.locator("section.panel").first
        expect(letter).to_contain_text("club@demo.invalid")
        keeper.press("/dudley/keep/", "link", letter)
        expect(page).to_have_url(f"{at}/dudley/keep")
        keeper.press("Open my entries")
        expect(page.get_by_role("status")).to_contain_text("open in this browser")

        keeper.follow("Change days and times", within=entry(keeper))
        keeper.write("From", "18:00")
        keeper.write("Until", "20:15")
        keeper.press("Save these times")
        expect(page.get_by_role("status")).to_contain_text("now Thursdays, 6pm to 8:15pm")
        keeper.follow("Our offers", within=main)
        public = hand(offer, at=at)
        expect(public.page.get_by_text("Thursdays, 6pm to 8:15pm").first).to_be_visible()

        keeper.press("We are full", within=entry(keeper))
        expect(page.get_by_role("status")).to_contain_text("is full")
        public.goto(offer)
        expect(public.page.get_by_role("main")).to_contain_text("Full just now")

        keeper.press("Still right", within=entry(keeper))
        public.goto(offer)
        expect(public.page.get_by_role("main")).to_contain_text("on their own page")

        phone = hand("/dudley/phone", at=at)
        phone.press("Ask the club now")
        expect(phone.page.get_by_role("list").last).to_be_visible()
        phone.press("Reply 3")
        expect(phone.page.locator(".talk")).to_contain_text("takes people again")
        public.goto(offer)
        expect(public.page.get_by_role("main")).not_to_contain_text("Full just now")

        keeper.goto("/dudley/our-offers")
        with page.expect_download() as saving:
            keeper._go(main.get_by_role("link", name="as an Open Referral file"))
        feed = json.loads(Path(saving.value.path()).read_text(encoding="utf-8"))
        [service] = [one for one in feed["services"] if one["name"] == CLUB]
        assert [(one["opens_at"], one["closes_at"]) for one in service["schedules"]] == [("18:00", "20:15")]

        keeper.press("Close our entries here")
        keeper.goto("/dudley/our-offers")
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Our offers")


def test_the_desk_checks_and_prints_a_letter(hand: Callable[..., Any], fresh: Path) -> None:
    with served(fresh) as at:
        officer = hand("/dudley/", at=at)
        officer.press("Mel, partnership officer")
        officer.goto("/dudley/keepers")
        expect(officer.page.get_by_role("main")).to_contain_text("the hall is shut for two weeks")
        officer.write("Which organisation?", "youth club")
        officer.press("Look")
        officer.follow("youth club", within=officer.page.get_by_role("main"))
        officer.tick("I rang the number")
        officer.tick("As a letter")
        officer.press("Make the link")
        link = officer.page.locator("p.address").inner_text()
        keeper = hand(link.removeprefix(at), at=at)
        keeper.press("Open my entries")
        expect(keeper.page.get_by_role("heading", level=1)).to_have_text("Our offers")


def test_every_page_of_a_keeper(visit: Any, fresh: Path, look: Callable[[Any, str], None]) -> None:
    with served(fresh) as at:
        club = Pointer(visit("/dudley/", at=at))
        club.press("A small youth club")
        club.follow(CLUB, within=club.page.get_by_role("main"))
        keeper = Pointer(visit(club.page.url.removeprefix(at), at=at))
        keeper.follow("Keep it right")
        look(keeper.page, "keeper_ask")
        keeper.press("Send the link")
        keeper.goto("/dudley/outbox")
        look(keeper.page, "outbox-letter")
        keeper.press("/dudley/keep/", "link")
        look(keeper.page, "keeper_open-link")
        keeper.press("Open my entries")
        keeper.press("We are full", within=entry(keeper))
        look(keeper.page, "my_offers-keeper")
        keeper.follow("Change days and times", within=entry(keeper))
        look(keeper.page, "offer_when-keeper")
        keeper.write("Until", "09:00")
        keeper.press("Save these times")
        look(keeper.page, "offer_when-mistakes")
        keeper.goto("/dudley/our-offers")
        keeper.follow("Change what it says", within=entry(keeper))
        look(keeper.page, "entry_words")
        keeper.goto("/dudley/our-offers")
        keeper.follow("End it", within=entry(keeper))
        look(keeper.page, "entry_end")
        keeper.goto("/dudley/phone")
        keeper.press("Ask the club now")
        keeper.press("Reply 1")
        look(keeper.page, "phone-answered")
        officer = Pointer(visit("/dudley/", at=at))
        officer.press("Mel, partnership officer")
        officer.goto("/dudley/keepers?name=youth")
        look(officer.page, "keepers-found")
        officer.follow("youth club", within=officer.page.get_by_role("main"))
        look(officer.page, "keeper_vouch")
        officer.press("Make the link")
        look(officer.page, "keeper_vouch-mistakes")
        officer.tick("I know them")
        officer.tick("As a letter")
        officer.press("Make the link")
        look(officer.page, "keeper_vouch-letter")

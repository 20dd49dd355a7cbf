"""S1 from end to end, on a phone: Asha, her broken cooker and her sewing. Each walk: by pointer, by keyboard without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hands import Keyboard
from playwright.sync_api import expect
from serving import SHOTS, ask_in
from test_every_page import sign_in
from test_journeys import SIX_WORDS, sheet

pytestmark = pytest.mark.browser

SENTENCE = "Since Ravi died the house is too quiet, and I can't cook because the cooker is broken."
CHECK, GRANT = "Check you are not missing any money", "Up to 280 pounds for a cooker"
SEAT, ROOM = "A seat kept for you on Wednesdays", "A free room on Tuesday evenings"
WISHES = (
    ("Some company", ("Company", "Losing someone"), "Wednesday afternoon"),
    ("A cooker that works", ("Food", "Beds, cookers, furniture"), ""),
    ("A room for a sewing class", ("Helping others",), "Tuesday evening"),
)
CAN_OFFER = "Sewing, on Tuesday evenings"
CHANGED, LEARNT = "I laughed on Wednesday. I had forgotten the sound.", "I took up my own hem."
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def ask(demonstration: Any) -> Callable[[str], Any]:
    return lambda what: ask_in(demonstration[0], what)


@pytest.fixture
def phone(hand: Callable[..., Any]) -> Callable[..., Any]:
    """Somebody with a phone of their own, 360 px wide."""

    def begin(path: str = "/dudley/") -> Any:
        someone = hand(path)
        someone.page.set_viewport_size({"width": 360, "height": 800})
        return someone

    return begin


@pytest.fixture
def seen(hand: Callable[..., Any], look: Callable[[Any, str], None]) -> Callable[[Any, str], None]:
    """No page scrolls sideways; by pointer axe looks at each too, at both widths, and a picture is kept."""

    def at(someone: Any, name: str) -> None:
        page = someone.page
        if hand.way == "pointer":  # type: ignore[attr-defined]
            look(page, f"story_asha-{name}")
            page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate(OVER) <= 0, f"{name} scrolls sideways"

    return at


def test_asha_from_one_sentence_to_what_changed(
    phone: Callable[..., Any], ask: Callable[[str], Any], seen: Any, hand: Callable[..., Any]
) -> None:
    words = _a_volunteer_types_it(phone, ask, seen)
    asha = phone("/dudley/plan/come-back")
    asha.write("Your six words", words)
    asha.press("Open my plan")
    _says_what_she_wants_and_can_offer(asha, seen)
    _gets_three_ideas_and_a_check_before_them(asha, ask, seen)
    _steers(asha, seen)
    class_at = _offers_her_class(asha, phone, seen)
    _somebody_else_takes_it(class_at, asha, phone, ask, seen)
    _six_weeks_later_she_says_what_changed(asha, words, phone, ask, seen)
    _prints_it(asha, seen, paper=hand.way == "pointer")  # type: ignore[attr-defined]
    _erases_it(asha, words, phone, ask, seen)


def _a_volunteer_types_it(phone: Any, ask: Any, seen: Any) -> str:
    volunteer = phone()
    sign_in(volunteer, *ask("volunteer").values())
    volunteer.goto("/dudley/desk/plan")
    volunteer.write("What would help?", SENTENCE)
    volunteer.write("What shall we call them?", "Asha")
    volunteer.tick("They come to the desk")
    volunteer.write("Their postcode", "DY5 4")
    seen(volunteer, "desk")
    volunteer.press("Begin the plan and show the slip")
    page = volunteer.page
    words = " ".join(page.locator(".phrase").inner_text().split())
    assert SIX_WORDS.match(words), words
    seen(volunteer, "slip")
    page.emulate_media(media="print")
    paper = " ".join(page.locator("body").inner_text().lower().split())
    assert words in paper
    paper = paper.replace(words, "")  # which may be any words
    for service in ("helpful", "dudley", "council", "plan", "library", "support", "http"):
        assert service not in paper, f"the slip says “{service}”"
    page.emulate_media(media="screen")
    said = ask("again")
    assert said["typed_for"] == "A volunteer at Brierley Hill library"
    assert said["begun"]["proxy"] is True
    return words


def _only(someone: Any, legend: str, names: tuple[str, ...]) -> None:
    """These boxes of the group are ticked, and no other one."""
    group = someone.page.get_by_role("group", name=legend)
    ticked = group.get_by_role("checkbox", checked=True)
    for label in ticked.evaluate_all("boxes => boxes.map(box => box.labels[0].innerText.trim())"):
        if label not in names:
            _toggle(someone, group.get_by_role("checkbox", name=label, exact=True))
    for name in names:
        box = group.get_by_role("checkbox", name=name, exact=True)
        if not box.is_checked():
            _toggle(someone, box)


def _toggle(someone: Any, box: Any) -> None:
    if isinstance(someone, Keyboard):
        someone.tab_to(box)
        someone.page.keyboard.press("Space")
    else:
        box.click()


def _says_what_she_wants_and_can_offer(asha: Any, seen: Any) -> None:
    page = asha.page
    expect(page.locator("h1")).to_have_text(SENTENCE)
    expect(page.get_by_text("first written for you by a volunteer at Brierley Hill library")).to_be_visible()
    seen(asha, "came_back")
    for number, (words, about, when) in enumerate(WISHES):
        asha.follow("Add something I would like" if number else "Say what I would like")
        asha.write("What would you like?", words)
        _only(asha, "What is it about?", about)
        asha.tick("Most of all")
        if when:
            asha.tick(when, "checkbox")
        asha.press("Put it on my plan")
    asha.follow("Say what I could offer")
    asha.write("What could you offer other people?", CAN_OFFER)
    asha.press("Keep")
    would, offers = (
        page.get_by_role("region", name="What I would like"),
        page.get_by_role("region", name="What I can offer"),
    )
    for words, _, _ in WISHES:
        expect(would).to_contain_text(words)
    expect(offers).to_contain_text(CAN_OFFER)
    assert page.locator("h1").bounding_box()["y"] < would.bounding_box()["y"], "her sentence is not on top"
    assert "/account" not in page.content().replace("/account/login", ""), "she is asked for an account"


def act(page: Any, title: str) -> Any:
    return page.locator("ol.chain > li").filter(has=page.get_by_role("heading", name=title, exact=True))


def _gets_three_ideas_and_a_check_before_them(asha: Any, ask: Any, seen: Any) -> None:
    page = asha.page
    asha.press("Look for ideas")
    titles = page.locator("ol.chain > li h3").all_inner_texts()
    assert sorted(titles) == sorted([CHECK, SEAT, GRANT, ROOM]), titles
    assert titles.index(CHECK) < titles.index(GRANT), "charity stands before what may be hers by right"
    for title, kind, sphere in (
        (CHECK, "Regular help", "Public"), (SEAT, "Connection", "Civic"), (GRANT, "Room or money", "Civic"),
        (ROOM, "Room or money", "Public"),
    ):  # fmt: skip
        expect(act(page, title)).to_contain_text(kind)
        expect(act(page, title).locator("ul.tags")).to_contain_text(sphere)
    expect(act(page, GRANT)).to_contain_text(f"Waits for: {CHECK}")
    expect(act(page, GRANT)).to_contain_text("The panel decides within 2 weeks")
    rights = page.get_by_role("region", name="Your rights come first")
    assert rights.bounding_box()["y"] < page.locator("ol.chain").bounding_box()["y"]
    seen(asha, "ideas")

    again = ask("again")
    actions = again["register"]
    assert actions.index("looked for rights") < actions.index("suggested a bundle")
    assert all(again["checked"] <= at for at in again["suggested"].values())
    assert again["suggested"][CHECK] == min(again["suggested"].values()), "the check was not the first"
    for title in titles:
        for _ in range(2):
            asha.follow("Why this?", within=act(page, title))
            expect(page.get_by_role("main")).to_contain_text(again["said"][title])
            if title == GRANT:
                expect(page.get_by_role("main")).to_contain_text("The panel decides within 2 weeks")
            asha.goto("/dudley/plan")
            expect(act(page, title)).to_contain_text(again["said"][title])


def _steers(asha: Any, seen: Any) -> None:
    page = asha.page
    asha.press("Not now", within=act(page, ROOM))
    expect(act(page, ROOM)).to_have_count(0)
    asha.follow("Change this", within=page.locator(".wishes > li").first)
    asha.write("What would you like?", "A table where somebody keeps me a seat")
    asha.press("Keep the change")
    expect(page.get_by_role("region", name="What I would like")).to_contain_text("A table where somebody")
    expect(page.get_by_role("region", name="What I would like")).not_to_contain_text(WISHES[0][0])
    asha.press("Yes please", within=act(page, CHECK))
    asha.press("Yes please", within=act(page, GRANT))
    asha.tick("tell them my first name", "checkbox", within=act(page, SEAT))
    asha.press("Yes please", within=act(page, SEAT))
    expect(page.locator("main")).to_contain_text("A friendship group in Brockmoor sees your first name")
    seen(asha, "steered")


def _offers_her_class(asha: Any, phone: Any, seen: Any) -> str:
    page = asha.page
    asha.follow("Put it on the list, for others to find")
    asha.follow("A skill")
    asha.write(
        "What can you do for somebody?", "I show you how to take up a hem. Bring what you want mended."
    )
    asha.write("A short name for it", "Tuesday hems")
    asha.tick("We meet where other people are", "checkbox")
    page.get_by_label("Where is it?").select_option("Brockmoor and Pensnett")
    asha.write("How many people at once", "6")
    asha.write("How shall we describe you?", "A woman in Pensnett who used to run a sewing class")
    asha.press("See it as others will")
    asha.press("Send it to be checked")
    asha.follow("See what you offered")
    address = str(page.url)
    officer = phone()
    officer.press("Mel, partnership officer")
    officer.goto(address.replace("/offers/", "/held-offers/"))
    officer.press("Open how to reach them")
    officer.tick("I went to see them")
    officer.press("List it now")
    return address


def _somebody_else_takes_it(class_at: str, asha: Any, phone: Any, ask: Any, seen: Any) -> None:
    other = phone("/dudley/plan/begin")
    other.write("What would help?", "I would like to learn how to mend my own clothes.")
    other.press("Begin my plan")
    other.goto(class_at)
    other.press("Add to my plan")
    other.press("Yes please", within=act(other.page, "Tuesday hems"))
    asha.goto("/dudley/giving")
    asha.press("Yes, I will")
    ask("day_came")
    other.goto("/dudley/plan")
    other.it_is_done(act(other.page, "Tuesday hems"))
    other.write("What changed for you?", LEARNT)
    other.tick("Yes")
    other.press("It was done. Keep this")
    expect(act(other.page, "Tuesday hems")).to_contain_text(LEARNT)
    seen(other, "class_taken")
    asha.goto("/dudley/giving")
    expect(asha.page.get_by_role("main")).to_contain_text("It was done once.")
    expect(asha.page.get_by_role("main")).not_to_contain_text(LEARNT)
    seen(asha, "giving")


def _six_weeks_later_she_says_what_changed(asha: Any, words: str, phone: Any, ask: Any, seen: Any) -> None:
    assert ask("six_weeks_ago") >= 2
    asha.goto("/dudley/plan/come-back")
    asha.write("Your six words", words)
    asha.press("Open my plan")
    page = asha.page
    asha.it_is_done(act(page, SEAT), again=True)
    expect(page.get_by_text("Only you can say what changed.")).to_be_visible()
    seen(asha, "what_changed")
    asha.write("What changed for you?", CHANGED)
    asha.tick("A bit")
    asha.press("Keep this")
    expect(act(page, SEAT)).to_contain_text(f"You said: “{CHANGED}”")
    seen(asha, "six_weeks_later")


def _prints_it(asha: Any, seen: Any, *, paper: bool) -> None:
    page = asha.page
    for link, name in (("A page to print", "print"), ("Large print", "large")):
        asha.goto("/dudley/plan")
        asha.follow(link, within=page.get_by_role("main"))
        for line in (SENTENCE, "A table where somebody keeps me a seat", CAN_OFFER, CHECK, GRANT, SEAT):
            expect(page.get_by_role("main")).to_contain_text(line)
        seen(asha, name)
        if paper and name == "print":
            page.emulate_media(media="print")
            sheet(page, Path(SHOTS / "story_asha-paper.png"))
            page.emulate_media(media="screen")
            page.set_viewport_size({"width": 360, "height": 800})


def _erases_it(asha: Any, words: str, phone: Any, ask: Any, seen: Any) -> None:
    before = ask("left")
    asha.goto("/dudley/plan/delete")
    box = asha.page.get_by_role("main").get_by_role("checkbox").first
    _toggle(asha, box)
    asha.press("Delete my plan", within=asha.page.get_by_role("main"))
    expect(asha.page.locator("h1")).to_have_text("Your plan is deleted")
    seen(asha, "erased")
    assert ask("left") == before - 1
    finder = phone("/dudley/plan/come-back")
    finder.write("Your six words", words)
    finder.press("Open my plan")
    expect(finder.page.get_by_role("alert")).to_contain_text("Those words do not open a plan here")

"""S4, Cllr Khan before the forum: her ward without any small number, what is late, who can stop a rule, and a query answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hands import OVER
from playwright.sync_api import expect
from serving import served

pytestmark = pytest.mark.browser

WARD = "Netherton, Woodside and St Andrews"
LAUNDERETTE = "A launderette in Quarry Bank"
LUNCH = "If Wednesday Friends had to end"
ASKS = "Are the two quiet hours still kept for people who are sent to you?"
ANSWER = "Yes. From next month it is three, on Mondays."
SMALL = re.compile(r"^[1-9]$")


def test_cllr_khan_before_the_forum(
    hand: Callable[..., Any], fresh: Path, look: Callable[[Any, str], None]
) -> None:
    def seen(someone: Any, name: str) -> None:
        """Axe finds nothing (looked at with a pointer), and at 360 px nothing scrolls sideways (in every way)."""
        if hand.way == "pointer":  # type: ignore[attr-defined]
            look(someone.page, name)
            someone.page.set_viewport_size({"width": 360, "height": 800})
        assert someone.page.evaluate(OVER) <= 0, f"{name} scrolls sideways"

    def come(path: str = "/dudley/", door: str = "") -> Any:
        someone = hand(path, at=at)
        someone.page.set_viewport_size({"width": 360, "height": 800})
        if door:
            someone.press(door)
        return someone

    with served(fresh) as at:
        khan = come(door="Cllr Khan, elected member")
        opens_the_ward_page(khan, seen)
        number = raises_a_query(khan, seen)
        the_provider_answers(come, at, number, seen)
        everybody_reads_it(come(), number, seen)
        takes_one_back(khan)
        sees_whom_the_end_of_a_club_would_touch(khan, seen)


def opens_the_ward_page(khan: Any, seen: Callable[[Any, str], None]) -> None:
    """Reach, who was not offered, what is missing, what is late, and who can stop the rules: counts of people from ten on."""
    page, main = khan.page, khan.page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ward by ward")
    for cell in main.locator("tbody td.n").all_inner_texts():
        assert not SMALL.match(cell.strip()), f"{cell} people is a small number"
    seen(khan, "wards-khan")
    khan.follow(WARD, within=main)
    expect(page.get_by_role("heading", level=1)).to_have_text(WARD)
    reach = main.get_by_role("table", name="Who asked and who has a place")
    for said in ("Asked", "Has a place", "Was not offered one", "All wards"):
        expect(reach).to_contain_text(said)
    for cell in reach.locator("td.n").all_inner_texts():
        assert not SMALL.match(cell.strip()), f"{cell} people is a small number"
    expect(main).to_contain_text("Childcare: 14 times")
    late = main.locator("#late ~ ul").first
    expect(late).to_contain_text("A bed showroom near Merry Hill has not answered query 2")
    expect(late).to_contain_text("The council's elected members took on “Childcare”")
    expect(main).to_contain_text("was decided by the sharing panel")
    expect(main).to_contain_text("They alone can change it or stop it. To be looked at again by")
    seen(khan, "ward-khan")


def raises_a_query(khan: Any, seen: Callable[[Any, str], None]) -> int:
    """To a private provider, which the council does not run; a name is refused, nothing typed is lost; the clock starts."""
    page, main = khan.page, khan.page.get_by_role("main")
    khan.follow("Raise a query", within=main)
    expect(page.get_by_label("Which ward is it about?")).to_have_value("E05001250")
    page.get_by_label("Whom do you ask?").select_option(label=LAUNDERETTE)
    khan.write("What do you ask?", "Did you send Mrs Begum away?")
    khan.press("Ask it in public")
    expect(page.get_by_role("alert").first).to_contain_text("“Mrs Begum” may tell who somebody is")
    expect(page.get_by_label("Whom do you ask?").locator("option:checked")).to_have_text(LAUNDERETTE)
    seen(khan, "query_raise-name")
    khan.write("What do you ask?", ASKS)
    khan.press("Ask it in public")
    expect(page.get_by_role("status")).to_contain_text("The clock runs")
    expect(main).to_contain_text("Answer due by")
    expect(main).to_contain_text("ten working days, a promise of this place")
    seen(khan, "query-raised")
    return int(page.url.rsplit("/", 1)[1])


def the_provider_answers(
    come: Callable[..., Any], at: str, number: int, seen: Callable[[Any, str], None]
) -> None:
    """The desk sends the launderette a link; its page says that it is asked, and it answers in its own name."""
    mel = come(door="Mel, partnership officer")
    mel.goto("/dudley/keepers?name=launderette")
    mel.follow(LAUNDERETTE, within=mel.page.get_by_role("main"))
    mel.tick("I rang the number")
    mel.tick("As a letter")
    mel.press("Make the link")
    link = mel.page.locator("p.address").inner_text()
    keeper = come(link.removeprefix(at))
    keeper.press("Open my entries")
    expect(keeper.page.get_by_role("main")).to_contain_text("An elected member asks you something in public")
    keeper.follow(f"Answer query {number}")
    expect(keeper.page.get_by_role("main")).to_contain_text(ASKS)
    seen(keeper, "query_answer-keeper")
    keeper.write("The answer", ANSWER)
    keeper.press("Answer in public")
    expect(keeper.page.get_by_role("status")).to_contain_text("Everybody can read it")


def everybody_reads_it(someone: Any, number: int, seen: Callable[[Any, str], None]) -> None:
    """Without signing in: on the ward page, on its own page, and with how soon the body answers."""
    main = someone.page.get_by_role("main")
    someone.follow("Ward by ward")
    someone.follow(WARD, within=main)
    someone.follow(f"Query {number}", within=main)
    for said in (ASKS, ANSWER, "Answered in less than a day", "Cllr Khan, elected member"):
        expect(main).to_contain_text(said)
    seen(someone, "query-answered-public")
    someone.follow("keeps its word", within=main)
    expect(someone.page.get_by_role("heading", level=1)).to_have_text(LAUNDERETTE)
    expect(main).to_contain_text("1asked")
    seen(someone, "organisation-launderette")
    someone.goto("/dudley/register")
    expect(main).to_contain_text(f"{LAUNDERETTE} answered what a member had asked in public.")


def takes_one_back(khan: Any) -> None:
    """What is not answered yet can be taken back, and its words go."""
    main = khan.page.get_by_role("main")
    khan.goto("/dudley/queries/2")
    khan.press("Take it back")
    expect(khan.page.get_by_role("status")).to_contain_text("Its words are gone")
    expect(main).not_to_contain_text("mattress")
    expect(main).to_contain_text("Cllr Khan took it back")


def sees_whom_the_end_of_a_club_would_touch(khan: Any, seen: Callable[[Any, str], None]) -> None:
    """Before anybody votes: who is affected, by age, without a name or a small number, and the notice that is due."""
    page, main = khan.page, khan.page.get_by_role("main")
    khan.goto("/dudley/")
    khan.follow("How places are shared", within=page.get_by_role("contentinfo"))
    khan.follow("What other rules would do", within=main)
    khan.follow(LUNCH, within=main)
    expect(main).to_contain_text("Nothing is decided.")
    expect(main).to_contain_text(
        re.compile("People who have a place there|People whom it touches", re.IGNORECASE)
    )
    for said in (
        "The rules stay as they are now.",
        "By age",
        "Who must be asked",
        "Three months. It may not end before",
    ):
        expect(main).to_contain_text(said)
    for cell in main.locator("section td.n").all_inner_texts():
        assert not SMALL.match(cell.strip()), f"{cell} people is a small number"
    seen(khan, "what_if-khan")

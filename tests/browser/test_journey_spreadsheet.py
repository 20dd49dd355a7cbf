"""A link worker's spreadsheets go in through the page: mapped, mended in place, imported, undone, and known again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hands import Keyboard, Pointer
from playwright.sync_api import expect
from serving import served

pytestmark = pytest.mark.browser

Look = Callable[[Any, str], None]


@pytest.fixture
def address(fresh: Path) -> Iterator[str]:
    with served(fresh) as found:
        yield found


@pytest.fixture
def mel(visit: Callable[..., Any], address: str) -> Pointer:
    """Mel at the page for spreadsheets, without scripts."""
    return at_the_page(Pointer(visit("/dudley/", scripts=False, at=address)))


def at_the_page(mel: Pointer) -> Any:
    mel.press("Mel, partnership officer")
    mel.goto("/dudley/desk")
    mel.follow("Bring in a spreadsheet")
    return mel


def upload(mel: Pointer, file: Any) -> None:
    mel.goto("/dudley/spreadsheets")
    mel.page.get_by_label("The spreadsheet").set_input_files(file)
    mel.press("Read this file")


def see(mel: Pointer) -> None:
    """On to what would change, however many pages of progress there are."""
    mel.press("See what would change")
    expect(mel.page.get_by_role("heading", level=1)).to_contain_text("would change")


def figures(mel: Pointer) -> dict[str, int]:
    lines = mel.page.locator(".big-n li").all_inner_texts()
    found = [re.match(r"([\d,]+)\s+(.+)", line, re.DOTALL) for line in lines]
    return {one[2].strip(): int(one[1].replace(",", "")) for one in found if one}


def test_the_sixty_libraries(mel: Pointer, shared: Path, look: Look) -> None:
    page = mel.page
    look_at = (shared / "data/uk-services/libraries_dudley_birmingham.csv").read_bytes()
    broken = look_at.replace(b"09:30-18:00,09:00-18:00,09:00-17:00", b"09:30-18:00,09:00-18:00,till late", 1)
    assert broken != look_at
    file = {"name": "libraries.csv", "mimeType": "text/csv", "buffer": broken}
    upload(mel, file)
    expect(page.get_by_label("Library name", exact=True)).to_have_value("title")
    expect(page.get_by_label("Monday staffed hours", exact=True)).to_have_value("mon")
    expect(page.get_by_label("Statutory", exact=True)).to_have_value("-")
    see(mel)
    assert figures(mel) == {"Set aside": 1, "New": 52, "Not listed": 7}
    expect(page.get_by_text("“till late” cannot be read as hours")).to_be_visible()

    mel.follow("Mend Brierley Hill")
    expect(page.get_by_label("Wednesday staffed hours")).to_have_value("till late")
    mel.write("Wednesday staffed hours", "09:00-17:00")
    mel.press("Keep this row")
    assert figures(mel) == {"New": 53, "Not listed": 7}
    mel.follow("Not listed")
    expect(page.get_by_text("It is closed, so it is not listed.").first).to_be_visible()
    expect(page.get_by_text("38 rows lie outside Dudley.")).to_be_visible()
    expect(page.get_by_role("button", name="Import 15 rows")).to_be_visible()
    mel.press("Import them too")
    expect(page.get_by_role("status")).to_contain_text("53 offers are new")

    mel.follow("New")
    mel.follow("Next")
    mel.goto(page.url.split("?")[0] + "?show=new")
    while not page.get_by_role("link", name="Brierley Hill", exact=True).count():
        mel.follow("Next")
    mel.follow("Brierley Hill")
    expect(page.get_by_role("main")).to_contain_text("Mondays, 9:30am to 6pm")
    expect(page.get_by_role("main")).to_contain_text("Wednesdays, 9am to 5pm")
    found = page.request.get("/dudley/find?words=Shard+End+Library&what=Shard+End+Library")
    assert "Shard End Library" not in found.text().split("<main")[1].replace('value="Shard End Library"', "")

    mel.goto("/dudley/spreadsheets")
    mel.follow("Libraries")
    mel.press("Undo the whole import")
    expect(page.get_by_role("status")).to_contain_text("53 offers ended")
    for expected in ({"New": 53, "Not listed": 7}, {"Unchanged": 53, "Not listed": 7}):
        upload(mel, {"name": "again.csv", "mimeType": "text/csv", "buffer": look_at})
        expect(page.get_by_text("We know these headings")).to_be_visible()
        expect(page.get_by_label("What is this list called?")).to_have_value("Libraries")
        see(mel)
        assert figures(mel) == expected
        if "New" in expected:
            mel.press("Import 53 rows")
    expect(page.get_by_text("There is nothing to import.")).to_be_visible()


def test_the_outpost_sample(mel: Pointer, shared: Path) -> None:
    page = mel.page
    upload(mel, str(shared / "data/oruk/outpost_services_sample.csv"))
    expect(page.get_by_text("This is an Outpost file")).to_be_visible()
    see(mel)
    assert figures(mel) == {"Set aside": 1, "New": 1, "Not listed": 1, "Part of another row": 5}
    mel.press("Import it")
    mel.follow("New")
    mel.follow("Second example service")
    expect(page.get_by_role("main")).to_contain_text("McVities Head Office")


def test_the_columns_are_chosen_by_keyboard_and_a_mistake_leads_to_its_field(
    visit: Callable[..., Any], address: str
) -> None:
    page = visit("/dudley/", at=address)
    at_the_page(Pointer(page))
    mel = Keyboard(page)
    file = {
        "name": "clubs.csv",
        "mimeType": "text/csv",
        "buffer": b"What,Hall,When\nChess,The hall,Tue 2-4\n",
    }
    page.get_by_label("The spreadsheet").set_input_files(file)
    mel.press("Read this file")
    mel.press("See what would change")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("which organisation gives these")
    mel._go(summary.get_by_role("link").first)
    expect(page.get_by_label("Who gives these")).to_be_focused()
    page.keyboard.type("The chess club")
    box = page.get_by_label("Hall", exact=True)
    mel.tab_to(box)
    page.keyboard.type("Name of the place")
    expect(box).to_have_value("venue")
    mel.press("See what would change")
    assert figures(mel) == {"New": 1}


def test_each_page_of_a_spreadsheet(visit: Callable[..., Any], address: str, look: Look) -> None:
    mel = at_the_page(Pointer(visit("/dudley/", at=address)))
    page = mel.page
    look(page, "sheets-lately")
    mel.press("Read this file")
    look(page, "sheets-mistakes")
    mel.goto("/dudley/spreadsheets")
    mel.follow("Warm rooms")
    look(page, "sheet-done")
    mel.follow("Mend Saturday warm room")
    look(page, "sheet_row")
    mel.goto("/dudley/spreadsheets")
    page.locator("h2", has_text="Lists we know again").locator("xpath=following-sibling::ul[1]").get_by_role(
        "link"
    ).first.click()
    look(page, "kept_columns")
    rows = "Name,Run by,Ward,Day,Start,End,What happens,Cost\nWarm room at a church hall,A church in Gornal,Gornal,Monday,10:00,15:00,Warm.,Free\n"
    upload(mel, {"name": "warm.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    look(page, "sheet_columns")
    see(mel)
    mel.follow("Changed")
    look(page, "sheet-changed")
    mel.follow("No longer in your list")
    look(page, "sheet-gone")
    mel.tick(
        "Soup and a seat" if page.get_by_label("Soup and a seat").count() else "Warm room at a library",
        "checkbox",
    )
    mel.press("End what is ticked")
    mel.press("Import 2 rows")
    expect(page.get_by_role("status")).to_contain_text("1 changed, 1 ended")
    mel.press("Undo the whole import")
    look(page, "sheet-undone")

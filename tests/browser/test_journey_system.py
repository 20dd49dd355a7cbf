"""The system-architect finds a single point of failure, says whose move it is, and sees it among the days to keep (C2, P7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def choose_first(someone: Any, label: str) -> str:
    """The first body of the list; its name. The keyboard gets there first."""
    box = someone.page.get_by_label(label, exact=True).first
    if hasattr(someone, "tab_to"):
        someone.tab_to(box)
    box.select_option(index=1)
    return str(box.locator("option:checked").inner_text())


def test_the_architect_finds_a_single_point_of_failure_and_its_owner(
    hand: Callable[..., Any], look: Callable[[Any, str], None]
) -> None:
    pictures = hand.way == "pointer"  # type: ignore[attr-defined]
    ines = hand()
    page = ines.page
    ines.press("Ines, system-architect")
    expect(page.get_by_role("heading", level=1)).to_have_text("The whole system")
    expect(page.get_by_role("img", name="Single points of failure")).to_be_visible()
    table = page.get_by_role("table", name="Single points of failure")
    rows = table.locator("tbody tr")
    row = rows.filter(has_text="Not taken on").first
    name = row.get_by_role("link").inner_text()
    ines.follow(name, within=row)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("heading", name="Left with nothing")).to_be_visible()
    address = page.url
    ines.press("Write it down")
    expect(page.get_by_role("alert")).to_contain_text("Choose who works on it.")
    if pictures:
        look(page, "weak_point-mistakes")
    owner = choose_first(ines, "Who works on it?")
    page.get_by_label("Until when?").fill((dt.date.today() + dt.timedelta(days=3)).isoformat())
    ines.press("Write it down")
    expect(page.get_by_role("status")).to_contain_text("days to keep")
    expect(page.get_by_role("main")).to_contain_text(f"Asked of {owner}, for")
    if pictures:
        look(page, "weak_point")
    ines.follow("The whole system", within=page.get_by_role("main"))
    mine = (
        page.get_by_role("table", name="Single points of failure")
        .locator("tbody tr")
        .filter(has=page.locator(f"a[href='{address[address.index('/dudley') :]}']"))
    )
    expect(mine).to_contain_text(owner)
    ines.follow("All gaps, and who works on them")
    expect(page.get_by_role("heading", level=1)).to_have_text("What nobody has yet")

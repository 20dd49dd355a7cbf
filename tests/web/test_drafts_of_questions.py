"""A draft shows all that it would publish, and is mended with everything there."""

from __future__ import annotations

import datetime as dt
import html
from typing import Any

import pytest
from draft_pages import page, said, send
from office_samples import World, build

from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.models import Deliberation
from helpfulacts.deliberation.panels import as_typed, promised_panel, quotas_typed
from tests.deciding import QUOTAS

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
PANEL: dict[str, Any] = {
    "uses": "panel", "question": "What should the square be?", "promise": "The forum does what the panel votes for.",
    "pounds": "", "open_to_change": "what the square is for", "fixed": "the trees", "about": "It was a car park.",
    "missing_who": "people who work nights", "missing_doing": "paper at work", "ward": "", "answers_above": "7",
    "panel_size": "12", "seed_from": "the lottery of 3 March",
    "quotas": "age, under 30, 3 to 5\nage, 30 and over, 7 to 9\nhome, rents, 6\nhome, owns, 6",
}  # fmt: skip


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


def test_a_draft_shows_all_that_it_would_publish(world: World) -> None:
    send(world, "office/deciding/ask", **PANEL)
    draft = said(page(world, "office/deciding/1"))
    for words in (
        "We decide it together.", "Those who were drawn by lot.", "What the square is for", "The trees", "It was a car park.",
        "People who work nights", "What we do: paper at work.", "7 or more people", "12 people are drawn by lot", "Under 30 Age 3 to 5",
        "the lottery of 3 March", "Vote: how it is counted", "Say what you think: how it is counted",
    ):  # fmt: skip
        assert words in draft, words
    send(world, "office/deciding/1/publish")
    assert "What everybody will read" not in said(page(world, "office/deciding/1"))


def test_a_panel_is_mended_with_its_numbers_there(world: World) -> None:
    send(world, "office/deciding/ask", **PANEL)
    form = html.unescape(page(world, "office/deciding/ask?mends=1").content.decode())
    for words in ('value="12"', "the lottery of 3 March", "age, under 30, 3 to 5\n", "home, owns, 6"):
        assert words in form, words
    send(world, "office/deciding/ask", **{**PANEL, "quotas": PANEL["quotas"].replace("7 to 9", "6 to 8")}, mends="1")  # fmt: skip
    [left] = selectors.drafts(world.place)
    panel = promised_panel(selectors.stage_of_kind(left, "inform").parameters)
    assert (left.number, left.open_to, panel.size, panel.quotas[1].least) == (2, "drawn", 12, 6)


def test_quotas_are_typed_as_they_are_read() -> None:
    panel = promised_panel({"panel": {"size": 5, "seed_from": "a lottery", "quotas": [*QUOTAS[:2], ("home", "rents, or shares", 2, 2), ("home", "owns", 3, 3)]}})  # fmt: skip
    assert quotas_typed(as_typed(panel.quotas)) == (
        [[one.feature, one.value, one.least, one.most] for one in panel.quotas], [],
    )  # fmt: skip


def test_rules_that_were_chosen_stay_chosen(world: World) -> None:
    given = {**PANEL, "uses": "entitlement", "panel_size": "", "quotas": "", "seed_from": ""}
    send(world, "office/deciding/ask", **given)
    send(world, "what-if/new", title="One group?", rules=["set-2"])
    send(world, "office/deciding/1/rules", rules="1-0")
    asked = Deliberation.objects.get().subject
    assert "The rules that were chosen stay chosen" in said(page(world, "office/deciding/ask?mends=1"))
    send(world, "office/deciding/ask", **{**given, "question": "All in one group?"}, mends="1")
    [left] = selectors.drafts(world.place)
    assert left.subject == asked and left.question == "All in one group?"
    entry = RegisterEntry.objects.filter(action="chose the rules to ask about").latest("sequence")
    assert entry.facts["number"] == 2 and entry.facts["what_if"] == 1 and entry.facts["hash"]


def test_who_mends_what_is_gone_is_told_and_loses_no_word(world: World) -> None:
    send(world, "office/deciding/ask", **PANEL)
    send(world, "office/deciding/ask", **PANEL, mends="1")
    late = send(world, "office/deciding/ask", **{**PANEL, "about": "It was a market."}, mends="1")
    assert late.status_code == 422 and "This draft is not there any more" in said(late)
    assert "It was a market." in said(late) and Deliberation.objects.count() == 2
    assert 'name="mends"' not in late.content.decode(), "sent again, it is a new draft"

"""A search has an end: past its limit the database stops and so do our loops, and one sentence says so."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from helpfulacts.core import clock, deadline
from helpfulacts.core.deadline import TooLong, check, not_counted, within
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


@pytest.fixture(autouse=True)
def _as_shipped(settings: Any, _a_search_may_take_a_minute: None) -> None:
    settings.PATIENCE = 1


class Ticks:
    """A clock that stands still until its `turns`th look, and then is past everything."""

    def __init__(self, turns: int) -> None:
        self.turns = turns

    def __call__(self) -> float:
        self.turns -= 1
        return 0.0 if self.turns >= 0 else 1e6


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_would_never_end_is_stopped_and_the_next_one_runs(monkeypatch: Any) -> None:
    """SQLite asks our clock as it works; PostgreSQL has its own."""
    if connection.vendor == "sqlite":
        monkeypatch.setattr(clock, "ticks", Ticks(9))
    with pytest.raises(TooLong, match="Ask again"), within(0.05), connection.cursor() as cursor:
        cursor.execute(ENDLESS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
        if connection.vendor == "postgresql":
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)


@pytest.mark.django_db
def test_the_database_is_told_its_limit_again_only_when_that_has_changed(monkeypatch: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite asks our clock itself")
    here = [0.0]
    monkeypatch.setattr(clock, "ticks", lambda: here[0])
    stood = []
    with within(2), connection.cursor() as cursor:
        for moment in (0.0, 0.05, 0.5):
            here[0] = moment
            cursor.execute("SHOW statement_timeout")
            stood += cursor.fetchone()
        with not_counted():
            cursor.execute("SHOW statement_timeout")
            stood += cursor.fetchone()
    assert stood == ["2s", "2s", "1500ms", "0"]


@pytest.mark.django_db
def test_a_loop_of_ours_ends_too_but_what_everybody_waits_for_once_is_not_counted(monkeypatch: Any) -> None:
    here = [0.0]
    monkeypatch.setattr(clock, "ticks", lambda: here[0])
    check()
    with pytest.raises(TooLong), within(2):
        here[0] = 1.9
        with within(9):
            check()
        with not_counted():
            here[0] = 99.0
            check()
        check()
        here[0] += 0.2
        check()


@pytest.mark.django_db
def test_past_the_limit_a_page_and_the_feed_say_one_kind_sentence(place: Any, monkeypatch: Any) -> None:
    draft = OfferDraft(
        title="Tea", kind="service", sphere="civic", shown_from="A club", summary="s", facets={"company": 3},
        imported=True,
    )  # fmt: skip
    [tea] = list_offers(place=place, drafts=[draft])
    browser = Client()
    asked = browser.post(f"/{place.slug}/find", {"words": "tea and company"})
    danger = browser.post(f"/{place.slug}/find", {"words": "I want to die"})
    for limit in ("SEARCH", "LIST"):
        monkeypatch.setattr(deadline, limit, 0.0)
    monkeypatch.setattr("helpfulacts.web.views.find.SEARCH", 0.0)
    monkeypatch.setattr("helpfulacts.web.views.find.LIST", 0.0)
    monkeypatch.setattr("helpfulacts.web.views.calendars.SEARCH", 0.0)
    for path in (
        asked["Location"],
        danger["Location"],
        f"/{place.slug}/find",
        f"/{place.slug}/offers/{tea.pk}/calendar.ics",
    ):
        answer = browser.get(path)
        assert (answer.status_code, answer["Retry-After"]) == (503, "30"), path
        page = answer.content.decode()
        assert "We are very busy just now" in page
        assert ("with fewer words" in page) == (path in (asked["Location"], danger["Location"])), path
    assert "tea and company" in browser.get(asked["Location"]).content.decode(), (
        "what was typed is still there"
    )
    assert "Samaritans" in browser.get(danger["Location"]).content.decode(), "and so is the panel"
    again = browser.post(f"/{place.slug}/find", {"words": "tea"})
    assert again.status_code == 303
    for query in ("services?search=tea", "organizations?search=tea", "services", "taxonomy_terms?search=tea"):
        said = browser.get(f"/{place.slug}/api/oruk/{query}")
        assert (said.status_code, said["Retry-After"]) == (503, "30")
        assert json.loads(said.content)["error"].startswith("We are very busy")

"""Makers of drafts and offers, one sound draft for each kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from directory_samples import SOUND

from helpfulacts.directory.drafts import OfferDraft, Weekly

THURSDAYS = (Weekly("thu", dt.time(10), dt.time(12)),)


@pytest.fixture
def draft() -> Callable[..., OfferDraft]:
    def make(kind: str = "service", **fields: Any) -> OfferDraft:
        given: dict[str, Any] = {
            "title": f"A {kind} to test",
            "kind": kind,
            "sphere": "civic",
            "shown_from": "A club in North",
            "particulars": dict(SOUND[kind]),
            "weekly": THURSDAYS if kind == "service" else (),
            "where": ("venue",),
        }
        return OfferDraft(**(given | fields))

    return make


@pytest.fixture
def offer_of(place: Any, draft: Any) -> Callable[..., Any]:
    from helpfulacts.directory.actions.list_offers import list_offers

    def make(kind: str = "service", **fields: Any) -> Any:
        return list_offers(place=place, drafts=[draft(kind, **fields)])[0]

    return make


@pytest.fixture
def two_lunches(offer_of: Any) -> None:
    """Alike but for where they are: one in South, two in North."""
    same = {"facets": {"food": 3}, "published_venue": True, "summary": "A hot lunch."}
    offer_of(title="Lunch one", shown_from="Club A", postcode="TT3 1", ward="South", **same)
    offer_of(title="Lunch two", shown_from="Club B", postcode="TT1 1", ward="North", **same)

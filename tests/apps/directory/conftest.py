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

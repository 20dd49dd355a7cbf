"""Makers for plans: offers of each kind with places, and a plan with its person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.people import selectors as people
from helpfulacts.support.actions.begin_plan import begin_plan

PARTICULARS: dict[str, dict[str, Any]] = {
    "connection": {"parties": ["you", "the group"], "introducer": "Jean", "introducer_minutes": 30},
    "idea": {"steps": ["Ask three neighbours", "Agree a day"]},
    "intervention": {
        "dose": "6 sessions",
        "weeks": 6,
        "consent": "To come",
        "risk": "It can be hard",
        "after": "A call",
    },
    "product": {"stock": 5, "condition": "Mended and checked", "delivery": "collect"},
    "resource": {"mode": "divided", "unit": "pound", "amount": 1000, "each": 100},
    "service": {"per_session": 6, "starts": "any week"},
}


@pytest.fixture
def offer(place: Any) -> Callable[..., Any]:
    """An open offer of one kind. `places` limits it; `by` names the body that owes it."""
    from helpfulacts.directory.actions.list_offers import list_offers
    from helpfulacts.people.models import Organisation

    def make(
        title: str, kind: str = "product", places: int | None = None, by: str = "", **fields: Any
    ) -> Any:
        sphere = fields.pop("sphere", "civic")
        provider = Organisation.objects.get_or_create(place=place, name=by)[0] if by else None
        draft = OfferDraft(
            title=title,
            kind=kind,
            sphere=sphere,
            shown_from=by or "A neighbour in North",
            provider=provider,
            particulars=fields.pop("particulars", PARTICULARS[kind]),
            where=("phone",),
            weekly=fields.pop(
                "weekly", (Weekly("thu", dt.time(10), dt.time(12)),) if kind == "service" else ()
            ),
            capacity=CapacityDraft("place", places) if places is not None else None,
            **fields,
        )
        return list_offers(place=place, drafts=[draft])[0]

    return make


@pytest.fixture
def make_plan(place: Any, make_person: Any, citizen_of: Any) -> Callable[..., Any]:
    """A live plan; `plan.actor` is its person, acting."""

    def make(words: str = "The house is too quiet.", **fields: Any) -> Any:
        person = people.get_person(place, make_person(**fields).pk)
        plan = begin_plan(place=place, person=person, words=words, by=citizen_of(person))
        plan.actor = citizen_of(person)
        return plan

    return make

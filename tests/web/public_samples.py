"""A small place to look at, and the forms that people send."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client

from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, TrialDraft, Weekly
from helpfulacts.directory.models import Offer

DANGER = "I want to kill myself"


def three_offers(place: Any) -> dict[str, Offer]:
    """A place with an open service, a shared thing and an idea that somebody tried."""
    weekly = (Weekly("thu", dt.time(10), dt.time(12)),)
    drafts = [
        OfferDraft(
            title="Tea and a chat",
            kind="service",
            sphere="civic",
            key="tea",
            summary="Tea, talk and board games for anybody who would like company.",
            shown_from="A neighbours' group in North",
            facets={"company": 3},
            particulars={"per_session": 4, "starts": "any week"},
            ward="North",
            where=("venue",),
            weekly=weekly,
            capacity=CapacityDraft("place", 4, 4),
            who_can_stop="the helpers",
            permission="the church hall",
            who_pays="the members",
            costs=(
                {
                    "bearer": "The group",
                    "sphere": "civic",
                    "pence": 50,
                    "unpaid_minutes": 30,
                    "paid_minutes": 0,
                },
            ),
        ),
        OfferDraft(
            title="A bed",
            kind="product",
            sphere="public",
            key="bed",
            access="shared",
            shown_from="The council",
            facets={"furniture": 3},
            particulars={"stock": 3, "condition": "New", "delivery": "deliver"},
            where=("home",),
            capacity=CapacityDraft("item", 3, 3),
        ),
        OfferDraft(
            title="A street soup night",
            kind="idea",
            sphere="personal",
            key="soup",
            shown_from="A cook in South",
            facets={"food": 2, "company": 2},
            particulars={"steps": ["Ask three neighbours.", "Borrow a big pot."]},
            tried=(TrialDraft("Six homes in South", "It rained, and nobody minded.", True),),
        ),
    ]
    listed = list_offers(place=place, drafts=drafts, source="test")
    return {draft.key: offer for draft, offer in zip(drafts, listed, strict=True)}


def post(client: Client, path: str, **fields: Any) -> Any:
    """The answer to a form; what was looked for is shown at the address to which the answer leads."""
    return client.post(f"/testham/{path}", {"key": "a-key-for-one-form", **fields}, follow=path == "find")


def offering(**changed: Any) -> dict[str, Any]:
    """“A skill”, filled in and sent."""
    return {
        "words": "I can mend bikes on a Saturday.",
        "title": "Bikes mended",
        "ways": ["out"],
        "ward": "North",
        "how_many": "2",
        "part": "any",
        "who_for": "adults",
        "sphere": "personal",
        "shown_from": "A retired mechanic in North",
        "adult": "yes",
        "called": "Jo",
        "channel": "phone",
        "contact": "01632 960001",
        "step": "send",
    } | changed


def lift(**changed: Any) -> dict[str, Any]:
    """“A lift”, filled in and sent, with a whole postcode as it was typed."""
    given = offering(
        postcode="TT1 1", miles="5", days=["fri"], how_many="1", insured="on", words="", shown_from=""
    )
    for name in ("title", "ways", "ward", "who_for"):
        del given[name]
    return given | changed

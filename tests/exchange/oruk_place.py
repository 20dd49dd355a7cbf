"""Testham with offers of many shapes, for the API: venues, a home, a refuge, neighbours, an idea, a monthly choir."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import (
    CapacityDraft,
    LocationDraft,
    OfferDraft,
    Repeats,
    Weekly,
    exchange_id_for,
)
from helpfulacts.people.actions.begin_organisation import begin_organisation

TEN, NOON, TWO, FOUR = dt.time(10), dt.time(12), dt.time(14), dt.time(16)
SINGERS = {
    "all": [
        {"any": [{"fact": "carer"}, {"age": {"from": 18, "to": 39}}, {"not": {"lives_in": ["North"]}}]},
        {"ask": "Do you like to sing?"},
    ]
}
HOME = (52.5111, -2.1077)
REFUGE = (52.5033, -2.0911)


def fill(place: Any, neighbour: Any) -> dict[str, Any]:
    """The offers by key. `neighbour` gives two of them."""
    library = begin_organisation(
        place=place, name="The library", about="Books and more.", phone="01632 960010"
    )
    aid = begin_organisation(place=place, name="Women's Aid")
    common = {"sphere": "civic", "checked_on": dt.date(2026, 11, 2), "where": ("venue",)}
    drafts = [
        OfferDraft(
            title="Tea on Tuesdays", kind="service", key="tea", summary="Tea and a chat.", provider=library,
            facets={"company": 3}, latitude=52.5201, longitude=-2.1003, published_venue=True, contact="01632 960011",
            address="1 High Street, Testham, TT1 1AA", weekly=(Weekly("tue", TEN, NOON),), languages=("en", "pa"),
            particulars={"per_session": 9, "starts": "any week"}, min_age=50, cost="Free", cost_pence=0, **common,
        ),
        OfferDraft(
            title="Choir", kind="service", key="choir", summary="Singing once a month.", provider=library,
            facets={"making": 3}, latitude=52.511, longitude=-2.1, published_venue=True, serves_wards=("Middle",),
            repeats=(Repeats("FREQ=MONTHLY;BYDAY=1TH", TWO, FOUR, dt.date(2026, 1, 1)),),
            particulars={"per_session": 30, "starts": "any month"}, eligibility=SINGERS, website="https://choir.example.org/a b".replace(" ", "%20"),
            locations=(
                LocationDraft(exchange_id_for("x", "hall"), exchange_id_for("x", "at hall"), "The hall",
                              "2 Low Road, Testham, TT3 1BB", "TT3 1BB", 52.502, -2.1, None, True),
                LocationDraft(exchange_id_for("x", "home"), exchange_id_for("x", "at home"), "Ann's front room",
                              "3 Low Road", "", *HOME, None, False),
            ), **common,
        ),
        OfferDraft(
            title="Homework club", kind="intervention", key="club", summary="Help with homework.", provider=aid,
            facets={"learning": 2}, ward="South", weekly=(Weekly("wed", FOUR, dt.time(17)),), max_age=16,
            particulars={"dose": "6 hours", "weeks": 6, "consent": "You can stop.", "risk": "None.", "after": "Done."},
            **{**common, "where": ("online",)},
        ),
        OfferDraft(
            title="A women's refuge", kind="service", key="refuge", summary="A safe place to stay.", provider=aid,
            facets={"safety": 3}, latitude=REFUGE[0], longitude=REFUGE[1], published_venue=True, address="9 Secret Lane, TT2 1ZZ",
            weekly=(Weekly("mon", TEN, NOON),), particulars={"per_session": 4, "starts": "any day"}, **common,
        ),
        OfferDraft(
            title="Bread lessons", kind="service", key="bread", summary="I teach you to bake.", giver=neighbour,
            shown_from="Wilhelmina Pettigrew", facets={"making": 2}, latitude=HOME[0], longitude=HOME[1],
            weekly=(Weekly("sat", TEN, NOON),), particulars={"per_session": 2, "starts": "any week"},
            costs=({"bearer": "Wilhelmina Pettigrew", "sphere": "personal", "pence": 100},), checked_by="Tom, link worker",
            **{**common, "sphere": "personal", "where": ("home",)},
        ),
        OfferDraft(
            title="A wheelbarrow", kind="product", key="barrow", summary="Borrow it.", giver=neighbour,
            particulars={"stock": 1, "condition": "Good", "delivery": "collect"}, latitude=HOME[0], longitude=HOME[1],
            **{**common, "sphere": "personal"},
        ),
        OfferDraft(
            title="Swap shelf", kind="idea", key="shelf", summary="Put a shelf up.", needs=("tea",),
            particulars={"steps": ["Find a shelf", "Put it up"]}, **{**common, "where": ()},
        ),
        OfferDraft(
            title="Shared lunch", kind="service", key="lunch", summary="Lunch for few.", access="shared",
            facets={"company": 2, "food": 3}, provider=library, capacity=CapacityDraft("place", 8, 6),
            latitude=52.52, longitude=-2.12, published_venue=True, weekly=(Weekly("tue", NOON, TWO),),
            particulars={"per_session": 8, "starts": "any week"}, **common,
        ),
    ]  # fmt: skip
    offers = list_offers(place=place, drafts=drafts, source="by hand")
    return {draft.key: offer for draft, offer in zip(drafts, offers, strict=True)}

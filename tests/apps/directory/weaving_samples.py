"""A repair Saturday in Testham: a kitchen, a cook, a fund, a mender, and those who may say yes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import AccessDraft, CapacityDraft, OfferDraft, Weekly
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def next_day(name: str) -> dt.date:
    """The first such day from tomorrow on."""
    day = today() + dt.timedelta(days=1)
    while DAYS[day.weekday()] != name:
        day += dt.timedelta(days=1)
    return day


class Repair:
    """Offers by name, their bodies, and actors who keep them; `jo` weaves."""

    def __init__(self, place: Any, people: Any = None) -> None:
        self.place = place
        names = ("housing", "school", "fund", "menders")
        self.bodies = {name: begin_organisation(place=place, name=f"The {name}") for name in names}
        self.jo = Actor("Jo, resource-weaver", "resource-weaver", None, None, self.bodies["housing"].pk)
        self.desk = Actor("Tom, link worker", "navigator")
        self.mel = Actor("Mel, partnership officer", "officer", None, None, self.bodies["housing"].pk)
        self.offers: dict[str, Any] = {}
        self.list(
            "kitchen", "resource", "school", where=("venue",), ward="North", published_venue=True, access_facts=(AccessDraft("step_free", "yes"),),
            latitude=52.52, longitude=-2.1, weekly=(Weekly("sat", dt.time(9), dt.time(17)),),
            particulars={"mode": "booked", "unit": "hour", "amount": 40, "each": 4, "fits": 20},
            costs=({"bearer": "The school", "sphere": "public", "pence": 120, "paid_minutes": 10, "unpaid_minutes": 0},),
        )  # fmt: skip
        self.list(
            "mending", "service", "menders", weekly=(Weekly("sat", dt.time(8), dt.time(18)),),
            particulars={"per_session": 12, "starts": "any week"}, capacity=CapacityDraft("place", 12, 12),
            costs=({"bearer": "The menders", "sphere": "civic", "pence": 0, "paid_minutes": 0, "unpaid_minutes": 40},),
        )  # fmt: skip
        self.list(
            "money", "resource", "fund", funding_ends=today() + dt.timedelta(days=60),
            restricted_to="Things that keep waste out of the tip",
            particulars={"mode": "divided", "unit": "pound", "amount": 400, "each": 50},
        )  # fmt: skip

    def list(self, name: str, kind: str, body: str, **fields: Any) -> Any:
        draft = OfferDraft(
            on_bank_holidays=fields.pop("on_bank_holidays", "runs"), title=f"The {name}", key=name, kind=kind, sphere=fields.pop("sphere", "civic"), provider=self.bodies[body],
            shown_from=self.bodies[body].name, **fields,
        )  # fmt: skip
        [self.offers[name]] = list_offers(place=self.place, drafts=[draft], source="weaving")
        return self.offers[name]

    def keeper(self, body: str) -> Actor:
        return Actor(f"Somebody at the {body}", "provider", None, None, self.bodies[body].pk)

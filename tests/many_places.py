"""Small places with people who ask and offers that are shared, as many as a test wants, on one installation."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from typing import Any

_numbers = itertools.count(1)


def make_place(slug: str, people: int = 0, offers: int = 1, places: int = 1, rules: bool = True) -> Any:
    """A place with one ward, `people` who ask for repairs and `offers` of it, each with so many places."""
    from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules
    from helpfulacts.places.models import Area, Place, Postcode

    place = Place.objects.create(
        slug=slug,
        name=slug.title(),
        person_to_talk_to="Tom at the desk",
        desk="Go to any library and say Helpful Acts.",
    )
    ward = Area.objects.create(
        place=place, level="ward", version="2013", code="W1", name="North", latitude=52.5, longitude=-2.1,
        decile=5,
    )  # fmt: skip
    Postcode.objects.create(
        place=place, kind="sector", code="TT1 1", latitude=52.5, longitude=-2.1, ward=ward
    )
    if rules:
        enact_shipped_rules(place=place)
    for _ in range(offers):
        make_offer(place, places)
    for _ in range(people):
        make_asker(place)
    return place


def make_offer(place: Any, places: int = 1, **fields: Any) -> Any:
    from helpfulacts.core.clock import now, today
    from helpfulacts.directory.models import CapacityPeriod, Offer
    from helpfulacts.places.models import Area

    values: dict[str, Any] = {
        "title": "Repair Saturday", "summary": "Help from people nearby.", "kind": "service", "sphere": "civic",
        "access": "shared", "shown_from": "A club in North", "facets": {"repairs": 3},
        "particulars": {"per_session": 6, "starts": "any week"}, "where": ["venue"],
        "ward": Area.objects.filter(place=place, level="ward").first(), "latitude": 52.5, "longitude": -2.1,
        "search_key": next(_numbers), "created_at": now(), "changed_at": now(),
    }  # fmt: skip
    offer = Offer.objects.create(place=place, was_listed=True, **{**values, **fields})
    CapacityPeriod.objects.create(
        place=place, offer=offer, begins=today() - dt.timedelta(days=7), until=today() + dt.timedelta(days=77),
        unit="place", stated=places, places=places,
    )  # fmt: skip
    return offer


def make_asker(place: Any, **person: Any) -> Any:
    """Somebody vouched for, with a live plan in the rounds and a wish for repairs."""
    from helpfulacts.core.clock import now
    from helpfulacts.people.actions.begin_person import begin_person
    from helpfulacts.places.models import Postcode
    from helpfulacts.support.models import Aspiration, Plan

    who = begin_person(place=place, postcode=Postcode.objects.get(place=place, code="TT1 1"), **person)
    who.vouched_by = "Tom"
    who.save(update_fields=["vouched_by"])
    plan = Plan(place=place, person=who, in_rounds=True, created_at=now(), changed_at=now())
    plan.words = "The shelf came down and I cannot lift it."
    plan.save(force_insert=True)
    wish = Aspiration(place=place, plan=plan, facets=["repairs"], created_at=now())
    wish.words = "Somebody to help me mend things."
    wish.save(force_insert=True)
    return who


def outcomes() -> dict[str, list[Any]]:
    """By place: how many rounds it has, and a hash of who got what in the last one."""
    from helpfulacts.coordination.models import Allocation, Run
    from helpfulacts.places.models import Place

    found = {}
    for place in Place.objects.order_by("slug"):
        runs = Run.objects.filter(place=place).order_by("-number")
        rows = Allocation.objects.filter(place=place, run=runs.first()).order_by("person_id")
        answers = [[str(one) for one in row] for row in rows.values_list("person_id", "status", "offer_id")]
        found[place.slug] = [runs.count(), hashlib.sha256(repr(answers).encode()).hexdigest()]
    return found

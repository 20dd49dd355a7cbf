"""Fills a place that was made from open data with invented people and shared offers, to try it at its real size.

People live at real postcodes, the same number in each neighbourhood; offers are spread over the wards. Everything
invented is drawn from a seed, and the place is marked illustrative for good.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules
from helpfulacts.core.errors import Refused
from helpfulacts.core.ids import seeded
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import AccessDraft, CapacityDraft, OfferDraft, Weekly
from helpfulacts.directory.facets import DAYS, FACET_WORDS, PARTS, SLOTS
from helpfulacts.places import selectors as places
from helpfulacts.places.actions.mark_illustrative import mark_illustrative
from helpfulacts.support import plans
from helpfulacts.support.actions.begin_plans import PlanDraft, begin_plans

SOURCE = "invented to try the place out (illustrative)"
FACETS = (
    "company",
    "moving",
    "learning",
    "making",
    "work",
    "family",
    "mind",
    "repairs",
    "digital",
    "transport",
)
HOURS = {
    "am": (dt.time(10), dt.time(12)),
    "pm": (dt.time(14), dt.time(16)),
    "eve": (dt.time(18), dt.time(20)),
}
OTHER_LANGUAGES = ("pa", "ur", "pl", "ro", "bn")
AGES = ("18-24", "25-49", "25-49", "50-64", "65-79", "80+")
MOST_PEOPLE, MOST_OFFERS = 200_000, 5_000


@dataclass(frozen=True)
class Filled:
    people: int
    offers: int
    places: int


def fill_place(
    *, place: Any, people: int, offers: int, seed: str, say: Callable[[str], None] = lambda words: None
) -> Filled:
    """Invent `people` and `offers` in `place`. All or nothing. Raises Refused where real people already have plans.

    `say` hears each step as it begins.
    """
    if not 1 <= people <= MOST_PEOPLE or not 1 <= offers <= MOST_OFFERS:
        raise Refused(f"Choose 1 to {MOST_PEOPLE:,} people and 1 to {MOST_OFFERS:,} offers.")
    if plans.has_plans(place):
        raise Refused(
            f"People already have plans in {place.name}. Invented people only go into a place without any."
        )
    wards = places.areas(place, "ward")
    homes = places.postcodes_by_neighbourhood(place)
    if not wards or not homes:
        raise Refused(
            f"{place.name} has no wards, neighbourhoods or postcodes yet. Load them first: see docs/operate/new-place.md."
        )
    rng = random.Random(seed)
    with transaction.atomic(), seeded(random.Random(f"{seed} identifiers")):
        mark_illustrative(place=place)
        if coordination.rules_in_force(place) is None:
            enact_shipped_rules(place=place)
        drafts = [_offer(rng, number, wards[number % len(wards)], people, offers) for number in range(offers)]
        say(f"Inventing {offers:,} offers in {place.name}")
        list_offers(place=place, drafts=drafts, source=SOURCE)
        say(f"Inventing {people:,} people in {place.name}")
        begin_plans(place=place, drafts=_people(rng, homes, people))
    return Filled(people, offers, sum(draft.capacity.stated for draft in drafts if draft.capacity))


def _offer(rng: random.Random, number: int, ward: Any, people: int, offers: int) -> OfferDraft:
    """One shared service. In all there are places for rather less than half of the people."""
    facet = FACETS[number % len(FACETS)]
    part = rng.choice(PARTS)
    day = rng.choice(DAYS)
    places_here = max(2, round(people * 0.45 / offers * rng.uniform(0.5, 1.5)))
    who = rng.random()
    return OfferDraft(
        title=f"{FACET_WORDS[facet]}: {ward.name} group {number + 1}",
        kind="service",
        sphere=rng.choice(("public", "private", "civic")),
        key=f"invented-{number + 1}",
        summary="An invented offer, to try this place at its real size.",
        access="shared",
        shown_from="An invented group",
        facets={facet: rng.choice((2, 3, 3))},
        particulars={"per_session": places_here, "starts": "any week"},
        where=("venue",),
        ward=ward,
        latitude=ward.latitude,
        longitude=ward.longitude,
        published_venue=True,
        weekly=(Weekly(day, *HOURS[part]), Weekly(rng.choice(DAYS), *HOURS[part])),
        languages=("en", rng.choice(OTHER_LANGUAGES)) if rng.random() < 0.4 else ("en",),
        access_facts=_steps(rng.choice(("yes", "yes", "no", "unknown"))),
        eligibility={"fact": "carer"} if who < 0.06 else {},
        min_age=60 if 0.06 <= who < 0.12 else None,
        serves_wards=(ward.name,) if rng.random() < 0.08 else (),
        cost="Free",
        cost_pence=0,
        costs=({"bearer": "An invented group", "sphere": "civic", "pence": 0, "paid_minutes": 30, "unpaid_minutes": 30},),
        capacity=CapacityDraft(unit="place", stated=places_here, own_cap=places_here),
    )  # fmt: skip


def _steps(answer: str) -> tuple[AccessDraft, ...]:
    return () if answer == "unknown" else (AccessDraft("step_free", answer),)


def _people(rng: random.Random, homes: Sequence[Sequence[Any]], count: int) -> list[PlanDraft]:
    """The same number in each neighbourhood, give or take one, at postcodes drawn from it."""
    return [_person(rng, rng.choice(homes[number % len(homes)])) for number in range(count)]


def _person(rng: random.Random, home: Any) -> PlanDraft:
    facets = rng.sample(FACETS, rng.choice((1, 1, 2)))
    narrow = rng.random()
    slots = rng.sample(SLOTS, 1 if narrow < 0.05 else rng.randint(7, 15))
    language = (
        ("zh",) if 0.05 <= narrow < 0.07 else (rng.choice(OTHER_LANGUAGES),) if narrow < 0.1 else ("en",)
    )
    return PlanDraft(
        words=f"I would like something to do with: {', '.join(FACET_WORDS[code].lower() for code in facets)}.",
        wishes=tuple((FACET_WORDS[code], (code,), rng.choice((1, 2, 3))) for code in facets),
        channel=rng.choice(("email", "phone", "letter", "desk")),
        contact="invented",
        postcode=home,
        age_band=rng.choice(AGES),
        languages=language,
        facts={
            code: rng.random() < chance
            for code, chance in (("carer", 0.12), ("no_transport", 0.15), ("low_income", 0.3))
            if rng.random() < 0.8
        },
        times=tuple(slot for slot in SLOTS if slot in slots),
        travel_limit_m=rng.choice((900, 2500, 4000, 6000, 9000)),
        needs_step_free=rng.random() < 0.1,
        in_rounds=rng.random() < 0.95,
        vouched_by="An invented link worker",
    )

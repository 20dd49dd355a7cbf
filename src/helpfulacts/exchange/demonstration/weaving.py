"""What Jo, a resource-weaver, sees (story S3): invented rooms, money that ends, people below their own cap.

One combination is listed already, one waits for its insurance, and the parts of a third are there to be picked.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now, today
from helpfulacts.directory import weaving
from helpfulacts.directory.actions.answer_part import answer_part
from helpfulacts.directory.actions.ask_parts import ask_parts
from helpfulacts.directory.actions.begin_weave import begin_weave, change_weave
from helpfulacts.directory.actions.book_slots import book_slots
from helpfulacts.directory.actions.lift_stop import lift_stop
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.list_weave import list_weave
from helpfulacts.directory.actions.state_condition import see_evidence, state_condition
from helpfulacts.directory.drafts import AccessDraft, CapacityDraft, OfferDraft, Weekly
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor

from .hours import by_day
from .made import saturday

SOURCE = "written by hand for the weaving of the demonstration (illustrative)"
TOM = Actor("Tom, link worker", "navigator")
BODIES = {
    "housing": "A housing association",
    "school": "A school in Netherton",
    "chapel": "A chapel in Netherton",
    "ward": "A ward fund in Netherton",
    "electricians": "A group of three retired electricians",
    "cooks": "A lunch club of cooks",
}
AFTERNOON = dt.time(13), dt.time(18)


def begin_weaving(*, place: Any) -> None:
    """All of it, a few days ago, and today's state of answers."""
    with by_day(now() - dt.timedelta(days=5)):
        bodies = {key: begin_organisation(place=place, name=name) for key, name in BODIES.items()}
        jo, keepers = _roles(place, bodies)
        offers = _offers(place, bodies)
        _conditions(offers, bodies, keepers)
    with by_day(now() - dt.timedelta(days=4)):
        _listed(place, offers, bodies, jo, keepers)
        _waits_for_insurance(place, offers, jo, keepers)
        book_slots(
            offer=offers["hall"], day=saturday(place, 1), first=28, last=32, by=TOM, body=bodies["cooks"]
        )


def _roles(place: Any, bodies: dict[str, Any]) -> tuple[Actor, dict[str, Actor]]:
    day = today(place.zone)
    actors = {}
    for key, email, role, shown_as in (
        ("housing", "jo@demo.invalid", "resource-weaver", "Jo, resource-weaver"),
        ("school", "school@demo.invalid", "provider", "Sal, school site manager"),
    ):
        account = begin_account(email=email)
        grant_role(
            place=place, account=account, role=role, shown_as=shown_as, body=bodies[key], begins=day,
            until=day + dt.timedelta(days=730),
        )  # fmt: skip
        actors[key] = Actor(shown_as, role, account.pk, None, bodies[key].pk)
    keepers = {
        key: actors.get(key)
        or Actor(f"Somebody at {name[0].lower()}{name[1:]}", "provider", None, None, bodies[key].pk)
        for key, name in BODIES.items()
        if key != "housing"
    }
    return actors["housing"], keepers


def _cost(bearer: str, sphere: str, pence: int, paid: int, unpaid: int) -> dict[str, Any]:
    return {
        "bearer": bearer,
        "sphere": sphere,
        "pence": pence,
        "paid_minutes": paid,
        "unpaid_minutes": unpaid,
    }


def _room(fits: int) -> dict[str, Any]:
    return {"mode": "booked", "unit": "hour", "amount": 120, "each": 3, "fits": fits}


def _no_steps(place: Any, key: str) -> tuple[AccessDraft, ...]:
    return (AccessDraft("step_free", "yes", today(place.zone), "keeper", BODIES[key]),)


def _offers(place: Any, bodies: dict[str, Any]) -> dict[str, Any]:
    weekend = tuple(Weekly(day, *AFTERNOON) for day in ("sat", "sun"))
    evenings = tuple(Weekly(day, dt.time(16), dt.time(20)) for day in ("mon", "tue", "wed", "thu"))
    rows: dict[str, tuple[str, dict[str, Any]]] = {
        "kitchen": ("school", {
            "title": "A school kitchen after lessons", "kind": "resource", "sphere": "public",
            "summary": "Two ovens and long tables. Empty after four, and at weekends.", "particulars": _room(30),
            "where": ("venue",), "published_venue": True, "access_facts": _no_steps(place, "school"), "weekly": (*evenings, *weekend),
            "costs": (_cost("The school", "public", 90, 5, 0),),
        }),
        "hall": ("chapel", {
            "title": "A small hall behind the chapel", "kind": "resource", "sphere": "civic",
            "summary": "Forty chairs and a piano. Half empty most of the week.", "particulars": _room(40),
            "where": ("venue",), "published_venue": True, "access_facts": _no_steps(place, "chapel"), "weekly": (*evenings, *weekend),
            "costs": (_cost("The chapel", "civic", 60, 0, 5),),
        }),
        "fund": ("ward", {
            "title": "Ward money for small things", "kind": "resource", "sphere": "public",
            "summary": "Four hundred pounds that has to be used in time.",
            "particulars": {"mode": "divided", "unit": "pound", "amount": 400, "each": 50},
            "funding_ends": today(place.zone) + dt.timedelta(days=66),
            "restricted_to": "Things for people who live in Netherton",
        }),
        "electricians": ("electricians", {
            "title": "Small electric things tested and mended", "kind": "service", "sphere": "personal",
            "summary": "Toasters, lamps, kettles. We say if it is safe.", "capacity": CapacityDraft("place", 36, 30),
            "particulars": {"per_session": 36, "starts": "any week"}, "weekly": weekend,
            "costs": (_cost("The electricians", "personal", 0, 0, 30),),
        }),
        "cooks": ("cooks", {
            "title": "Cooks who make soup for a roomful", "kind": "service", "sphere": "civic",
            "summary": "Two big pans, and people who know how.", "capacity": CapacityDraft("place", 60, 60),
            "particulars": {"per_session": 60, "starts": "any week"}, "weekly": (*evenings, *weekend),
            "costs": (_cost("The cooks", "civic", 110, 0, 20),),
        }),
        "timber": ("school", {
            "title": "Surplus timber, cut to length", "kind": "product", "sphere": "public",
            "summary": "Left from a playground. Good for shelves and planters.",
            "particulars": {"stock": 12, "condition": "Sound, some marks", "delivery": "collect"},
        }),
    }  # fmt: skip
    day = today(place.zone)
    drafts = [
        OfferDraft(
            key=key, provider=bodies[body], shown_from=BODIES[body], ward="Netherton, Woodside and St Andrews",
            on_bank_holidays="runs", languages=("en",), cost="Free", cost_pence=0, checked_on=day - dt.timedelta(days=74), checked_by="Tom, link worker",
            checked_how="visit", what_next="They get in touch to agree a day.",
            **({"facets": {"repairs": 2} if key in ("electricians", "timber") else {"company": 1}} | row),
        )
        for key, (body, row) in rows.items()
    ]  # fmt: skip
    return dict(zip(rows, list_offers(place=place, drafts=drafts, source=SOURCE), strict=True))


def _conditions(offers: dict[str, Any], bodies: dict[str, Any], keepers: dict[str, Actor]) -> None:
    for key, side, code, body, sentence in (
        ("kitchen", "asks", "insurance", "school", "Public liability insurance of whoever uses it."),
        (
            "kitchen",
            "asks",
            "hygiene",
            "school",
            "Somebody with a food hygiene certificate, when there is cooking.",
        ),
        ("hall", "asks", "insurance", "chapel", "Public liability insurance of whoever uses it."),
        ("cooks", "brings", "hygiene", "cooks", "A food hygiene certificate."),
        ("cooks", "brings", "insurance", "cooks", "Public liability insurance."),
    ):
        row = state_condition(
            offer=offers[key], side=side, code=code, by=keepers[body], lifter=bodies[body], sentence=sentence
        )
        if side == "brings" and code == "hygiene":
            see_evidence(condition=row, by=TOM, until=today(row.place.zone) + dt.timedelta(days=200))
    state_condition(
        offer=offers["kitchen"], side="asks", code="licence_premises", by=keepers["school"], lifter_role="officer",
        sentence="A premises licence, if people pay to come.",
    )  # fmt: skip


def _begin(place: Any, title: str, parts: list[Any], jo: Actor, **plan: Any) -> Any:
    weave = begin_weave(place=place, title=title, offers=parts, by=jo)
    change_weave(weave=weave, by=jo, **plan)
    ask_parts(weave=weave, by=jo)
    return weave


def _say_yes(weave: Any, keepers: dict[str, Actor]) -> None:
    for part in weaving.parts_of(weave):
        keeper = next(actor for actor in keepers.values() if actor.body_id == part.offer.provider_id)
        answer_part(part=part, answer="yes", by=keeper)


def _listed(
    place: Any, offers: dict[str, Any], bodies: dict[str, Any], jo: Actor, keepers: dict[str, Actor]
) -> None:
    weave = _begin(
        place, "Soup and stories", [offers["hall"], offers["cooks"]], jo, people=20, first_day=saturday(place, 1), weeks=3,
        from_slot=32, to_slot=36, summary="A bowl of soup, and one good story each.", facets={"company": 3, "food": 2},
    )  # fmt: skip
    lift_stop(weave=weave, stop=f"insurance:{offers['hall'].pk}", by=keepers["chapel"])
    _say_yes(weave, keepers)
    list_weave(weave=weave, by=jo)


def _waits_for_insurance(place: Any, offers: dict[str, Any], jo: Actor, keepers: dict[str, Actor]) -> None:
    weave = _begin(
        place, "Shelves for cold hallways", [offers["hall"], offers["timber"], offers["electricians"]], jo, people=6,
        first_day=saturday(place, 2), weeks=1, from_slot=26, to_slot=30,
        summary="Come and build a shelf from good timber. Lamps are tested too.", facets={"making": 2, "repairs": 2},
    )  # fmt: skip
    _say_yes(weave, keepers)

"""Givers of the demonstration: who waits for a check, a group, one on paper, and one who says “not now”."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now, today
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.actions.offer_body import body_called
from helpfulacts.directory.actions.pause_offer import pause_offer
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.see_check import see_check
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.places import selectors as places
from helpfulacts.promises.actions.make_promise import make_promise

from .hours import by_day

TOM = Actor("Tom, link worker", "navigator")
NINE, NOON, FIVE = dt.time(9), dt.time(12), dt.time(17)
NUMBER = "01632 960990"


def begin_givers(*, place: Any, officer: Actor) -> Any:
    """Needs the wards and sectors of the place; everything goes through the same actions as on the pages. What rests."""
    with by_day(now() - dt.timedelta(days=2)):
        _lift_that_needs_a_check(place)
        _tools_that_need_none(place)
        _group_that_waits_for_an_officer(place)
    with by_day(now() - dt.timedelta(hours=30)):
        _on_paper(place)
    with by_day(now() - dt.timedelta(days=40)):
        rests = _listed(place, officer)
    with by_day(now() - dt.timedelta(days=3)):
        pause_offer(offer=rests, by=the_person(rests.giver_id))
    return rests


def _person(place: Any, called: str, sector: str, **more: Any) -> Any:
    where = places.postcode_row(place, sector)
    given = {"channel": "phone", "contact": NUMBER, "age_band": "50-64", "languages": ("en",), **more}
    return begin_person(place=place, called=called, ward=where.ward if where else None, **given)


def _offer(place: Any, by: Actor, *, proxy: bool = False, **said: Any) -> Any:
    """List it, and owe its check within a week, as the pages do."""
    giver = said.get("giver") or said["kept_by"]
    draft = OfferDraft(
        **{
            "sphere": "personal",
            "cost": "Free",
            "cost_pence": 0,
            "languages": ("en",),
            "imported": True,
            **said,
        }
    )
    offer = list_offer(place=place, draft=draft, by=by, proxy=proxy)
    make_promise(
        place=place, by_noun="desk", by_id=None, by_shown_as="The desk", to_noun="person", to_id=giver.pk,
        about_noun="offer", about_id=offer.pk, what="Check what they offered, and get in touch first",
        trigger="somebody offered help", due=today(place.zone) + dt.timedelta(days=7), kind="tell",
    )  # fmt: skip
    return offer


def _lift_that_needs_a_check(place: Any) -> None:
    person = _person(place, "Marcus", "DY2 0")
    _offer(
        place, the_person(person.pk), giver=person, title="A lift to the shops on Fridays", kind="service",
        summary="To the shops, to friends or to an appointment, within 5 miles. Room for a folding wheelchair.",
        facets={"transport": 3}, particulars={"per_session": 1, "starts": "any week"}, where=("home",), postcode="DY2 0",
        weekly=(Weekly("fri", NINE, FIVE),), activities=("lifts",), capacity=CapacityDraft("place", 1, 1),
        cost="Fuel money at most", cost_pence=None,
    )  # fmt: skip


def _tools_that_need_none(place: Any) -> None:
    person = _person(place, "Halina", "DY8 4", channel="desk", contact="")
    _offer(
        place, the_person(person.pk), giver=person, title="A wheelbarrow, two spades and a rake", kind="product",
        summary="Borrow them for a fortnight. The barrow has a new tyre.", facets={"making": 2, "repairs": 1},
        particulars={"stock": 1, "condition": "Used, sound", "delivery": "collect", "return_days": 14}, where=("venue",),
        postcode="DY8 4", activities=("lend_things",), capacity=CapacityDraft("item", 1, 1),
    )  # fmt: skip


def _group_that_waits_for_an_officer(place: Any) -> None:
    person = _person(place, "Priya", "DY1 4", channel="email", contact="priya@demo.invalid")
    body = body_called(place=place, name="The Priory Road bell ringers")
    _offer(
        place, the_person(person.pk), kept_by=person, provider=body, sphere="civic", title="Learn to ring a church bell",
        kind="service", summary="Six at a time on Tuesday evenings. Tea after. You need no music.",
        facets={"learning": 2, "company": 2}, particulars={"per_session": 6, "starts": "any week"}, where=("venue",),
        postcode="DY1 4", weekly=(Weekly("tue", dt.time(19), dt.time(20, 30)),), activities=("public_meeting",),
        capacity=CapacityDraft("place", 6, 6),
    )  # fmt: skip


def _on_paper(place: Any) -> None:
    person = _person(place, "Edna", "DY6 8", age_band="80+", channel="letter", contact="An invented address")
    _offer(
        place, TOM, proxy=True, giver=person, title="Letters written by hand, to anyone who likes post", kind="service",
        summary="I write back to everybody. I was a postmistress.", facets={"company": 3},
        particulars={"per_session": 5, "starts": "any week"}, where=("phone",), ward=person.ward,
        activities=("remote",), capacity=CapacityDraft("place", 5, 5),
    )  # fmt: skip


def _listed(place: Any, officer: Actor) -> Any:
    """Checked and listed weeks ago; its giver says “not now”, and need not say why."""
    person = _person(place, "Joseph", "DY9 8", age_band="65-79")
    offer = _offer(
        place, the_person(person.pk), giver=person, title="Bicycles mended in my shed while you wait", kind="service",
        summary="Brakes, gears, punctures. Bring a cake or do not.", facets={"repairs": 3, "transport": 1},
        particulars={"per_session": 2, "starts": "any week"}, where=("venue",), postcode="DY9 8",
        weekly=(Weekly("sat", NINE, NOON),), activities=("hosting",), capacity=CapacityDraft("place", 2, 2),
    )  # fmt: skip
    see_check(offer=offer, activities=("hosting",), level="basic", names=2, by=officer)
    return release_held_offer(offer=offer, by=officer, how="visit")

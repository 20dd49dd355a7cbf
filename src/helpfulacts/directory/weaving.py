"""Reads of combinations: their parts as plain values, what stops them, who is asked, and who depends on what."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.places import geo
from helpfulacts.places.models import Place

from .access import answer_of
from .bookable import AHEAD, days_of, is_booked_by_time
from .combination import Found, Need, Part, Wanted
from .condition_words import CONDITIONS
from .eligibility import in_words
from .models import Booking, Condition, Offer, Weave, WeaveLift, WeavePart
from .offer_costs import NOBODY_NAMED, OF_NO_NAME
from .selectors import free_places, may_be_named
from .stops import look

NOT_NAMED = "“Something that is not listed now”"
OPEN = ("draft", "asked", "agreed", "mending")
ROLE_NAMES = {
    "navigator": "A link worker", "officer": "A partnership officer", "provider": "Those who give it",
    "elected": "An elected member", "resource-weaver": "A resource-weaver",
}  # fmt: skip


def role_of(offer: Offer) -> str:
    """What an offer is in a combination: room, thing, money, people or idea."""
    if offer.kind == "idea":
        return "idea"
    if offer.kind == "product":
        return "thing"
    if offer.kind != "resource":
        return "people"
    if offer.particulars.get("mode") != "booked":
        return "money" if offer.particulars.get("unit") == "pound" else "thing"
    return "room" if offer.particulars.get("fits") or "venue" in offer.where else "thing"


def place_of(offers: Sequence[Offer]) -> dict[str, Any]:
    """Where a combination of these happens, as fields of its offer: where its room is, or else its first part."""
    room = next((offer for offer in offers if role_of(offer) == "room"), None) or next(iter(offers), None)
    if room is None:
        return {}
    published = room.published_venue and room.giver_id is None
    return {
        "ward": room.ward,
        "latitude": room.latitude,
        "longitude": room.longitude,
        "published_venue": published,
        "address": room.address if published else "",
    }


def get_weave(place: Place, weave_id: uuid.UUID) -> Weave:
    rows = Weave.objects.filter(place=place, pk=weave_id).select_related("place", "offer", "body")
    found = rows.first()
    if found is None:
        raise NotFound("There is no such combination in this place.")
    return found


def get_part(place: Place, part_id: uuid.UUID) -> WeavePart:
    rows = WeavePart.objects.filter(place=place, pk=part_id)
    found = rows.select_related("place", "weave__place", "offer__place", "holds").first()
    if found is None:
        raise NotFound("There is no such part in this place.")
    return found


def weaves(place: Place) -> QuerySet[Weave]:
    """Every combination that has not ended; those with a part that left first, then the newest."""
    return (
        Weave.objects.filter(place=place)
        .exclude(state="ended")
        .select_related("offer", "body")
        .prefetch_related("parts__offer__place", "parts__offer__giver", "parts__offer__kept_by")
        .order_by("-changed_at")
    )


def ended_since(place: Place, since: dt.datetime) -> QuerySet[Weave]:
    """Every combination that ended since then, the last first."""
    return Weave.objects.filter(place=place, state="ended", changed_at__gte=since).order_by("-changed_at")


def parts_of(weave: Weave) -> list[WeavePart]:
    rows = WeavePart.objects.filter(place=weave.place_id, weave=weave)
    return list(
        rows.select_related(
            "place", "weave", "offer__place", "offer__ward", "offer__giver", "offer__kept_by", "holds"
        )
    )


def asked_of(
    place: Place, *, body: uuid.UUID | None = None, person: uuid.UUID | None = None
) -> list[WeavePart]:
    """Parts that were asked for or given: of one organisation, of one person, or (neither) of everybody."""
    rows = WeavePart.objects.filter(place=place, state__in=("asked", "agreed", "left")).exclude(
        weave__state="ended"
    )
    if body:
        rows = rows.filter(offer__provider=body)
    elif person:
        rows = rows.filter(offer__giver=person)
    found = rows.select_related("place", "weave__place", "weave__body", "offer__place", "holds")
    return sorted(found, key=lambda part: (part.state != "asked", part.weave.title, part.offer.title))


def named(offer: Offer) -> tuple[str, str]:
    """(its title in quotes, who gives it), as whoever weaves may read them: neither where it may not be named."""
    return (f"“{offer.title}”", offer.shown_from) if may_be_named(offer) else (NOT_NAMED, NOBODY_NAMED)


def woven_from(offer: Offer) -> list[WeavePart]:
    """What a listed combination is made of, as far as it may be named; empty for any other offer."""
    rows = WeavePart.objects.filter(place=offer.place_id, weave__offer=offer, state="agreed")
    parts = rows.select_related("offer__place", "offer__giver", "offer__kept_by")
    return [part for part in parts if may_be_named(part.offer)]


def dependants_of(offer: Offer) -> list[WeavePart]:
    """Combinations that use this offer now."""
    rows = WeavePart.objects.filter(place=offer.place_id, offer=offer, state__in=("asked", "agreed"))
    return list(rows.exclude(weave__state="ended").select_related("place", "weave__place", "offer", "holds"))


def days_in(weave: Weave) -> tuple[dt.date, ...]:
    """Its days, one a week; none while no first day is chosen."""
    first = weave.first_day
    return tuple(first + dt.timedelta(weeks=week) for week in range(weave.weeks)) if first else ()


def wanted_of(weave: Weave) -> Wanted:
    return Wanted(
        title=weave.title,
        people=weave.people,
        days=days_in(weave),
        from_slot=weave.from_slot,
        to_slot=weave.to_slot,
        min_age=weave.min_age,
        max_age=weave.max_age,
        step_free=weave.step_free,
        pence=weave.pounds * 100,
        there_is=frozenset(weave.there_is) | ({"food"} if "food" in weave.facets else set()),
    )


def part_values(offers: Sequence[Offer], used: Iterable[WeavePart] = ()) -> list[Part]:
    """The parts as plain values. What parts in `used` hold already is counted as free to them."""
    held = {part.offer_id: part for part in used if part.used}
    asked: dict[uuid.UUID, list[Condition]] = {}
    if not offers:
        return []
    place = offers[0].place
    for row in Condition.objects.filter(place=place, offer__in=offers).select_related("lifter"):
        asked.setdefault(row.offer_id, []).append(row)
    free = free_places(offers, today(place.zone))
    return [_part(offer, asked.get(offer.pk, []), free[offer.pk], held.get(offer.pk)) for offer in offers]


def _part(offer: Offer, conditions: list[Condition], free: int | None, used: WeavePart | None) -> Part:
    role, present = role_of(offer), today(offer.place.zone)
    name, keeper = named(offer)
    left = None if free is None else free + (used.places if used else 0)
    each = offer.particulars.get("each")
    return Part(
        key=str(offer.pk),
        name=name,
        keeper=keeper,
        keeper_id=str(offer.provider_id or offer.giver_id or ""),
        role=role,
        free=_free(offer, role, present, used),
        holds=offer.particulars.get("fits") if role == "room" else left if role == "people" else None,
        pence=left * each * 100 if role == "money" and left is not None and isinstance(each, int) else None,
        money_ends=offer.funding_ends,
        only_for=offer.restricted_to,
        min_age=offer.min_age,
        max_age=offer.max_age,
        only_people=in_words(offer.eligibility),
        step_free=answer_of(offer, "step_free"),
        where=(offer.latitude, offer.longitude)
        if offer.published_venue and offer.latitude is not None and offer.longitude is not None
        else None,
        wards=tuple(offer.serves_wards),
        ward=offer.ward.name if offer.ward else "",
        food="food" in offer.facets and role in ("people", "thing", "idea"),
        asks=tuple(_need(row) for row in conditions if row.side == "asks"),
        brings={
            row.code: row.seen_until or dt.date.max
            for row in conditions
            if row.side == "brings" and row.state == "met"
        },
    )


def _need(row: Condition) -> Need:
    met = (row.seen_until or dt.date.max) if row.state == "met" else None
    if row.lifter is not None:
        return Need(row.code, row.lifter.name, str(row.lifter_id), "", row.number, met)
    return Need(
        row.code, ROLE_NAMES.get(row.lifter_role, "A person in a role"), "", row.lifter_role, row.number, met
    )


def _free(
    offer: Offer, role: str, present: dt.date, used: WeavePart | None
) -> dict[dt.date, frozenset[int]] | None:
    """Its free half-hours; None for money, things from stock and help without days: they are there at any time."""
    if role in ("money", "idea") or offer.kind == "product":
        return None
    if not is_booked_by_time(offer) and not offer.schedules.exists():
        return None
    free = {day: one.slots for day, one in days_of(offer, present, present + AHEAD).items()}
    if used is not None:
        for row in Booking.objects.filter(place=offer.place_id, part=used, released_at__isnull=True):
            mine = frozenset(range(row.from_slot, row.to_slot))
            free[row.day] = free.get(row.day, frozenset()) | mine
    return free


def found_for(weave: Weave, parts: Sequence[WeavePart] | None = None) -> Found:
    """What stops this combination now, and what is fine."""
    parts = [part for part in (parts_of(weave) if parts is None else parts) if part.state != "left"]
    lifted = WeaveLift.objects.filter(place=weave.place_id, weave=weave).order_by("at")
    return look(
        part_values([part.offer for part in parts], parts),
        wanted_of(weave),
        distance=_metres,
        lifted=set(lifted.values_list("stop", flat=True)),
    )


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    return geo.distance_m(*one, *other)


def capacity_for(weave: Weave, parts: Sequence[WeavePart]) -> int:
    """How many can come: the least that any part can take, and never more than was planned."""
    holds = [
        part.holds for part in part_values([part.offer for part in parts], parts) if part.holds is not None
    ]
    return min([weave.people, *holds])


def costs_of(offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """Who bears what for each person helped, of all parts: one row for each bearer of each sphere, never one sum.

    Who bears a cost of what may not be named is not named either. Two givers without a name are two rows.
    """
    rows: dict[tuple[str, str, int], dict[str, Any]] = {}
    for number, offer in enumerate(offers, 1):
        for cost in offer.costs:
            sphere, bearer = str(cost.get("sphere", offer.sphere)), str(cost.get("bearer", offer.shown_from))
            bearer = bearer if may_be_named(offer) else NOBODY_NAMED
            row = rows.setdefault(
                (sphere, bearer, number if bearer in OF_NO_NAME else 0),
                {"bearer": bearer, "sphere": sphere, "pence": 0, "paid_minutes": 0, "unpaid_minutes": 0},
            )
            for name in ("pence", "paid_minutes", "unpaid_minutes"):
                row[name] += cost.get(name) or 0
    return [rows[key] for key in sorted(rows)]


def stops_to_lift(place: Place) -> list[tuple[Weave, Any]]:
    """Every stop that stands in a combination that was asked for, and that somebody can lift."""
    rows = Weave.objects.filter(place=place, state__in=("asked", "agreed", "mending")).select_related("place")
    return [
        (weave, stop) for weave in rows.order_by("title") for stop in found_for(weave).stops if stop.liftable
    ]


def seen_for(weave: Weave) -> list[tuple[str, WeaveLift]]:
    """What was lifted because somebody saw evidence: (“public liability insurance”, the lift), oldest first."""
    rows = WeaveLift.objects.filter(place=weave.place_id, weave=weave).order_by("at")
    named = [(CONDITIONS.get(row.stop.partition(":")[0]), row) for row in rows]
    return [(words.name, row) for words, row in named if words and words.evidence]


def conditions_of(offer: Offer) -> list[Condition]:
    """What it asks for and brings, in order."""
    return list(Condition.objects.filter(place=offer.place_id, offer=offer).select_related("lifter"))

"""Under-used things: what is there and could do more, each with its reason in words and figures. Only reads.

Nobody is called idle. Help from a person is named as they chose to be shown, says only what its giver said they can
take, and is in the order of its title: people are not ranked.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.words import counted, number_in_words
from helpfulacts.places.models import Area, Place

from .bookable import days_of, is_booked_by_time, units_of
from .condition_words import CONDITIONS
from .facets import DAYS
from .models import CapacityPeriod, Condition, Offer
from .selectors import capacity_on, listed
from .weaving import role_of

LOOK_AHEAD = dt.timedelta(days=27)
MONEY_ENDS_WITHIN = dt.timedelta(days=120)
CHECK_LASTS = dt.timedelta(days=90)
CHECK_ENDS_WITHIN = dt.timedelta(days=21)
WHATS = {
    "room": "Rooms with free hours",
    "thing": "Things on the shelf",
    "money": "Money that ends",
    "people": "People who could take more",
    "seats": "Groups with empty places",
    "check": "Checks that run out soon",
}
_PARTS = {"am": (0, 24), "pm": (24, 36), "eve": (36, 48)}


@dataclass(frozen=True)
class Unused:
    """figures: the stored numbers that `reason` was made from. weight: how much, to sort within one kind (0 = none)."""

    offer: Offer
    what: str
    reason: str
    figures: dict[str, int | str] = field(default_factory=dict)
    weight: float = 0.0


def unused(
    place: Place,
    *,
    day: dt.date | None = None,
    what: str = "",
    ward: Area | None = None,
    on: str = "",
    part: str = "",
) -> list[Unused]:
    """Everything under-used on `day` (default today). what: one of WHATS. on: a day of the week. part: am, pm or eve."""
    day = day or today(place.zone)
    rows = listed(place).exclude(kind="idea").select_related("place", "ward").order_by("title", "id")
    if ward is not None:
        rows = rows.filter(ward=ward)
    offers = list(rows)
    periods = capacity_on(offers, day)
    seen = _evidence(offers, day)
    found = [
        row
        for offer in offers
        for row in _of(offer, periods.get(offer.pk), day, seen, on, part)
        if not what or row.what == what
    ]
    if on or part:
        found = [row for row in found if row.what == "room"]
    order = list(WHATS)
    return sorted(found, key=lambda row: (order.index(row.what), -row.weight, row.offer.title))


def _evidence(offers: list[Offer], day: dt.date) -> dict[uuid.UUID, list[Condition]]:
    soon: dict[uuid.UUID, list[Condition]] = {}
    rows = Condition.objects.filter(state="met", seen_until__gte=day, seen_until__lte=day + CHECK_ENDS_WITHIN)
    for row in rows.filter(place=offers[0].place_id if offers else None).order_by("seen_until"):
        soon.setdefault(row.offer_id, []).append(row)
    return soon


def _of(
    offer: Offer, period: CapacityPeriod | None, day: dt.date, seen: dict[uuid.UUID, list[Condition]], on: str, part: str
) -> Iterator[Unused]:  # fmt: skip
    role = role_of(offer)
    left = 0 if period is None or period.closed else period.places - period.held
    if is_booked_by_time(offer):
        yield from _room(offer, day, on, part)
    elif role == "thing" and period is not None and left > 0:
        yield Unused(
            offer, "thing", f"{_sentence(left, period.places)} here, and nobody has {'it' if left == 1 else 'them'}.",
            {"stock": period.places, "held": period.held}, left,
        )  # fmt: skip
    elif role == "money" and period is not None:
        yield from _money(offer, left, day)
    elif role == "people" and period is not None and offer.sphere == "personal":
        cap = period.own_cap if period.own_cap is not None else period.stated
        if left > 0 and left * 2 >= cap:
            yield Unused(
                offer, "people", f"Could take {number_in_words(left)} more. They said {number_in_words(cap)}.",
                {"own_cap": cap, "held": period.held},
            )  # fmt: skip
    elif role == "people" and period is not None and left > 0 and left * 4 >= period.places:
        yield Unused(
            offer, "seats", f"{_sentence(left, period.places, 'place')} free.",
            {"places": period.places, "held": period.held}, left,
        )  # fmt: skip
    yield from _checks(offer, day, seen.get(offer.pk, ()))


def _sentence(left: int, all_of: int, noun: str = "") -> str:
    """“3 of 4 are”, “1 place of 4 is”."""
    named = f" {noun}{'' if left == 1 else 's'}" if noun else ""
    return f"{left:,}{named} of {all_of:,} {'is' if left == 1 else 'are'}"


def _room(offer: Offer, day: dt.date, on: str, part: str) -> Iterator[Unused]:
    """Free half-hours of the next four weeks, at the times that were asked about."""
    units, first, last = units_of(offer), *_PARTS.get(part, (0, 48))
    days = days_of(offer, day + dt.timedelta(days=1), day + dt.timedelta(days=1) + LOOK_AHEAD)
    chosen = [one for date, one in days.items() if not on or DAYS[date.weekday()] == on]
    free = sum(n for one in chosen for slot, n in one.free.items() if first <= slot < last)
    there = sum(units for one in chosen for slot in one.free if first <= slot < last)
    if free and free * 2 >= there:
        yield Unused(
            offer, "room", f"{_hours(free)} of its {_hours(there)} hours in the next four weeks are free.",
            {"free_half_hours": free, "open_half_hours": there, "units": units}, free,
        )  # fmt: skip


def _hours(half_hours: int) -> str:
    """“12”, “12½”, “½”."""
    whole, half = divmod(half_hours, 2)
    return f"{f'{whole:,}' if whole or not half else ''}{'½' if half else ''}"


def _money(offer: Offer, left: int, day: dt.date) -> Iterator[Unused]:
    each, ends = offer.particulars.get("each"), offer.funding_ends
    if ends is None or not day <= ends <= day + MONEY_ENDS_WITHIN or not isinstance(each, int) or left < 1:
        return
    days = (ends - day).days
    only = f" It is only for this: {offer.restricted_to.rstrip('.')}." if offer.restricted_to else ""
    yield Unused(
        offer, "money",
        f"£{left * each:,} is not given yet, and it ends on {date_in_words(ends)}, in {counted(days, 'day', 'days')}.{only}",
        {"pounds": left * each, "days": days, "ends": ends.isoformat()}, 1000 - days,
    )  # fmt: skip


def _checks(offer: Offer, day: dt.date, evidence: Iterable[Condition]) -> Iterator[Unused]:
    if offer.checked_on is not None and day <= offer.checked_on + CHECK_LASTS <= day + CHECK_ENDS_WITHIN:
        by = offer.checked_on + CHECK_LASTS
        yield Unused(
            offer, "check",
            f"Somebody last checked it on {date_in_words(offer.checked_on)}. It wants another look by {date_in_words(by)}.",
            {"checked_on": offer.checked_on.isoformat(), "days_left": (by - day).days}, 100 - (by - day).days,
        )  # fmt: skip
    for row in evidence:
        assert row.seen_until is not None
        yield Unused(
            offer, "check", f"What was seen of {CONDITIONS[row.code].name} runs until {date_in_words(row.seen_until)}.",
            {"code": row.code, "until": row.seen_until.isoformat()}, 100 - (row.seen_until - day).days,
        )  # fmt: skip

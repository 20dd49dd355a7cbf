"""Offers as a round sees them: what is shared, what is open and still has room, read in a few queries."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from dateutil.rrule import rrulestr

from helpfulacts.directory.access import step_free_in
from helpfulacts.directory.facets import DAYS, FACET_CODES, comes_to_you
from helpfulacts.directory.holding import rooms
from helpfulacts.directory.models import CapacityPeriod, Offer, Schedule
from helpfulacts.directory.selectors import from_protected
from helpfulacts.places.models import Area

from .fitting import NO_LIMIT, OfferColumns, bits

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

PARTS_OF_DAY = (
    ("am", dt.time(0), dt.time(12)),
    ("pm", dt.time(12), dt.time(17)),
    ("eve", dt.time(17), dt.time(23, 59)),
)
ENOUGH_MINUTES = 30


@dataclass(frozen=True)
class RoundOffer:
    """One offer. free: places left in the period of the day; None = it counts none (open offers only).

    talks_first: whether there is a place is said after a talk, so it is neither a free place nor full.
    """

    id: uuid.UUID
    title: str
    shared: bool
    kind: str
    sphere: str
    facets: dict[str, int]
    where: list[str]
    latitude: float | None
    longitude: float | None
    serves_wards: list[str]
    languages: list[str]
    min_age: int | None
    max_age: int | None
    eligibility: dict[str, Any]
    ask_first: str
    giver: uuid.UUID | None
    shown_from: str
    free: int | None
    unit: str
    slots: frozenset[str] = field(default_factory=frozenset)
    step_free: str = "unknown"
    talks_first: bool = False


def read_offers(place: Place, day: dt.date, *, ideas: bool = False) -> list[RoundOffer]:
    """Active offers in order of their id. Ideas never enter a round; a shared offer without stated places has none."""
    offers = Offer.objects.filter(place=place, status="active").exclude(check_until__lt=day)
    offers = offers.exclude(from_protected())
    if not ideas:
        offers = offers.exclude(kind="idea")
    begun = list(CapacityPeriod.objects.filter(place=place, begins__lte=day).order_by("begins"))
    counting = {period.offer_id: period for period in begun}
    held = CapacityPeriod.objects.filter(place=place, held__gt=0)
    room = rooms(offers.only("id", "kind", "particulars"), counting.values(), held)
    periods = {offer: (room[offer], period.unit) for offer, period in counting.items()}
    slots, steps = _slots(place), step_free_in(place)
    talking = {offer for offer, period in counting.items() if period.talks_first}
    found = []
    for row in offers.order_by("id").values_list(
        "id", "title", "access", "kind", "sphere", "facets", "where", "latitude", "longitude", "serves_wards",
        "languages", "min_age", "max_age", "eligibility", "ask_first", "giver_id", "shown_from",
    ):  # fmt: skip
        offer_id, title, access, *rest = row
        shared = access == "shared"
        free, unit = periods.get(offer_id, (0 if shared else None, ""))
        talks = offer_id in talking
        values = (
            offer_id, title, shared, *rest, None if talks else free, unit, slots.get(offer_id, frozenset()),
            steps.get(offer_id, "unknown"), talks,
        )  # fmt: skip
        found.append(RoundOffer(*values))
    return found


def _slots(place: Place) -> dict[uuid.UUID, frozenset[str]]:
    """When each offer happens, as parts of the week; an offer without a schedule is by arrangement and is left out."""
    found: dict[uuid.UUID, set[str]] = {}
    rows = Schedule.objects.filter(place=place).values_list(
        "offer_id", "rrule", "first_day", "starts", "ends"
    )
    for offer, rrule, first_day, starts, ends in rows:
        found.setdefault(offer, set()).update(
            f"{DAYS[weekday]}_{part}"
            for weekday in _weekdays(rrule, first_day)
            for part in _parts(starts, ends)
        )
    return {offer: frozenset(slots) for offer, slots in found.items()}


def _weekdays(rrule: str, first_day: dt.date) -> set[int]:
    """Weekdays (0 = Monday) on which a rule falls."""
    for piece in rrule.removeprefix("RRULE:").split(";"):
        name, _, value = piece.partition("=")
        if name.upper() == "BYDAY" and value:
            names = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
            return {
                names.index(day.strip()[-2:].upper())
                for day in value.split(",")
                if day.strip()[-2:].upper() in names
            }
    rule = rrulestr(rrule, dtstart=dt.datetime.combine(first_day, dt.time()))
    days = {first_day.weekday()}
    for number, moment in enumerate(rule):
        if number >= 12:
            break
        days.add(moment.weekday())
    return days


def _parts(starts: dt.time, ends: dt.time) -> list[str]:
    """Parts of the day in which at least half an hour of it lies; else the part it starts in."""

    def minutes(moment: dt.time) -> int:
        return moment.hour * 60 + moment.minute

    until = minutes(ends) if ends > starts else 24 * 60
    enough = [
        part
        for part, begin, end in PARTS_OF_DAY
        if min(until, minutes(end)) - max(minutes(starts), minutes(begin)) >= ENOUGH_MINUTES
    ]
    return enough or [next(part for part, begin, end in PARTS_OF_DAY if starts <= end)]


def columns_of(offers: Sequence[RoundOffer], wards: Sequence[uuid.UUID], place: Place) -> OfferColumns:
    """The columns of offers. `wards` gives the order of the ward columns."""
    areas = list(Area.objects.filter(place=place, level="ward").values_list("id", "code", "name"))
    names = {area: {str(area), code.casefold(), name.casefold()} for area, code, name in areas}
    ward_names = {area: name for area, _, name in areas}

    def serves(offer: RoundOffer) -> list[bool]:
        listed = {str(ward).casefold() for ward in offer.serves_wards}
        return [not listed or bool(names.get(ward, {str(ward)}) & listed) for ward in wards]

    def restricted(offer: RoundOffer) -> bool:
        listed = {str(ward).casefold() for ward in offer.serves_wards}
        return bool(listed) and not (names and all(words & listed for words in names.values()))

    nan = float("nan")
    keys = [json.dumps(o.eligibility, sort_keys=True) for o in offers]
    trees = {"{}": {}, **{key: o.eligibility for key, o in zip(keys, offers, strict=True)}}
    number = {key: n for n, key in enumerate(trees)}
    steps = {"yes": 1, "unknown": 0, "no": -1}
    grades = [[min(3, max(0, int(o.facets.get(code, 0)))) for code in FACET_CODES] for o in offers]
    return OfferColumns(
        grade=np.array(grades, np.int8).reshape(len(offers), len(FACET_CODES)),
        latitude=np.array([nan if o.latitude is None else o.latitude for o in offers], float),
        longitude=np.array([nan if o.longitude is None else o.longitude for o in offers], float),
        comes=np.array([comes_to_you(o.where) for o in offers], bool),
        times=np.array([bits("slot", o.slots) for o in offers], np.uint32),
        languages=np.array([bits("language", o.languages) for o in offers], np.uint32),
        steps=np.array([steps.get(o.step_free, 0) for o in offers], np.int8),
        min_age=np.array([o.min_age or 0 for o in offers], np.int64),
        max_age=np.array([NO_LIMIT if o.max_age is None else o.max_age for o in offers], np.int64),
        rule=np.array([number[key] for key in keys], np.int64),
        wards=np.array([serves(o) for o in offers], bool).reshape(len(offers), len(wards)),
        restricted=np.array([restricted(o) for o in offers], bool),
        group=np.array([1 if o.unit == "group" else 0 if o.shared else -1 for o in offers], np.int8),
        asks=np.array([bool(o.ask_first) for o in offers], bool),
        trees=tuple(trees.values()),
        ward_names=tuple(ward_names.get(ward, "") for ward in wards),
    )

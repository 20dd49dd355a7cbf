"""Reads of queries: all, one, those about a ward or to a body; how each one's clock stands; how soon a body answers."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.core.words import counted, joined
from helpfulacts.promises.models import Promise
from helpfulacts.promises.selectors import standing_of

from .bodies import hidden
from .models import Query

if TYPE_CHECKING:
    from helpfulacts.people.models import Organisation
    from helpfulacts.places.models import Area, Place

NOUN = "query"
CLOCK = "member-query"
HID = "hid words of a query"
ENOUGH_FOR_HALF = 5
"""From so many answers on, what half of them took says more than each."""


@dataclass(frozen=True)
class Asked:
    """A query, its promise, and how that stands: as `standing_of` says it, or “taken back”."""

    query: Query
    promise: Promise
    state: str

    @property
    def is_open(self) -> bool:
        """Somebody still waits for an answer."""
        return self.query.answered_at is None and self.query.taken_back_at is None

    @property
    def is_late(self) -> bool:
        return self.state in ("late", "kept late")

    @property
    def days(self) -> int | None:
        """Days from the day it was raised to the day of its answer; None while there is none."""
        if self.query.answered_at is None:
            return None
        zone = ZoneInfo(self.query.place.zone)
        ends = (at.astimezone(zone).date() for at in (self.query.answered_at, self.query.asked_at))
        return (next(ends) - next(ends)).days


def all_queries(place: Place) -> list[Asked]:
    """The newest first."""
    return _asked(place, _told(place))


def about_ward(place: Place, ward: Area) -> list[Asked]:
    """About this ward or about the whole place; by code, so that new boundaries lose none. The newest first."""
    rows = _asked(place, _told(place))
    return [one for one in rows if one.query.ward is None or one.query.ward.code == ward.code]


def to_body(place: Place, body: Organisation) -> list[Asked]:
    return _asked(place, _told(place).filter(body=body))


def waiting_for(body: Organisation) -> list[Asked]:
    """What it has not answered yet, the first day first."""
    waits = [one for one in to_body(body.place, body) if one.is_open]
    return sorted(waits, key=lambda one: (one.promise.due, one.query.number))


def get_query(place: Place, number: int) -> Query:
    found = _told(place).filter(number=number).select_related("body", "ward", "place").first()
    if found is None:
        raise NotFound("There is no query of that number in this place.")
    return found


def _told(place: Place) -> QuerySet[Query]:
    """All but those to a body of somebody who must not be found."""
    return Query.objects.filter(place=place).exclude(body__in=hidden(place))


def why_hidden(query: Query) -> dict[str, str]:
    """Why the words of the “question” and of the “answer” were hidden, as the register has it; those that were."""
    if not (query.question_hidden_at or query.answer_hidden_at):
        return {}
    rows = register.entries(query.place, noun=NOUN).filter(subject=query.pk, action=HID)
    return {str(row.facts["words"]): str(row.facts["reason"]) for row in rows}


def as_asked(query: Query) -> Asked:
    return _asked(query.place, Query.objects.filter(place=query.place_id, pk=query.pk))[0]


def _asked(place: Place, found: QuerySet[Query]) -> list[Asked]:
    rows = list(found.select_related("body", "ward", "place"))
    owed = Promise.objects.filter(place=place, about_noun=NOUN, about_id__in=[row.pk for row in rows])
    promised = {promise.about_id: promise for promise in owed.select_related("place")}
    day = today(place.zone)
    return [Asked(row, promised[row.pk], _state(row, promised[row.pk], day)) for row in rows]


def _state(query: Query, promise: Promise, day: dt.date) -> str:
    if query.taken_back_at:
        return "taken back"
    return standing_of(promise, day)


@dataclass(frozen=True)
class Answering:
    """How a body answers: queries raised (without those taken back), answered, late, and the days that each answer took."""

    raised: int
    answered: int
    late: int
    took: tuple[int, ...]

    @property
    def how_soon(self) -> str:
        """In one sentence: of few answers each, of more the half; "" of none."""
        if not self.took:
            return ""
        if len(self.took) >= ENOUGH_FOR_HALF:
            half = statistics.median_low(self.took)
            return f"Half of the answers came in {_days(half)}{' or less' if half else ''}."
        said = list(dict.fromkeys(map(_days, sorted(self.took))))
        return f"The answer{'s' if len(self.took) > 1 else ''} came in {joined(said)}."


def answering(rows: Iterable[Asked]) -> Answering:
    rows = [one for one in rows if one.state != "taken back"]
    took = tuple(one.days for one in rows if one.days is not None)
    return Answering(len(rows), len(took), sum(one.is_late for one in rows), took)


def _days(days: int) -> str:
    return counted(days, "day", "days") if days else "less than a day"

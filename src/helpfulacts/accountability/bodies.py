"""How a body keeps what it promised, as it may be told: of one month that is over, beside all other bodies."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet

from helpfulacts.core.errors import NotFound
from helpfulacts.directory.models import Offer
from helpfulacts.directory.selectors import from_protected
from helpfulacts.people.models import Organisation
from helpfulacts.promises.selectors import due_by_body

from .safe_counts import ALL, SHOWN, safe_groups

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

PERSON, NO_SIDE = "personal", ""
SIDES = {"public": "Public", "civic": "Civic", "private": "Private", NO_SIDE: "Others"}
"""Headings over those who may be asked, in their order."""


def hidden(place: Place) -> QuerySet[Any]:
    """Keys of bodies that give, or are kept, by somebody who must not be found: nothing of them stands in public."""
    rows = Offer.objects.filter(from_protected(), place=place, provider__isnull=False)
    return rows.order_by().values("provider")


def named(place: Place) -> QuerySet[Organisation]:
    """Bodies that have a page, by name."""
    rows = Organisation.objects.filter(place=place).exclude(pk__in=hidden(place))
    return rows.order_by("name", "pk")


def get_named(place: Place, body_id: uuid.UUID) -> Organisation:
    """One of `named`. Raises NotFound, in the same words for each."""
    found = named(place).filter(pk=body_id).first()
    if found is None:
        raise NotFound("There is no such organisation in this place.")
    return found


def askable(place: Place) -> list[tuple[str, list[Organisation]]]:
    """(heading, bodies by name) of all that may be asked, by the side that they give from: never a person.

    Whoever gives as a neighbour, or only told an idea, may be one person who has a name here; who gives nothing (the
    council, a fund) is no person, for a person is here by what they give.
    """
    sides: dict[uuid.UUID, set[str]] = {}
    rows = Offer.objects.filter(place=place, provider__isnull=False).order_by()
    for body, sphere, kind in rows.values_list("provider", "sphere", "kind").distinct():
        sides.setdefault(body, set()).add(PERSON if sphere == PERSON or kind == "idea" else sphere)
    found: dict[str, list[Organisation]] = {words: [] for words in SIDES.values()}
    for one in named(place):
        side = next((words for code, words in SIDES.items() if code in sides.get(one.pk, {NO_SIDE})), None)
        if side is not None:
            found[side].append(one)
    return [(words, bodies) for words, bodies in found.items() if bodies]


def may_be_asked(place: Place, body: Organisation) -> bool:
    return any(body in bodies for _, bodies in askable(place))


@dataclass(frozen=True)
class LastMonth:
    """first: of the month. due: what it promised for a day of that month; in_time: of these kept by their day.

    None: a count under ten, or one that would give away such a count of this or of another body.
    """

    first: dt.date
    due: int | None
    in_time: int | None

    @property
    def not_in_time(self) -> int | None:
        return None if self.due is None or self.in_time is None else self.due - self.in_time


def last_month(body: Organisation, day: dt.date) -> LastMonth:
    """Of the month before that of `day`. Months do not overlap, so nothing comes of taking one from another."""
    first = day.replace(day=1) - relativedelta(months=1)
    counts = due_by_body(body.place, first, day.replace(day=1) - dt.timedelta(days=1))
    if body.pk not in counts:
        return LastMonth(first, 0, 0)
    bodies = sorted(counts)
    what = safe_groups([counts[one] for one in bodies])[bodies.index(body.pk)]
    in_time, late = counts[body.pk]
    return LastMonth(first, None if what == ALL else in_time + late, in_time if what == SHOWN else None)

"""Reads of promises. Late is computed here, from the day that is asked about."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from helpfulacts.core.errors import NotFound
from helpfulacts.places.models import Place

from .models import Promise


@dataclass(frozen=True)
class PromiseCounts:
    """How many were made since a day; of them kept, kept late or still open past their date, and excused."""

    made: int
    kept: int
    late: int
    excused: int


def _open(place: Place) -> QuerySet[Promise]:
    return Promise.objects.filter(place=place, kept_at__isnull=True, excepted_at__isnull=True)


def overdue(place: Place, day: dt.date) -> list[Promise]:
    """Open promises whose due day has passed, oldest first."""
    return list(_open(place).filter(due__lt=day).order_by("due", "made_at"))


def to_tell(place: Place, day: dt.date) -> list[Promise]:
    """People to tell by phone, letter or at the desk, due on or before `day`, oldest first.

    What the partnership owes an answer to is on the list from the day it is asked: it takes work first.
    """
    due = Q(due__lte=day) | Q(by_noun="partnership")
    return list(_open(place).filter(due, kind="tell").order_by("due", "made_at"))


def about(place: Place, noun: str, subject: uuid.UUID) -> list[Promise]:
    """What was promised about one thing, in the order it was made."""
    return list(Promise.objects.filter(place=place, about_noun=noun, about_id=subject).order_by("made_at"))


def open_about(
    place: Place, noun: str, subject: uuid.UUID, *, by_noun: str = "", kind: str = ""
) -> list[Promise]:
    """What is still owed about one thing, in the order it was made; by one party, or of one kind, if named."""
    rows = _open(place).filter(about_noun=noun, about_id=subject).order_by("made_at")
    rows = rows.filter(by_noun=by_noun) if by_noun else rows
    return list(rows.filter(kind=kind) if kind else rows)


def made_to(place: Place, person: uuid.UUID) -> list[Promise]:
    """Everything promised to one person, soonest due first, with what was kept and excused."""
    return list(
        Promise.objects.filter(place=place, to_noun="person", to_id=person).order_by("due", "made_at")
    )


def get_promise(place: Place, promise_id: uuid.UUID) -> Promise:
    found = Promise.objects.filter(place=place, pk=promise_id).first()
    if found is None:
        raise NotFound("There is no such promise in this place.")
    return found


def counts(place: Place, since: dt.datetime, day: dt.date) -> PromiseCounts:
    """Promises of help made since an instant. Telling somebody is not counted as help."""
    made = Promise.objects.filter(place=place, kind="act", made_at__gte=since)
    late = Q(kept_at__isnull=True, excepted_at__isnull=True, due__lt=day)
    kept_late = [
        1
        for kept_at, due in made.filter(kept_at__isnull=False).values_list("kept_at", "due")
        if kept_at and kept_at.astimezone(ZoneInfo(place.zone)).date() > due
    ]
    return PromiseCounts(
        made=made.count(),
        kept=made.filter(kept_at__isnull=False).count(),
        late=made.filter(late).count() + len(kept_late),
        excused=made.filter(excepted_at__isnull=False).count(),
    )

"""Reads of complaints: by their six words, one by one, the officer's list by due day, and what is counted of them."""

from __future__ import annotations

import datetime as dt
import statistics
import uuid
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from helpfulacts.core.errors import NotFound
from helpfulacts.people.phrases import tidy
from helpfulacts.people.selectors import phrase_hash
from helpfulacts.places.models import Place
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.models import OPEN, Promise

from .models import Complaint

OPENS = "complaint"
"""What the six words of a complaint are for, so that they open no plan, and a plan's open no complaint."""
NOUN = "complaint"
ABOUT, CAME_BY, OUTCOMES = Complaint.ABOUT, Complaint.CAME_BY, Complaint.OUTCOMES
ACKNOWLEDGE, ANSWER = "complaint", "complaint-answer"
"""The clocks of a complaint."""
STEPS = {
    ACKNOWLEDGE: "Tell them that it came",
    ANSWER: "Answer it",
    "": "Put it right",
}
"""What is owed about a complaint, by its clock; without one it is what puts things right."""


@dataclass(frozen=True)
class Waiting:
    """A complaint that somebody has to do something about: what, by which day, and if that day is past."""

    complaint: Complaint
    step: str
    due: dt.date
    late: bool


def get_complaint(place: Place, complaint_id: uuid.UUID) -> Complaint:
    found = Complaint.objects.filter(place=place, pk=complaint_id).first()
    if found is None:
        raise NotFound("There is no such complaint in this place.")
    return found


def complaint_by_phrase(place: Place, phrase: str) -> Complaint | None:
    """The complaint that these six words open; None for words that open none."""
    if not tidy(phrase):
        return None
    return Complaint.objects.filter(place=place, phrase_hash=phrase_hash(place, phrase, OPENS)).first()


def owed_about(complaint: Complaint) -> list[Promise]:
    """All that was promised about it, in order: that it came is said, it is answered, things are put right."""
    return promises.about(complaint.place, NOUN, complaint.pk)


def to_answer(place: Place, day: dt.date) -> list[Waiting]:
    """What has to be done about complaints, by its day: so the late ones are first."""
    owed = Promise.objects.filter(OPEN, place=place, about_noun=NOUN).order_by("due", "made_at")
    rows = {row.pk: row for row in Complaint.objects.filter(place=place, pk__in=owed.values("about_id"))}
    return [
        Waiting(rows[promise.about_id], STEPS[promise.clock], promise.due, promise.due < day)
        for promise in owed
        if promise.about_id in rows
    ]


def answered(place: Place) -> list[Complaint]:
    """Those that have an answer, the newest first."""
    return list(Complaint.objects.filter(place=place, answered_at__isnull=False).order_by("-answered_at"))


@dataclass(frozen=True)
class ComplaintFigures:
    """Of complaints answered since an instant: how many were right, in part or not at all; days from coming to the answer
    that half of them took at most (None when there is none); and how many wait."""

    upheld: int
    partly: int
    not_upheld: int
    days: float | None
    waiting: int


def figures(place: Place, since: dt.datetime) -> ComplaintFigures:
    zone = ZoneInfo(place.zone)
    rows = Complaint.objects.filter(place=place, answered_at__gte=since)
    outcomes = list(rows.values_list("outcome", flat=True))
    took = [
        (end.astimezone(zone).date() - came.astimezone(zone).date()).days
        for came, end in rows.values_list("came_at", "answered_at")
        if end
    ]
    return ComplaintFigures(
        upheld=outcomes.count("upheld"),
        partly=outcomes.count("partly"),
        not_upheld=outcomes.count("not upheld"),
        days=statistics.median(took) if took else None,
        waiting=Complaint.objects.filter(
            place=place, answered_at__isnull=True, taken_back_at__isnull=True
        ).count(),
    )

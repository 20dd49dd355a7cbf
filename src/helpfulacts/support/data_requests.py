"""Reads of requests for what is held: a person's own, the officer's queue, and what became of words of others."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotFound
from helpfulacts.people.models import Person
from helpfulacts.places.models import Place
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.models import OPEN, Promise

from .models import DataRequest, OthersWords

NOUN = "data request"
WITHIN = dt.timedelta(hours=24)
"""How long what was asked for may be taken."""
DECISIONS, GROUNDS = OthersWords.DECISIONS, OthersWords.GROUNDS


def latest_request(person: Person) -> DataRequest | None:
    """The one that may still be taken: asked for within a day, and not both shown and taken yet."""
    found = DataRequest.objects.filter(
        place=person.place_id, person=person, asked_at__gt=now() - WITHIN
    ).first()
    return found if found and not (found.shown_at and found.taken_at) else None


def waiting_words(place: Place) -> list[OthersWords]:
    """What no officer has looked at yet, the oldest first."""
    return list(OthersWords.objects.filter(place=place, decision="").select_related("person"))


def get_others_words(place: Place, words_id: uuid.UUID) -> OthersWords:
    found = OthersWords.objects.filter(place=place, pk=words_id).select_related("person").first()
    if found is None:
        raise NotFound("There are no such words in this place.")
    return found


def decided_of(person: Person) -> dict[tuple[str, uuid.UUID, str], OthersWords]:
    """What there is of words of others, by where they stand: waiting, told, or kept back."""
    rows = OthersWords.objects.filter(place=person.place_id, person=person)
    return {(one.label, one.row, one.column): one for one in rows}


@dataclass(frozen=True)
class Running:
    """A request that cannot be answered in full at once: its promise, how it stands, and how many words wait."""

    promise: Promise
    still: bool
    waiting: int


def running(place: Place) -> list[Running]:
    """Requests whose clock runs, or stands still, by their day."""
    return [
        Running(
            promise,
            promises.stands_still(promise),
            OthersWords.objects.filter(place=place, person=promise.to_id, decision="").count(),
        )
        for promise in _open_clocks(place)
    ]


def open_clock_of(person: Person) -> list[Promise]:
    """The clock that runs for this person, if words of others wait for an officer."""
    return list(_open_clocks(person.place).filter(to_noun="person", to_id=person.pk))


def _open_clocks(place: Place) -> QuerySet[Promise]:
    rows = Promise.objects.filter(OPEN, place=place, about_noun=NOUN, kind="clock")
    return rows.order_by("due", "made_at")

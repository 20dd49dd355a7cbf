"""Reads of worries about somebody's safety: by six words, and the list and the cases of those who may read them.

A safeguarding lead reads all of them. Whoever stands in for the lead reads them while nobody holds that role, and else only
those whose day went by, and those that they took in hand until they are closed: so a worry is never left with somebody who
is away, nor taken from whoever is on it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.phrases import tidy
from helpfulacts.people.rules import may_read_concerns, require
from helpfulacts.people.selectors import live_grants_of_role, phrase_hash
from helpfulacts.places.models import Place
from helpfulacts.promises.models import OPEN, Promise

from .models import Concern, ConcernAbout, OthersWords

OPENS = "concern"
"""What the six words of a worry are for, so that they open nothing else."""
NOUN = "concern"
LEAD, DEPUTY = "safeguarding-lead", "safeguarding-deputy"
OUTCOMES, DECISIONS = Concern.OUTCOMES, ConcernAbout.DECISIONS


@dataclass(frozen=True)
class Worry:
    """A worry on the list: the day by which somebody looks at it, None once somebody has; and if that day went by."""

    concern: Concern
    due: dt.date | None
    late: bool


def somebody_reads(place: Place) -> bool:
    """Is there a lead, or somebody who stands in? If not, nothing may be taken in that nobody would read."""
    return bool(live_grants_of_role(place, LEAD) or live_grants_of_role(place, DEPUTY))


def concern_by_phrase(place: Place, phrase: str) -> Concern | None:
    """The worry that these six words open; None for words that open none."""
    if not tidy(phrase):
        return None
    return Concern.objects.filter(place=place, phrase_hash=phrase_hash(place, phrase, OPENS)).first()


def concern_by_id(place: Place, concern_id: uuid.UUID) -> Concern | None:
    return Concern.objects.filter(place=place, pk=concern_id).first()


def worries(place: Place, by: Actor) -> list[Worry]:
    """What `by` may read: what waits for a look by its day, so the late ones first; then what is in hand; then the closed,
    the newest first. Raises NotAllowed."""
    require(may_read_concerns(by), "read what people are worried about")
    day = today(place.zone)
    due = dict(
        Promise.objects.filter(OPEN, place=place, about_noun=NOUN)
        .order_by("-due")
        .values_list("about_id", "due")
    )
    rows = [
        Worry(row, due.get(row.pk), row.pk in due and due[row.pk] < day)
        for row in Concern.objects.filter(place=place).order_by("-came_at")
    ]
    if by.has(DEPUTY) and live_grants_of_role(place, LEAD):
        rows = [row for row in rows if row.late or _in_hand_of(row.concern, by)]
    return sorted(rows, key=lambda row: (row.due or dt.date.max, row.concern.closed_at is not None))


def _in_hand_of(concern: Concern, by: Actor) -> bool:
    return concern.closed_at is None and by.account_id is not None and concern.in_hand_of == by.account_id


def get_worry(place: Place, concern_id: uuid.UUID, by: Actor) -> Worry:
    """One of them that `by` may read. Raises NotAllowed, or NotFound."""
    for row in worries(place, by):
        if row.concern.pk == concern_id:
            return row
    raise NotFound("There is no such worry that you may read.")


def person_by_ticket(place: Place, ticket: str) -> Person | None:
    """Whose ticket number this is: they read it on their plan and on letters."""
    return Person.objects.filter(place=place, ticket_id=ticket.strip().casefold()).first()


def kept_back(place: Place) -> int:
    """How many things that are held about people are kept back from them because somebody could come to harm."""
    worried = ConcernAbout.objects.filter(place=place, decision="kept back").count()
    return worried + OthersWords.objects.filter(place=place, decision="kept back", ground="harm").count()

"""What pages show of places next door: to the person, to the officer who confirms, and to whoever keeps an offer."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.models import Offer
from helpfulacts.engine.small import some
from helpfulacts.people.models import Consent, Person
from helpfulacts.places import selectors as places

from .models import Lending, LentPlace, NextDoor, SecondRound
from .next_door import NEXT_DOOR, consents

if TYPE_CHECKING:
    import uuid

    from helpfulacts.places.models import Place


@dataclass(frozen=True)
class Offered:
    """A place next door that somebody is offered. offer: None where its page may not be shown. open: they may still say yes."""

    row: NextDoor
    there: Place
    offer: Offer | None
    open: bool


@dataclass(frozen=True)
class Second:
    """A second round as its officer reads it: every count as it may be spoken. to: (place, how many). states: (words, how many)."""

    second: SecondRound
    left_over: str
    given: str
    to: list[tuple[str, str]]
    states: list[tuple[str, str]]
    own_waits: bool


def yes_of(person: Person) -> Consent | None:
    """Their yes to be told of places next door, while it stands."""
    return consents(person.place_id, today(person.place.zone)).filter(person=person).first()


def is_next_door(consent: Consent) -> bool:
    return consent.what == NEXT_DOOR


def next_to(place: Place, *, gives: bool = False) -> list[Place]:
    """Places whose leftovers people here may be offered; with `gives`, those whose people may be offered what is left here."""
    pairs = places.linked_here(today(place.zone))
    ids = (
        {asks for asks, one in pairs if one == place.pk} if gives else {b for a, b in pairs if a == place.pk}
    )
    return [one for one in places.all_places() if one.pk in ids]


def offered_to(person: Person) -> list[Offered]:
    """What waits for their answer, soonest first, and what they said yes to. Nothing before an officer confirmed it."""
    day = today(person.place.zone)
    rows = NextDoor.objects.filter(place=person.place_id, person=person, state__in=["offered", "yes"])
    return [_offered(row, day) for row in rows.order_by("state", "answer_by", "handle")]


def waits_for(person: Person) -> int:
    """How many places next door wait for their answer."""
    rows = NextDoor.objects.filter(place=person.place_id, person=person, state="offered")
    return rows.filter(answer_by__gte=today(person.place.zone)).count()


def get_offered(place: Place, row_id: uuid.UUID, person: Person | None = None) -> Offered:
    """One that was offered and is not let go; of `person` alone where one is named. Raises NotFound."""
    rows = NextDoor.objects.select_related("place", "person").filter(place=place, pk=row_id)
    row = (rows.filter(person=person) if person else rows).exclude(state="proposed").first()
    if row is None:
        raise NotFound("There is no such place next door.")
    return _offered(row, today(place.zone))


def _offered(row: NextDoor, day: dt.date) -> Offered:
    there = places.get_place(row.from_slug)
    lent = LentPlace.objects.filter(place=there, handle=row.handle).first()
    offer = directory.listed(there).filter(pk=lent.offer_id).first() if lent else None
    return Offered(row, there, offer, row.answer_by is not None and day <= row.answer_by)


def seconds(place: Place) -> list[Second]:
    """The second rounds of a place, newest first."""
    names = {one.slug: one.name for one in places.all_places()}
    rows = list(SecondRound.objects.filter(place=place).select_related("run", "place").order_by("-number"))
    to: dict[uuid.UUID, Counter[str]] = {}
    states: dict[uuid.UUID, Counter[str]] = {}
    for second, slug, state in LentPlace.objects.filter(place=place).values_list(
        "second_id", "to_slug", "state"
    ):
        to.setdefault(second, Counter())[slug] += 1
        states.setdefault(second, Counter())[state] += 1
    return [
        Second(
            row, some(row.left_over), some(row.given),
            [(names.get(slug, slug), some(n)) for slug, n in sorted(to.get(row.pk, Counter()).items())],
            [(words, some(states[row.pk][code])) for code, words in LentPlace.STATES if states.get(row.pk, Counter())[code]],
            row.run.state == "proposed",
        )
        for row in rows
    ]  # fmt: skip


def next_door_waits(place: Place) -> bool:
    """Something waits to be confirmed, and the place's own round is confirmed."""
    return SecondRound.objects.filter(place=place, state="proposed", run__state="confirmed").exists()


def second_by_number(place: Place, number: int) -> SecondRound:
    """Raises NotFound."""
    row = SecondRound.objects.filter(place=place, number=number).first()
    if row is None:
        raise NotFound("Nothing of that number goes next door from here.")
    return row


def lent_by(offer: Offer) -> Lending | None:
    """The yes of whoever keeps it, while it stands."""
    return Lending.objects.filter(place=offer.place_id, offer=offer, ended_at__isnull=True).first()

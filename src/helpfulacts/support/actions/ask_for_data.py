"""Ask for all that is held about somebody, and take it: once as a page and once as a file, within a day."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotFound
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import may_use_desk, require
from helpfulacts.promises.actions.make_promise import make_promise

from ..data_requests import NOUN, WITHIN, open_clock_of
from ..models import DataRequest, OthersWords

WAYS = {"page": "shown_at", "file": "taken_at"}


def ask_for_data(*, person: Person, others: Iterable[tuple[str, uuid.UUID, str]], by: Actor) -> DataRequest:
    """A request whose answer can be taken for a day. others: (label, row, column) of words that somebody else wrote.

    What an officer has not decided waits for one; then a clock runs, and the rest can be taken at once all the same.
    """
    require(by.person_id == person.pk or may_use_desk(by), "ask for what is held about this person")
    place, moment = person.place, now()
    asked = DataRequest(place=place, person=person, asked_at=moment)
    with register.writing(place):
        asked.save(force_insert=True)
        OthersWords.objects.bulk_create(
            [
                OthersWords(place=place, person=person, label=label, row=row, column=column, asked_at=moment)
                for label, row, column in others
            ],
            ignore_conflicts=True,
        )
        waiting = OthersWords.objects.filter(place=place, person=person, decision="").exists()
        if waiting and not open_clock_of(person):
            make_promise(
                place=place,
                by_noun="partnership",
                by_id=None,
                by_shown_as="The partnership",
                to_noun="person",
                to_id=person.pk,
                about_noun=NOUN,
                about_id=asked.pk,
                what="Look at words that somebody else wrote, and give you what can be told",
                trigger="you asked for all that is held about you",
                kind="clock",
                clock="subject-access",
            )
        register.record(
            place=place,
            action="asked for what is held",
            noun=NOUN,
            subject=asked.pk,
            facts={"proxy": by.person_id != person.pk},
        )
    return asked


def take_data(*, person: Person, request_id: uuid.UUID, way: str) -> DataRequest:
    """Take it once as “page” or “file”. Raises NotFound when it is somebody else's, was taken so already, or a day went by."""
    column = WAYS[way]
    rows = DataRequest.objects.filter(
        place=person.place_id, person=person, pk=request_id, asked_at__gt=now() - WITHIN
    )
    if not rows.filter(**{f"{column}__isnull": True}).update(**{column: now()}):
        raise NotFound("There is nothing to take here. Go to your plan and ask again.")
    return rows.get()

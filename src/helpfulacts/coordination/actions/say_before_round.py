"""Somebody says something before their answer is decided, changes it, or takes it back.

say_before_round(person=, words=, by=Actor) -> Representation
take_back_said(person=, by=Actor)

Whoever has to confirm the round must open that person's case first, and reads it there. The database keeps what was read,
and lets no round be confirmed before (`core/triggers.py`).
"""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import may_use_desk, require
from helpfulacts.support.models import Plan

from ..models import Allocation, Opening, Representation, Run
from ..said import waiting_words

LONGEST = 400


def say_before_round(*, person: Person, words: str, by: Actor) -> Representation:
    """Kept sealed until it is read. Said again before that, it takes the place of what was said.

    Where a round waits to be confirmed with an answer for this person, their case must be opened (again). Raises
    Refused without words, for too many, and when the plan asks for nothing in rounds.
    """
    require(by.person_id == person.pk or may_use_desk(by), "say this for this person")
    kept = tidy(words)
    if not kept:
        raise Refused("Write what we should know before it is decided.", field="words")
    if len(kept) > LONGEST:
        raise Refused(f"Please keep it under {LONGEST} letters.", field="words")
    with register.writing(person.place_id):
        if not Plan.objects.filter(
            place=person.place_id, person=person, state="live", in_rounds=True
        ).exists():
            raise Refused("You are not in sharing rounds, so nothing is decided there. Join them first.")
        said = waiting_words(person) or Representation(place=person.place, person=person)
        said.words, said.said_at = kept, now()
        said.save()
        for answer in _undecided(person):
            Opening.objects.update_or_create(
                place=person.place,
                run=answer.run,
                allocation=answer,
                defaults={"opened_at": None, "opened_by_shown_as": ""},
                create_defaults={"why": "said"},
            )
        register.record(
            place=person.place, action="asked to be heard before a round is decided", noun="representation",
            subject=said.pk, facts={},
        )  # fmt: skip
    return said


def take_back_said(*, person: Person, by: Actor) -> None:
    """What was said and nobody has read yet is gone. Raises Refused once somebody read it, or where nothing was said."""
    require(by.person_id == person.pk or may_use_desk(by), "take this back for this person")
    with register.writing(person.place_id):
        said = waiting_words(person)
        if said is None:
            raise Refused("There is nothing to take back: it was read, or nothing was said.")
        subject = said.pk
        said.delete()
        Opening.objects.filter(
            place=person.place_id, allocation__person=person, run__state="proposed", why="said",
            opened_at__isnull=True,
        ).delete()  # fmt: skip
        register.record(
            place=person.place, action="took back what was said before a round", noun="representation",
            subject=subject, facts={},
        )  # fmt: skip


def mark_read(*, run: Run, person: Person, by: Actor) -> None:
    """Who opens the case of somebody reads what they said first. Inside the transaction of whoever calls."""
    Representation.objects.filter(place=run.place_id, person=person, read_at__isnull=True).update(
        read_at=now(), read_by_shown_as=by.shown_as[:80], read_for=run
    )


def _undecided(person: Person) -> list[Allocation]:
    rows = Allocation.objects.filter(place=person.place_id, person=person, run__state="proposed")
    return list(rows.select_related("run").order_by("run__number"))

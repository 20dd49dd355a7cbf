"""Whoever wove something says how it went, and that is kept as a recipe; it can be taken off again."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory.early_end import days_held
from helpfulacts.directory.models import Weave
from helpfulacts.directory.public_words import refuse_private
from helpfulacts.people.actor import Actor

from .. import kinds
from ..models import Practice
from ..rules import may_take_off, may_tell
from ..selectors import begun_from, is_over

MOST, MOST_PEOPLE = 600, 10_000


def tell_how_it_went(*, weave: Weave, came: int, went_right: str, went_wrong: str, by: Actor) -> Practice:
    """`came`: how many people. The words are for everybody. Raises Refused, NotAllowed.

    Its parts, conditions and costs are read from what was agreed and lifted; nobody types them, and no giver is named.
    """
    if not may_tell(by, weave):
        raise NotAllowed("Only whoever wove this says how it went.")
    texts = {"went_right": went_right.strip(), "went_wrong": went_wrong.strip()}
    if not 0 <= came <= MOST_PEOPLE:
        raise Refused(f"Write how many came: a number from 0 to {MOST_PEOPLE:,}.", field="came")
    for field, text in texts.items():
        if len(text) > MOST:
            raise Refused(f"Keep it to {MOST} letters.", field=field)
        refuse_private(text, field=field)
    if not any(texts.values()):
        raise Refused("Write a few words on what went right, or what went wrong.", field="went_wrong")
    with register.writing(weave.place_id):
        weave.refresh_from_db()
        if not is_over(weave):
            raise Refused("It is not over yet. Say how it went after its last day.")
        refuse_private(weave.title, field="title", where="the name of what you wove", about=weave.offer)
        refuse_private(weave.summary, field="summary", where="the sentence under its name", about=weave.offer)
        parts = kinds.given_parts(weave)
        practice = Practice(
            place=weave.place,
            weave=weave,
            parent=begun_from(weave),
            body_id=weave.body_id,
            title=weave.title,
            summary=weave.summary,
            plan=kinds.plan_of(weave),
            parts=kinds.parts_by_kind(parts),
            needs=kinds.needs_met(weave, parts),
            costs=kinds.costs_by_sphere(parts),
            came=came,
            ran_on=days_held(weave)[-1],
            told_at=now(),
            **texts,
        )
        try:
            with transaction.atomic():
                practice.save(force_insert=True)
        except IntegrityError:
            raise Refused("How it went has been said already. Take that off first.") from None
        register.record(
            place=weave.place,
            action="said how a weave went",
            noun="practice",
            subject=practice.pk,
            facts={"parts": len(parts), "needs": len(practice.needs)},
        )
    return practice


def take_off_practice(*, practice: Practice, by: Actor) -> None:
    """Nobody can read it any more, and its words are gone. What was begun from it goes on. Raises NotAllowed."""
    if not may_take_off(by, practice):
        raise NotAllowed("Only whoever wove this, or an officer, takes it off.")
    with register.writing(practice.place_id):
        standing = Practice.objects.filter(place=practice.place_id, pk=practice.pk, taken_off_at__isnull=True)
        if not standing.update(title="", summary="", went_right="", went_wrong="", taken_off_at=now()):
            raise Refused("This was taken off already.")
        register.record(
            place=practice.place,
            action="took a recipe off",
            noun="practice",
            subject=practice.pk,
            facts={"by": by.role},
        )

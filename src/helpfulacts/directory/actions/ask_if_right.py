"""Ask a body, by text or e-mail, if an entry is still right; keep its answer; keep what only a person can read."""

from __future__ import annotations

import datetime as dt
import uuid

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation
from helpfulacts.people.rules import may_use_desk, require
from helpfulacts.places.models import Place

from ..models import Offer, TextAsked, TextToRead

LONGEST = 1000


def ask_if_right(*, offer: Offer, number_hash: str = "", month: str = "") -> TextAsked:
    """Write down that the giver of `offer` is asked. An older question to this number is closed without an answer.

    `number_hash` is empty for a letter by e-mail. Raises Refused when the body was reminded in this month.
    """
    place, body = offer.place, offer.provider
    if body is None:
        raise Refused("Only an organisation can be asked by text.")
    with register.writing(place):
        if month and TextAsked.objects.filter(place=place, organisation=body, month=month).exists():
            raise Refused(f"{body.name} was reminded this month. One message a month is enough.")
        moment = now()
        if number_hash:
            TextAsked.objects.filter(place=place, number_hash=number_hash, answered_at__isnull=True).update(
                answered_at=moment, answer="none"
            )
        asked = TextAsked.objects.create(
            place=place,
            organisation=body,
            offer=offer,
            number_hash=number_hash,
            month=month,
            asked_at=moment,
            answered_at=None if number_hash else moment,
            answer="" if number_hash else "none",
        )
        register.record(place=place, action="asked if right", noun="offer", subject=offer.pk)
    return asked


def answer_question(*, asked: TextAsked, answer: str) -> bool:
    """Keep the answer. False when somebody answered it before: one question has one answer."""
    if answer not in dict(TextAsked.ANSWERS):
        raise Refused("Answer with 1, 2, 3 or 4.")
    with register.writing(asked.place_id):
        changed = TextAsked.objects.filter(
            place=asked.place_id, pk=asked.pk, answered_at__isnull=True
        ).update(answered_at=now(), answer=answer)
        if changed:
            register.record(
                place=asked.place,
                action="answered by text",
                noun="offer",
                subject=asked.offer_id,
                facts={"answer": answer},
            )
    return bool(changed)


def keep_to_read(
    *, place: Place, organisation: Organisation | None, number: str, number_hash: str, said: str
) -> TextToRead:
    """Put a text on the list of a person. More from the same number joins what waits there."""
    moment: dt.datetime = now()
    with register.writing(place):
        row = TextToRead.objects.filter(
            place=place, number_hash=number_hash, seen_at__isnull=True
        ).first() or TextToRead(place=place, organisation=organisation, number_hash=number_hash, at=moment)
        row.number = number
        row.said = f"{row.said}\n{said}".strip()[-LONGEST:]
        row.save()
        register.record(place=place, action="kept a text to read", noun="text", subject=row.pk)
    return row


def have_read(*, place: Place, text_id: uuid.UUID, by: Actor) -> None:
    """A person has read the text and done what it needs. Its words and number are erased."""
    require(may_use_desk(by), "read texts")
    with register.writing(place):
        changed = TextToRead.objects.filter(place=place, pk=text_id, seen_at__isnull=True).update(
            seen_at=now(), seen_by=by.shown_as[:80], said_sealed=None, number_sealed=None
        )
        if not changed:
            raise NotFound("Somebody has dealt with this text already.")
        register.record(place=place, action="read a text", noun="text", subject=text_id)

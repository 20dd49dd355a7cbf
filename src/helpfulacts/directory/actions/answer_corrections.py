"""A person answers what people said was wrong: it was mended, or it was right, with what they did to know."""

from __future__ import annotations

from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor

from ..models import Correction, Offer
from ..public_words import refuse_private
from ..rules import may_answer_corrections

LONGEST_DONE = 200


def answer_corrections(
    *, offer: Offer, which: Iterable[Correction], answer: str, done: str, by: Actor
) -> list[Correction]:
    """Answer some of what waits about one entry: `answer` is mended or right, `done` what was done, for all to read.

    The notes of those who said it are deleted with the answer. A report of harm is decided by `decide_reported`.
    Raises Refused, NotAllowed.
    """
    if not may_answer_corrections(by, offer):
        raise NotAllowed(
            "What people say is wrong is answered by a link worker or an officer who does not give this."
        )
    if answer not in ("mended", "right"):
        raise Refused("Say if it was mended, or if it was right.", field="answer")
    done = tidy(done)
    if not done or len(done) > LONGEST_DONE:
        raise Refused(
            f"Say what you did to know, in up to {LONGEST_DONE} letters. Everybody can read it.", field="done"
        )
    refuse_private(done, field="done", about=offer)
    ids = [row.pk for row in which]
    with register.writing(offer.place_id):
        rows = list(
            Correction.objects.filter(
                place=offer.place_id, offer=offer, pk__in=ids, answer="", trial__isnull=True
            ).exclude(what="unsafe")
        )
        if not rows:
            raise Refused("Somebody has answered this already.")
        close(rows, answer, done, by)
        register.record(
            place=offer.place,
            action="answer_corrections",
            noun="offer",
            subject=offer.pk,
            facts={"answer": answer, "by": by.shown_as},
        )
    return rows


def close(rows: Iterable[Correction], answer: str, done: str, by: Actor) -> None:
    """Write an answer on each, and let go of who said it and of their note; the caller's transaction."""
    moment = now()
    for row in rows:
        row.answer, row.done = answer, done
        row.answered_at, row.answered_by = moment, by.shown_as[:120]
        row.note_sealed, row.mark = None, ""
        row.save()

"""Publish a deliberation, from when its stages are frozen; or end one before its time, with a reason."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import public_words
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.except_promise import except_promises_about
from helpfulacts.promises.actions.make_promise import make_promise

from ..decisions import is_over
from ..models import Deliberation
from ..planning import broken_promises
from ..rules import may_convene
from ..selectors import stages_of
from .join_draw import forget_lots

NOUN = "deliberation"


def publish_deliberation(*, deliberation: Deliberation, by: Actor) -> Deliberation:
    """Everybody may read it and, by its dates, take part. That people hear by its day is a promise of whoever asks.

    Raises Refused with the first reason why its promise cannot be kept (`planning.broken_promises`).
    """
    require(may_convene(by), "publish this")
    with register.writing(deliberation.place_id):
        deliberation.refresh_from_db()
        if deliberation.published_at is not None:
            raise Refused("This is published already.")
        if deliberation.ended_at is not None:
            raise Refused("This was given up. Begin a new one.")
        stages = stages_of(deliberation)
        if why := broken_promises(deliberation, stages):
            raise Refused(why[0])
        deliberation.published_at = now()
        deliberation.save(update_fields=["published_at"])
        make_promise(
            place=deliberation.place, by_noun="organisation", by_id=deliberation.convenor_id,
            by_shown_as=deliberation.convenor.name, to_noun="everyone", to_id=None, about_noun=NOUN,
            about_id=deliberation.pk, what=f"Say what was decided: {deliberation.question}"[:300],
            trigger="a deliberation was published", due=deliberation.hear_by, quiet=True,
        )  # fmt: skip
        register.record(
            place=deliberation.place,
            action="published a deliberation",
            noun=NOUN,
            subject=deliberation.pk,
            facts={
                "number": deliberation.number, "question": deliberation.question, "promise": deliberation.promise,
                "stance": deliberation.stance, "hear by": deliberation.hear_by.isoformat(),
                "stages": [
                    {"kind": stage.kind, "rule": stage.rule, "opens": stage.opens.isoformat(), "closes": stage.closes.isoformat()}
                    for stage in stages
                ],
            },
        )  # fmt: skip
    return deliberation


def end_deliberation(*, deliberation: Deliberation, why: str, by: Actor) -> Deliberation:
    """Before its time, with a reason that everybody can read. Nothing that was said in it goes."""
    require(may_convene(by), "end this")
    why = public_words(why, "Say why it ends.", field="why", longest=300)
    with register.writing(deliberation.place_id):
        deliberation.refresh_from_db()
        if deliberation.ended_at is not None:
            raise Refused("This is over already.")
        if is_over(deliberation):
            raise Refused(
                "This was decided, so it is not ended before its time. Decide again if it must change."
            )
        deliberation.ended_at, deliberation.ended_why = now(), why
        deliberation.save(update_fields=["ended_at", "ended_why"])
        forget_lots(deliberation)
        except_promises_about(
            place=deliberation.place, noun=NOUN, subject=deliberation.pk, reason=why, by=by.role
        )
        register.record(
            place=deliberation.place,
            action="ended a deliberation",
            noun=NOUN,
            subject=deliberation.pk,
            facts={"number": deliberation.number, "why": why},
        )
    return deliberation

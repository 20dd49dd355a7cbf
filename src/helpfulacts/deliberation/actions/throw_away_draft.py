"""Throw a draft away that nobody else has read: of a question, or of a decision. What is published stays."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Decision, Deliberation
from ..rules import may_convene, may_record_decision
from .draft_decision import NOUN, require_draft


def throw_away_question(
    *, deliberation: Deliberation, by: Actor, why: str = "The draft was thrown away."
) -> None:
    """Its number stays taken, for the register says that it was begun. `why` stands on its desk. Raises Refused, NotAllowed."""
    require(may_convene(by), "throw this draft away")
    with register.writing(deliberation.place_id):
        deliberation.refresh_from_db()
        if deliberation.published_at is not None:
            raise Refused("This was published meanwhile, so it is no draft any more. It ends with a reason.")
        if deliberation.ended_at is not None:
            raise Refused("This draft was thrown away already, or written anew.")
        deliberation.ended_at, deliberation.ended_why = now(), why
        deliberation.save(update_fields=["ended_at", "ended_why"])
        register.record(
            place=deliberation.place, action="threw a question away", noun="deliberation", subject=deliberation.pk,
            facts={"number": deliberation.number, "by": by.shown_as},
        )  # fmt: skip


def throw_away_decision(*, decision: Decision, by: Actor) -> None:
    """With its answers and marks; that it was written down stays on the register. Raises Refused, NotAllowed."""
    require(may_record_decision(by), "throw this draft away")
    with register.writing(decision.place_id):
        require_draft(decision)
        facts = {"number": decision.number, "deliberation": decision.deliberation.number, "by": by.shown_as}
        register.record(
            place=decision.place, action="threw a decision away", noun=NOUN, subject=decision.pk, facts=facts
        )
        decision.delete()

"""Answer what people brought: yes, partly, no or not yet, each with its reason. Many at once."""

from __future__ import annotations

from collections.abc import Mapping

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy_lines
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..deciding import may_be_answered
from ..models import Contribution, Decision, Outcome
from ..rules import may_record_decision
from .draft_decision import NOUN, require_draft

LONGEST = 1000


def answer_contributions(
    *, decision: Decision, answers: Mapping[Contribution, tuple[str, str]], by: Actor
) -> list[Outcome]:
    """(answer, reason) of each; an answer given before in this draft is replaced. All or none. Raises Refused, NotAllowed."""
    require(may_record_decision(by), "answer what people brought")
    said = {}
    for contribution, (answer, reason) in answers.items():
        words = tidy_lines(reason)
        if answer not in dict(Outcome.ANSWERS):
            raise Refused(
                f"Choose yes, partly, no or not yet for number {contribution.number}.", field="answer"
            )
        if not words:
            raise Refused(f"Say why, for number {contribution.number}.", field="reason")
        if len(words) > LONGEST:
            raise Refused(
                f"Please keep it under {LONGEST:,} letters, for number {contribution.number}.", field="reason"
            )
        if contribution.deliberation_id != decision.deliberation_id:
            raise Refused("That belongs to another question. Reload the page.")
        said[contribution] = (answer, words)
    with register.writing(decision.place_id):
        require_draft(decision)
        for contribution in said:
            contribution.refresh_from_db(fields=["joined_into"])
            if not may_be_answered(contribution, decision):
                raise Refused(f"Number {contribution.number} was joined with the same. Answer that one.")
        rows = Outcome.objects.filter(place=decision.place_id, decision=decision)
        rows.filter(contribution__in=list(said)).delete()
        made = Outcome.objects.bulk_create(
            Outcome(
                place=decision.place,
                decision=decision,
                contribution=contribution,
                answer=answer,
                reason=reason,
            )
            for contribution, (answer, reason) in said.items()
        )
        register.record(
            place=decision.place,
            action="answered in a draft",
            noun=NOUN,
            subject=decision.pk,
            facts={"number": decision.number, "answers": len(made), "by": by.shown_as},
        )
    return made

"""Say what a decision supports and what it costs, principle by principle. There is no total."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.core.principles import PRINCIPLES
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Decision, TradeOffCard
from ..rules import may_record_decision
from .draft_decision import NOUN, require_draft

LONGEST = 300


def mark_trade_off(
    *, decision: Decision, principle: str, mark: str, by: Actor, sentence: str = "", evidence: str = ""
) -> TradeOffCard:
    """One of the twelve, in one sentence, with what it stands on; what was marked before in this draft is replaced.

    Raises Refused, NotAllowed.
    """
    require(may_record_decision(by), "say what a decision costs")
    sentence, evidence = tidy(sentence), tidy(evidence)
    if principle not in {one.code for one in PRINCIPLES}:
        raise Refused("Choose one of the twelve principles.", field="principle")
    if mark not in dict(TradeOffCard.MARKS):
        raise Refused("Choose supports, costs, nobody knows or not looked at.", field="mark")
    if mark in ("supports", "costs") and not sentence:
        raise Refused("Say in one sentence how.", field="sentence")
    for name, text in (("sentence", sentence), ("evidence", evidence)):
        if len(text) > LONGEST:
            raise Refused(f"Please keep it under {LONGEST} letters.", field=name)
    with register.writing(decision.place_id):
        require_draft(decision)
        card, _ = TradeOffCard.objects.update_or_create(
            place=decision.place, decision=decision, principle=principle,
            defaults={"mark": mark, "sentence": sentence, "evidence": evidence},
        )  # fmt: skip
        register.record(
            place=decision.place,
            action="weighed a draft against a principle",
            noun=NOUN,
            subject=decision.pk,
            facts={"number": decision.number, "principle": principle, "mark": mark, "by": by.shown_as},
        )
    return card

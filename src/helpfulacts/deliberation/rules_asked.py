"""Rules that a question asks about: what they would change, in words, and what was expected of them beside what came.

changes_asked(deliberation) -> list[str]          against the rules in force; [] where no rules are asked about
rules_by(decision) -> RuleDocument                as that decision puts them in force
effect_of(decision) -> EffectOfRules | None       of a decision that put rules in force
"""

from __future__ import annotations

from dataclasses import dataclass

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.cited import CITED, cite_decision
from helpfulacts.coordination.decided import decision_ref
from helpfulacts.coordination.kept_what_ifs import what_if_by_number
from helpfulacts.coordination.measured import Came, Counted, came_of, expected_of
from helpfulacts.coordination.models import WhatIf
from helpfulacts.coordination.rule_document import RuleDocument
from helpfulacts.coordination.rule_reading import parse
from helpfulacts.core.clock import today

from .models import Decision, Deliberation

BESIDE = (*CITED, "review_on")
"""Of a rule, what changes nothing for people."""


def what_if_of(deliberation: Deliberation, *, shown_only: bool = True) -> WhatIf | None:
    """The what-if that says what it would do to people."""
    number = deliberation.subject.get("what_if")
    if not isinstance(number, int):
        return None
    return what_if_by_number(deliberation.place, number, shown_only=shown_only)


def rules_by(decision: Decision) -> RuleDocument:
    """The rules that were asked about; what is new in them cites this decision, and is looked at again on its day.

    They may have been drafted long before, with days that have come since.
    """
    last = coordination.rules_in_force(decision.place)
    return cite_decision(
        parse(decision.deliberation.subject["document"]), coordination.document_of(last) if last else None,
        ref=decision_ref(decision.number, decision.decided_on), body=decision.body, review_on=decision.review_on,
        day=today(decision.place.zone),
    )  # fmt: skip


def changes_asked(deliberation: Deliberation, *, by: Decision | None = None) -> list[str]:
    """One sentence each; once they are in force nothing is left to say. Who is said to have decided them is no change.

    by: as this decision would put them in force, with when each rule is looked at again.
    """
    if not (document := deliberation.subject.get("document")):
        return []
    rules = rules_by(by) if by else parse(document)
    last = coordination.rules_in_force(deliberation.place)
    if last is None:
        return [f"“{rules.title}” would be the first rules of {deliberation.place.name}."]
    return coordination.changes_in_words(coordination.document_of(last), rules, CITED if by else BESIDE)


@dataclass(frozen=True)
class EffectOfRules:
    """what_if: its number. expected: with the rules as they were, and with these; None where the what-if does not say."""

    what_if: int
    expected: tuple[Counted, Counted] | None
    came: Came


def effect_of(decision: Decision) -> EffectOfRules | None:
    """None for a decision that put no rules in force, or of which nobody could read what was expected (an emergency)."""
    what_if = what_if_of(decision.deliberation) if decision.rule_set else None
    if decision.rule_set is None or what_if is None:
        return None
    asked = parse(decision.deliberation.subject["document"])
    return EffectOfRules(
        what_if.number, expected_of(what_if, asked.hash), came_of(decision.place, decision.rule_set)
    )

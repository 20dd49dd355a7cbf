"""Rules that say by which decision they hold: each rule that a decision changes cites it, and the others what they cited before.

cited = cite_decision(document, in_force, ref="Decision 4, 24 June 2026", body="the forum", review_on=…, day=…)
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from .rule_document import Origin, RuleDocument
from .rule_words import changes_in_words, changes_of, rules_of

CITED = ("deciding_body", "decision_ref")


def cite_decision(
    document: RuleDocument,
    in_force: RuleDocument | None,
    *,
    ref: str,
    body: str,
    review_on: dt.date,
    day: dt.date,
) -> RuleDocument:
    """The same rules; a reason that rests on one that is new or changed leads to this decision, on whose day it is looked at again.

    So is one that was due before `day`, on which they come into force: the decision looked at it and kept it.
    """
    old = rules_of(in_force) if in_force else {}
    names = iter([name for name, _ in document.named()])
    moved = in_force is None or [one.name for one in in_force.classes] != [
        one.name for one in document.classes
    ]

    def cited(rule: Any, changed: bool = False) -> Any:
        name = next(names)
        before: Origin | None = old[name].origin if name in old else None
        due = before is not None and before.review_on < day
        if before is None or changed or due or changes_of(old[name], rule, CITED):
            origin = replace(rule.origin, deciding_body=body, decision_ref=ref, review_on=review_on)
        else:
            origin = replace(
                rule.origin, deciding_body=before.deciding_body, decision_ref=before.decision_ref
            )
        return replace(rule, origin=origin)

    # In the order of `document.named()`, which the names follow.
    floors = tuple(cited(one) for one in document.floors)
    classes = tuple(cited(one, moved) for one in document.classes)
    reserved = tuple(cited(one) for one in document.reserved)
    caps = tuple(cited(one) for one in document.caps)
    budgets = tuple(cited(one) for one in document.budgets)
    travel, standing, rounds = cited(document.travel), cited(document.standing), cited(document.rounds)
    return replace(
        document, floors=floors, classes=classes, reserved=reserved, caps=caps, budgets=budgets, travel=travel,
        standing=standing, rounds=rounds,
    )  # fmt: skip


def changes_nothing(document: RuleDocument, in_force: RuleDocument | None) -> bool:
    """Would these rules give everybody what the ones in force give, but for who is said to have decided them?"""
    return in_force is not None and not changes_in_words(in_force, document, CITED)

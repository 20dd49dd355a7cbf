"""Rules in words: what differs between two versions, what a place asks of levels above, and where it departs from them.

changes_in_words(before, after) -> list[str]     one sentence a change, the greatest things first; [] when none
asks_of(document) -> list[AskShown]              what a rule of a level above bars that the place decided to want
departures_of(document) -> list[Departure]       rules that depart from one of a level above, and why
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from helpfulacts.core.clock import date_in_words
from helpfulacts.core.words import pounds
from helpfulacts.directory.facets import FACET_WORDS, FACTS

from .rule_document import Ask, Origin, RuleDocument

FIELDS = {
    "sentence": "what it says",
    "level": "the level that decides it",
    "deciding_body": "who decided it",
    "decision_ref": "where the decision is written",
    "review_on": "the day it is looked at again",
    "may_vary": "whether a lower level may vary it",
    "from_day": "its first day",
    "until_day": "its last day",
    "departs_from": "the rule above that it departs from",
    "why": "why it departs",
    "fact": "who has it",
    "facet": "what it is for",
    "min_grade": "how well help must fit, from 1 to 3",
    "days": "how many days",
    "responsible_body": "who must answer",
    "claim": "how to claim it",
    "appeal": "how to appeal",
    "any_of": "whom it holds",
    "deciles_at_most": "up to which tenth, from where money is shortest",
    "everyone": "whether it holds everyone",
    "everyone_else": "whether it holds everyone else",
    "tickets": "how many tickets each holds",
    "turns": "how many turns are kept",
    "of_every": "of how many turns",
    "most": "how many places",
    "body": "who pays",
    "facets": "what it may be spent on",
    "pence": "how much",
    "micro_gain_per_km": "what a kilometre takes off, in millionths of a step",
    "after_missed": "after how many missed rounds it helps",
    "open_serves_from": "how well open help must fit to count",
    "holding_days": "how many days a place is held",
    "confirm_hours": "how many hours there are to confirm",
    "every_days": "how many days from one round to the next",
    "sample": "how many cases are picked by chance",
    "cut_offs": "how many just-missed cases are opened",
    "keep_claims_days": "how many days claims are kept",
}
NOTHING = "nothing"


@dataclass(frozen=True)
class AskShown:
    """What a place wants, and the rule above that bars it."""

    ask: Ask
    barred_by: Origin


@dataclass(frozen=True)
class Departure:
    """name: of the local rule, in words. origin: of it, with why. above: the rule that it departs from."""

    name: str
    origin: Origin
    above: Origin


def rules_of(document: RuleDocument) -> dict[str, Any]:
    """Every rule that changes who gets what, by its name in words, in the order of `document.named()`."""
    one_each = (document.travel, document.standing, document.rounds)
    many = (document.floors, document.classes, document.reserved, document.caps, document.budgets)
    rules = [rule for kind in many for rule in kind]
    return {name: rule for (name, _), rule in zip(document.named(), [*rules, *one_each], strict=True)}


def changes_in_words(before: RuleDocument, after: RuleDocument, leave_out: Collection[str] = ()) -> list[str]:
    """What is different in `after`, a sentence each. leave_out: of `FIELDS`, what alone makes no difference here."""
    old, new = rules_of(before), rules_of(after)
    words = []
    if before.by_lottery != after.by_lottery:
        words.append(f"Who comes first is set in another way. {after.order_in_words()}")
    words += [f"New: {name}. {rule.origin.sentence}" for name, rule in new.items() if name not in old]
    words += [
        f"Gone: {name}. It said: {rule.origin.sentence}" for name, rule in old.items() if name not in new
    ]
    groups = [[g.name for g in one.classes] for one in (before, after)]
    stayed = [[name for name in names if name in groups[0] and name in groups[1]] for names in groups]
    if stayed[0] != stayed[1]:
        words.append(f"The groups come in another order. {after.order_in_words()}")
    for name, rule in new.items():
        if name in old and (changed := changes_of(old[name], rule, leave_out)):
            words.append(f"Changed: {name}. {' '.join(changed)}")
    was, now = ({one.name for one in document.above} for document in (before, after))
    words += [f"Now listed as a rule from above: {name}." for name in sorted(now - was)]
    words += [f"No longer listed as a rule from above: {name}." for name in sorted(was - now)]
    wanted, wants = ({one.wanted for one in document.asks} for document in (before, after))
    words += [f"Now asked for: {ask}" for ask in sorted(wants - wanted)]
    words += [f"No longer asked for: {ask}" for ask in sorted(wanted - wants)]
    return words


def changes_of(before: Any, after: Any, leave_out: Collection[str] = ()) -> list[str]:
    """What is different between two forms of one rule: “How many days: 90, before 30.”"""
    found = []
    for one in (*fields(before), *fields(before.origin)):
        holder = (before, after) if hasattr(before, one.name) else (before.origin, after.origin)
        was, now = (getattr(rule, one.name) for rule in holder)
        if one.name not in ("name", "origin", *leave_out) and was != now:
            label = FIELDS[one.name]
            found.append(
                f"{label[0].upper()}{label[1:]}: {_said(one.name, now)}, before {_said(one.name, was)}."
            )
    return found


def _said(name: str, value: Any) -> str:
    """A value as people say it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        words = [FACTS.get(code) or FACET_WORDS.get(code, code) for code in value]
        return "; ".join(f"“{word}”" for word in words) or ("anything" if name == "facets" else NOTHING)
    if isinstance(value, dt.date):
        return f"{date_in_words(value, reference=value)} {value.year}"
    if name == "pence":
        return pounds(value)
    if isinstance(value, int):
        return f"{value:,}"
    if name == "facet":
        return f"“{FACET_WORDS[value]}”"
    if name == "fact":
        return f"“{FACTS[value]}”"
    return f"“{str(value).removesuffix('.')}”" if value else NOTHING


def asks_of(document: RuleDocument) -> list[AskShown]:
    above = {one.name: one.origin for one in document.above}
    return [AskShown(ask, above[ask.barred_by]) for ask in document.asks if ask.barred_by in above]


def departures_of(document: RuleDocument) -> list[Departure]:
    above = {one.name: one.origin for one in document.above}
    return [
        Departure(name, origin, above[origin.departs_from])
        for name, origin in document.named()
        if origin.departs_from in above
    ]

"""The rules of sharing, typed: what they say, and their hash. `rule_reading.py` reads and checks them.

    document.hash                             # sha256 of the canonical JSON
    as_json(document)                         # the dict that RuleSet.document keeps; rule_reading.parse reads it back

A document holds floors (rights: constraints, never weights), priority classes in order, the travel term, the standing
rule, and how a round is run. Each rule carries a plain sentence, the level it was made at, the body that decided it,
a reference to that decision and the day it is looked at again. Nothing else may change who gets what.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from helpfulacts.engine.ledger import canonical

LEVELS = ("national", "combined authority", "borough", "ward", "neighbourhood")


@dataclass(frozen=True)
class Origin:
    """Who decided a rule, at which level, where the decision is found, and when it is looked at again."""

    sentence: str
    level: str
    deciding_body: str
    decision_ref: str
    review_on: dt.date


@dataclass(frozen=True)
class Floor:
    """A right: whoever gave `fact` and asks for `facet` is guaranteed an offer of at least `min_grade` for it.

    `days` is how soon `responsible_body` must answer when a round cannot meet it. `claim` says how to ask for it and
    `appeal` what to do when the answer is no, both in plain words; both are empty where the decision says neither.
    """

    fact: str
    facet: str
    min_grade: int
    days: int
    responsible_body: str
    origin: Origin
    claim: str = ""
    appeal: str = ""


@dataclass(frozen=True)
class PriorityClass:
    """A class holds whoever gave any of `any_of`, or lives in decile `deciles_at_most` or below, or everyone.

    `deciles_at_most` 0 means that the clause does not look at where people live.
    """

    name: str
    any_of: tuple[str, ...]
    deciles_at_most: int
    everyone: bool
    origin: Origin


@dataclass(frozen=True)
class Travel:
    """What a kilometre takes off the gain of a pair, in micro-gains (a million is one step of importance)."""

    micro_gain_per_km: int
    origin: Origin


@dataclass(frozen=True)
class Standing:
    """From `after_missed` rounds without a place on, each one moves a person further up within their class."""

    after_missed: int
    origin: Origin


@dataclass(frozen=True)
class Rounds:
    """How a round is run.

    `open_serves_from`: a person waits for a round only if no open offer of this grade or better serves them (1-3).
    `holding_days`: how long a place is kept for an answer. `confirm_hours`: how soon a person must confirm a round.
    `every_days`: from one round to the next. `sample`: cases picked by chance that a person opens.
    `cut_offs`: the most just-missed cases opened.
    """

    open_serves_from: int
    holding_days: int
    confirm_hours: int
    every_days: int
    sample: int
    cut_offs: int
    keep_claims_days: int
    origin: Origin


@dataclass(frozen=True)
class RuleDocument:
    title: str
    sentence: str
    floors: tuple[Floor, ...]
    classes: tuple[PriorityClass, ...]
    travel: Travel
    standing: Standing
    rounds: Rounds

    @property
    def hash(self) -> str:
        return hashlib.sha256(canonical(as_json(self))).hexdigest()

    @property
    def facts_named(self) -> tuple[str, ...]:
        """Fact codes that any rule here looks at, sorted. A round reads no others for its order."""
        named = {fact for group in self.classes for fact in group.any_of}
        return tuple(sorted(named | {floor.fact for floor in self.floors}))

    @property
    def looks_at_deciles(self) -> bool:
        return any(group.deciles_at_most for group in self.classes)

    @property
    def review_on(self) -> dt.date:
        """The first day on which any rule here is due to be looked at again."""
        return min(origin.review_on for origin in self.origins())

    def origins(self) -> list[Origin]:
        lists = [floor.origin for floor in self.floors] + [group.origin for group in self.classes]
        return [*lists, self.travel.origin, self.standing.origin, self.rounds.origin]

    def class_of(self, facts: Mapping[str, bool], decile: int | None) -> tuple[int, str]:
        """(class, 1 first; what put the person there: a fact code, "decile" or "").

        Not known counts as not told: never worse than “no”.
        """
        for number, group in enumerate(self.classes, 1):
            for fact in group.any_of:
                if facts.get(fact):
                    return number, fact
            if group.deciles_at_most and decile is not None and decile <= group.deciles_at_most:
                return number, "decile"
            if group.everyone:
                return number, ""
        raise AssertionError("the last class holds everyone")

    def order_in_words(self) -> str:
        """The order of the classes as one sentence."""
        if len(self.classes) == 1:
            return "Everyone is in one group, and a draw in public sets the order."
        names = [group.name for group in self.classes]
        return f"First: {'. Then: '.join(names)}. Within a group, a draw in public sets the order."


def as_json(document: RuleDocument) -> dict[str, Any]:
    """Plain JSON, dates as text; parse(as_json(document)) == document. What a floor does not say is left out, so that the
    hash of a document from before rights said how to claim them is what it was."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(inner) for inner in value]
        return value.isoformat() if isinstance(value, dt.date) else value

    result: dict[str, Any] = plain(asdict(document))
    for floor in result["floors"]:
        for key in ("claim", "appeal"):
            if not floor[key]:
                del floor[key]
    return result

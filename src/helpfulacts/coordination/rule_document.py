"""The rules of sharing, typed: what they say, and their hash. `rule_reading.py` reads and checks them.

    document.hash                             # sha256 of the canonical JSON
    as_json(document)                         # the dict that RuleSet.document keeps; rule_reading.parse reads it back

A document holds floors (rights: constraints, never weights), priority classes in order or with tickets, reserved turns,
caps, budget lines, the travel term, the standing rule, and how a round is run. Each rule carries a plain sentence, the
level it was made at, the body that decided it, a reference to that decision and the day it is looked at again. Nothing
else may change who gets what. `above` and `asks` change nothing: they say what binds a place from above, and what it wants.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from helpfulacts.directory.facets import FACET_WORDS, FACTS
from helpfulacts.engine.ledger import canonical

LEVELS = ("national", "combined authority", "borough", "ward", "neighbourhood")


@dataclass(frozen=True)
class Origin:
    """Who decided a rule, at which level, where the decision is found, and when it is looked at again.

    may_vary: a lower level may decide otherwise. from_day, until_day: the days on which it holds, both included.
    departs_from: the name of the rule of a level above (`Above`) that this one departs from, and why.
    """

    sentence: str
    level: str
    deciding_body: str
    decision_ref: str
    review_on: dt.date
    may_vary: bool = False
    from_day: dt.date | None = None
    until_day: dt.date | None = None
    departs_from: str = ""
    why: str = ""


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

    `deciles_at_most` 0 means that the clause does not look at where people live. tickets: how many each of them holds in
    a weighted lottery; 0 in every class means that the classes come strictly one after another.
    """

    name: str
    any_of: tuple[str, ...]
    deciles_at_most: int
    everyone: bool
    origin: Origin
    tickets: int = 0


@dataclass(frozen=True)
class ReservedShare:
    """Of every `of_every` turns in the order, `turns` are kept for this group, as long as anybody of it is left.

    It holds whoever gave any of `any_of`, or lives in decile `deciles_at_most` or below; everyone_else: whoever is in the
    last class, which no earlier class holds.
    """

    name: str
    any_of: tuple[str, ...]
    deciles_at_most: int
    everyone_else: bool
    turns: int
    of_every: int
    origin: Origin


@dataclass(frozen=True)
class Cap:
    """Whoever had `most` shared places for `facet` in the last `days` days waits, except for what is theirs by right."""

    facet: str
    most: int
    days: int
    origin: Origin


@dataclass(frozen=True)
class BudgetLine:
    """Money, in pence, that a round may spend on places for `facets` (none named: any) whose cash cost `body` bears."""

    name: str
    body: str
    facets: tuple[str, ...]
    pence: int
    origin: Origin


@dataclass(frozen=True)
class Above:
    """A rule that a level above made and that binds this place. It says whether a lower level may vary it."""

    name: str
    origin: Origin


@dataclass(frozen=True)
class Ask:
    """What a place decided that it wants, and the name of the rule of a level above that bars it."""

    wanted: str
    barred_by: str
    origin: Origin


@dataclass(frozen=True)
class Travel:
    """What a kilometre takes off the gain of a pair, in micro-gains (a million is one step of importance)."""

    micro_gain_per_km: int
    origin: Origin


@dataclass(frozen=True)
class Standing:
    """From `after_missed` rounds without a place on, each one moves a person further up within their class.

    In a weighted lottery each of them, from that one on, is a ticket more.
    """

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
    reserved: tuple[ReservedShare, ...] = ()
    caps: tuple[Cap, ...] = ()
    budgets: tuple[BudgetLine, ...] = ()
    above: tuple[Above, ...] = ()
    asks: tuple[Ask, ...] = ()

    @property
    def hash(self) -> str:
        return hashlib.sha256(canonical(as_json(self))).hexdigest()

    @property
    def facts_named(self) -> tuple[str, ...]:
        """Fact codes that any rule here looks at, sorted. A round reads no others for its order."""
        named = {fact for clause in self._clauses() for fact in clause.any_of}
        return tuple(sorted(named | {floor.fact for floor in self.floors}))

    @property
    def looks_at_deciles(self) -> bool:
        return any(clause.deciles_at_most for clause in self._clauses())

    def _clauses(self) -> list[PriorityClass | ReservedShare]:
        return [*self.classes, *self.reserved]

    @property
    def by_lottery(self) -> bool:
        """Every class holds tickets, so one draw sets the order of everybody."""
        return all(group.tickets for group in self.classes)

    @property
    def review_on(self) -> dt.date:
        """The first day on which any rule here is due to be looked at again."""
        return min(origin.review_on for origin in self.origins())

    def origins(self) -> list[Origin]:
        """Of every rule here that changes who gets what. Rules of a level above are looked at again by that level."""
        return [origin for _, origin in self.named()]

    def named(self) -> list[tuple[str, Origin]]:
        """Every rule that changes who gets what: (what it is called in words, its origin)."""
        return [
            *((f"the right “{FACTS[one.fact]}”", one.origin) for one in self.floors),
            *((f"the group “{one.name}”", one.origin) for one in self.classes),
            *((f"the kept turns “{one.name}”", one.origin) for one in self.reserved),
            *((f"the limit on “{FACET_WORDS[one.facet]}”", one.origin) for one in self.caps),
            *((f"the budget “{one.name}”", one.origin) for one in self.budgets),
            ("the rule on how far", self.travel.origin),
            ("the rule on who waited before", self.standing.origin),
            ("the rule on how rounds are run", self.rounds.origin),
        ]

    def tickets_of(self, group: int, missed: int) -> int:
        """How many tickets somebody in class `group` (1 first) holds who missed so many rounds; 0 where none are held."""
        own = self.classes[group - 1].tickets
        return own + max(0, missed - self.standing.after_missed + 1) if own else 0

    def in_share(self, share: ReservedShare, facts: Mapping[str, bool], decile: int | None) -> bool:
        """Is a turn kept for somebody like this? Not known counts as not told."""
        near = bool(share.deciles_at_most) and decile is not None and decile <= share.deciles_at_most
        told = any(facts.get(fact) for fact in share.any_of)
        return told or near or (share.everyone_else and self.class_of(facts, decile)[0] == len(self.classes))

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
        """The order of the classes as one sentence or two."""
        names = [group.name for group in self.classes]
        if self.by_lottery:
            held = "; ".join(f"{group.name}: {group.tickets}" for group in self.classes)
            words = f"One draw in public sets the order. Tickets in it for each person – {held}."
        elif len(self.classes) == 1:
            words = "Everyone is in one group, and a draw in public sets the order."
        else:
            words = f"First: {'. Then: '.join(names)}. Within a group, a draw in public sets the order."
        kept = [
            f"{one.turns} of every {one.of_every} turns for {one.name}" for one in self.reserved if one.turns
        ]
        return f"{words} Kept: {'; '.join(kept)}." if kept else words


LEFT_OUT: Mapping[str, Any] = {
    "claim": "", "appeal": "", "tickets": 0, "may_vary": False, "from_day": None, "until_day": None, "departs_from": "",
    "why": "", "reserved": [], "caps": [], "budgets": [], "above": [], "asks": [],
}  # fmt: skip
"""What a rule does not say is left out of the JSON, so that the hash of a document from before it could be said is what
it was. In these keys this value means: not said."""


def as_json(document: RuleDocument) -> dict[str, Any]:
    """Plain JSON, dates as text; parse(as_json(document)) == document."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            inside = {key: plain(inner) for key, inner in value.items()}
            return {
                key: inner for key, inner in inside.items() if key not in LEFT_OUT or inner != LEFT_OUT[key]
            }
        if isinstance(value, (list, tuple)):
            return [plain(inner) for inner in value]
        return value.isoformat() if isinstance(value, dt.date) else value

    result: dict[str, Any] = plain(asdict(document))
    return result

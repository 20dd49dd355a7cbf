"""The reason for each person, in plain words and in machine form, from stored inputs only.

    reasons = Reasons(run)                  # opens the run's arrays once
    reason = reasons.of(allocation)         # Reason: code, title, sentences, machine form; the same every time

What is read: `Run.inputs`, `Allocation.reason`, the rule set, the changes made by hand, and the place's own name for whom
to talk to. A count of people under ten is never spoken; counts of offers say nothing about anybody and are. The words of
a place are in `placement_words.py`, those of a refusal in `refusal_words.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from helpfulacts.core.clock import date_in_words
from helpfulacts.directory.facets import FACET_WORDS
from helpfulacts.engine.sharing.fit_codes import TESTS
from helpfulacts.engine.sharing.lottery import luckiest
from helpfulacts.engine.sharing.share import Outcome

from . import placement_words, refusal_words, turn_words
from .fitting import facet_codes
from .inputs import RunInputs, open_outcome
from .models import Allocation, Run
from .round_rows import reason_of
from .rule_document import Origin, RuleDocument
from .rule_reading import parse
from .since_then import SinceThen
from .turns import base_order

NEAR = {
    "travel": "If you could go further",
    "times": "If you were free at other times",
    "language": "With somebody to interpret for you",
}
"""What a person can change. Who they are, where they live and the steps that they cannot climb are no choice."""
FIXED = {
    "who_for": ("is kept for people in another situation", "are kept for people in another situation"),
    "steps": ("has steps", "have steps"),
    "ward": ("is only for another part of the place", "are only for other parts of the place"),
}
CHOICE = "Changing any of these is your choice."
GAP_WISH = {
    "plan": "There is something on your plan already for this",
    "open": "There is help which needs no round for this",
    "queue": "There is help with a queue, which needs no round, for this",
    "waits": "The rules let others go first for this",
    "": "Nobody has this yet, and we have written it down as a gap",
}


@dataclass(frozen=True)
class Near:
    """One requirement that alone keeps offers away, and that the person can change: a key of NEAR, and a sentence."""

    code: str
    words: str


@dataclass(frozen=True)
class Reason:
    """code: placed, continuing, changed, full, waits (a limit holds it back), gone or gap. title and sentences: plain words. rule: where it came from.

    offers: ids in the machine form: the offer given; or for a refusal the closed set that anyone can check; or none.
    own_offers: how many offers fit. places, by_rule, by_ticket, by_kept_turn: spoken counts ("some" under ten), refusals only.
    by_lottery: one draw set the order of everybody, so that the tickets of all groups competed.
    near: what one change would open, most first. questions: what is still to be asked.
    asked_for: what the person asked for, as a sentence. steps: why all was full, a step at a time; none otherwise.
    standing: rounds missed and what that changes, in words; "" where this round does not count.
    nobody_has: nothing at all fits one of the wishes, which is written down as a gap.
    since: sentences on what became of the places of a refusal after the round was worked out.
    """

    code: str
    status: str
    title: str
    sentences: list[str]
    rule: Origin
    group: int
    groups: int
    offers: list[str]
    own_offers: int
    places: str
    by_rule: str
    by_ticket: str
    by_kept_turn: str
    by_lottery: bool
    near: list[Near]
    questions: list[str]
    since: list[str]
    missed: int
    nobody_has: bool
    asked_for: str
    steps: list[str]
    standing: str

    @property
    def text(self) -> str:
        return " ".join([f"{self.title}.", *self.sentences])


class Reasons:
    """All reasons of one run."""

    def __init__(self, run: Run, worked: tuple[RuleDocument, RunInputs, Outcome] | None = None) -> None:
        """worked: what was shared by other arrays under the rules of the run, as what it left over is (`next_door.py`)."""
        self.run = run
        if worked is None:
            worked = (parse(run.rule_set.document), *open_outcome(run))
        self.rules, self.inputs, self.outcome = worked

    @cached_property
    def groups_of(self) -> Any:
        """int64[P], the group of each person under the rules of the run."""
        return self.inputs.classes_under(self.rules)

    @cached_property
    def base_turn(self) -> Any:
        """int64[P], the turn of each person before any turn is kept for a group."""
        turn = np.empty(self.inputs.people, np.int64)
        turn[base_order(self.inputs, self.rules)] = np.arange(self.inputs.people)
        return turn

    @cached_property
    def since_then(self) -> SinceThen:
        return SinceThen(self.run, self.inputs)

    @cached_property
    def next_round(self) -> str:
        """The day of the next round, in words."""
        local = self.run.ran_at.astimezone(ZoneInfo(self.run.place.zone)).date()
        return date_in_words(local + dt.timedelta(days=self.rules.rounds.every_days), reference=local)

    @cached_property
    def whom_to_ask(self) -> list[str]:
        """What every letter ends with: somebody to talk to, how to challenge."""
        place = self.run.place
        phone = f" on {place.phone}" if place.phone else ""
        return [
            f"To talk about it, ask for {place.person_to_talk_to}{phone}.",
            "If you think this is wrong, put right a fact we used, or ask for it to be looked at again by somebody new.",
        ]

    def letter(self, reason: Reason) -> str:
        """The whole answer as running text."""
        again = [] if reason.status == "placed" else [f"The next round is on {self.next_round}."]
        return " ".join([reason.text, *again, *self.whom_to_ask])

    def of(self, allocation: Allocation) -> Reason:
        stored = reason_of(allocation)
        person, code = allocation.index, stored["code"]
        number, put_by = self.rules.class_of(self.inputs.given_facts(person), self.inputs.decile_of(person))
        extra: dict[str, Any] = {
            "offers": [],
            "places": "",
            "by_rule": "",
            "by_ticket": "",
            "by_kept_turn": "",
            "questions": [],
            "since": [],
            "steps": [],
        }
        rule = self.rules.classes[number - 1].origin
        if code in ("placed", "continuing"):
            title, sentences = placement_words.placed(self, person, stored, number, put_by, extra)
        elif code == "changed":
            title, sentences = self._changed(stored, extra)
        elif code == "gone":
            title, sentences = refusal_words.gone(self, person, stored, extra)
        elif code == "full":
            title, sentences = refusal_words.full(
                self, person, turn_words.group(self, person, number, put_by), rule.sentence, extra
            )
        elif code == "waits":
            title, sentences = refusal_words.waits(self, person)
            caps = enumerate(self.rules.caps)
            rule = next(cap.origin for column, cap in caps if self.inputs.waits_until(person, column))
        else:
            title, sentences = self._gap(person, stored)
        kept = int(self.inputs.continuing[person])
        if kept >= 0 and code != "continuing":
            sentences.append(f"You keep the place that you had before, too: {self.inputs.offer_title[kept]}.")
        return Reason(
            code=code,
            status=allocation.status,
            title=title,
            sentences=sentences,
            rule=rule,
            group=number,
            groups=len(self.rules.classes),
            own_offers=int(self.inputs.instance.offers_of(person).size),
            near=self.near(person),
            missed=int(self.inputs.missed[person]),
            nobody_has="" in stored["fits"],
            asked_for=self.asked_for(person),
            standing=turn_words.standing(self, person) if code == "full" else "",
            by_lottery=self.rules.by_lottery,
            **extra,
        )

    # What each person is told ------------------------------------------------------------------------------------

    def right(self, person: int, *, lost: bool = False) -> list[str]:
        owed = int(self.inputs.owed[person])
        unmet = owed if lost else int(self.inputs.unmet[person])
        words = []
        for bit, floor in enumerate(self.rules.floors):
            if owed >> bit & 1:
                if unmet >> bit & 1:
                    words.append(
                        f"You also have a right that this round could not meet: {floor.origin.sentence} "
                        f"{floor.responsible_body} must answer for it."
                    )
                else:
                    words.append(f"You have a right to it: {floor.origin.sentence}")
        return words

    def drawn(self, person: int) -> str:
        """The number drawn for this person: in a lottery the luckiest of theirs."""
        held = self.tickets_held(person)
        return (
            luckiest(self.inputs.seed, self.inputs.drawn_from[person], held)
            if held
            else self.inputs.tickets[person]
        )

    def tickets_held(self, person: int) -> int:
        """How many tickets this person holds in the lottery; 0 where the rules hold none."""
        return self.rules.tickets_of(int(self.groups_of[person]), int(self.inputs.missed[person]))

    def _gap(self, person: int, stored: dict[str, Any]) -> tuple[str, list[str]]:
        words = [self.asked_for(person), "Nothing shared that we know of fits that yet."]
        near = self.near(person)
        if near:
            words += [*(one.words for one in near), CHOICE]
        if fixed := self._fixed(person):
            words.append(f"What else came near is not for you to change: {'; '.join(fixed)}.")
        words += self.right(person)
        claims: dict[str, list[str]] = {what: [] for what in GAP_WISH}
        for claim, what in zip(self.inputs.claims_of[person], stored["fits"], strict=True):
            claims[what].append(self.asked(claim))
        if set(stored["fits"]) == {""}:
            words.append("We have written this down as a gap, so that the board sees it.")
            return "Nobody has this yet", words
        words += [f"{GAP_WISH[what]}: {'; '.join(wanted)}." for what, wanted in claims.items() if wanted]
        return "Nothing shared fits this time", words

    def _changed(self, stored: dict[str, Any], extra: dict[str, Any]) -> tuple[str, list[str]]:
        words = [
            f"{stored['by']} changed what this round gave you.",
            f"Their reason: {stored['why'].rstrip('.')}.",
        ]
        words.append("It was checked again: nobody else lost a place.")
        if stored["offer"] is None:
            return "You have no place this time", words
        offer = int(stored["offer"])
        extra["offers"] = [self.inputs.offer_ids[offer]]
        return f"You have a place: {self.inputs.offer_title[offer]}", words

    # Pieces ------------------------------------------------------------------------------------------------------

    def asked(self, claim: int) -> str:
        return "; ".join(
            FACET_WORDS[code][0].lower() + FACET_WORDS[code][1:]
            for code in facet_codes(int(self.inputs.claim_facets[claim]))
        )

    def asked_for(self, person: int) -> str:
        """“You asked for: company; food.”, of all that the person asked for."""
        return f"You asked for: {'; '.join(self.asked(claim) for claim in self.inputs.claims_of[person])}."

    def near(self, person: int) -> list[Near]:
        """What one change would open: how many offers one requirement alone keeps away, most first."""
        return [
            Near(name, f"{NEAR[name]}, {n:,} more would fit.") for n, name in self._kept_away(person, NEAR)
        ]

    def _fixed(self, person: int) -> list[str]:
        """The same of what the person cannot change: “1 has steps”."""
        return [f"{n:,} {FIXED[name][n > 1]}" for n, name in self._kept_away(person, FIXED)]

    def _kept_away(self, person: int, names: Collection[str]) -> list[tuple[int, str]]:
        claims = self.inputs.claims_of[person]
        most = self.inputs.near[claims].max(axis=0).tolist() if claims else []
        counted = [(n, name) for n, name in zip(most, TESTS, strict=False) if n and name in names]
        return sorted(counted, key=lambda one: -one[0])

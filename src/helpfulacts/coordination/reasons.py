"""The reason for each person, in plain words and in machine form, from stored inputs only.

    reasons = Reasons(run)                  # opens the run's arrays once
    reason = reasons.of(allocation)         # Reason: code, title, sentences, machine form; the same every time

What is read: `Run.inputs`, `Allocation.reason`, the rule set, the changes made by hand, and the place's own name for whom
to talk to. A count of people under ten is never spoken; counts of offers say nothing about anybody and are. The words of
a refusal are in `refusal_words.py`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import date_in_words
from helpfulacts.directory.facets import FACET_WORDS, FACTS
from helpfulacts.engine.sharing import explain as engine

from . import refusal_words
from .fitting import ASKS, TESTS, facet_codes
from .inputs import open_outcome
from .models import Allocation, Run
from .round_rows import reason_of
from .rule_document import Origin
from .rule_reading import parse
from .since_then import SinceThen

METRES_IN_A_MILE = 1609.344
NEAR = {
    "travel": ("is further away than you said you can go", "are further away than you said you can go"),
    "times": ("would suit you at another time", "would suit you at other times"),
    "language": ("would suit you with an interpreter", "would suit you with an interpreter"),
    "who_for": ("is kept for people in another situation", "are kept for people in another situation"),
    "steps": ("has steps", "have steps"),
    "ward": ("is only for another part of the place", "are only for other parts of the place"),
}
QUESTIONS = {
    "age": "This is for people of a certain age. They will ask how old you are.",
    "facts": "This is for people in a certain situation. They will ask if that is you.",
    "steps": "We do not know if there are steps. Ask before you go.",
    "ward": "This is for some parts of the place. They will ask where you live.",
    "language": "We do not know which languages you speak. Tell us, so that somebody can speak yours.",
    "ask_first": "They will ask you one thing first.",
}


@dataclass(frozen=True)
class Reason:
    """code: placed, continuing, changed, full, gone or gap. title and sentences: plain words. rule: where it came from.

    offers: ids in the machine form: the offer given; or for a refusal the closed set that anyone can check; or none.
    own_offers: how many offers fit. places, by_rule, by_ticket: spoken counts ("some" under ten), refusals only.
    near: sentences, one a requirement that stands in the way alone. questions: what is still to be asked.
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
    near: list[str]
    questions: list[str]
    since: list[str]
    missed: int

    @property
    def text(self) -> str:
        return " ".join([f"{self.title}.", *self.sentences])


class Reasons:
    """All reasons of one run."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.rules = parse(run.rule_set.document)
        self.inputs, self.outcome = open_outcome(run)

    @cached_property
    def groups_of(self) -> Any:
        """int64[P], the group of each person under the rules of the run."""
        return self.inputs.classes_under(self.rules)

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
            "questions": [],
            "since": [],
        }
        if code in ("placed", "continuing"):
            title, sentences = self._placed(person, stored, number, put_by, extra)
        elif code == "changed":
            title, sentences = self._changed(stored, extra)
        elif code == "gone":
            title, sentences = refusal_words.gone(self, person, stored, extra)
        elif code == "full":
            title, sentences = refusal_words.full(self, person, self.group_words(number, put_by), extra)
        else:
            title, sentences = self._gap(person)
        return Reason(
            code=code,
            status=allocation.status,
            title=title,
            sentences=sentences,
            rule=self.rules.classes[number - 1].origin,
            group=number,
            groups=len(self.rules.classes),
            own_offers=int(self.inputs.instance.offers_of(person).size),
            near=self.near(person),
            missed=int(self.inputs.missed[person]),
            **extra,
        )

    # What each person is told ------------------------------------------------------------------------------------

    def _placed(
        self, person: int, stored: dict[str, Any], number: int, put_by: str, extra: dict[str, Any]
    ) -> tuple[str, list[str]]:
        offer = int(stored["offer"])
        title = str(self.inputs.offer_title[offer])
        extra["offers"] = [self.inputs.offer_ids[offer]]
        if stored["code"] == "continuing":
            words = [
                "You keep the place that you have.",
                "Nobody gets a second place before others had a first.",
                "What else you asked for, we ask for again once your place ends.",
            ]
            return f"You keep your place: {title}", words + self.right(person)
        inputs = self.inputs
        row = inputs.instance.pairs_of(person)
        pair = row.start + int((inputs.offer[row] == offer).nonzero()[0][0])
        claim, metres = int(inputs.pair_claim[pair]), int(inputs.pair_metres[pair])
        words = [f"It fits what you asked for: {self.asked(claim)}."]
        if metres > 0:
            words.append(f"It is {miles(metres)} away, as the crow flies.")
        words.append(self._beside(person, offer))
        words += self.right(person)
        words.append(f"It came to you by this rule: {self.rules.classes[number - 1].origin.sentence}")
        words.append(self.group_words(number, put_by))
        words += self._unmet(person, claim)
        asks = int(inputs.pair_asks[pair])
        extra["questions"] = [QUESTIONS[name] for bit, name in enumerate(ASKS) if asks >> bit & 1]
        return f"You have a place: {title}", words

    def _beside(self, person: int, offer: int) -> str:
        placed = engine.placed(self.inputs.instance, self.outcome, person)
        if placed.alternatives == 0:
            return "It is the only shared offer that fits you at the moment."
        others = (
            f"{placed.alternatives:,} other offer{'s fit' if placed.alternatives > 1 else ' fits'} you too"
        )
        if placed.got_best:
            return f"{others}; none of them fits better."
        if self._only_this_meets_a_right(person, offer, placed.best_gain):
            return f"{others}; another fits a little better, but this one is yours by right."
        return f"{others}; another fits a little better, but we offer you this one so that the places do the most good together."

    def _only_this_meets_a_right(self, person: int, offer: int, best_gain: int) -> bool:
        """Whether the place given meets a right that no better fitting one would."""
        row = self.inputs.instance.pairs_of(person)
        better = self.inputs.offer[row][self.inputs.instance.gain[row] == best_gain]
        return any(
            int(self.inputs.owed[person]) >> n & 1
            and grade[offer] >= floor.min_grade
            and (grade[better] < floor.min_grade).all()
            for n, (floor, grade) in enumerate(zip(self.rules.floors, self.inputs.floor_grade.T, strict=True))
        )

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

    def group_words(self, number: int, put_by: str) -> str:
        groups = len(self.rules.classes)
        if groups == 1:
            return "Everyone is in one group."
        where = f"group {number} of {groups}"
        if put_by == "decile":
            return f"You live where money is shortest, so you are in {where}."
        if put_by:
            return f"You told us: “{FACTS[put_by]}”. So you are in {where}."
        return f"You are in {where}: {self.rules.classes[number - 1].name}."

    def _unmet(self, person: int, served: int) -> list[str]:
        """The person's other wishes, each named."""
        suits = {int(claim) for claim in self.inputs.pair_claim[self.inputs.instance.pairs_of(person)]}
        words = []
        for claim in self.inputs.claims_of[person]:
            if claim == served:
                continue
            asked = self.asked(claim)
            if claim in suits:
                words.append(
                    f"You also asked for: {asked}. One place at a time: we ask for that again once this one ends, "
                    "or next time if you say not now."
                )
            else:
                words.append(
                    f"You also asked for: {asked}. Nobody has that yet, and we have written it down."
                )
        return words

    def standing(self, person: int) -> str:
        missed, after = int(self.inputs.missed[person]) + 1, self.rules.standing.after_missed
        rounds = "1 round" if missed == 1 else f"{missed} rounds"
        if missed >= after:
            return f"You have missed {rounds}, so you move up in your group next time."
        return f"You have missed {rounds}. After {after}, you move up in your group."

    def _gap(self, person: int) -> tuple[str, list[str]]:
        asked = "; ".join(self.asked(claim) for claim in self.inputs.claims_of[person])
        words = [f"You asked for: {asked}.", "Nothing shared that we know of fits that yet."]
        near = self.near(person)
        if near:
            words.append(f"{'; '.join(near)}. Changing any of these is your choice.")
        words += self.right(person)
        words.append("We have written this down as a gap, so that the board sees it.")
        return "Nobody has this yet", words

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

    def near(self, person: int) -> list[str]:
        """What came near: how many offers one requirement alone keeps away, most first."""
        claims = self.inputs.claims_of[person]
        most = self.inputs.near[claims].max(axis=0).tolist() if claims else []
        counted = sorted(
            ((n, name) for n, name in zip(most, TESTS, strict=False) if n), key=lambda one: -one[0]
        )
        return [f"{n:,} {NEAR[name][n > 1]}" for n, name in counted]


def miles(metres: int) -> str:
    miles = metres / METRES_IN_A_MILE
    if miles < 0.2:
        return "a few minutes' walk"
    if miles < 0.75:
        return "about half a mile"
    return f"about {round(miles)} mile{'s' if round(miles) != 1 else ''}"

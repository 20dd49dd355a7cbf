"""One person's answer, laid out for a page or a letter: what, why, what was used, what is open, whom to ask.

`explanation_for(allocation)` adds to the reason (reasons.py) what a page shows around it: the facts used, each with
its value and where it came from, what was never used, what is open now, and the names of people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpfulacts.core.clock import date_in_words
from helpfulacts.directory.facets import FACET_WORDS, FACTS, SLOTS
from helpfulacts.directory.models import Offer
from helpfulacts.engine.sharing.explain import some

from .models import Allocation, Override
from .options import open_now
from .reasons import Reason, Reasons
from .round_rows import asked_of
from .rule_document import Origin

NEVER_USED = (
    "Your sentence. Only the words you ticked.",
    "What you can offer. It never counts.",
    "Your faith or background. Your age counts only where an offer is for an age.",
    "Any guess about how you will get on.",
)
CHALLENGE = (
    "Put right a fact we used.",
    "Ask for it to be looked at again. Somebody new does this, in 5 working days.",
    "Ask your councillor to change the rule.",
    "Still not happy? The Ombudsman is free and is not part of the council.",
)
IMPORTANCE = {1: "a little", 2: "quite a lot", 3: "most of all"}
DAY_WORDS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday",
}  # fmt: skip
PART_WORDS = {"am": "morning", "pm": "afternoon", "eve": "evening"}


@dataclass(frozen=True)
class FactUsed:
    """One fact that counted: what it is, its value, and where it came from. given: the person told us."""

    label: str
    value: str
    source: str
    given: bool


@dataclass(frozen=True)
class Explanation:
    """All a page needs. `reason.title` and `reason.sentences` are reproducible from stored inputs; `open_now` is today's.

    offer: the offer given, or None. answer_by: until when it is held, in words, once confirmed. places, by_rule,
    by_ticket: spoken counts for refusals. ticket: the drawn number; ticket_id and seed recompute it, once the round is
    confirmed and the seed shown.
    """

    reason: Reason
    allocation: Allocation
    offer: Offer | None
    lede: str
    answer_by: str
    facts_used: list[FactUsed]
    facts_never_used: tuple[str, ...]
    open_now: list[Offer]
    next_round: str
    person_to_talk_to: str
    phone: str
    how_to_challenge: tuple[str, ...]
    ticket: str
    ticket_id: str
    seed: str
    overrides: list[Override]
    not_told: list[str]

    @property
    def code(self) -> str:
        return self.reason.code

    @property
    def title(self) -> str:
        return self.reason.title

    @property
    def sentences(self) -> list[str]:
        return self.reason.sentences

    @property
    def rule(self) -> Origin:
        return self.reason.rule

    @property
    def own_offers(self) -> int:
        return self.reason.own_offers

    @property
    def places(self) -> str:
        return self.reason.places

    @property
    def before_by_rule(self) -> str:
        return self.reason.by_rule

    @property
    def before_by_ticket(self) -> str:
        return self.reason.by_ticket

    @property
    def near_misses(self) -> list[str]:
        return self.reason.near

    @property
    def nobody_has(self) -> bool:
        return self.reason.nobody_has

    @property
    def since(self) -> list[str]:
        return self.reason.since

    @property
    def questions(self) -> list[str]:
        return self.reason.questions


def explain_one(allocation: Allocation, *, reasons: Reasons | None = None) -> Explanation:
    """The explanation of one allocation (fetch it with run__rule_set, run__place, person, offer and claim)."""
    run = allocation.run
    reasons = reasons or Reasons(run)
    reason = reasons.of(allocation)
    person, place = allocation.person, run.place
    return Explanation(
        reason=reason,
        allocation=allocation,
        offer=allocation.offer,
        lede=_lede(allocation, reason),
        answer_by=_answer_by(allocation),
        facts_used=_facts_used(allocation, reasons),
        facts_never_used=NEVER_USED,
        open_now=[] if reason.status == "placed" else open_now(person),
        next_round=reasons.next_round,
        person_to_talk_to=place.person_to_talk_to,
        phone=place.phone,
        how_to_challenge=CHALLENGE,
        ticket=reasons.inputs.tickets[allocation.index],
        ticket_id=person.ticket_id,
        seed=run.seed_shown,
        overrides=list(Override.objects.filter(place=place, run=run, allocation=allocation).order_by("at")),
        not_told=_not_told(allocation, reasons),
    )


def _answer_by(allocation: Allocation) -> str:
    act = allocation.act
    return date_in_words(act.answer_by) if act and act.answer_by and act.state == "suggested" else ""


def _lede(allocation: Allocation, reason: Reason) -> str:
    until = _answer_by(allocation)
    if until:
        return f"We are holding it for you until the end of {until}."
    if allocation.run.state == "proposed":
        return "A person still has to look at this round. Nothing is sent before that."
    if reason.code == "full":
        fit = (
            "1 offer fits" if reason.own_offers == 1 else f"{some(reason.own_offers).capitalize()} offers fit"
        )
        return (
            f"{fit} what you asked for, and all {'were full by the rules' if reason.since else 'are full'}."
        )
    return ""


def _facts_used(allocation: Allocation, reasons: Reasons) -> list[FactUsed]:
    used: list[FactUsed] = []
    asked = asked_of(allocation.claim) if allocation.claim else {}
    for code in asked.get("facets", []):
        used.append(FactUsed(FACET_WORDS.get(code, code), "yes", "You ticked it", True))
    if asked:
        used.append(FactUsed("How much it matters", IMPORTANCE[asked["importance"]], "You said", True))
        used.append(
            FactUsed(
                "When you are free",
                _times(asked["times"]),
                "You said" if asked["times"] else "Not told",
                bool(asked["times"]),
            )
        )
        miles = max(1, round(asked["travel_limit_m"] / 1609.344))
        used.append(
            FactUsed("How far you can go", f"{miles} mile{'s' if miles != 1 else ''}", "You said", True)
        )
        if asked.get("step_free"):
            used.append(FactUsed("No steps", "needed", "You said", True))
    told = reasons.inputs.given_facts(allocation.index)
    for code in reasons.rules.facts_named:
        if code in told:
            used.append(FactUsed(FACTS[code], "yes" if told[code] else "no", "You told us", True))
        else:
            used.append(
                FactUsed(FACTS[code], "not known", "You have not told us. It never counts against you", False)
            )
    if reasons.rules.looks_at_deciles:
        decile = reasons.inputs.decile_of(allocation.index)
        value = f"tenth {decile} of 10, where 1 has least" if decile else "not known"
        used.append(
            FactUsed("How hard up your area is", value, "From your postcode or ward", decile is not None)
        )
    missed = int(reasons.inputs.missed[allocation.index])
    used.append(FactUsed("Rounds without a place before this one", str(missed), "We counted", False))
    return used


def _times(times: list[str]) -> str:
    if not times:
        return "any time"
    words = []
    for slot in sorted(times, key=lambda one: SLOTS.index(one) if one in SLOTS else len(SLOTS)):
        day, _, part = slot.partition("_")
        words.append(f"{DAY_WORDS.get(day, day)} {PART_WORDS.get(part, part)}")
    return ", ".join(words)


def _not_told(allocation: Allocation, reasons: Reasons) -> list[str]:
    """Facts that an earlier group looks at and that the person has not told us: one question, never a penalty."""
    told = reasons.inputs.given_facts(allocation.index)
    earlier = reasons.rules.classes[: allocation.priority_class - 1]
    return [FACTS[code] for group in earlier for code in group.any_of if code not in told]


def machine_form(allocation: Allocation, reason: Reason) -> dict[str, Any]:
    """{person, code, offers}: what a program checks."""
    return {"person": str(allocation.person_id), "code": reason.code, "offers": reason.offers}

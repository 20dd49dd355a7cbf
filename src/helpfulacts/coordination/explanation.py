"""One person's answer, laid out for a page or a letter: what, why, what was used, what is open, whom to ask.

`explanation_for(allocation)` adds to the reason (reasons.py) what a page shows around it: the facts used, each with
its value and where it came from, what was never used, what is open now, and the names of people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.directory.eligibility import in_words
from helpfulacts.directory.facets import FACET_WORDS, FACTS
from helpfulacts.directory.models import Offer
from helpfulacts.directory.selectors import may_be_named
from helpfulacts.directory.weeks import slots_in_words
from helpfulacts.places.geo import METRES_IN_A_MILE

from .decided import decision_number
from .models import Allocation, Override
from .options import open_now
from .placement_words import QUESTIONS
from .reasons import Near, Reason, Reasons
from .round_rows import asked_of
from .rule_document import Origin
from .rule_review import day_due

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


@dataclass(frozen=True)
class FactUsed:
    """One fact that counted: what it is, its value, and where it came from. given: the person told us.

    change: where the person changes it: their "wish", their "facts", or "where" they are; "" for what we count.
    """

    label: str
    value: str
    source: str
    given: bool
    change: str


@dataclass(frozen=True)
class Explanation:
    """All a page needs. `reason.title` and `reason.sentences` are reproducible from stored inputs; `open_now` is today's.

    offer: the offer given, or None. answer_by: until when it is held, in words, once confirmed. places, by_rule,
    by_ticket: spoken counts for refusals. ticket: the drawn number, in a lottery the luckiest; ticket_id, seed and, in a
    lottery, tickets_held (else 0) recompute it, once the round is confirmed and the seed shown.
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
    tickets_held: int
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
    def decision(self) -> int | None:
        """The number of the decision of this place by which the rule holds, where it was decided here."""
        return decision_number(self.rule.decision_ref)

    @property
    def rule_overdue(self) -> bool:
        """Is the rule past its day? A place never hides that."""
        return day_due(self.rule) < today(self.allocation.run.place.zone)

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
    def before_by_kept_turn(self) -> str:
        return self.reason.by_kept_turn

    @property
    def by_lottery(self) -> bool:
        return self.reason.by_lottery

    @property
    def near_misses(self) -> list[Near]:
        return self.reason.near

    @property
    def nobody_has(self) -> bool:
        return self.reason.nobody_has

    @property
    def since(self) -> list[str]:
        return self.reason.since

    @property
    def ages(self) -> str:
        """“people aged 11 to 18”; "" where the offer is for any age."""
        low, high = (self.offer.min_age, self.offer.max_age) if self.offer else (None, None)
        if low and high:
            return f"people aged {low} to {high}"
        if low:
            return f"people aged {low} or over"
        return f"people aged {high} or under" if high else ""

    @property
    def questions(self) -> list[str]:
        """What is still to be asked, with the ages and the rule of the offer in words."""
        said = {}
        if self.ages:
            said[QUESTIONS["age"]] = f"This is for {self.ages}. They will ask how old you are."
        if self.offer and self.offer.eligibility:
            rule = in_words(self.offer.eligibility)
            said[QUESTIONS["rule"]] = f"This is for people who {rule}. They will ask if that is you."
        return [said.get(words, words) for words in self.reason.questions]

    @property
    def asked_for(self) -> str:
        return self.reason.asked_for

    @property
    def steps(self) -> list[str]:
        return self.reason.steps

    @property
    def standing(self) -> str:
        return self.reason.standing


def explain_one(allocation: Allocation, *, reasons: Reasons | None = None) -> Explanation:
    """The explanation of one allocation (fetch it with run__rule_set, run__place, person, offer and claim)."""
    run = allocation.run
    reasons = reasons or Reasons(run)
    reason = reasons.of(allocation)
    if reason.code == "gone":
        reason = _as_it_may_be_named(allocation, reason)
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
        ticket=reasons.drawn(allocation.index),
        tickets_held=reasons.tickets_held(allocation.index),
        ticket_id=person.ticket_id,
        seed=run.seed_shown,
        overrides=list(Override.objects.filter(place=place, run=run, allocation=allocation).order_by("at")),
        not_told=_not_told(allocation, reasons),
    )


def _as_it_may_be_named(allocation: Allocation, reason: Reason) -> Reason:
    """What a person never got is named to them only while it may be named to anybody."""
    offers = Offer.objects.filter(place=allocation.place_id, pk__in=reason.offers)
    if all(may_be_named(offer) for offer in offers.select_related("place", "giver", "kept_by")):
        return reason
    return replace(reason, sentences=["A place was found for you.", *reason.sentences[1:]])


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
        full = "full by the rules" if reason.since else "full"
        now = "was" if reason.since else "is"
        if reason.own_offers == 1:
            return f"1 offer fits. It {now} {full}."
        # How many offers fit says nothing about anybody, so it is said, also when it is small.
        return f"{reason.own_offers:,} offers fit. All of them {'were' if reason.since else 'are'} {full}."
    return ""


def _facts_used(allocation: Allocation, reasons: Reasons) -> list[FactUsed]:
    used: list[FactUsed] = []
    asked = asked_of(allocation.claim) if allocation.claim else {}
    for code in asked.get("facets", []):
        used.append(FactUsed(FACET_WORDS.get(code, code), "yes", "You ticked it", True, "wish"))
    if asked:
        used.append(
            FactUsed("How much it matters", IMPORTANCE[asked["importance"]], "You said", True, "wish")
        )
        used.append(
            FactUsed(
                "When you are free",
                slots_in_words(asked["times"]) or "any time",
                "You said" if asked["times"] else "Not told",
                bool(asked["times"]),
                "wish",
            )
        )
        miles = max(1, round(asked["travel_limit_m"] / METRES_IN_A_MILE))
        used.append(
            FactUsed(
                "How far you can go", f"{miles} mile{'s' if miles != 1 else ''}", "You said", True, "wish"
            )
        )
        if asked.get("step_free"):
            used.append(FactUsed("No steps", "needed", "You said", True, "wish"))
    told = reasons.inputs.given_facts(allocation.index)
    for code in reasons.rules.facts_named:
        if code in told:
            used.append(FactUsed(FACTS[code], "yes" if told[code] else "no", "You told us", True, "facts"))
        else:
            used.append(
                FactUsed(
                    FACTS[code],
                    "not known",
                    "You have not told us. It never counts against you",
                    False,
                    "facts",
                )
            )
    if reasons.rules.looks_at_deciles:
        decile = reasons.inputs.decile_of(allocation.index)
        value = f"{decile} out of 10, where 1 is most hard up" if decile else "not known"
        used.append(
            FactUsed(
                "How hard up your area is", value, "From your postcode or ward", decile is not None, "where"
            )
        )
    missed = int(reasons.inputs.missed[allocation.index])
    used.append(FactUsed("Rounds without a place before this one", str(missed), "We counted", False, ""))
    return used


def _not_told(allocation: Allocation, reasons: Reasons) -> list[str]:
    """Facts that an earlier group looks at and that the person has not told us: one question, never a penalty."""
    told = reasons.inputs.given_facts(allocation.index)
    earlier = reasons.rules.classes[: allocation.priority_class - 1]
    return [FACTS[code] for group in earlier for code in group.any_of if code not in told]


def machine_form(allocation: Allocation, reason: Reason) -> dict[str, Any]:
    """{person, code, offers}: what a program checks."""
    return {"person": str(allocation.person_id), "code": reason.code, "offers": reason.offers}

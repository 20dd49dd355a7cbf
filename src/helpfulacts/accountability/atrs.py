"""The public record of the algorithm that shares out places, from how it is set up now.

    document_of(place) -> dict      {"metadata", "tier_1", "tier_2": {section: {field: value}}}
    hash_of(document) -> str        sha256 of its canonical JSON

A value is text, a list of texts, or a list of rows (dicts with the same keys). The names are those of the Algorithmic
Transparency Recording Standard, template 3.0. What is not configuration is what the place says (`atrs_fields.OWN`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

from helpfulacts.coordination.manifest import LIBRARIES, configuration_hash, version_of
from helpfulacts.coordination.selectors import document_of as rules_of
from helpfulacts.coordination.selectors import rules_in_force
from helpfulacts.core.clock import date_in_words
from helpfulacts.core.words import counted, pounds
from helpfulacts.directory.facets import FACET_WORDS, FACTS
from helpfulacts.engine.ledger import canonical

from . import atrs_words as words
from .atrs_fields import LAWFUL, NOT_SAID, OWN, ground_of
from .atrs_figures import figures
from .models import PlaceSays

if TYPE_CHECKING:
    from helpfulacts.coordination.rule_document import Origin, PriorityClass, RuleDocument
    from helpfulacts.places.models import Place

STANDARD = "Algorithmic Transparency Recording Standard, template 3.0"
GRADES = {1: "any help", 2: "help that helps with it", 3: "help that is made for it"}


def hash_of(document: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(document)).hexdigest()


def document_of(place: Place) -> dict[str, Any]:
    """As it is now. Two calls give the same unless the rules, the versions, the figures or the place's words changed."""
    said = own_words(place)
    own = {one.key: said.get(one.key) or NOT_SAID for one in OWN}
    own["contact"] = said.get("contact") or f"Talk to {place.talk_to}. {place.desk}"
    in_force = rules_in_force(place)
    rules = rules_of(in_force) if in_force else None
    return {
        "metadata": {
            "standard": STANDARD,
            "name_of_the_place": place.name,
            "phase": "In use" if rules else "Set up, with no rules in force yet",
            "made_up": "Yes: the people and numbers of this place are invented."
            if place.demonstration
            else "No",
        },
        "tier_1": {
            "name": words.NAME,
            "description": words.DESCRIPTION,
            "website": own["website"],
            "contact": own["contact"],
        },
        "tier_2": {
            "owner_and_responsibility": {key: own[key] for key in words.OWNER},
            "description_and_rationale": {
                "detailed_description": _detail(rules),
                "benefits": words.BENEFITS,
                "previous_process": own["previous_process"],
                "alternatives_considered": own["alternatives_considered"],
            },
            "decision_making_process": {
                "process_integration": words.INTEGRATION,
                "provided_information": words.INFORMATION,
                "rules_in_force": _rules(rules),
                "order_in_words": rules.order_in_words() if rules else words.NO_RULES,
                "frequency_and_scale_of_usage": _frequency(rules),
                "how_it_was_used": figures(place),
                "human_decisions_and_review": _human(rules),
                "required_training": own["required_training"],
                "appeals_and_review": words.APPEALS,
            },
            "tool_specification": {
                "system_architecture": words.ARCHITECTURE,
                "engine_and_libraries": [
                    {"name": name, "version": version_of(name)} for name in ("helpfulacts", *LIBRARIES)
                ],
                "constants_in_one_number": configuration_hash(),
                "rules_in_one_number": rules.hash if rules else words.NO_RULES,
                "models": words.MODELS,
                "development_data": words.NO_TRAINING,
                "maintenance": words.MAINTENANCE,
            },
            "data": {
                "facts_looked_at": _facts(rules),
                "facts_held_but_never_looked_at_for_the_order": [
                    FACTS[code] for code in FACTS if rules is None or code not in rules.facts_named
                ],
                "where_people_live": _deciles(rules),
                "special_category_condition": own["special_category_condition"],
                "storage_and_access": words.STORAGE,
                "how_long": f"What was asked in a round is kept {rules.rounds.keep_claims_days} days."
                if rules
                else words.NO_RULES,
                "sharing": words.SHARING,
            },
            "risks_mitigations_and_impact_assessments": {
                "risks_and_mitigations": [dict(row) for row in words.RISKS],
                "impact_assessments": own["impact_assessments"],
            },
        },
    }


def own_words(place: Place) -> dict[str, str]:
    """What the place said of itself, by field."""
    row = PlaceSays.objects.filter(place=place).first()
    return dict(row.answers) if row else {}


def _detail(rules: RuleDocument | None) -> list[str]:
    """What a round does under these rules, sentence by sentence; only what is true under any where none are in force."""
    if rules is None:
        return [words.ASKS, words.BEST, words.WHY]
    one = words.ONE_GROUP if len(rules.classes) == 1 else words.BY_GROUP
    said = [
        (True, words.ASKS),
        (rules.budgets, words.BUDGETS),
        (rules.floors, words.RIGHTS),
        (True, words.BY_LOTTERY if rules.by_lottery else one),
        (any(share.turns for share in rules.reserved), words.KEPT_TURNS),
        (rules.caps, words.LIMITS),
        (True, words.BEST),
        (True, words.WHY),
    ]
    return [sentence for holds, sentence in said if holds]


def _rules(rules: RuleDocument | None) -> list[dict[str, str]]:
    if rules is None:
        return []
    waited = "holds one more ticket for each" if rules.by_lottery else "moves up inside their group"
    rows = [
        ("A right", f"{FACTS[one.fact]}: {GRADES[one.min_grade]}, for {FACET_WORDS[one.facet].lower()}", one.origin)
        for one in rules.floors
    ]  # fmt: skip
    rows += [(f"Group {n}", _group(group), group.origin) for n, group in enumerate(rules.classes, 1)]
    rows += [
        ("Turns that are kept", f"{one.name}: {one.turns} of every {one.of_every} turns", one.origin)
        for one in rules.reserved
    ]
    rows += [
        ("A limit", f"{FACET_WORDS[one.facet]}: {one.most} in {one.days} days", one.origin)
        for one in rules.caps
    ]
    rows += [
        ("Money", f"{one.name}: {pounds(one.pence)} a round, borne by {one.body}", one.origin)
        for one in rules.budgets
    ]
    rows += [
        ("How far", _travel(rules.travel.micro_gain_per_km), rules.travel.origin),
        ("Who waited", f"From {rules.standing.after_missed} rounds without a place on, somebody {waited}", rules.standing.origin),
        ("Rounds", f"One every {rules.rounds.every_days} days", rules.rounds.origin),
    ]  # fmt: skip
    return [
        {
            "rule": what,
            "says": says,
            "sentence": origin.sentence,
            "decided_by": f"{origin.deciding_body} ({origin.level})",
            "decision": origin.decision_ref,
            "looked_at_again_by": _day(origin),
        }
        for what, says, origin in rows
    ]


def _travel(per_km: int) -> str:
    """per_km: in millionths of how much a wish matters times how well help fits."""
    if not per_km:
        return "How far away it is does not count"
    less = f"{per_km / 100_000:.5f}".rstrip("0").rstrip(".")
    return f"How much it matters, times how well it fits, less {less} for each 10 kilometres"


def _group(group: PriorityClass) -> str:
    held = f" ({counted(group.tickets, 'ticket', 'tickets')} each in one draw)" if group.tickets else ""
    return group.name + held


def _day(origin: Origin) -> str:
    return date_in_words(origin.review_on, reference=dt.date.min)


def _facts(rules: RuleDocument | None) -> list[dict[str, str]]:
    rows = []
    for code in rules.facts_named if rules else ():
        ground = ground_of(code)
        rows.append(
            {
                "fact": FACTS[code],
                "used_for": _used_for(rules, code) if rules else "",
                "special_category": f"Held as such: {ground.why}" if ground.special else "No",
                "lawful_basis": LAWFUL,
                "comes_from": words.COMES_FROM,
            }
        )
    return rows


def _used_for(rules: RuleDocument, code: str) -> str:
    used = ["a right"] if any(floor.fact == code for floor in rules.floors) else []
    used += [f"group {n}" for n, group in enumerate(rules.classes, 1) if code in group.any_of]
    used += [f"turns kept for {share.name}" for share in rules.reserved if code in share.any_of]
    return ", ".join(used)


def _deciles(rules: RuleDocument | None) -> str:
    if rules is None or not rules.looks_at_deciles:
        return "Where people live does not decide who comes first. It is used for how far away help is."
    return words.DECILES


def _frequency(rules: RuleDocument | None) -> str:
    if rules is None:
        return words.NO_RULES
    rounds = rules.rounds
    return (
        f"A round every {rounds.every_days} days. A place is kept {rounds.holding_days} days for an answer."
    )


def _human(rules: RuleDocument | None) -> list[str]:
    if rules is None:
        return [words.NO_RULES]
    rounds = rules.rounds
    return [
        f"A person must confirm each round within {rounds.confirm_hours} hours. Until then nothing is sent.",
        f"They must open each case of a right that is not met, up to {rounds.cut_offs} people who just missed a place, "
        f"and {rounds.sample} picked by chance.",
        *words.HUMAN,
    ]

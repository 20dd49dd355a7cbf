"""The fields of the record that only the place itself can fill in, and on what ground each fact is held.

Names and order of the record are those of the Algorithmic Transparency Recording Standard, template 3.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NOT_SAID = "Not yet said by the place."
LONGEST = 600


@dataclass(frozen=True)
class Own:
    """One field of the place's own: its key in the record, what is asked, and a hint."""

    key: str
    asks: str
    hint: str = ""


OWN = (
    Own("organisation", "Which organisation is answerable for it?"),
    Own("team", "Which team?"),
    Own("senior_responsible_owner", "Who is the senior responsible owner?", "The job is enough, not the name."),
    Own("website", "Where can people read more?", "An address on the web."),
    Own("contact", "How can people ask about it?", "An address or a number of the office, for anybody to use."),
    Own("third_party", "Did a supplier build or run it? Which?", "Write “none” if none did."),
    Own("companies_house_number", "What is the supplier's Companies House number?"),
    Own("third_party_role", "What does the supplier do?"),
    Own("procurement_procedure_type", "How was it bought?"),
    Own("third_party_data_access_terms", "What may the supplier see?"),
    Own("previous_process", "How was this done before?"),
    Own("alternatives_considered", "What else was thought of?"),
    Own("required_training", "What do people learn before they check a round?"),
    Own("special_category_condition", "On what ground do you hold facts about health or origin?",
        "The condition of Article 9 of the UK GDPR, and of the Data Protection Act 2018."),
    Own("impact_assessments", "Which impact assessments were made, and when?",
        "Data protection, equality. Say where they can be read."),
)  # fmt: skip
"""What the office is asked, in the order of the record."""


@dataclass(frozen=True)
class Ground:
    """special: the fact is, or may tell, what Article 9 of the UK GDPR protects more; `why` it is."""

    special: bool
    why: str = ""


SPECIAL = {
    "disabled": "it tells of health",
    "carer": "it may tell of the health of somebody else",
    "new_arrival": "it may tell of where somebody comes from",
    "not_safe": "it may tell of a crime, and of life at home",
    "bereaved": "it may tell of health",
}
"""Facts that are special category data, or that are held as if they were because they may tell such data."""
LAWFUL = "UK GDPR Article 6(1)(e), a task in the public interest; for a charity, as its own record says"


def ground_of(fact: str) -> Ground:
    return Ground(fact in SPECIAL, SPECIAL.get(fact, ""))


_READ = """
    metadata tier_1 tier_2
    standard name_of_the_place phase made_up
    name description version website contact
    owner_and_responsibility description_and_rationale decision_making_process tool_specification data
    risks_mitigations_and_impact_assessments
    organisation team senior_responsible_owner third_party companies_house_number third_party_role
    procurement_procedure_type third_party_data_access_terms
    detailed_description benefits previous_process alternatives_considered
    process_integration provided_information rules_in_force order_in_words frequency_and_scale_of_usage
    how_it_was_used human_decisions_and_review required_training appeals_and_review
    system_architecture engine_and_libraries constants_in_one_number rules_in_one_number models development_data maintenance
    facts_looked_at facts_held_but_never_looked_at_for_the_order where_people_live special_category_condition
    storage_and_access how_long sharing
    risks_and_mitigations impact_assessments
    rule says sentence decided_by decision looked_at_again_by
    fact used_for special_category lawful_basis comes_from
    what how_many
    risk what_is_done
"""
KEYS = tuple(_READ.split())
"""Every key of the record, in the order in which it is read."""
_AT = {key: at for at, key in enumerate(KEYS)}


def in_order(value: Any) -> Any:
    """The record, or a part of it, with its keys in the order of `KEYS`: PostgreSQL keeps an order of its own."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (_AT.get(key, len(KEYS)), key))
        return {key: in_order(value[key]) for key in keys}
    return [in_order(one) for one in value] if isinstance(value, list) else value

"""What our words are in FHIR R4, and in the codes of the Gravity guide for social needs (SDOH Clinical Care, STU 2.3).

The states of an introduction are those of a FHIR Task, so they need no table. What somebody would like has a code only
where the guide has one that says no more than they did; else it stays in our words, as “unspecified”.
"""

from __future__ import annotations

from typing import Any

from helpfulacts.directory.facets import FACET_WORDS

GRAVITY = "http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes"
TASK_CODE = "http://hl7.org/fhir/CodeSystem/task-code"
SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
AUTHOR = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"

REQUESTS = {
    "requested": "active",
    "accepted": "active",
    "in-progress": "active",
    "on-hold": "on-hold",
    "completed": "completed",
    "rejected": "revoked",
    "failed": "revoked",
    "cancelled": "revoked",
    "entered-in-error": "entered-in-error",
}
"""The status of the ServiceRequest beside each state of the introduction, which is the status of the Task."""
UNSPECIFIED = ("sdoh-category-unspecified", "SDOH Category Unspecified")
NEEDS = {
    "food": ("food-insecurity", "Food Insecurity"),
    "warmth": ("material-hardship", "Material Hardship"),
    "furniture": ("material-hardship", "Material Hardship"),
    "clothing": ("material-hardship", "Material Hardship"),
    "housing": ("housing-instability", "Housing Instability"),
    "repairs": ("inadequate-housing", "Inadequate Housing"),
    "money": ("financial-insecurity", "Financial Insecurity"),
    "transport": ("transportation-insecurity", "Transportation Insecurity"),
    "company": ("social-connection", "Social Connection"),
    "work": ("employment-status", "Employment Status"),
}
"""Facets that the guide has a category for. Being safe, feeling low and the like are left in words: a code would guess."""


def concept(system: str, code: str, display: str = "", text: str = "") -> dict[str, Any]:
    """A CodeableConcept of one coding."""
    coding = {"system": system, "code": code} | ({"display": display} if display else {})
    return {"coding": [coding]} | ({"text": text} if text else {})


def coded(facets: list[str]) -> list[tuple[dict[str, Any], list[str]]]:
    """Each category of the guide that these come under, without words, and which of them do."""
    found: dict[tuple[str, str], list[str]] = {}
    for facet in facets:
        found.setdefault(NEEDS.get(facet, UNSPECIFIED), []).append(facet)
    return [(concept(GRAVITY, code, display), under) for (code, display), under in found.items()]


def categories(facets: list[str]) -> list[dict[str, Any]]:
    """What it is about: one category for each code, with all that the person chose under it in our words."""
    found = [one | {"text": ", ".join(FACET_WORDS[facet] for facet in under)} for one, under in coded(facets)]
    return found or [concept(GRAVITY, *UNSPECIFIED)]

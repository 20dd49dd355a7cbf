"""What help is for: the facets of well-being a person may choose, under the five named in the source paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Facet:
    code: str
    words: str
    strand: str


HEALTH = "Physical and mental health"
PURPOSE = "Sense of purpose"
LIFE = "Life satisfaction"
WORK = "Work satisfaction"
MATERIAL = "Acceptable material resources"

FACETS: tuple[Facet, ...] = (
    Facet("mind", "Feeling low or worried", HEALTH),
    Facet("moving", "Moving more", HEALTH),
    Facet("illness", "Living with an illness", HEALTH),
    Facet("habits", "Cutting down or stopping", HEALTH),
    Facet("learning", "Learning something", PURPOSE),
    Facet("making", "Making, growing, music", PURPOSE),
    Facet("giving", "Helping others", PURPOSE),
    Facet("nature", "Being outdoors", PURPOSE),
    Facet("company", "Company", LIFE),
    Facet("family", "Bringing up children", LIFE),
    Facet("caring", "Caring for someone", LIFE),
    Facet("grief", "Losing someone", LIFE),
    Facet("belonging", "Language, faith and belonging", LIFE),
    Facet("work", "Work", WORK),
    Facet("food", "Food", MATERIAL),
    Facet("warmth", "A warm home", MATERIAL),
    Facet("furniture", "Beds, cookers, furniture", MATERIAL),
    Facet("clothing", "Clothes and washing", MATERIAL),
    Facet("housing", "A place to live", MATERIAL),
    Facet("repairs", "Mending things at home", MATERIAL),
    Facet("money", "Money and debt", MATERIAL),
    Facet("rights", "Rights, benefits and forms", MATERIAL),
    Facet("transport", "Getting about", MATERIAL),
    Facet("safety", "Being safe", MATERIAL),
    Facet("digital", "Phones and computers", MATERIAL),
    Facet("childcare", "Childcare", MATERIAL),
)
FACET_CODES = tuple(facet.code for facet in FACETS)
FACET_WORDS = {facet.code: facet.words for facet in FACETS}
GOOD = 2
"""The least grade of help that covers a need: it helps with it, and not only a bit."""

KINDS = {
    "connection": "Connection",
    "idea": "Idea",
    "intervention": "Course of help",
    "product": "Thing",
    "resource": "Room or money",
    "service": "Regular help",
}
SPHERES = {"public": "Public", "private": "Private", "civic": "Civic", "personal": "Personal"}
LANGUAGES = {
    "en": "English",
    "pa": "Punjabi",
    "ur": "Urdu",
    "bn": "Bengali",
    "pl": "Polish",
    "ar": "Arabic",
    "ro": "Romanian",
    "gu": "Gujarati",
    "hi": "Hindi",
    "zh": "Chinese",
    "bsl": "British Sign Language",
}
FACTS = {
    "no_food": "I have no food",
    "no_warmth": "I have no heating",
    "no_bed": "I have no bed",
    "not_safe": "I do not feel safe where I live",
    "carer": "I look after someone",
    "no_transport": "I have no way to get about",
    "parent": "I have a child at home",
    "disabled": "I am disabled or have a long illness",
    "low_income": "I get benefits or have little money",
    "out_of_work": "I am out of work",
    "new_arrival": "I am new to this country",
    "veteran": "I served in the forces",
    "bereaved": "Somebody close to me has died",
    "tenant": "I rent my home",
}
AGES = {
    "under-18": (0, 17),
    "18-24": (18, 24),
    "25-49": (25, 49),
    "50-64": (50, 64),
    "65-79": (65, 79),
    "80+": (80, 120),
}
"""The age bands that a person may choose, with their ends."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = ("am", "pm", "eve")
SLOTS = tuple(f"{day}_{part}" for day in DAYS for part in PARTS)
COMES = ("home", "phone", "online")
"""The ways in which help comes to the person."""
WAYS = ("venue", *COMES)
ACCESS_NEEDS = {
    "step_free": "Step-free entrance",
    "lift": "Lift, or all on one floor",
    "toilet": "Accessible toilet",
    "parking": "Blue Badge parking",
    "hearing_loop": "Hearing loop",
    "bsl": "Somebody who signs (BSL)",
    "quiet": "Quiet space",
}


def comes_to_you(where: Iterable[str]) -> bool:
    """Whether help in those ways can be had without going anywhere."""
    return not set(COMES).isdisjoint(where)


def need_in_sentence(code: str) -> str:
    """A fact of getting in, in the middle of a sentence: “somebody who signs (BSL)”; a name keeps its capitals."""
    words = ACCESS_NEEDS[code]
    return words if words.startswith("Blue Badge") else f"{words[:1].lower()}{words[1:]}"

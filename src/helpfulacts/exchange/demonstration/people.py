"""Invented people, drawn from a seed: the same seed gives the same people, plans and facts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from helpfulacts.directory.facets import DAYS, FACET_WORDS, PARTS, SLOTS
from helpfulacts.support.actions.begin_plans import PlanDraft

from .files import Opening

NAMES = [
    "Ade",
    "Alice",
    "Amina",
    "Amrit",
    "Andrzej",
    "Anita",
    "Arthur",
    "Ayesha",
    "Beryl",
    "Bilal",
    "Brenda",
    "Carl",
    "Carol",
    "Chidi",
    "Claire",
    "Colin",
    "Daljit",
    "Danuta",
    "Darren",
    "Dave",
    "Deborah",
    "Denise",
    "Derek",
    "Dilip",
    "Doreen",
    "Edith",
    "Elena",
    "Ewa",
    "Farida",
    "Frank",
    "Gary",
    "Geoff",
    "Gita",
    "Glenys",
    "Gurpreet",
    "Harjit",
    "Hassan",
    "Hazel",
    "Ibrahim",
    "Irene",
    "Iris",
    "Jacek",
    "Jack",
    "Janet",
    "Jasmin",
    "Jean",
    "Joan",
    "Joyce",
    "Kamal",
    "Karen",
    "Keith",
    "Kelly",
    "Ken",
    "Kulwinder",
    "Lee",
    "Leila",
    "Len",
    "Linda",
    "Lorraine",
    "Malcolm",
    "Mandeep",
    "Margaret",
    "Maria",
    "Marlene",
    "Maureen",
    "Mehmet",
    "Mick",
    "Mo",
    "Nadia",
    "Nasreen",
    "Neil",
    "Nigel",
    "Nora",
    "Norman",
    "Olu",
    "Omar",
    "Parveen",
    "Pat",
    "Paul",
    "Pauline",
    "Piotr",
    "Priti",
    "Ranjit",
    "Ray",
    "Reena",
    "Ron",
    "Rosa",
    "Roy",
    "Rukhsana",
    "Sajid",
    "Sandra",
    "Sheila",
    "Shirley",
    "Sid",
    "Simran",
    "Stan",
    "Sue",
    "Surjit",
    "Sylvia",
    "Tariq",
    "Ted",
    "Terry",
    "Trevor",
    "Usha",
    "Val",
    "Vera",
    "Vic",
    "Wendy",
    "Winston",
    "Yasmin",
    "Zara",
]
CHANNELS = (("email", 45), ("phone", 33), ("letter", 9), ("desk", 13))
AGES = (("under-18", 4), ("18-24", 10), ("25-49", 34), ("50-64", 22), ("65-79", 20), ("80+", 10))
LIMITS = (2500, 4000, 6000, 9000, 14000)
HARD = ("no_food", "no_warmth", "no_bed", "not_safe")


def _weighted(rng: random.Random, table: Sequence[tuple[Any, float]]) -> Any:
    return rng.choices([value for value, _ in table], weights=[weight for _, weight in table])[0]


def _facts(rng: random.Random, opening: Opening, decile: int) -> dict[str, bool]:
    """What this person told us. Money is shorter where the decile is low; much is simply not known."""
    facts = {code: True for code in opening.facts if code not in HARD}
    short = (11 - decile) / 10
    for code in HARD:
        if code in opening.facts and rng.random() < 0.35:
            facts[code] = True
    for code, chance in (
        ("carer", 0.11),
        ("no_transport", 0.10 + 0.12 * short),
        ("low_income", 0.12 + 0.45 * short),
        ("disabled", 0.16),
        ("tenant", 0.2 + 0.3 * short),
        ("parent", 0.18),
        ("out_of_work", 0.05 + 0.1 * short),
        ("no_warmth", 0.012 * short),
        ("no_bed", 0.008 * short),
        ("no_food", 0.012 * short),
    ):
        if code not in facts and rng.random() < 0.7:
            facts[code] = rng.random() < chance
    return facts


def _times(rng: random.Random, opening: Opening, wanted: int = 8) -> tuple[str, ...]:
    """Mostly the times of the sentence; people differ, so each keeps some and gains others."""
    kept = [slot for slot in opening.times if rng.random() < 0.9]
    while len(kept) < wanted:
        slot = f"{rng.choice(DAYS)}_{rng.choice(PARTS)}"
        if slot not in kept:
            kept.append(slot)
    return tuple(slot for slot in SLOTS if slot in kept)


def _wanted(opening: Opening) -> tuple[str, ...]:
    """What somebody would like; wanting to give is answered by “Offer help”, so it is a wish only when alone."""
    return tuple(code for code in opening.facets if code != "giving") or opening.facets


def invent(
    rng: random.Random, openings: Sequence[Opening], sectors: Sequence[tuple[Any, float, int]], count: int
) -> list[PlanDraft]:
    """`count` plans. `sectors` are (postcode row, weight, decile of its ward)."""
    drafts = []
    weights = [weight for _, weight, _ in sectors]
    for _ in range(count):
        opening = rng.choice(openings)
        postcode, _, decile = rng.choices(sectors, weights=weights)[0]
        wishes = tuple(
            (
                FACET_WORDS[code],
                (code,),
                opening.importance if position == 0 else max(1, opening.importance - 1),
            )
            for position, code in enumerate(_wanted(opening)[: 1 if rng.random() < 0.3 else 3])
        )
        channel = _weighted(rng, CHANNELS)
        called = "" if opening.group else rng.choice(NAMES)
        drafts.append(
            PlanDraft(
                words=opening.words,
                wishes=wishes,
                called=called,
                channel=channel,
                contact={
                    "email": "someone@demo.invalid",
                    "phone": "01632 960000",
                    "letter": "An invented address",
                }.get(channel, ""),
                postcode=postcode,
                age_band=opening.age if rng.random() < 0.8 else _weighted(rng, AGES),
                languages=opening.languages,
                facts=_facts(rng, opening, decile),
                times=_times(rng, opening),
                travel_limit_m=rng.choice(LIMITS),
                needs_step_free=rng.random() < 0.08,
                can_offer=opening.can_offer,
                group=opening.group,
                in_rounds=rng.random() < 0.9,
                vouched_by="Tom, link worker" if rng.random() < 0.92 else "",
                by_proxy="A volunteer at the library" if rng.random() < 0.12 else "",
            )
        )
    return drafts

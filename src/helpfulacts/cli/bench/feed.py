"""A feed of any size for `helpfulacts bench importing` and tests: invented services that say as much as real ones do."""

from __future__ import annotations

import hashlib
import json
import random
import uuid
from pathlib import Path
from typing import Any

AN_ORGANISATION = 20  # services to one organisation
_WHAT = (
    "Lunch",
    "Choir",
    "Repair",
    "Advice",
    "Swimming",
    "Reading",
    "Garden",
    "Coffee",
    "Walking",
    "Homework",
)
_FOR = ("club", "group", "drop-in", "session", "visits", "course", "morning", "team")
_NAMES = ("Elm", "Canal", "Castle", "Market", "Chapel", "Foundry", "Meadow", "Station", "Mill", "Priory")
_WORDS = [
    "people",
    "meet",
    "new",
    "friends",
    "tea",
    "warm",
    "room",
    "help",
    "forms",
    "volunteers",
    "kitchen",
    "music",
    "paint",
    "bikes",
    "tools",
    "learn",
    "cook",
    "walk",
    "gentle",
    "exercise",
    "benefits",
    "debts",
    "housing",
    "worries",
    "talk",
    "quiet",
    "noisy",
    "children",
    "older",
    "carers",
    "garden",
    "seeds",
    "bread",
    "transport",
    "minibus",
    "phone",
    "weekly",
    "free",
    "everybody",
    "welcome",
    "bring",
    "nothing",
    "ask",
    "Sam",
    "at",
    "the",
    "door",
    "family",
    "games",
    "art",
]
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA")


def _id(noun: str, number: int) -> str:
    """The same every time, in the form of the random ones that real feeds have."""
    return str(uuid.UUID(bytes=hashlib.sha256(f"{noun} {number}".encode()).digest()[:16], version=4))


def _organisation(number: int) -> dict[str, Any]:
    name = f"{_NAMES[number % len(_NAMES)]} Street Community Trust {number}"
    return {
        "id": _id("organisation", number),
        "name": name,
        "description": f"{name} runs rooms, clubs and advice for everybody who lives nearby.",
        "website": f"https://trust{number}.example.org/",
        "phones": [{"id": _id("telephone", number), "number": f"01632 {960000 + number % 1000}"}],
    }


def _location(rng: random.Random, number: int, towards: tuple[float, float]) -> dict[str, Any]:
    return {
        "id": _id("location", number),
        "location_type": "physical",
        "name": f"{rng.choice(_NAMES)} Hall",
        "latitude": round(towards[0] + rng.uniform(-0.03, 0.03), 5),
        "longitude": round(towards[1] + rng.uniform(-0.03, 0.03), 5),
        "addresses": [
            {
                "id": _id("address", number),
                "address_1": f"{1 + number % 200} {rng.choice(_NAMES)} Road",
                "city": "Newtown",
                "postal_code": f"TT{1 + number % 3} {number % 10}AA",
                "country": "GB",
                "address_type": "physical",
            }
        ],
        "accessibility": [{"id": _id("access", number), "description": "Step-free from the street."}],
    }


def _service(
    rng: random.Random, number: int, organisation: dict[str, Any], towards: tuple[float, float]
) -> dict[str, Any]:
    what = f"{rng.choice(_WHAT)} {rng.choice(_FOR)}"
    sentences = [" ".join(rng.choices(_WORDS, k=11)).capitalize() + "." for _ in range(5)]
    term = rng.randrange(len(_WHAT))
    opens = rng.randrange(9, 17)
    schedules = [
        {
            "id": _id("schedule", number * 2 + which),
            "freq": "WEEKLY",
            "byday": day,
            "opens_at": f"{opens:02d}:00",
            "closes_at": f"{opens + 2:02d}:00",
        }
        for which, day in enumerate(rng.sample(_DAYS, 1 + number % 2))
    ]
    return {
        "id": _id("service", number),
        "name": f"{what} {number}",
        "description": " ".join(sentences),
        "status": "active",
        "organization": organisation,
        "url": f"https://trust.example.org/{number}",
        "email": f"help{number}@example.org",
        "minimum_age": rng.choice((0, 18, 50)),
        "assured_date": "2026-06-01",
        "eligibility_description": "Anybody who lives nearby.",
        "schedules": schedules,
        "phones": [{"id": _id("phone", number), "number": f"01632 {960000 + number % 1000}"}],
        "languages": [{"id": _id("language", number), "name": "English", "code": "en"}],
        "cost_options": [{"id": _id("cost", number), "option": "A visit", "amount": number % 4, "currency": "GBP"}],
        "attributes": [
            {
                "id": _id("attribute", number),
                "link_entity": "service",
                "taxonomy_term": {
                    "id": _id("term", term),
                    "code": f"T{term}",
                    "name": _WHAT[term],
                    "description": f"Things to do with {_WHAT[term].lower()}",
                    "taxonomy": "Activities",
                },
            }
        ],
        "service_at_locations": [
            {"id": _id("at", number), "location": _location(rng, number, towards)},
        ],
    }  # fmt: skip


def write_feed(
    file: Path, offers: int, *, seed: int = 1, towards: tuple[float, float] = (52.51, -2.1), edition: int = 1
) -> None:
    """Write `offers` services as one JSON list. A later `edition` says something new of every tenth, ends a few and
    brings a few more; the rest is the same, byte by byte.
    """
    with file.open("w", encoding="utf-8") as out:
        out.write("[")
        for number in range(offers + (offers // 50 if edition > 1 else 0)):
            rng = random.Random(f"{seed} {number}")
            record = _service(rng, number, _organisation(number // AN_ORGANISATION), towards)
            if edition > 1 and number % 10 == 3:
                record["description"] += f" Now in its edition {edition}."
            if edition > 1 and number % 50 == 7:
                record["status"] = "inactive"
            out.write(("," if number else "") + "\n" + json.dumps(record, separators=(",", ":")))
        out.write("\n]\n")

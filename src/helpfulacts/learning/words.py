"""The rows of a recipe in words: “A room for 30 people”, “Public liability insurance, for the room: …”."""

from __future__ import annotations

from typing import Any

from helpfulacts.directory.condition_words import CONDITIONS
from helpfulacts.directory.facets import FACETS

from .kinds import BROUGHT, SEEN

_FACETS = {facet.code: facet.words for facet in FACETS}
_OTHER_NEEDS = {
    "money_ends": "money that lasts until the last day",
    "only_for": "a yes to everybody who comes",
    "wards": "a yes to come to another ward",
    "far": "a way to get there",
}
_OF = {"room": "the room", "thing": "the thing", "money": "the money", "people": "the people who did it"}
_BY = {
    "officer": "A partnership officer lifted it",
    "navigator": "A link worker lifted it",
    "elected": "An elected member lifted it",
    "resource-weaver": "A resource-weaver lifted it",
    BROUGHT: "Another part brought it",
    SEEN: "It had been seen before",
}


def part_words(part: dict[str, Any], plan: dict[str, Any]) -> str:
    """What to look for: “People for this: Mending things at home”."""
    helps = ", ".join(_FACETS[code].lower() for code in part["facets"] if code in _FACETS)
    if part["role"] == "room":
        return f"A room for {plan['people']:,} people"
    if part["role"] == "money":
        return f"Money: £{plan['pounds']:,}" if plan["pounds"] else "Money"
    kind = {"thing": "A thing", "idea": "An idea"}.get(part["role"], "People who do it")
    return f"{kind}, for this: {helps}" if helps else kind


def need_words(need: dict[str, str]) -> str:
    """What it needed, for which part, and who lifted it, by their role."""
    known = CONDITIONS.get(need["code"])
    name = known.name if known else _OTHER_NEEDS.get(need["code"], "a yes")
    of = _OF.get(need["of"], "it")
    by = _BY.get(need["by"], f"Whoever gave {of} lifted it" if need["by"] == "provider" else "It was lifted")
    return f"{name[0].upper()}{name[1:]}, for {of}. {by}."

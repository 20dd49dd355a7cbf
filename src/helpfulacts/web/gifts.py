"""What somebody may give, as seven plain choices; and how each answer becomes an offer and what may be asked of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly

MOST_FACETS = 3
PARTS = {
    "any": ("Any time of day", dt.time(9), dt.time(21)),
    "am": ("Mornings", dt.time(9), dt.time(12)),
    "pm": ("Afternoons", dt.time(12), dt.time(17)),
    "eve": ("Evenings", dt.time(17), dt.time(21)),
}
WAYS: dict[str, tuple[str, str, str]] = {
    "out": ("We meet where other people are", "venue", "public_meeting"),
    "theirs": ("I go to their home", "home", "home_visit"),
    "mine": ("They come to my home", "venue", "hosting"),
    "phone": ("By phone", "phone", "remote"),
    "online": ("Online", "online", "remote"),
}
"""How it happens, by code: (words, the way in of `Offer.where`, the activity of `vetting.py`)."""
WHO_FOR = {
    "adults": ("Adults", ""),
    "with_group": ("Children, with their own school or group there", "children_supervised"),
    "alone": ("Children, without another grown-up", "children_alone"),
}
INCLUDES = {
    "household_money": "Shopping, bills or cash for somebody who cannot",
    "personal_care": "Help to wash, dress or eat",
    "food": "Food that I cook or bring",
}
WHAT_NEXT = "Somebody puts you in touch, once you both say yes."


@dataclass(frozen=True)
class Gift:
    """One of the choices: its code in the address, its words, examples, and the kind of offer that it becomes."""

    code: str
    title: str
    examples: str
    kind: str
    asks: str
    hint: str


GIFTS = {
    gift.code: gift
    for gift in (
        Gift("skill", "A skill", "“I mend bikes.” “I read letters in Urdu.”", "service", "What can you do for somebody?",
             "For example: “I can show you how to sew a hem.”"),
        Gift("hours", "Some hours", "“Two hours on a Saturday, for whatever helps.”", "service",
             "What would you do in that time?", "For example: “Tidy a garden, or sort a cupboard.”"),
        Gift("thing", "A thing to lend or give", "“A drill.” “A cot.” “A bag of apples.”", "product", "What is it?",
             "For example: “A wheelbarrow, a bit rusty.”"),
        Gift("lift", "A lift", "“To the shops on Fridays.” “To the hospital, and I wait.”", "service",
             "Is there anything else to say?", "For example: “A dog is fine. A wheelchair folds into the back.”"),
        Gift("company", "Company", "“A walk and a chat.” “A ring on Sundays.”", "service", "What would you do together?",
             "For example: “Walk round the park, then tea.”"),
        Gift("room", "A room, land or money", "“Our hall is free on Mondays.” “£200 for school shoes.”", "resource",
             "What is it, and what is it for?", "For example: “A dry room with a kettle, for any group.”"),
        Gift("idea", "An idea to copy", "“How our street began a soup night.”", "idea",
             "How did you do it? Write one step on each line.", "For example: “Ask three neighbours. Choose a day.”"),
    )
}  # fmt: skip


def draft_of(gift: Gift, given: dict[str, Any], facets: dict[str, int], **who: Any) -> OfferDraft:
    """A draft of what was said, and of nothing else: what only the kind would know is asked by whoever checks."""
    many = given.get("how_many")
    part = PARTS[given.get("part") or "any"]
    ways = [WAYS[code] for code in given.get("ways", ())]
    title, summary = _title(gift, given), _summary(gift, given)
    if gift.code == "lift":
        facets = {"transport": 2, **facets}
    if gift.code == "company":
        facets = {"company": 2, **facets}
    return OfferDraft(
        title=title,
        summary=summary,
        description="\n".join(given.get("words", "").splitlines()) if gift.kind == "idea" else "",
        kind=gift.kind,
        sphere=given["sphere"],
        shown_from=given["shown_from"],
        facets=dict(list(facets.items())[:MOST_FACETS]),
        particulars=_particulars(gift, given),
        where=tuple(dict.fromkeys(way for _, way, _ in ways)) or _where(gift, given),
        ward=given.get("ward") or None,
        postcode=given.get("postcode") or "",
        weekly=tuple(Weekly(day, part[1], part[2]) for day in given.get("days", ())),
        capacity=CapacityDraft("item" if gift.kind == "product" else "place", many, many)
        if many and gift.kind not in ("idea", "resource")
        else None,
        activities=activities_of(gift, given),
        cost="Fuel money at most" if gift.code == "lift" else "",
        what_next=WHAT_NEXT,
        imported=True,
        **who,
    )


def activities_of(gift: Gift, given: dict[str, Any]) -> tuple[str, ...]:
    """Codes of what they would do, in the rule of `vetting.py`."""
    found = [WAYS[code][2] for code in given.get("ways", ())]
    if gift.code == "lift":
        found.append("care_lifts" if given.get("for_care") else "lifts")
    elif gift.code == "thing":
        found.append("lend_risky" if "risky" in given["what_kind"] else "lend_things")
        found += ["food"] if "food" in given["what_kind"] else []
    elif gift.code == "room":
        found.append("space_or_money")
    elif gift.code == "idea":
        found.append("idea")
    found += [WHO_FOR[given["who_for"]][1]] if given.get("who_for") else []
    found += given.get("includes", [])
    return tuple(dict.fromkeys(code for code in found if code))


def _title(gift: Gift, given: dict[str, Any]) -> str:
    if gift.code != "lift":
        return str(given["title"])
    where = f" from {given['place_name']}" if given.get("place_name") else ""
    return f"A lift{where}, up to {given['miles']} miles"


def _summary(gift: Gift, given: dict[str, Any]) -> str:
    words = str(given.get("words", ""))
    if gift.code == "lift":
        to = (
            "To the hospital, the clinic or anywhere else"
            if given.get("for_care")
            else "To the shops, to friends or to an appointment"
        )
        return f"{to}, within {given['miles']} miles.{' ' + words if words else ''}"[:400]
    if gift.kind == "idea":
        return words.splitlines()[0][:400]
    return words[:400]


def _where(gift: Gift, given: dict[str, Any]) -> tuple[str, ...]:
    if gift.code == "lift":
        return ("home",)
    if gift.code == "thing":
        return ("home",) if given["delivery"] == "deliver" else ("venue",)
    return ("venue",) if gift.code == "room" and given["mode"] == "booked" else ()


def _particulars(gift: Gift, given: dict[str, Any]) -> dict[str, Any]:
    """What the form says about its kind."""
    if gift.kind == "idea":
        return {"steps": [step.strip() for step in given["words"].splitlines() if step.strip()]}
    if gift.code == "thing":
        found = {"stock": given["how_many"], "condition": given["condition"], "delivery": given["delivery"]}
        return found | ({"return_days": given["return_days"]} if given["keep"] == "lend" else {})
    if gift.code == "room":
        unit = "hour" if given["mode"] == "booked" else "pound"
        return {"mode": given["mode"], "unit": unit, "amount": given["amount"], "each": given["each"]}
    found = {"per_session": given["how_many"], "starts": "any week"}
    if gift.code == "lift":
        found |= {
            "miles": given["miles"],
            "said": ["a licence", "an MOT", "insurance that covers volunteers"],
        }
    return found

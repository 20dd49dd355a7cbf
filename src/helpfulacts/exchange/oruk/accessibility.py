"""`accessibility` of HSDS, in and out: a few facts read from its words, and what people here said in the same words.

What a feed says comes in with no day, for it says none: who said it and when goes in `helpful_acts`. Going out, the words
of a feed stand as they came, but for those that speak of what somebody looked at since.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from helpfulacts.directory.access import who_words
from helpfulacts.directory.drafts import AccessDraft
from helpfulacts.directory.facets import ACCESS_NEEDS

from . import values
from .terms import derived

_WORDS = {
    "step_free": r"(?:wheelchair (?:access\w*|friendly|user)|step[- ]free|level access|fully accessible|ramp(?:ed)?|no steps)",
    "lift": r"(?:lifts?|all on one (?:floor|level))",
    "toilet": r"(?:(?:accessible|disabled|adapted) (?:toilets?|wcs?|loos?))",
    "parking": r"(?:blue badge (?:\w+ )?(?:parking|bays?|spaces?)|(?:disabled|accessible) (?:parking|bays?|car park\w*))",
    "hearing_loop": r"(?:(?:hearing|induction) loops?|loop systems?)",
    "bsl": r"(?:bsl|british sign language|sign language)",
    "quiet": r"(?:quiet (?:spaces?|rooms?|areas?))",
}
_YES = {fact: re.compile(rf"\b{words}\b", re.IGNORECASE) for fact, words in _WORDS.items()}
_NO = {
    fact: re.compile(
        rf"\b(?:no|not|without|lacks?|isn'?t)\s(?:\w+\s){{0,3}}{words}\b|\b{words}[^.;,:]{{0,20}}(?::\s*no\b|\bnot (?:available|working))",
        re.IGNORECASE,
    )
    for fact, words in _WORDS.items()
} | {
    "step_free": re.compile(
        r"\b(?:not|no|un|limited|partial\w*)[\s-]{0,2}(?:\w+\s){0,2}(?:wheelchair|step[- ]free|level access|accessible(?!\s(?:toilet|wc|loo|parking|bay|car))|ramp)|"
        r"\bsteps (?:only|up to)|\binaccessible\b|\bstep[- ]free\b[^.;,:]{0,20}:\s*no\b",
        re.IGNORECASE,
    )
}
_OPEN = {
    fact: re.compile(rf"\b{words}[^.;,:]{{0,20}}(?::\s*(?:unknown|not known|ask)|\?)", re.IGNORECASE)
    for fact, words in _WORDS.items()
}


def facts_in(location: Mapping[str, Any]) -> tuple[AccessDraft, ...]:
    """The facts that the words of a location's accessibility speak of, yes or no; what they leave open is no fact."""
    found = _read(
        " . ".join(
            _words_of(item)
            for item in values.objects(
                location.get("accessibility") or location.get("accessibility_for_disabilities")
            )
        )
    )
    return tuple(AccessDraft(fact, answer) for fact, answer in found.items())


def _words_of(item: Mapping[str, Any]) -> str:
    return " ".join(values.line(item.get(name), 1000) for name in ("description", "details", "accessibility"))


@lru_cache(maxsize=1024)
def _read(words: str) -> Mapping[str, str]:
    """Fact → yes or no. Many places say the same of themselves."""
    found = {}
    for fact in ACCESS_NEEDS if words.strip(" .") else ():
        if _OPEN[fact].search(words):
            continue
        if _NO[fact].search(words):
            found[fact] = "no"
        elif _YES[fact].search(words):
            found[fact] = "yes"
    return found


def in_order(offer: Any) -> list[Any]:
    """Its facts (at hand), as the page has them in order."""
    rows = {row.fact: row for row in offer.access_facts.all()}
    return [rows[fact] for fact in ACCESS_NEEDS if fact in rows]


def said_of(row: Any, person: bool) -> dict[str, Any]:
    """For `helpful_acts`. `person`: a neighbour gives it, who is never named."""
    return {
        "fact": row.fact,
        "answer": row.answer,
        "on": row.on.isoformat() if row.on else "",
        "source": row.source,
        "by": "" if person else row.by,
    }


def with_access(offer: Any, link: dict[str, Any]) -> dict[str, Any]:
    """The service at its first place, with the accessibility of that place: in order of id, so that it comes back the same."""
    rows = in_order(offer)
    if not rows:
        return link
    location = link["location"]
    people_said = {row.fact for row in rows if row.source != "import"}
    told = [
        item for item in location.get("accessibility", ()) if not people_said & _read(_words_of(item)).keys()
    ]
    spoken = {fact for item in told for fact in _read(_words_of(item))}
    told += [_made(row, location["id"]) for row in rows if row.fact not in spoken]
    return {**link, "location": {**location, "accessibility": sorted(told, key=lambda item: str(item["id"]))}}


def _made(row: Any, location_id: str) -> dict[str, Any]:
    made = {
        "id": derived("accessibility", location_id, row.fact),
        "description": f"{ACCESS_NEEDS[row.fact]}: {row.answer}",
    }
    if row.source != "import":
        made["details"] = f"Said by {who_words(row.source, row.by)} on {row.on.isoformat()}."
    return made

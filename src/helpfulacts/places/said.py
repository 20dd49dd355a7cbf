"""Reading a place out of a free sentence: “lunch club near DY5 1AA”, “a choir in Brierley Hill”.

A whole postcode is read wherever it stands; its first part, or a name, only after a word such as “near”. A name is that
of a ward, one of the names it is made of, or one that wards share (“Halesowen” of Halesowen North and South).
"""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import mean

from helpfulacts.core.words import rest_of

from .models import Area, Place
from .selectors import Where, areas, postcode_where

NEAR = r"near(?:by| to)?|close to|next to|around|round|in"
_WHOLE = re.compile(
    rf"(?:\b(?:{NEAR}|at|of|from|by) )?\b([a-z]{{1,2}}\d[a-z\d]? ?\d[a-z]{{2}})\b", re.IGNORECASE
)
_PART = re.compile(  # never the first part of a whole postcode that nobody knows: that would be a guess
    rf"\b(?:{NEAR}|of|from) ([a-z]{{1,2}}\d[a-z\d]?(?: \d)?)\b(?! ?\d[a-z]{{2}}\b| (?:miles?|mi|km)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\b(?:{NEAR}) \w", re.IGNORECASE)
_SIDES = re.compile(r"\s+(?:north|south|east|west|central|town)$", re.IGNORECASE)


def where_said(place: Place, words: str) -> tuple[Where | None, str]:
    """The place that a sentence names, and the rest of the sentence; (None, `words`) where we know of none in it."""
    text = " ".join(words.split())
    for pattern in (_WHOLE, _PART):
        for found in pattern.finditer(text):
            where = postcode_where(place, found[1])
            if where is not None:
                return where, rest_of(text, found)
    if not _NAMED.search(text):
        return None, words
    named = _named(areas(place))
    names = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    if names and (match := re.search(rf"(?<!not )\b(?:{NEAR}) ({names})\b", text, re.IGNORECASE)):
        return _middle(named[match[1].casefold()]), rest_of(text, match)
    return None, words


def unknown_postcode(place: Place, words: str) -> str:
    """The first whole postcode of a sentence that this place does not know; empty where it knows one, or none is there."""
    said = [found[1] for found in _WHOLE.finditer(" ".join(words.split()))]
    return "" if not said or any(postcode_where(place, one) for one in said) else said[0].upper()


def _named(wards: list[Area]) -> dict[str, list[tuple[str, Area]]]:
    """Each name that people may say, in small letters → (the name as it is written, a ward that has it)."""
    found: dict[str, list[tuple[str, Area]]] = defaultdict(list)
    for ward in wards:
        parts = re.split(r",\s*|\s+(?:and|&)\s+", ward.name)
        for name in dict.fromkeys([ward.name, *parts, *(_SIDES.sub("", part) for part in parts)]):
            if len(name) > 2:
                found[name.casefold()].append((name, ward))
    return found


def _middle(known: list[tuple[str, Area]]) -> Where:
    """The middle of the wards of one name; without a ward where there is more than one."""
    name, wards = known[0][0], [ward for _, ward in known]
    ward = wards[0] if len(wards) == 1 else None
    return Where(
        name,
        "name",
        mean(one.latitude for one in wards),
        mean(one.longitude for one in wards),
        ward,
        None,
        ward.decile if ward else None,
        frozenset(one.pk for one in wards),
    )

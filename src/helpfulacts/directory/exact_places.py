"""A whole postcode, or a house number with its street, in what a person offers: it would show where they live.

Only the fixed 1 km cell of a typed postcode is ever kept. Words that hold an exact place are sent back to be changed.
"""

from __future__ import annotations

import re

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_STREETS = (
    "road|rd|street|st|lane|ln|avenue|ave|close|drive|way|court|ct|crescent|grove|place|gardens?|terrace|hill|row|"
    "walk|square|green|rise|mews|view|park|fold|croft"
)
_HOUSE = re.compile(
    rf"\b(?:no\.?\s*)?\d{{1,4}}[a-z]?,?\s+(?:[\w'’]+\s+){{1,3}}(?:{_STREETS})\b", re.IGNORECASE
)
_FLAT = re.compile(r"\b(?:flat|apartment)\s+\d{1,4}[a-z]?\b", re.IGNORECASE)
_MEASURES = re.compile(
    r"^\d+\s+(?:hours?|minutes?|people|places|miles?|times?|years?|months?|weeks?|days?)\b", re.IGNORECASE
)


def exact_place_in(text: str) -> str | None:
    """What was found, in words ("a whole postcode"), or None. `text` is any free text."""
    if _POSTCODE.search(text):
        return "a whole postcode"
    houses = [found.group() for found in _HOUSE.finditer(text)]
    if _FLAT.search(text) or any(not _MEASURES.match(one) for one in houses):
        return "an address"
    return None

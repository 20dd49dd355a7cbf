"""Words that name a resident, as far as they can be told from other words: they may not stand in what everybody reads.

A title before a capital (“Mrs Begum”), “called” or “named” before one, a house number before a street, a postcode.
A name by itself looks like any other words with capitals, and “my neighbour” may be anybody: there the writer is asked first, and
may say that it is no private person. What slips through, somebody in a role hides afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .errors import Refused

_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Master)\b\.?\s+[A-Z][\w’'-]+")
_CALLED = re.compile(r"\b(?:called|named|(?:his|her|their|whose) name is)\s+(?!The\b|A\b|An\b)[A-Z][\w’'-]+")
_HOUSE = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w’'-]+\s+){1,3}(?:Street|St|Road|Rd|Lane|Ln|Close|Avenue|Ave|Drive|Crescent|Court|"
    r"Grove|Way|Place|Terrace|Gardens|Walk|Rise|View|Hill|Row|Square)\b"
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)


def refuse_names_in(text: str, *, field: str) -> None:
    """Raise Refused, with what was found, where `text` seems to name a resident or their home."""
    for pattern in (_TITLE, _CALLED, _HOUSE, _POSTCODE):
        if found := pattern.search(text):
            raise Refused(
                f"“{found[0]}” may tell who somebody is. Everybody reads this, so take it out.", field=field
            )


_KIN = re.compile(
    r"\b(?:my|our|his|her|their)\s+(?:[\w-]+\s+)?(?:neighbour|mum|mam|mother|dad|father|son|daughter|wife|husband|partner|sister|"
    r"brother|friend|aunt|uncle|nan|gran|grandad|grandmother|grandfather|cousin|tenant|constituent|carer)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_OPENS = frozenset(["a", "an", "and", "any", "are", "at", "but", "can", "could", "did", "do", "does", "for", "from", "has", "have", "how", "if", "in", "is", "it", "may", "my", "no", "not", "of", "on", "one", "our", "please", "since", "so", "some", "that", "the", "their", "there", "these", "they", "this", "those", "was", "we", "were", "what", "when", "where", "which", "who", "whose", "why", "will", "with", "would", "you", "your", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "i"])  # fmt: skip
"""Words with a capital that are no name: those that open a sentence, months and days."""


def may_point_at_somebody(text: str, known: Iterable[str]) -> str:
    """The first words in `text` that may be a person: “my neighbour”, or two words in a row with a capital; else "".

    known: names of wards, bodies and places, which are no persons.
    """
    if found := _KIN.search(text):
        return found[0]
    for name in sorted((name for name in known if name), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "·", text, flags=re.IGNORECASE)
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and text[run[-1].end() : word.start()].strip():
            run = []
        run = [*run, word] if _is_name(word[0]) else []
        if len(run) == 2:
            return f"{run[0][0]} {run[1][0]}"
    return ""


def _is_name(word: str) -> bool:
    """A short word all in capitals is “NHS”, no name."""
    short = word.isupper() and len(word) <= 4
    return word[0].isupper() and not short and word.casefold() not in _OPENS

"""Hearing that a sentence names a place which is not ours: “a food bank in Birmingham”."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from helpfulacts.core.words import rest_of

from .models import Place
from .said import NEAR
from .selectors import find_place

_FILE = Path(__file__).with_name("elsewhere.toml")
_TOLD = r"(?<!born )(?<!up )(?<!lived )(?<!worked )(?<!works )(?<!died )(?<!married )(?<!not )"
# “Wolverhampton Street” is a street of ours, most likely.
_STREET = (
    r"(?! (?:streets?|st|roads?|rd|lanes?|ln|avenue|ave|drive|close|way|hill|place|crescent|court|square|terrace|"
    r"row|grove|gardens|walk|park|bridge|house|canal)\b)"
)
# “My mum is in Birmingham and I need a carer” tells where somebody else is; who asks is another.
_OTHERS = re.compile(
    r"\b(?:mum|mam|mom|dad|mother|father|parents|sister|brother|son|daughter|family|husband|wife|friend|gran|nan|he|she|they)"
    r"s? (?:is|are|lives?|was|were|works?|stays?|moved) (?:now |still |all )?$",
    re.IGNORECASE,
)
_BUT_I = re.compile(r"^,? ?(?:and|but|so)?,? ?(?:i|im|ive|i'm|i’m|we)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _councils() -> dict[str, tuple[str, str]]:
    """Each name in small letters → (the name as it is written, its council)."""
    with _FILE.open("rb") as file:
        councils = tomllib.load(file)["councils"]
    return {name.casefold(): (name, council) for council, names in councils.items() for name in names}


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_councils(), key=len, reverse=True))
    return re.compile(rf"{_TOLD}\b(?:{NEAR}) ({names})\b{_STREET}", re.IGNORECASE)


def elsewhere_said(place: Place, words: str) -> tuple[str, str]:
    """(one sentence that says whose list this is and who knows that other place, the rest of the words).

    Nothing and `words` where no other place is named. Ask first whether it is one of ours (`said.where_said`).
    """
    text = " ".join(words.split())
    for found in _named().finditer(text):
        name, council = _councils()[found[1].casefold()]
        told = _OTHERS.search(text[: found.start()]) and _BUT_I.search(text[found.end() :].lstrip())
        if told or _ours(place, council):
            continue
        who = f"{council} knows what is there"
        if find_place(name.casefold().replace(" ", "-")) is not None:
            who = f"{name} has a list of its own here"
        return (
            f"This list is for {place.name}. {name} is not in {place.name}: {who}. What we show is in {place.name}.",
            rest_of(text, found),
        )
    return "", words


def _ours(place: Place, council: str) -> bool:
    """Whether the place is the area of that council, or a town in it."""
    own = place.name.casefold()
    return any(one == council and name in own for name, (_, one) in _councils().items())

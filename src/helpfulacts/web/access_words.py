"""Getting in and taking part, in words, for an offer's page and for whoever keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from helpfulacts.directory.access import said_words
from helpfulacts.directory.facets import ACCESS_NEEDS, need_in_sentence

NOBODY = "Nobody has said."


def stands_there(offer: Any, day: dt.date) -> dict[str, str]:
    """Fact → who said what and when; or that nobody has."""
    said = {row.fact: said_words(row, day) for row in offer.access_facts.all()}
    return {fact: said.get(fact, NOBODY) for fact in ACCESS_NEEDS}


def access_facts(offer: Any, day: dt.date) -> list[tuple[str, str]]:
    """The rows of an offer's page: what somebody said, then in one line all that nobody has. None where nothing is said
    and there is no place to get in to."""
    stands = stands_there(offer, day)
    rows = [(ACCESS_NEEDS[fact], words) for fact, words in stands.items() if words != NOBODY]
    if not rows and "venue" not in offer.where:
        return []
    open_still = [fact for fact, words in stands.items() if words == NOBODY]
    if open_still:
        rows.append(("Not known", f"{has_words(open_still)}. {NOBODY} Ask them."))
    return rows


def named(needs: Iterable[str]) -> str:
    """“step-free entrance; hearing loop”."""
    return "; ".join(need_in_sentence(need) for need in needs)


def ask_words(needs: Iterable[str]) -> str:
    """“Ask about: hearing loop; quiet space”."""
    return f"Ask about: {named(needs)}"


def has_words(needs: Iterable[str]) -> str:
    """“Step-free entrance; hearing loop”."""
    said = named(needs)
    return f"{said[:1].upper()}{said[1:]}"

"""What a keeper changes of the words of an entry, said back in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.redraft import draft_of_offer
from helpfulacts.people.actor import Actor

WORDS = {
    "title": "what it is called",
    "summary": "what it is",
    "description": "more about it",
    "cost": "what it costs",
    "brings": "what to bring",
    "what_next": "what happens next",
    "contact": "how to reach you",
    "website": "your own page",
}


def change_words(
    *, offer: Any, words: Mapping[str, str], by: Actor, seen: dt.datetime | None = None
) -> dict[str, str]:
    """Change what is said; by name, what was changed, as it stood before. `seen`: see `change_offer`."""
    fresh = {name: words[name] for name in WORDS if name in words and words[name] != getattr(offer, name)}
    before = {name: getattr(offer, name) for name in fresh}
    if fresh:
        change_offer(offer=offer, draft=replace(draft_of_offer(offer), **fresh), by=by, seen=seen)  # type: ignore[arg-type]
    return before


def in_words(names: Iterable[str]) -> str:
    """“what it is called, what it costs”."""
    return ", ".join(WORDS[name] for name in names)

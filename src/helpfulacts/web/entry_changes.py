"""What a keeper changes of what an entry says and of who it is for, said back in words."""

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


WHO_FOR = {
    "min_age": "the youngest age",
    "max_age": "the oldest age",
    "eligibility": "the rule of who it is for",
    "ask_first": "what they ask first",
}


def change_words(
    *, offer: Any, words: Mapping[str, str], by: Actor, seen: dt.datetime | None = None
) -> dict[str, str]:
    """Change what is said; by name, what was changed, as it stood before. `seen`: see `change_offer`."""
    return _change(offer, {name: words[name] for name in WORDS if name in words}, by, seen)


def change_who_for(
    *, offer: Any, said: Mapping[str, Any], by: Actor, seen: dt.datetime | None = None
) -> dict[str, Any]:
    """Change who it is for; the answer as of `change_words`."""
    return _change(offer, {name: said[name] for name in WHO_FOR if name in said}, by, seen)


def _change(offer: Any, said: Mapping[str, Any], by: Actor, seen: dt.datetime | None) -> dict[str, Any]:
    fresh = {name: value for name, value in said.items() if value != getattr(offer, name)}
    before = {name: getattr(offer, name) for name in fresh}
    if fresh:
        change_offer(offer=offer, draft=replace(draft_of_offer(offer), **fresh), by=by, seen=seen)
    return before


def in_words(names: Iterable[str]) -> str:
    """“what it is called, what it costs”."""
    return ", ".join((WORDS | WHO_FOR)[name] for name in names)

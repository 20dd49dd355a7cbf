"""What a keeper changes of the words of an entry, said back in words."""

from __future__ import annotations

from collections.abc import Mapping
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


WHO_FOR = ("min_age", "max_age", "eligibility", "ask_first")


def change_who_for(*, offer: Any, said: Mapping[str, Any], by: Actor) -> bool:
    """Change who it is for; whether anything changed."""
    fresh = {name: said[name] for name in WHO_FOR if said[name] != getattr(offer, name)}
    if fresh:
        change_offer(offer=offer, draft=replace(draft_of_offer(offer), **fresh), by=by)
    return bool(fresh)


def change_words(*, offer: Any, words: Mapping[str, str], by: Actor) -> list[str]:
    """Change what is said; the names of what changed, in words."""
    fresh = {name: words[name] for name in WORDS if name in words and words[name] != getattr(offer, name)}
    if fresh:
        change_offer(offer=offer, draft=replace(draft_of_offer(offer), **fresh), by=by)  # type: ignore[arg-type]
    return [WORDS[name] for name in fresh]

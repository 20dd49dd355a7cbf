"""Entries of the public register about what stands in public: queries of members, figures by ward, the record of the algorithm,
and what people bring to decide on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .introduced_words import day_words

SAID: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "raised a query": lambda f: (
        f"A member asked {f.get('body', 'a body')} something in public, to be answered by {day_words(f.get('due'))}."
    ),
    "answered a query": lambda f: f"{f.get('body', 'A body')} answered what a member had asked in public.",
    "told by ward": lambda f: (
        f"The figures by ward of round {f.get('round', '')} were made. They stay as they are."
    ),
    "published a record": lambda f: (
        f"Version {f.get('version', '')} of the record of the algorithm was published."
    ),
    "brought something to decide on": lambda f: f"Somebody brought {_brought(f)}.",
    "said it otherwise": lambda f: f"{_brought(f).capitalize()}, was said otherwise by its author.",
    "took back what was brought": lambda f: f"{_brought(f).capitalize()}, was taken back by its author.",
    "read what was brought": lambda f: (
        f"{_brought(f).capitalize()}, was read and {'hidden' if f.get('what') == 'hidden' else 'shown'}."
    ),
    "asked to look again at what was hidden": lambda f: (
        f"The author asked for another look at {_brought(f)}, which was hidden."
    ),
    "looked again at what was hidden": lambda f: (
        f"{_brought(f).capitalize()}, was looked at again, and "
        + ("is shown." if f.get("what") == "shown again" else "stays hidden.")
    ),
    "joined the same": lambda f: (
        f"{_brought(f).capitalize()}, was joined into number {f.get('into', '')}, which says the same."
    ),
    "accepted a change to the text": lambda f: f"A change was accepted: {_brought(f)}.",
    "translated what was brought": lambda f: f"{_brought(f).capitalize()}, was translated.",
    "read a translation": lambda f: f"Somebody read a translation of {_brought(f)}.",
}


def _brought(facts: Mapping[str, Any]) -> str:
    """“number 12 of question 3”."""
    return f"number {facts.get('number', '')} of question {facts.get('deliberation', '')}"

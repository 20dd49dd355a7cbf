"""Rule documents that say everything a document may say, for tests."""

from __future__ import annotations

import copy
from typing import Any

from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rule_reading import shipped


def document(name: str = "default", **parts: Any) -> dict[str, Any]:
    """The JSON of a shipped document with `parts` in place of its own."""
    return {**copy.deepcopy(as_json(shipped(name))), **parts}


def origin(sentence: str = "So it was decided.", **parts: Any) -> dict[str, Any]:
    own = {
        "sentence": sentence,
        "level": "borough",
        "deciding_body": "The partnership board",
        "decision_ref": "invented-1",
        "review_on": "2037-09-01",
    }
    return {**own, **parts}


def lottery(*tickets: int, **parts: Any) -> dict[str, Any]:
    """The default with so many tickets for each person of its groups, in order."""
    raw = document(**parts)
    for group, held in zip(raw["classes"], tickets, strict=True):
        group["tickets"] = held
        group["origin"]["sentence"] = f"Each person in this group holds {held} in the draw."
    raw["standing"]["origin"]["sentence"] = (
        "From the second round without a place on, each gives you a ticket more."
    )
    return raw


def reserved(turns: int = 1, of_every: int = 5, **parts: Any) -> dict[str, Any]:
    own = {"name": "everyone else", "everyone_else": True, "turns": turns, "of_every": of_every}
    return {**own, "origin": origin("Some turns are kept for everyone else."), **parts}


def cap(facet: str = "repairs", most: int = 1, days: int = 90, **parts: Any) -> dict[str, Any]:
    said = "Whoever had a place waits, so that others have one first."
    return {"facet": facet, "most": most, "days": days, "origin": origin(said), **parts}


def full() -> dict[str, Any]:
    """A document with every part that a document may have."""
    raw = lottery(
        3,
        2,
        1,
        reserved=[reserved()],
        caps=[cap()],
        budgets=[
            {
                "name": "Moving help",
                "body": "The council",
                "facets": ["repairs"],
                "pence": 250_000,
                "origin": origin("The council pays up to £2,500 a round."),
            }
        ],
        above=[
            {
                "name": "Who may pay in cash",
                "origin": origin("Grants are paid to suppliers.", level="national"),
            }
        ],
        asks=[
            {
                "wanted": "To pay small grants in cash.",
                "barred_by": "Who may pay in cash",
                "origin": origin("People in need can shop for themselves."),
            }
        ],
    )
    raw["travel"]["origin"] |= {"may_vary": True, "from_day": "2026-04-01", "until_day": "2036-03-31"}
    return raw

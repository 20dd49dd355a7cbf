"""Who an offer is for, in words: for anybody, and for whoever told us something of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from helpfulacts.directory.eligibility import (
    Known,
    in_words,
    questions,
    suits,
    told_by,
    whole_rule,
    without_questions,
)

from .visitor import visitor_of

MOST_ON_A_CARD = 2


@dataclass(frozen=True)
class Fit:
    """The answer for this visitor: “yes”, “no” or “ask”. `who`: who it is for, a sentence; with “ask”, what they will ask."""

    answer: str
    who: str
    questions: tuple[str, ...]


def known_here(request: HttpRequest, where: Any = None, asked: QueryDict | None = None) -> Known:
    """What this visitor told: their plan, and the ward of the postcode they looked from.

    Whoever has a role looks for others, so only where they looked from counts. Nothing does where `asked` is for everybody.
    """
    if asked is not None and asked.get("everybody"):
        return Known()
    ward = where.ward.name if where is not None and where.ward is not None else ""
    visitor = visitor_of(request)
    return told_by(None if visitor.roles else visitor.person, ward)


def who_for(said: Any) -> str:
    """“People who are 60 or older, and live in Gornal.”, of an offer or a draft."""
    rule = whole_rule(said)
    words = in_words(without_questions(rule))
    if words:
        return f"People who {words}."
    return "Anybody. They ask you something first." if rule else "Anybody."


def asked(offer: Any, known: Known | None = None) -> list[str]:
    """What they will ask: what this visitor has not told, then what they wrote in their own words."""
    return [*questions(whole_rule(offer), known), *([offer.ask_first] if offer.ask_first else [])]


def fit_of(offer: Any, known: Known) -> Fit | None:
    """None where it is for anybody, or nothing was told."""
    tree = whole_rule(offer)
    if not tree or known == Known():
        return None
    answer = suits(tree, known)
    return Fit(answer, who_for(offer), tuple(asked(offer, known)) if answer == "ask" else ())


def questions_words(asks: Sequence[str]) -> str:
    """A few questions in a row, for a card."""
    more = " And a little more." if len(asks) > MOST_ON_A_CARD else ""
    return " ".join(asks[:MOST_ON_A_CARD]) + more if asks else ""

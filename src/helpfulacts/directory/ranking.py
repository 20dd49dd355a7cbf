"""The order of what was found: a few plain measures, each at most about 1, weighed and added. Only confirmed facts count.

A sum of measures and not of places in lists (Bruch, Gai and Ingber 2023, “An Analysis of Fusion Functions for Hybrid
Retrieval”): what fits far better than the next stays far ahead of it. How many places an offer says it has plays no part,
so stating more gains nothing. The weights were chosen on the development half of `tests/golden/finding`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .facets import comes_to_you
from .reading import Reading
from .words import MOST_TERMS, stem, words_in

if TYPE_CHECKING:
    from helpfulacts.places.selectors import Where

MEANING, FACETS, TEXT, HINTS = 3.0, 0.6, 0.6, 0.15
DISTANCE, FRESHNESS, OPEN = 0.24, 0.03, 0.03
BEST_TEXT, MOST_GRADES, MOST_HINTS = 20, 2.0, 2
"""The text of the best, how often a facet that it is made for counts at most, and how many hints."""
BANDS_M = (1_000, 2_000, 4_000, 8_000)
CHECKED_DAYS = (30, 90, 180)
CLOSE = 0.3
"""The cosine from which an offer may be shown for its meaning alone."""
TERM_GRADE = 2
MADE_FOR = 3
"""The grade of a facet that an offer is made for."""


class Facts(NamedTuple):
    """What an offer is ranked by, read as a plain row: five hundred of them are ranked, few are shown."""

    search_key: int
    title: str
    shown_from: str
    kind: str
    access: str
    facets: dict[str, int]
    where: list[str]
    languages: list[str]
    cost_pence: int | None
    checked_on: dt.date | None
    published_venue: bool
    latitude: float | None
    longitude: float | None
    ward_id: uuid.UUID | None
    particulars__mode: str | None


@dataclass(slots=True)
class Candidate:
    """One offer and what is known of how it fits. `text` is its text score as a share of the best one, in twentieths.

    `meaning` is the cosine of the sentence and the offer, or None where no vector is at hand. `terms`: how many of the
    taxonomy terms that were read it carries. `helps`: its grades for what was read, each worth more where few here help with
    it, and `grade` without that. `has` and `ask_about` are needs that it is said to meet, and that nobody has
    said anything of. `named` is the ward or town that the sentence named, `there` whether it is in it. `matched` and `in_title` are the words that it shares, once it is loaded.
    """

    facts: Facts
    text: int
    meaning: float | None = None
    terms: int = 0
    helps: float = 0.0
    distance_m: int | None = None
    away_m: int | None = None
    hints: int = 0
    grade: float = 0.0
    score: float = 0.0
    matched: tuple[str, ...] = ()
    in_title: int = 0
    has: tuple[str, ...] = ()
    ask_about: tuple[str, ...] = ()
    named: str = ""
    there: bool = False

    @property
    def close(self) -> bool:
        return self.meaning is not None and self.meaning >= CLOSE


def band(candidate: Candidate) -> int:
    """0 (nearest) to 4. Help that comes to you, or by phone or online, counts as near; no known place as middling."""
    if comes_to_you(candidate.facts.where):
        return 1 if candidate.away_m is None else min(1, _step(candidate.away_m, BANDS_M))
    return 2 if candidate.away_m is None else _step(candidate.away_m, BANDS_M)


def freshness(checked_on: dt.date | None, day: dt.date) -> int:
    """0 checked in the last 30 days, 1 in 90, 2 in 180, 3 longer ago or never."""
    return 3 if checked_on is None else _step((day - checked_on).days, CHECKED_DAYS)


def _step(value: float, limits: Sequence[int]) -> int:
    return sum(value > limit for limit in limits)


def rank(candidates: list[Candidate], reading: Reading, where: Where | None, day: dt.date) -> list[Candidate]:
    """Score `candidates` in place and return them best first, copies of one offer by one giver left out.

    Where a need was said, a room or a van that must first be booked comes after what answers it.
    """
    for candidate in candidates:
        grades = candidate.facts.facets
        candidate.grade = TERM_GRADE * candidate.terms + sum(
            weight * grades.get(code, 0) for code, weight in reading.facets.items()
        )
        candidate.score = _worth(candidate, where, day)
    wanted = {stem(term) for term in reading.terms[:MOST_TERMS]}
    ordered = sorted(
        candidates,
        key=lambda c: (
            _only_to_book(c.facts, reading, wanted),
            -c.score,
            c.facts.title,
            c.facts.search_key,
        ),
    )
    seen: set[tuple[str, str]] = set()
    once = []
    for candidate in ordered:
        same = (candidate.facts.title.casefold(), candidate.facts.shown_from.casefold())
        if same not in seen:
            seen.add(same)
            once.append(candidate)
    return once


def _only_to_book(facts: Facts, reading: Reading, wanted: set[str]) -> bool:
    """It is booked by the hour or day, is only partly for what was said, and no word of what it is called was said.

    A room where people could meet is no company yet. A workbench is made for making, and stays where it is.
    """
    if facts.kind != "resource" or facts.particulars__mode != "booked":
        return False
    partly = 0 < max((facts.facets.get(code, 0) for code in reading.facets), default=0) < MADE_FOR
    return partly and wanted.isdisjoint(stem(word) for word in words_in(facts.title))


def suits(candidate: Candidate, reading: Reading, without: frozenset[str] = frozenset()) -> bool:
    """Is it worth showing? It helps with what was said, says the same in words, or means much the same.

    What is mainly for something that the reader took away does not come back by its meaning.
    """
    if candidate.grade >= 1:
        return True
    grades = candidate.facts.facets
    main = {code for code, grade in grades.items() if grade == max(grades.values())}
    if candidate.close and not (main and main <= without):
        return True
    if not reading.facets:
        return bool(candidate.matched)
    return candidate.in_title >= 1 or len(candidate.matched) >= 2


def _worth(candidate: Candidate, where: Where | None, day: dt.date) -> float:
    """How well a candidate fits. Where nobody said a place, how far it is counts for nothing."""
    facts = candidate.facts
    worth = MEANING * max(candidate.meaning or 0.0, 0.0)
    worth += FACETS * min((candidate.helps + TERM_GRADE * candidate.terms) / MADE_FOR, MOST_GRADES)
    worth += TEXT * candidate.text / BEST_TEXT
    worth += HINTS * min(candidate.hints, MOST_HINTS)
    worth += OPEN * (facts.access != "shared")  # most help need not wait for a round
    if where is not None:
        worth += DISTANCE * (1 - band(candidate) / len(BANDS_M))
    return worth + FRESHNESS * (1 - freshness(facts.checked_on, day) / len(CHECKED_DAYS))

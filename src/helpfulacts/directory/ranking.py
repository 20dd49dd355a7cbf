"""The order of what was found: a few plain lists, fused. Only confirmed facts count, and each can be explained.

Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009): an offer scores weight / (K + place) for each list it is
in. Ties share the better place. How many places an offer says it has plays no part, so stating more gains nothing.
The weights were chosen on the development half of `tests/golden/finding`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .facets import comes_to_you
from .reading import Reading
from .words import MOST_TERMS, stem, words_in

if TYPE_CHECKING:
    from helpfulacts.places.selectors import Where

K = 20
MEANING, FACETS, TEXT, HINTS = 3.0, 0.8, 1.0, 0.5
DISTANCE, FRESHNESS, OPEN = 0.4, 0.05, 0.05
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
    taxonomy terms that were read it carries. `has` and `ask_about` are needs that it is said to meet, and that nobody has
    said anything of. `named` is the ward or town that the sentence named, `there` whether it is in it. `matched` and `in_title` are the words that it shares, once it is loaded.
    """

    facts: Facts
    text: int
    meaning: float | None = None
    terms: int = 0
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
    _add([c for c in candidates if c.meaning is not None], MEANING, lambda c: -(c.meaning or 0.0))
    _add([c for c in candidates if c.grade], FACETS, lambda c: -c.grade)
    _add([c for c in candidates if c.text], TEXT, lambda c: -c.text)
    _add([c for c in candidates if c.hints], HINTS, lambda c: -c.hints)
    _add(candidates, OPEN, lambda c: c.facts.access == "shared")  # most help need not wait for a round
    if where is not None:
        _add(candidates, DISTANCE, band)
    _add(candidates, FRESHNESS, lambda c: freshness(c.facts.checked_on, day))
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


def _add(candidates: list[Candidate], weight: float, key: Callable[[Candidate], float]) -> None:
    place, before = 0, None
    for position, (value, candidate) in enumerate(
        sorted(((key(c), c) for c in candidates), key=lambda pair: pair[0])
    ):
        if value != before:
            place, before = position, value
        candidate.score += weight / (K + place)

"""The order of what was found: a few plain lists, fused. Only confirmed facts count, and each can be explained.

Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009): an offer scores weight / (K + place) for each list. Ties
share the better place. How many places an offer says it has plays no part, so stating more gains nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .models import Offer
from .reading import Reading

if TYPE_CHECKING:
    from helpfulacts.places.selectors import Where

K = 20
FACETS, TEXT, DISTANCE, FRESHNESS, HINTS, OPEN = 3.0, 1.0, 0.4, 0.15, 0.6, 0.5
BANDS_M = (1_000, 2_000, 4_000, 8_000)
CHECKED_DAYS = (30, 90, 180)


@dataclass
class Candidate:
    """One offer and what is known of how it fits. `text` is its text score as a share of the best one, in twentieths."""

    offer: Offer
    text: int
    matched: tuple[str, ...] = ()
    in_title: int = 0
    distance_m: int | None = None
    away_m: int | None = None
    hints: int = 0
    grade: float = 0.0
    score: float = 0.0
    suits: bool = field(default=False)


def band(candidate: Candidate) -> int:
    """0 (nearest) to 4. Help that comes to you, or by phone or online, counts as near; no known place as middling."""
    if {"home", "phone", "online"} & set(candidate.offer.where):
        return 1 if candidate.away_m is None else min(1, _step(candidate.away_m, BANDS_M))
    return 2 if candidate.away_m is None else _step(candidate.away_m, BANDS_M)


def freshness(offer: Offer, day: dt.date) -> int:
    """0 checked in the last 30 days, 1 in 90, 2 in 180, 3 longer ago or never."""
    return 3 if offer.checked_on is None else _step((day - offer.checked_on).days, CHECKED_DAYS)


def _step(value: float, limits: Sequence[int]) -> int:
    return sum(value > limit for limit in limits)


def rank(candidates: list[Candidate], reading: Reading, where: Where | None, day: dt.date) -> list[Candidate]:
    """Score `candidates` in place and return them best first, copies of one offer by one giver left out."""
    for candidate in candidates:
        grades = candidate.offer.facets
        candidate.grade = sum(weight * grades.get(code, 0) for code, weight in reading.facets.items())
        candidate.suits = _suits(candidate, reading)
    _add(candidates, FACETS, lambda c: -c.grade)
    _add(candidates, TEXT, lambda c: -c.text if c.matched else 1)
    _add(candidates, HINTS, lambda c: -c.hints)
    _add(candidates, OPEN, lambda c: c.offer.access == "shared")  # most help need not wait for a round
    if where is not None:
        _add(candidates, DISTANCE, band)
    _add(candidates, FRESHNESS, lambda c: freshness(c.offer, day))
    ordered = sorted(candidates, key=lambda c: (-c.score, c.offer.title, c.offer.search_key))
    seen: set[tuple[str, str]] = set()
    once = []
    for candidate in ordered:
        same = (candidate.offer.title.casefold(), candidate.offer.shown_from.casefold())
        if same not in seen:
            seen.add(same)
            once.append(candidate)
    return once


def _suits(candidate: Candidate, reading: Reading) -> bool:
    """Is it worth showing? It helps with what was said, or it says the same things in words."""
    if candidate.grade >= 1:
        return True
    if not reading.facets:
        return bool(candidate.matched)
    return candidate.in_title >= 1 or len(candidate.matched) >= 2


def _add(candidates: list[Candidate], weight: float, key: Callable[[Candidate], float]) -> None:
    place, before = 0, None
    for position, candidate in enumerate(sorted(candidates, key=key)):
        value = key(candidate)
        if value != before:
            place, before = position, value
        candidate.score += weight / (K + place)

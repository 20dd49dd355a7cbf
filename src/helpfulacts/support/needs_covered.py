"""Which needs the offers of a place cover, in which wards, and who uses them now for what."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from helpfulacts.core.clock import today
from helpfulacts.directory.facets import FACETS, GOOD, comes_to_you
from helpfulacts.places.geo import distances_m

from .models import HelpfulAct
from .single_points import Need, Use

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

Row = dict[str, Any]
REACH_M = 3_219
"""Two miles: how far a venue serves, in a straight line from the middle of a ward."""
HORIZON = 12
"""Weeks looked ahead: help without an end counts as this many."""
Covers = dict[Hashable, frozenset[Need]]
"""The needs that each offer covers: (facet, ward), where the ward "" stands for the place as a whole."""


@dataclass(frozen=True)
class Coverage:
    """One need. offers: how many on the list help with it. none_in: wards with nothing in reach; all: wards there are."""

    facet: str
    offers: int
    none_in: tuple[str, ...]
    wards: int


def covers_of(rows: list[Row], wards: list[tuple[str, float, float]]) -> Covers:
    """offer → (facet, ward) it covers; the ward "" stands for the place as a whole."""
    lats, lons = (np.array([ward[at] for ward in wards], float) for at in (1, 2))
    found: Covers = {}
    for row in rows:
        serves = set(row["serves_wards"])
        reached = [True] * len(wards)
        if not comes_to_you(row["where"]) and row["latitude"] is not None:
            reached = list(distances_m(row["latitude"], row["longitude"], lats, lons) <= REACH_M)
        there = [
            "",
            *(
                ward[0]
                for ward, near in zip(wards, reached, strict=True)
                if near and _serves(serves, ward[0])
            ),
        ]
        facets = [code for code, grade in row["facets"].items() if int(grade) >= GOOD]
        found[row["id"]] = frozenset((code, ward) for code in facets for ward in there)
    return found


def _serves(serves: set[str], ward: str) -> bool:
    return not serves or ward in serves


def uses_of(place: Place, names: dict[Any, str], covers: Covers) -> list[Use]:
    """Acts that people said yes to and that are not over, each for what its wish asks in the ward of its person.

    Whoever must not be found is in no count.
    """
    day = today(place.zone)
    rows = HelpfulAct.objects.filter(
        place=place, state__in=["agreed", "promised"], offer__isnull=False, plan__person__protected=False
    )
    uses = []
    for offer, person, kind, facets, ward, home, *ends in rows.values_list(
        "offer_id", "plan__person_id", "kind", "aspiration__facets", "plan__person__ward__name",
        "plan__person__postcode__ward__name", "ends_on", "return_by",
    ).iterator(chunk_size=5000):  # fmt: skip
        if offer not in names:
            continue
        where = ward or home or ""
        helps = {code for code, _ in covers[offer]}
        # Somebody who comes from further away than it reaches would look in the whole place for another.
        needs = ((code, where) for code in set(facets or helps) & helps)
        there = frozenset(need if need in covers[offer] else (need[0], "") for need in needs)
        uses.append(Use(offer, person, there, _weeks(day, kind, *ends)))
    return uses


def _weeks(day: dt.date, kind: str, ends_on: dt.date | None, return_by: dt.date | None) -> int:
    end = ends_on or return_by
    if end is None:
        return 1 if kind in ("product", "resource") else HORIZON
    return min(HORIZON, max(1, -((day - end).days // 7)))


def coverage_of(covers: Covers, wards: list[str]) -> tuple[Coverage, ...]:
    """Every need, those with the least cover first."""
    offers: dict[Any, int] = defaultdict(int)
    covered: dict[Any, set[str]] = defaultdict(set)
    for cells in covers.values():
        for code in {facet for facet, _ in cells}:
            offers[code] += 1
        for facet, ward in cells:
            covered[facet].add(ward)
    rows = [
        Coverage(
            facet.code,
            offers[facet.code],
            tuple(w for w in wards if w not in covered[facet.code]),
            len(wards),
        )
        for facet in FACETS
    ]
    return tuple(sorted(rows, key=lambda row: -len(row.none_in)))

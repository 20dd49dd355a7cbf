"""How many places somebody can get to, by how hard up their neighbourhood is. No person is counted here.

A neighbourhood (LSOA) is drawn so that each holds about as many people, so each counts as one; where a place has none, its
wards do. Offers are those on the list with a number of places and a spot on the map; help by phone, online or at home
reaches everybody and is left out. Straight lines, no more than three miles; near places count more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from helpfulacts.core.clock import today
from helpfulacts.directory.selectors import capacity_on, listed
from helpfulacts.engine.evidence.access import SLOW_FALL, distances_km, two_step, weights
from helpfulacts.places.selectors import areas

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

MILES = 3
CATCHMENT_KM = MILES * 1.609344


@dataclass(frozen=True)
class Reach:
    """One decile. areas: how many neighbourhoods. score: places for each of them. none: how many can get to no place."""

    decile: int
    areas: int
    score: float
    none: int


@dataclass(frozen=True)
class AccessFigures:
    """rows: deciles that the place has. unit: "neighbourhood" or "ward". places, offers: that were counted. out_of_reach: places that nobody can get to."""

    unit: str
    areas: int
    none: int
    rows: tuple[Reach, ...]
    places: int
    offers: int
    out_of_reach: int
    mean: float


def access_of(place: Place) -> AccessFigures | None:
    """None where the place holds no areas with a decile, or nothing with a number of places and a spot."""
    unit, found = "neighbourhood", [area for area in areas(place, "lsoa") if area.decile]
    if not found:
        unit, found = "ward", [area for area in areas(place) if area.decile]
    offers = list(listed(place).filter(latitude__isnull=False, longitude__isnull=False).order_by("pk"))
    periods = capacity_on(offers, today(place.zone))
    there = [
        (offer, periods[offer.pk].places)
        for offer in offers
        if offer.pk in periods and not periods[offer.pk].talks_first and periods[offer.pk].places
    ]
    if not found or not there:
        return None
    away = distances_km(
        [area.latitude for area in found], [area.longitude for area in found],
        np.array([offer.latitude for offer, _ in there], float), np.array([offer.longitude for offer, _ in there], float),
    )  # fmt: skip
    supply = [places for _, places in there]
    reached = two_step(np.ones(len(found)), supply, weights(away, CATCHMENT_KM, SLOW_FALL))
    deciles = np.array([area.decile for area in found])
    rows = tuple(
        Reach(
            int(decile),
            int((deciles == decile).sum()),
            float(reached.score[deciles == decile].mean()),
            int((reached.score[deciles == decile] == 0).sum()),
        )
        for decile in np.unique(deciles)
    )
    none = int((reached.score == 0).sum())
    return AccessFigures(
        unit,
        len(found),
        none,
        rows,
        sum(supply),
        len(there),
        round(reached.out_of_reach),
        float(reached.score.mean()),
    )

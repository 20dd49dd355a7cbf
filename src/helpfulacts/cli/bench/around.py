"""What stands around the sharing: who could take what before it, the two halves of it, and everybody's reason after it.

Each is timed in a process of its own by `worker`, after a tiny one so that no compilation is timed.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpfulacts.engine.sharing.admit import admit
from helpfulacts.engine.sharing.candidates import Askers, Offered, candidates
from helpfulacts.engine.sharing.explain import placed, refusal
from helpfulacts.engine.sharing.improve import improve
from helpfulacts.engine.sharing.order import total_order
from helpfulacts.engine.sharing.refusal_said import sentence
from helpfulacts.engine.sharing.share import share

from .instances import KINDS, PEOPLE_PER_CENTRE, PEOPLE_PER_KM2, SyntheticPlace, clustered, offers_for

KEPT = 20
"""Offers kept for each claim, those of the greatest gain."""

LIMIT_M = 3000
EXPLAINED = 100_000
"""People whose reasons are made, the first in the order of the round."""

SLOTS, LANGUAGES, WARDS, RULES = 21, 8, 20, 4
ENGLISH = np.uint32(1)
KM_PER_DEGREE = 111.195
NORTH = 52.0


def halves(place: SyntheticPlace) -> dict[str, float]:
    """Seconds of L1 and of L2 on a place that has been shared once already."""
    began = time.perf_counter()
    admission = admit(place.instance, total_order(place.classes, place.tickets))
    between = time.perf_counter()
    improve(place.instance, admission)
    return {"l1_seconds": round(between - began, 4), "l2_seconds": round(time.perf_counter() - between, 4)}


def explanations(place: SyntheticPlace) -> dict[str, Any]:
    """The reason of each of the first people of a round, refusals in words as well; the sharing itself is not timed."""
    instance = place.instance
    outcome = share(instance, place.classes, place.tickets)
    people = outcome.order[:: max(1, instance.people // EXPLAINED)][:EXPLAINED].tolist()
    began = time.perf_counter()
    said = 0
    for person in people:
        if outcome.assign[person] >= 0:
            placed(instance, outcome, person)
        else:
            said += bool(sentence(refusal(instance, outcome, person)))
    return {"seconds": round(time.perf_counter() - began, 4), "people": len(people), "refusals": said}


def pairs_found(people: int, seed: int) -> dict[str, Any]:
    """The offers that fit each of so many claims."""
    askers, offered = claims_and_offers(people, seed)
    began = time.perf_counter()
    found = candidates(askers, offered, english=int(ENGLISH), most=KEPT, micro_gain_per_km=50_000)
    seconds = time.perf_counter() - began
    return {"seconds": round(seconds, 4), "offers": offered.comes.size, "pairs": found.offer.size}


def claims_and_offers(people: int, seed: int) -> tuple[Askers, Offered]:
    """Invented claims and offers in space: two of 24 facets a claim, one an offer, 3 km, 21 parts of the week, eight
    languages, ages, four rules of who it is for, wards, steps.
    """
    random = np.random.default_rng([people, seed, 1])
    offers = offers_for(people)
    side = float(np.sqrt(people / PEOPLE_PER_KM2))
    centres = random.random((max(4, people // PEOPLE_PER_CENTRE), 2)) * side
    home = _degrees(clustered(random, people, centres, side, share=0.8))
    venue = _degrees(clustered(random, offers, centres, side, share=0.6))

    def some(count: int, times: int, of: int) -> NDArray[np.uint32]:
        mask = np.zeros(count, np.uint32)
        for _ in range(times):
            mask |= (1 << random.integers(0, of, count)).astype(np.uint32)
        return mask

    low = random.choice([-1, 18, 25, 65], people)
    nobody = np.zeros(people + 1, np.int64)
    askers = Askers(
        some(people, 2, KINDS), random.integers(1, 4, people), some(people, 6, SLOTS), some(people, 1, LANGUAGES) | ENGLISH,
        np.full(people, LIMIT_M), home[:, 1], home[:, 0], random.integers(0, WARDS, people), low,
        np.where(low < 0, -1, low + 14), random.random(people) < 0.1, np.zeros(people, bool),
        random.choice([1, 1, 1, 0, -1], (people, RULES)).astype(np.int8), nobody, np.zeros(0, np.int32),
    )  # fmt: skip
    grade = np.zeros((offers, KINDS), np.int8)
    grade[np.arange(offers), random.integers(0, KINDS, offers)] = random.integers(1, 4, offers)
    youngest = random.choice([0, 0, 0, 18], offers)
    wards = random.random((offers, WARDS)) < 0.5
    wards |= (random.random(offers) < 0.9)[:, None]
    offered = Offered(
        grade, venue[:, 1], venue[:, 0], random.random(offers) < 0.001, some(offers, 4, SLOTS),
        some(offers, 1, LANGUAGES) | ENGLISH, random.integers(-1, 2, offers).astype(np.int8), youngest,
        np.full(offers, 999), youngest > 0, random.integers(0, RULES, offers), wards, np.asarray(~wards.all(axis=1)),
        np.full(offers, -1, np.int8), random.random(offers) < 0.2,
    )  # fmt: skip
    return askers, offered


def _degrees(km: NDArray[np.float64]) -> NDArray[np.float64]:
    """(longitude, latitude) of points in kilometres."""
    wide = KM_PER_DEGREE * np.cos(np.radians(NORTH))
    return np.stack([km[:, 0] / wide - 2.0, km[:, 1] / KM_PER_DEGREE + NORTH], axis=1)

"""One synthetic place: made from its seed where it is shared, so that over the wire go three numbers and come a few."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import Any

import numpy as np

from helpfulacts.cli.bench.instances import KINDS, synthetic_place
from helpfulacts.cli.bench.measure import peak_mb
from helpfulacts.engine.sharing.share import share

SMALLEST_PLACE = 10 * KINDS
UNEVEN = 4.0
"""How alike the places are in size: with 4 the greatest of a hundred is about five times the middle one."""


def sizes(places: int, people: int, seed: int) -> list[int]:
    """How many people each place has, the greatest first: together `people`, each at least SMALLEST_PLACE."""
    shares = np.random.default_rng([places, people, seed]).dirichlet(np.full(places, UNEVEN))
    spare = people - places * SMALLEST_PLACE
    found = SMALLEST_PLACE + np.floor(shares * spare).astype(int)
    found[0] += people - found.sum()
    return sorted(found.tolist(), reverse=True)


def tasks(places: int, people: int, seed: int) -> dict[str, tuple[int, int, int]]:
    """Key → (number, people, seed) of each place."""
    return {
        f"place-{number}": (number, size, seed) for number, size in enumerate(sizes(places, people, seed))
    }


def share_one(number: int, people: int, seed: int) -> dict[str, Any]:
    """Make and share one place. outcome: sha256 of who got what. process, peak_mb: of the process that did it."""
    place = synthetic_place(people, seed * 1_000 + number)
    outcome = share(place.instance, place.classes, place.tickets)
    return {
        "people": people,
        "placed": int((outcome.assign >= 0).sum()),
        "certified_gap": outcome.certified_gap,
        "outcome": sha256(outcome.assign.tobytes()).hexdigest(),
        "process": os.getpid(),
        "peak_mb": peak_mb(),
    }


def warm() -> None:
    """Compile, or read what was compiled, before anything is timed."""
    share_one(0, SMALLEST_PLACE, 0)

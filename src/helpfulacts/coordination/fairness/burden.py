"""Who gives the time that nobody pays for: by sphere, how unevenly, and who is near the limit that they set themselves.

From what each act of the last year cost whom, as givers and plans say it. A person's time is told only of ten givers and
more, and so roughly that no ten acts show; that of bodies by sphere, to the hour. It is never added up to one number, so that nothing comes out by taking away.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest
from math import ceil
from typing import TYPE_CHECKING

from helpfulacts.core.clock import now, today
from helpfulacts.directory.facets import SPHERES
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.engine.small import SMALL, nearest
from helpfulacts.support.models import HelpfulAct

from .tables import told

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

YEAR = dt.timedelta(days=365)
NEAR_CAP = 0.8
PERSONAL = "personal"


@dataclass(frozen=True)
class SphereTime:
    """hours: unpaid, over the year; None where fewer than ten people gave them."""

    sphere: str
    words: str
    hours: int | None


@dataclass(frozen=True)
class Burden:
    """acts: done in the year with unpaid time said. unsaid: done without any cost said. Both to the nearest five, None = too few.

    givers: people who give in person. top_tenth: share of their hours that the tenth who give most give; None = too few.
    capped, near: offers whose giver set a limit of their own, and those held to four fifths of it; None = too few.
    """

    spheres: tuple[SphereTime, ...]
    acts: int | None
    unsaid: int | None
    givers: int | None
    top_tenth: float | None
    capped: int | None
    near: int | None


def burden_of(place: Place) -> Burden:
    minutes: dict[str, int] = defaultdict(int)
    by_person: dict[str, int] = defaultdict(int)
    personal: list[int] = []
    acts = unsaid = 0
    done = HelpfulAct.objects.filter(
        place=place, state__in=("done", "confirmed"), changed_at__gte=now() - YEAR
    ).select_related("offer")
    for act in done.iterator(chunk_size=2000):
        rows = act.costs
        unsaid += not rows
        acts += any(row.get("unpaid_minutes") for row in rows)
        for row in rows:
            time = int(row.get("unpaid_minutes", 0))
            minutes[row["sphere"]] += time
            if row["sphere"] == PERSONAL and time:
                personal.append(time)
                giver = act.offer.person_behind_id if act.offer is not None else None
                by_person[str(giver or row["bearer"])] += time
    most = sorted(by_person.values(), reverse=True)
    enough = len(most) >= SMALL
    roughly = _rough(minutes[PERSONAL], personal) if enough or not most else None
    spheres = tuple(
        SphereTime(code, words, roughly if code == PERSONAL else nearest(minutes[code] / 60, 1))
        for code, words in SPHERES.items()
    )
    capped = CapacityPeriod.objects.filter(
        place=place, own_cap__gt=0, begins__lte=today(place.zone), until__gte=today(place.zone)
    ).values_list("held", "own_cap")
    near = sum(held >= NEAR_CAP * (cap or 0) for held, cap in capped)
    both = min(near, len(capped) - near) >= SMALL or (
        near in (0, len(capped)) and not 0 < len(capped) < SMALL
    )
    return Burden(
        spheres,
        told(acts),
        told(unsaid),
        told(len(most)),
        sum(most[: ceil(len(most) / SMALL)]) / sum(most) if len(most) >= SMALL * SMALL else None,
        nearest(len(capped)) if both else None,
        nearest(near) if both else None,
    )


def _rough(minutes: int, acts: list[int]) -> int:
    """Hours, to the nearest of a step (10, 20, 50, 100, …) that is no less than what the ten longest acts take."""
    longest = sum(nlargest(SMALL, acts)) / 60
    tens = 10
    while all(step * tens < longest for step in (1, 2, 5)):
        tens *= 10
    step = next(step * tens for step in (1, 2, 5) if step * tens >= longest)
    return nearest(minutes / 60, step)

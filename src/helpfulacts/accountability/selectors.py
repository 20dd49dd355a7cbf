"""Reads for the ward page: what is there, what is missing, what is late, and who may be asked.

    offers_there(place, ward) -> Offered          gaps_there(place, ward, day) -> (month, [GapThere])
    late_work(place, ward, day) -> [Work]         members(place) -> [name]

Reach is in `wards.py`, queries in `queries.py`, bodies in `bodies.py`, the record of the algorithm in `records.py`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpfulacts.coordination.small_counts import spoken
from helpfulacts.directory.facets import KINDS, SPHERES
from helpfulacts.directory.gap_work import Work, work_on_gaps
from helpfulacts.directory.gaps_told import gaps_by_month
from helpfulacts.directory.selectors import listed
from helpfulacts.people.selectors import live_grants_of_role
from helpfulacts.places.selectors import areas

if TYPE_CHECKING:
    from helpfulacts.places.models import Area, Place

NEIGHBOURS = "personal"


@dataclass(frozen=True)
class Offered:
    """What bodies offer, by kind and by sphere: (in the ward, in the whole place). neighbours: what they offer there, in
    words (“some”, “12”)."""

    kinds: dict[str, tuple[int, int]]
    spheres: dict[str, tuple[int, int]]
    neighbours: str

    @property
    def total(self) -> int:
        return sum(here for here, _ in self.spheres.values())


@dataclass(frozen=True)
class GapThere:
    """How often something was asked for in vain, in the ward and in the whole place; None = some."""

    facet: str
    here: int | None
    everywhere: int | None


def offers_there(place: Place, ward: Area) -> Offered:
    """Of the list, by where it happens. Neighbours are people: of all wards together none of their small counts is told."""
    kinds, spheres = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    wards = Counter[str]()
    rows = listed(place).order_by("pk").values_list("kind", "sphere", "ward__code")
    for kind, sphere, code in rows.iterator(chunk_size=5000):
        if sphere == NEIGHBOURS:
            wards[code or ""] += 1
            continue
        for number, counts in ((kind, kinds), (sphere, spheres)):
            counts[number, 1] += 1
            counts[number, 0] += code == ward.code
    said = spoken(dict(sorted(wards.items())))
    return Offered(
        {kind: (kinds[kind, 0], kinds[kind, 1]) for kind in KINDS},
        {one: (spheres[one, 0], spheres[one, 1]) for one in SPHERES if one != NEIGHBOURS},
        said.get(ward.code, "no"),
    )


def gaps_there(place: Place, ward: Area, day: dt.date) -> tuple[dt.date | None, list[GapThere]]:
    """The last month that is over, and how often each thing was asked for in vain. All of it stands on `gaps` too."""
    months = gaps_by_month(place, day)
    if not months:
        return None, []
    found = []
    for figure in months[0].figures:
        shown = dict(figure.wards.shown)
        if ward.name in shown or ward.name in figure.wards.some_in:
            found.append(GapThere(figure.facet, shown.get(ward.name), figure.times))
    return months[0].first, sorted(found, key=lambda row: -(row.here or 0))


def late_work(place: Place, ward: Area, day: dt.date) -> list[Work]:
    """What bodies took on about this ward, or about the whole place, and had not done by their day: the oldest first."""
    rows = work_on_gaps(place, [area.name for area in areas(place)])
    return [one for one in rows if not one.met and one.promise.due < day and one.ward in ("", ward.name)]


def members(place: Place) -> list[str]:
    """Elected members who can raise a query, by name."""
    return list(dict.fromkeys(grant.shown_as for grant in live_grants_of_role(place, "elected")))

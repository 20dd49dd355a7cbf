"""Which area holds a point: the newest boundaries of a place, read once; and what follows when they change."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import numpy as np
from django.db.models import Avg, Max

from helpfulacts.core.rows import batches

from .models import Area, Boundary, Place
from .polygons import Lookup


def newest_version(place: Place, level: str) -> str | None:
    """The version in force: the last in the order of their names ("2013" before "2024")."""
    return Area.objects.filter(place=place, level=level).aggregate(last=Max("version"))["last"]


class Areas:
    """The newest areas of one level, and their exact boundaries where they were loaded."""

    def __init__(self, place: Place, level: str) -> None:
        rows = Area.objects.filter(place=place, level=level, version=newest_version(place, level))
        self.rows = list(rows.defer("outline").order_by("code"))
        by_id = {area.pk: area for area in self.rows}
        self.by_word = {area.name.casefold(): area for area in self.rows}
        self.by_word |= {area.code.casefold(): area for area in self.rows}
        rings = {
            boundary.area_id: boundary.rings
            for batch in batches(by_id)
            for boundary in Boundary.objects.filter(place=place, area__in=batch)
        }
        self.drawn = [area for area in self.rows if area.pk in rings]
        self.lookup = Lookup([[np.array(ring) for ring in rings[area.pk]] for area in self.drawn])

    def holding(self, latitudes: Sequence[float], longitudes: Sequence[float]) -> list[Area | None]:
        """The area that holds each point, or None."""
        found = self.lookup.which(np.array(longitudes, float), np.array(latitudes, float))
        return [self.drawn[number] if number >= 0 else None for number in found.tolist()]


def link_parts(place: Place) -> int:
    """Put every neighbourhood in the ward that holds its centre; the number that changed."""
    wards = Areas(place, "ward")
    parts = list(Area.objects.filter(place=place, level="lsoa").defer("outline").order_by("version", "code"))
    if not parts or not wards.drawn:
        return 0
    homes = wards.holding([part.latitude for part in parts], [part.longitude for part in parts])
    moved: dict[uuid.UUID | None, list[uuid.UUID]] = {}
    for part, ward in zip(parts, homes, strict=True):
        if part.ward_id != (ward.pk if ward else None):
            moved.setdefault(ward.pk if ward else None, []).append(part.pk)
    for ward_id, ids in moved.items():
        Area.objects.filter(place=place, pk__in=ids).update(ward=ward_id)
    return sum(len(ids) for ids in moved.values())


def mean_deciles(place: Place) -> int:
    """Give each ward without a published decile the mean of its neighbourhoods', rounded; the number that changed.

    Unweighted, so indicative only: `decile_is_mean` says so.
    """
    version = newest_version(place, "lsoa")
    parts = Area.objects.filter(place=place, level="lsoa", version=version, ward__isnull=False)
    means = dict(parts.order_by().values_list("ward").annotate(mean=Avg("decile")))
    changed = 0
    for ward in Area.objects.filter(place=place, level="ward").defer("outline").order_by("code"):
        mean = means.get(ward.pk)
        if mean is None or (ward.decile is not None and not ward.decile_is_mean):
            continue
        decile = int(mean + 0.5)
        if ward.decile != decile:
            Area.objects.filter(place=place, pk=ward.pk).update(decile=decile, decile_is_mean=True)
            changed += 1
    return changed

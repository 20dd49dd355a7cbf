"""Reads of places, areas and postcodes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from helpfulacts.core.errors import NotFound, Refused

from .boundaries import Areas, newest_version
from .codes import readings
from .models import Area, Place, Postcode


@dataclass(frozen=True)
class Where:
    """Where a postcode, sector or outcode is. `decile` is its neighbourhood's, else its ward's (1 = most deprived).

    `areas` are the wards of the name that somebody said, by their keys; empty where a postcode says where.
    """

    code: str
    kind: str
    latitude: float
    longitude: float
    ward: Area | None
    lsoa: Area | None
    decile: int | None
    areas: frozenset[uuid.UUID] = frozenset()


def all_places() -> list[Place]:
    return list(Place.objects.order_by("name"))


def find_place(slug: str) -> Place | None:
    return Place.objects.filter(slug=slug).first()


def get_place(slug: str) -> Place:
    """The place, or Refused with the names of those there are."""
    place = find_place(slug)
    if place is None:
        known = (
            ", ".join(p.slug for p in all_places())
            or "none yet: run `helpfulacts demo` or `helpfulacts place create`"
        )
        raise NotFound(f"There is no place called “{slug}” here. Places: {known}.")
    return place


def areas(place: Place, level: str = "ward") -> list[Area]:
    """The areas of one level in the newest version of the boundaries, by name."""
    version = newest_version(place, level)
    return list(Area.objects.filter(place=place, level=level, version=version).order_by("name", "code"))


def area_by_name(place: Place, name: str, level: str = "ward") -> Area | None:
    """The area of that name (or code) in the newest version, whatever its capitals; None if there is none."""
    wanted = " ".join(name.split()).casefold()
    found = areas(place, level)
    return next((area for area in found if wanted in (area.name.casefold(), area.code.casefold())), None)


def postcode_row(place: Place, text: str) -> Postcode | None:
    """The kept row that answers for what somebody typed, or None (see `locate`)."""
    rows = Postcode.objects.filter(place=place).select_related("ward", "lsoa")
    for kind, code in readings(text):
        row = rows.filter(kind=kind, code=code).first()
        if row is not None:
            return row
        if kind == "postcode":
            # Where whole postcodes are loaded, one that is missing lies outside or is mistyped: no guess.
            sector = code[:-2]
            if not Postcode.objects.filter(place=place, kind="postcode", code__startswith=sector).exists():
                return rows.filter(kind="sector", code=sector).first()
    return None


def ward_finder(place: Place) -> Callable[[float, float], Area | None]:
    """A function that answers the ward holding a latitude and longitude; the boundaries are read once."""
    wards = Areas(place, "ward")

    def find(latitude: float, longitude: float) -> Area | None:
        number = wards.lookup.at(longitude, latitude)
        return wards.drawn[number] if number >= 0 else None

    return find


def postcode_where(place: Place, text: str) -> Where | None:
    """Where a postcode, sector or outcode is, or None if this place does not know it (see `locate`)."""
    row = postcode_row(place, text)
    if row is None:
        return None
    area = row.lsoa if row.lsoa and row.lsoa.decile else row.ward
    return Where(
        row.code, row.kind, row.latitude, row.longitude, row.ward, row.lsoa, area.decile if area else None
    )


def locate(place: Place, text: str, *, instead: str = "leave it empty") -> Where:
    """Where a postcode, sector ("DY5 1") or outcode ("DY5") is, as a person types it.

    A postcode answers from its sector where only sectors are loaded. Raises Refused with one sentence otherwise,
    which says what can be done `instead` where it was typed.
    """
    where = postcode_where(place, text)
    if where is None:
        typed = " ".join(text.split())[:12]
        if not readings(text):
            raise Refused(
                f"“{typed}” is not a postcode. Type one like DY1 1HF, or its first part, or {instead}.",
                field="postcode",
            )
        raise Refused(
            f"{place.name} does not know the postcode {typed.upper()}. Check it, or {instead}.",
            field="postcode",
        )
    return where


def geography_counts(place: Place) -> dict[str, int]:
    """How many wards, neighbourhoods, whole postcodes, sectors and outcodes the place knows."""
    kinds = {"postcodes": "postcode", "sectors": "sector", "outcodes": "outcode"}
    return {
        "wards": len(areas(place)),
        "neighbourhoods": len(areas(place, "lsoa")),
        **{name: Postcode.objects.filter(place=place, kind=kind).count() for name, kind in kinds.items()},
    }


def postcodes_by_neighbourhood(place: Place) -> list[list[Postcode]]:
    """Whole postcodes that lie in a neighbourhood, grouped by it, both in the order of their codes."""
    groups: dict[str, list[Postcode]] = {}
    rows = Postcode.objects.filter(place=place, kind="postcode", lsoa__isnull=False)
    for row in rows.select_related("lsoa", "ward").defer("lsoa__outline", "ward__outline").order_by("code"):
        assert row.lsoa is not None
        groups.setdefault(row.lsoa.code, []).append(row)
    return [groups[code] for code in sorted(groups)]

"""Reads of places, areas and postcodes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from helpfulacts.core.errors import NotFound, Refused

from .boundaries import Areas, newest_version
from .codes import readings
from .models import Area, Neighbour, Place, Postcode


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


def place_by_id(place_id: uuid.UUID) -> Place:
    """The place, or Refused: whoever was given the key reads another installation than the one that gave it."""
    place = Place.objects.filter(pk=place_id).first()
    if place is None:
        raise NotFound("This place is not in the database here. Every worker must use the same installation.")
    return place


def neighbours(place: Place) -> list[Neighbour]:
    """What `place` decided about its neighbours, also what is over."""
    return list(Neighbour.objects.filter(place=place))


def linked_elsewhere(place: Place, day: dt.date, slug: str) -> list[Neighbour]:
    """Links on `day` with a place of that name on other installations that share a secret with this one."""
    rows = Neighbour.objects.filter(place=place, slug=slug, until__gte=day, secret_sealed__isnull=False)
    return list(rows.exclude(base="").select_related("place"))


def witnesses(place: Place, day: dt.date) -> list[Neighbour]:
    """Places on other installations that may sign the register of `place` on `day`: all that it shares a secret with."""
    rows = Neighbour.objects.filter(place=place, until__gte=day, secret_sealed__isnull=False)
    return list(rows.exclude(base="").select_related("place"))


def may_be_asked(place: Place, day: dt.date) -> list[Neighbour]:
    """Places on other installations that people of `place` may ask something on `day`, by their short names."""
    rows = Neighbour.objects.filter(place=place, takes=True, until__gt=day, secret_sealed__isnull=False)
    return list(rows.exclude(base=""))


def linked_here(day: dt.date) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """(whose people may be offered, whose places are left over), by id: of this installation, where both said yes."""
    rows = Neighbour.objects.filter(base="", until__gte=day)
    ids = dict(Place.objects.values_list("slug", "pk"))
    gives = {(ids.get(row.slug), row.place_id) for row in rows if row.offers}
    return {
        (row.place_id, ids[row.slug])
        for row in rows
        if row.takes and row.slug in ids and (row.place_id, ids[row.slug]) in gives
    }


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

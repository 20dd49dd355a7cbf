"""Load postcodes, and work out their wards, sectors and outcodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from helpfulacts.core import register
from helpfulacts.core.errors import Refused

from ..boundaries import Areas
from ..codes import kind_of
from ..geo import on_earth
from ..loading import Loaded, PostcodeRow, SetAside, upsert
from ..models import Area, Place, Postcode

_FIELDS = ["kind", "latitude", "longitude", "ward", "lsoa"]
_Kept = tuple[str, float, float, Any, Any]


def load_postcodes(*, place: Place, rows: Iterable[Sequence[Any]]) -> Loaded:
    """Take in (code, latitude, longitude[, ward]) of postcodes, sectors or outcodes; the same again changes nothing.

    Ward and neighbourhood are those whose boundary holds the point; a ward named in the row is taken at its word.
    What lies in no area is set aside. Sectors are the means of their postcodes, with the ward that holds most of
    them; outcodes are the means of their sectors. Raises Refused when no areas are loaded, or no row can be used.
    """
    wards, parts = Areas(place, "ward"), Areas(place, "lsoa")
    if not wards.rows and not parts.rows:
        raise Refused(f"{place.name} has no areas yet. Load its wards first.")
    loaded = Loaded()
    read = _read(rows, loaded)
    found = _placed(place, read, wards, parts, loaded)
    if not found:
        first = f" {loaded.set_aside[0].reason}" if loaded.set_aside else ""
        raise Refused(f"No postcode could be loaded from that file.{first}")
    with register.writing(place):
        there = _there(place)
        changed = []
        for row in found:
            kept = there.get(row.code)
            if kept == _key(row):
                loaded.unchanged += 1
                continue
            loaded.created += kept is None
            loaded.updated += kept is not None
            there[row.code] = _key(row)
            changed.append(row)
        derived = _derived(place, there)
        loaded.notes = dict(Counter(f"{row.kind}s" for row in derived))
        upsert(Postcode, changed + derived, key=["place", "code"], fields=_FIELDS)
        if loaded.changed:
            register.record(
                place=place, action="load_postcodes", noun="place", subject=place.pk, facts=loaded.figures()
            )
    return loaded


def _read(rows: Iterable[Sequence[Any]], loaded: Loaded) -> list[tuple[int, str, str, PostcodeRow]]:
    """(number, kind, code, row) of each row that says where a code is."""
    read, seen = [], set[str]()
    for number, values in enumerate(rows, start=1):
        row = PostcodeRow(*values)
        named = kind_of(str(row.code))
        if named is None:
            reason = f"“{str(row.code)[:40]}” is not a postcode."
        elif not on_earth(row.latitude, row.longitude):
            reason = f"{named[1]} has no latitude and longitude that are on this earth."
        elif named[1] in seen:
            reason = f"{named[1]} is in this file twice."
        else:
            seen.add(named[1])
            read.append((number, *named, row))
            continue
        loaded.set_aside.append(SetAside(number, str(row.code)[:40], reason))
    return read


def _placed(
    place: Place,
    read: list[tuple[int, str, str, PostcodeRow]],
    wards: Areas,
    parts: Areas,
    loaded: Loaded,
) -> list[Postcode]:
    latitudes = [row.latitude for *_, row in read]
    longitudes = [row.longitude for *_, row in read]
    in_wards, in_parts = wards.holding(latitudes, longitudes), parts.holding(latitudes, longitudes)
    ward_by_id = {ward.pk: ward for ward in wards.rows}
    found = []
    for (number, kind, code, row), in_ward, part in zip(read, in_wards, in_parts, strict=True):
        ward: Area | None = in_ward or (ward_by_id.get(part.ward_id) if part and part.ward_id else None)
        if row.ward:
            ward = wards.by_word.get(str(row.ward).strip().casefold())
            if ward is None:
                reason = f"{code}: “{str(row.ward)[:40]}” is not a ward of {place.name}."
                loaded.set_aside.append(SetAside(number, str(row.code), reason))
                continue
        if ward is None and part is None:
            reason = f"{code} lies outside every area of {place.name}."
            loaded.set_aside.append(SetAside(number, str(row.code), reason))
            continue
        exact = kind == "postcode"
        found.append(
            Postcode(
                place=place,
                kind=kind,
                code=code,
                latitude=round(float(row.latitude), 6),
                longitude=round(float(row.longitude), 6),
                ward=ward if kind != "outcode" else None,
                lsoa=part if exact else None,
            )
        )
    loaded.set_aside.sort()
    return found


def _key(row: Postcode) -> _Kept:
    return (row.kind, row.latitude, row.longitude, row.ward_id, row.lsoa_id)


def _there(place: Place) -> dict[str, _Kept]:
    rows = Postcode.objects.filter(place=place).order_by("code")
    return {code: tuple(rest) for code, *rest in rows.values_list("code", *_KEPT_COLUMNS)}  # type: ignore[misc]


_KEPT_COLUMNS = ["kind", "latitude", "longitude", "ward_id", "lsoa_id"]


def _derived(place: Place, there: dict[str, _Kept]) -> list[Postcode]:
    """Sectors and outcodes that differ from what is kept; `there` is brought up to date on the way."""
    changed = []
    for kind, of, cut in (("sector", "postcode", lambda code: code[:-2]), ("outcode", "sector", _out)):
        members: dict[str, list[_Kept]] = {}
        for code, kept in sorted(there.items()):
            if kept[0] == of:
                members.setdefault(cut(code), []).append(kept)
        for code, inside in members.items():
            latitude, longitude = np.mean([(kept[1], kept[2]) for kept in inside], axis=0).tolist()
            wards = Counter(kept[3] for kept in inside if kept[3])
            most = max(wards, key=lambda ward: (wards[ward], str(ward))) if wards else None
            row = Postcode(
                place=place,
                kind=kind,
                code=code,
                latitude=round(latitude, 6),
                longitude=round(longitude, 6),
                ward_id=most if kind == "sector" else None,
            )
            if there.get(code) != _key(row):
                there[code] = _key(row)
                changed.append(row)
    return changed


def _out(code: str) -> str:
    return code.split()[0]

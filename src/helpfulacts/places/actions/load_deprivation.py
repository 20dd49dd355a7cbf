"""Load deprivation deciles of areas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.errors import Refused

from ..boundaries import mean_deciles
from ..loading import Loaded, SetAside
from ..models import Area, Place


def load_deprivation(*, place: Place, rows: Iterable[tuple[str, Any]]) -> Loaded:
    """Take in (code of an area, decile 1 = most deprived to 10 = least); the same again changes nothing.

    Wards that no row names get the rounded mean of their neighbourhoods. A row with an unknown code or no decile is
    set aside. Raises Refused when no areas are loaded, or when none of the rows can be used.
    """
    areas: dict[str, list[Area]] = {}
    for area in Area.objects.filter(place=place).defer("outline").order_by("version", "code"):
        areas.setdefault(area.code, []).append(area)
    if not areas:
        raise Refused(f"{place.name} has no areas yet. Load its wards or neighbourhoods first.")
    loaded, seen = Loaded(), set[str]()
    changes: dict[int, list[Area]] = {}
    for number, (written, value) in enumerate(rows, start=1):
        code = str(written).strip()
        decile = _decile(value)
        if code not in areas:
            reason = f"“{code[:40]}” is not the code of an area of {place.name}."
        elif decile is None:
            reason = f"“{str(value)[:40]}” is not a decile: a whole number from 1 to 10."
        elif code in seen:
            reason = f"“{code}” is in this file twice."
        else:
            seen.add(code)
            new = [area for area in areas[code] if area.decile != decile or area.decile_is_mean]
            changes.setdefault(decile, []).extend(new)
            loaded.updated += bool(new)
            loaded.unchanged += not new
            continue
        loaded.set_aside.append(SetAside(number, code, reason))
    if not seen:
        first = f" {loaded.set_aside[0].reason}" if loaded.set_aside else ""
        raise Refused(f"No decile could be read from that file.{first}")
    with register.writing(place):
        for decile, changed in changes.items():
            ids = [area.pk for area in changed]
            Area.objects.filter(place=place, pk__in=ids).update(decile=decile, decile_is_mean=False)
        loaded.notes = {"wards_with_a_mean_decile": mean_deciles(place)}
        if loaded.changed:
            register.record(
                place=place,
                action="load_deprivation",
                noun="place",
                subject=place.pk,
                facts=loaded.figures(),
            )
    return loaded


def _decile(value: Any) -> int | None:
    text = str(value).strip()
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 10 else None
    )

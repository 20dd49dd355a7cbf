"""Load wards or neighbourhoods from GeoJSON features."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.core.rows import batches

from ..boundaries import link_parts, mean_deciles
from ..geo import on_earth
from ..loading import Loaded, SetAside, upsert
from ..models import Area, Boundary, Place
from ..polygons import BadShape, Shape, centre, grid_step, outline, shape_of

LEVELS = {"ward": "ward", "lsoa": "neighbourhood (LSOA)"}
_MANY = {"ward": "wards", "lsoa": "neighbourhoods (LSOA)"}
_CODE = re.compile(r"^(?:[a-z]{2,5}\d{2})?_?(?:cd|code)$", re.IGNORECASE)
_NAME = re.compile(r"^(?:[a-z]{2,5}\d{2})?_?(?:nm|name)$", re.IGNORECASE)
# What the codes of the Office for National Statistics and its peers begin with.
_BEGIN = {
    "ward": ("E05", "W05", "S13", "N08"),
    "lsoa": ("E01", "W01", "S01", "N20", "95"),
}
_FIELDS = ["name", "latitude", "longitude", "outline", "source"]


def load_areas(
    *,
    place: Place,
    features: Iterable[Mapping[str, Any]],
    level: str,
    version: str,
    source: str = "",
    code_property: str = "",
    name_property: str = "",
) -> Loaded:
    """Take in areas of one `level` ("ward" or "lsoa") and `version` of the boundaries; the same again changes nothing.

    A feature is GeoJSON: properties with a code and a name (found by their names, such as WD13CD, or given) and a
    Polygon or MultiPolygon in WGS 84; a Point gives the centre of an area whose boundary is not at hand. A feature
    that cannot be read is set aside with its reason. Raises Refused when nothing can be read.
    """
    listed = list(features)
    _check(listed, level, version, source)
    code_property = code_property or _property(listed, _CODE, "code")
    name_property = name_property or _property(listed, _NAME, "name")
    for name in (code_property, name_property):
        if not any(name in _properties(feature) for feature in listed):
            raise Refused(f"No area has the property “{name}”. {_there_are(listed)}", field="property")
    loaded = Loaded()
    drafts = _read(place, listed, level, version, source, (code_property, name_property), loaded)
    if not drafts:
        raise Refused(f"No area could be read. {loaded.set_aside[0].reason}")
    _is_of_its_level(level, list(drafts))
    shapes = {code: shape for code, (_, shape) in drafts.items() if shape}
    step = grid_step(list(shapes.values())) if shapes else 0
    for code, shape in shapes.items():
        drafts[code][0].outline = outline(shape, step)
    with register.writing(place):
        _save(place, level, version, drafts, loaded)
        loaded.notes = {"linked": link_parts(place), "wards_with_a_mean_decile": mean_deciles(place)}
        if loaded.changed:
            facts = {"level": level, "version": version, "source": source} | loaded.figures()
            register.record(place=place, action="load_areas", noun="place", subject=place.pk, facts=facts)
    return loaded


def _check(listed: Sequence[Any], level: str, version: str, source: str) -> None:
    if level not in LEVELS:
        raise Refused(f"“{level}” is not a level. Choose one of: {', '.join(LEVELS)}.", field="level")
    if not version.strip() or len(version) > 20:
        raise Refused(
            "Say which boundaries these are, for example the year: at most 20 letters.", field="version"
        )
    if len(source) > 200:
        raise Refused("Keep the source to 200 letters.", field="source")
    if not listed:
        raise Refused("There are no areas in that file. Choose a GeoJSON file with features.")


def _is_of_its_level(level: str, codes: list[str]) -> None:
    """A file of wards given as neighbourhoods, or the other way round, is known by its codes."""
    other = "ward" if level == "lsoa" else "lsoa"
    if all(code.startswith(_BEGIN[other]) for code in codes):
        raise Refused(
            f"This file holds {_MANY[other]}, not {_MANY[level]}: its codes begin with {codes[0][:3]}. "
            f"Load it with --level {other}, or choose the file of {_MANY[level]}.",
            field="level",
        )


def _properties(feature: Any) -> Mapping[str, Any]:
    found = feature.get("properties") if isinstance(feature, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _there_are(listed: Sequence[Any]) -> str:
    names = list(dict.fromkeys(str(name)[:40] for feature in listed[:50] for name in _properties(feature)))[
        :12
    ]
    return f"The areas have: {', '.join(names)}." if names else "The areas have no properties."


def _property(listed: Sequence[Any], pattern: re.Pattern[str], what: str) -> str:
    names = list(dict.fromkeys(name for feature in listed[:50] for name in _properties(feature)))
    found = [name for name in names if pattern.match(str(name))]
    if len(found) != 1:
        raise Refused(
            f"Say which property holds the {what} of an area: --{what}-property. {_there_are(listed)}",
            field="property",
        )
    return found[0]


def _read(
    place: Place,
    listed: Sequence[Any],
    level: str,
    version: str,
    source: str,
    named: tuple[str, str],
    loaded: Loaded,
) -> dict[str, tuple[Area, Shape | None]]:
    drafts: dict[str, tuple[Area, Shape | None]] = {}
    for number, feature in enumerate(listed, start=1):
        code, name = (_text(_properties(feature).get(key)) for key in named)
        try:
            if not code or len(code) > 20:
                raise BadShape("it has no code" if not code else "its code is longer than 20 letters")
            if not name or len(name) > 80:
                raise BadShape("it has no name" if not name else "its name is longer than 80 letters")
            if code in drafts:
                raise BadShape("another area of this file has the same code")
            latitude, longitude, shape = _where(feature.get("geometry"))
        except BadShape as problem:
            label = code or name or f"number {number}"
            reason = f"Area {label[:40]}: {problem}."
            loaded.set_aside.append(SetAside(number, code[:40], reason))
            continue
        area = Area(place=place, level=level, version=version.strip(), code=code, name=name, source=source)
        area.latitude, area.longitude = latitude, longitude
        drafts[code] = (area, shape)
    return drafts


def _text(value: Any) -> str:
    text = " ".join(str(value).split()) if isinstance(value, str | int) else ""
    return "".join(c for c in text if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF)


def _where(geometry: Any) -> tuple[float, float, Shape | None]:
    if isinstance(geometry, Mapping) and geometry.get("type") == "Point":
        point = geometry.get("coordinates")
        if not isinstance(point, list | tuple) or len(point) < 2 or not on_earth(point[1], point[0]):
            raise BadShape("its point is not a longitude and a latitude")
        return float(point[1]), float(point[0]), None
    shape = shape_of(geometry)
    return (*centre(shape), shape)


def _save(
    place: Place, level: str, version: str, drafts: Mapping[str, tuple[Area, Shape | None]], loaded: Loaded
) -> None:
    there = {
        area.code: area
        for area in Area.objects.filter(place=place, level=level, version=version.strip()).order_by("code")
    }
    rings_there = {
        boundary.area_id: boundary.rings
        for batch in batches(area.pk for area in there.values())
        for boundary in Boundary.objects.filter(place=place, area__in=batch)
    }
    areas, boundaries = [], []
    for code, (draft, shape) in drafts.items():
        kept = there.get(code)
        if kept is not None:
            draft.pk, draft.ward_id, draft.decile = kept.pk, kept.ward_id, kept.decile
        rings = [ring.tolist() for ring in shape] if shape else None
        same_rings = rings is None or (kept is not None and rings_there.get(kept.pk) == rings)
        if shape is None and kept is not None:
            draft.outline = kept.outline
        if kept is None:
            loaded.created += 1
        elif same_rings and all(getattr(kept, field) == getattr(draft, field) for field in _FIELDS):
            loaded.unchanged += 1
            continue
        else:
            loaded.updated += 1
        areas.append(draft)
        if not same_rings:
            boundaries.append(Boundary(place=place, area=draft, rings=rings))
    upsert(Area, areas, key=["place", "level", "version", "code"], fields=_FIELDS)
    upsert(Boundary, boundaries, key=["place", "area"], fields=["rings"])

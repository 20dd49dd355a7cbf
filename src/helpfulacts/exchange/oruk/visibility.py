"""What a source marks as not for everybody never comes in: whole records, parts of them, and single fields.

Feeds say it in many ways, and no standard names one. A mark that cannot be understood counts as “not for everybody”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import is_not
from typing import Any

from . import values

_SECRET = r"(?:private|confidential|internal|hidden|staff[_-]?only|internal[_-]?only|withheld)"
_HIDES = re.compile(rf"^(?:is_?|mark(?:ed)?_as_)?{_SECRET}$|^(?:non|not)_?public$")
_SHOWS = re.compile(
    r"^(?:is_?)?(?:public|visible|published|publish|approved|shareable)$|^(?:show|display)_(?:publicly|to_public)$"
)
_SAYS_WHO = re.compile(r"^(?:visibility|privacy|access_level|confidentiality|share_level)$")
_FIELD_MARK = re.compile(
    rf"^(?P<field>[a-z0-9_]+?)_(?:(?P<hides>(?:is_?)?{_SECRET})|(?P<shows>(?:is_?)?(?:public|visible))|"
    r"(?P<who>visibility|privacy))$"
)
_FIELDS = re.compile(rf"^{_SECRET}_fields$")
_OPEN = {"public", "everyone", "everybody", "anyone", "all", "open", "visible", "published", "none"}
_SECRET_WORDS = {
    "private",
    "confidential",
    "internal",
    "staff only",
    "internal only",
    "not public",
    "non-public",
    "not for publication",
    "confidential address",
    "private address",
    "withheld",
}
_YES = {"true", "yes", "y", "1", "t", "on"}
_NO = {"false", "no", "n", "0", "f", "off"}
_LONGEST_MARK = 40
# Named once: to write a union is to make one, and these are asked of every field of a feed.
_NESTED = (dict, list)
_PLACES = ("location", "locations", "address", "addresses", "latitude", "longitude")
_OF_A_PLACE = ("location", "locations", "service_at_locations")
WITHHELD = "withheld"
"""Set on what is left of a place that may not be shown: enough to find its 1 km cell, no more."""


def public_part(record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The record without anything that its source marks as not for everybody; None where that is all of it."""
    return None if _is_secret(record) else _without(record)


@lru_cache(maxsize=4096)
def _marks(names: tuple[str, ...]) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """What fields of these names may say: (field, mark) of their record, (field, mark, other field) of another field.

    Records of one feed have a few lists of names between them, nearly all without any mark.
    """
    of_another = [(name, *_mark_of_another(name)) for name in names]
    return [(name, mark) for name in names if (mark := _mark(name))], [one for one in of_another if one[1]]


def _mark(name: str) -> str:
    """What a field of this name may say of its record: hides, shows, who or nothing."""
    name = name.casefold()
    marks = (("hides", _HIDES), ("shows", _SHOWS), ("who", _SAYS_WHO))
    return next((mark for mark, pattern in marks if pattern.match(name)), "")


def _mark_of_another(name: str) -> tuple[str, str]:
    """(what a field of this name may say of another field, that field); ("", "") for most."""
    name = name.casefold()
    if _FIELDS.match(name):
        return "fields", ""
    if name == "mask_exact_address":
        return "places", ""
    found = _FIELD_MARK.match(name)
    if not found:
        return "", ""
    return next(mark for mark in ("hides", "shows", "who") if found[mark]), found["field"]


def _flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    word = values.line(value, 20).casefold()
    return True if word in _YES else False if word in _NO else None


def _hides(value: Any) -> bool:
    """A mark such as “private” that is set; other words than yes and no count as set."""
    return value not in (None, "", [], {}) and _flag(value) is not False


def _does_not_show(value: Any) -> bool:
    shown = _flag(value) is True or values.line(value, 20).casefold() in _OPEN
    return value not in (None, "") and not shown


def _names_few(value: Any) -> bool:
    word = values.text(value, 1000).casefold()
    return bool(word) and len(word) <= _LONGEST_MARK and word not in _OPEN


def _is_secret(record: Mapping[str, Any]) -> bool:
    for key, mark in _marks(tuple(record))[0]:
        value = record[key]
        if not isinstance(value, _NESTED) and _SAYS[mark](value):
            return True
    return "attributes" in record and any(
        _is_secret_attribute(one) for one in values.objects(record["attributes"])
    )


_SAYS: dict[str, Callable[[Any], bool]] = {"hides": _hides, "shows": _does_not_show, "who": _names_few}


def _is_secret_attribute(attribute: Mapping[str, Any]) -> bool:
    term = attribute.get("taxonomy_term")
    said = [attribute.get("label"), attribute.get("value"), attribute.get("link_type")]
    said += [term.get("name"), term.get("code")] if isinstance(term, dict) else []
    return any(values.line(one, 40).casefold() in _SECRET_WORDS for one in said)


def _secret_fields(record: Mapping[str, Any]) -> set[str]:
    """Names of fields that another field of the record keeps from the public."""
    found: set[str] = set()
    marks = _marks(tuple(record))[1]
    if not marks:
        return found
    for key, mark, field in marks:
        value = record[key]
        if mark == "fields":
            found |= {str(one) for one in value} if isinstance(value, list) else set()
        elif mark == "places":
            found |= set(_PLACES) if _hides(value) else set()
        elif _SAYS[mark](value):
            found |= {field, field + "s", field + "es"}
    return found | set(_PLACES) if found & set(_PLACES) else found


def _without(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record, not secret itself, without what is secret in it: itself where nothing is.

    Of a secret place its cell can still be found.
    """
    secret = _secret_fields(record)
    hidden_places = "location" in secret
    changed: dict[str, Any] = {}
    for key, value in record.items():
        if not isinstance(value, _NESTED):
            continue
        hidden = hidden_places and key in _OF_A_PLACE
        if isinstance(value, dict):
            part = _part(key, value, hidden)
            if part is not value:
                changed[key] = part
            continue
        parts = [_part(key, one, hidden) for one in value]
        if None in parts or any(map(is_not, parts, value)):
            changed[key] = [one for one in parts if one is not None]
    if not changed and not secret:
        return record
    return {
        key: changed.get(key, value)
        for key, value in record.items()
        if key not in secret or key in _OF_A_PLACE
    }


def _part(key: str, value: Any, hidden: bool) -> Any:
    if not isinstance(value, dict):
        return value
    if key in ("location", "locations"):
        return _withheld(value) if hidden or _place_is_secret(value) else _without(value)
    if key == "service_at_locations" and (hidden or _is_secret(value)):
        inner = value.get("location")
        return {"id": value.get("id"), "location": _withheld(inner)} if isinstance(inner, dict) else None
    return None if _is_secret(value) else _without(value)


def _place_is_secret(location: Mapping[str, Any]) -> bool:
    addresses = list(values.objects(location.get("addresses")))
    return (
        _is_secret(location)
        or bool(_secret_fields(location) & set(_PLACES))
        or any(_is_secret(one) or _secret_fields(one) for one in addresses)
    )


def _withheld(location: Mapping[str, Any]) -> dict[str, Any]:
    address = next(values.objects(location.get("addresses")), {})
    kept = {key: location.get(key) for key in ("id", "location_type", "latitude", "longitude")}
    kept["addresses"] = [{key: address.get(key) for key in ("postal_code", "country")}]
    return kept | {WITHHELD: True}

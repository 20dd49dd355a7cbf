"""What a feed says in the words of HSDS 3.1, cleaned for keeping and passing on: known fields only, sound values, ids.

Cleaning what is clean changes nothing, so a record that goes from place to place stays the same. Names of staff and
whoever a letter is for are not among the known fields. What is left with nothing but its id is dropped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from helpfulacts.directory.drafts import exchange_id_for

from . import values
from .known_fields import ALWAYS, ORGANIZATION, PARTS, SERVICE, Reader
from .terms import OUR_TAXONOMIES

MOST_PARTS = 200


class Cleaner:
    """Reads the parts of one source. `town` completes an address that leaves its town out."""

    def __init__(self, source: str, town: str) -> None:
        self.source, self.town = source, town

    def identity(self, noun: str, value: Any) -> str:
        """The UUID of what a source calls `value`, or ""."""
        if isinstance(value, str) and values.is_usual_uuid(value):
            return value
        key = values.identifier(value)
        if not key:
            return ""
        return str(values.as_uuid(key) or exchange_id_for(self.source, f"{noun} {key}"))

    def fields(self, readers: Mapping[str, Reader], record: Mapping[str, Any], parent: str) -> dict[str, Any]:
        found = {}
        for name, read in readers.items():
            if name in record:
                value = read(self, record[name], parent)
                if value or isinstance(value, int | float):
                    found[name] = value
        return found

    def one(self, noun: str, value: Any, parent: str) -> dict[str, Any]:
        """The cleaned part, or {} where it says nothing that can be used."""
        if not isinstance(value, dict):
            return {}
        needed, readers = PARTS[noun]
        own = self.identity(noun, value.get("id"))
        found = self.fields(readers, value, own or parent)
        if complete := _COMPLETE.get(noun):
            complete(self, found, value)
        if not found or any(name not in found for name in needed):
            return {}
        if not own:
            words = json.dumps(found, sort_keys=True)
            own = str(exchange_id_for(self.source, f"{parent}|{noun}|{words}"))
        return {"id": own, **found}

    def many(self, noun: str, value: Any, parent: str) -> list[dict[str, Any]]:
        """The cleaned parts of a list, each id once."""
        found: dict[str, dict[str, Any]] = {}
        for item in list(values.objects(value))[:MOST_PARTS]:
            part = self.one(noun, item, parent)
            if part and not (noun == "attribute" and _is_ours(part)):
                found.setdefault(part["id"], part)
        return list(found.values())


def _is_ours(attribute: Mapping[str, Any]) -> bool:
    """One of our own terms: it is made again from the offer itself."""
    return attribute.get("taxonomy_term", {}).get("taxonomy_id") in OUR_TAXONOMIES


def _complete_term(cleaner: Cleaner, found: dict[str, Any], value: Mapping[str, Any]) -> None:
    if "name" not in found:
        return
    found.setdefault("description", found["name"])
    detail = found.get("taxonomy_detail", {})
    name = found.get("taxonomy") or detail.get("name", "")
    if "taxonomy_id" not in found and (detail or name):
        found["taxonomy_id"] = detail.get("id") or cleaner.identity("taxonomy", name)


def _complete_named(cleaner: Cleaner, found: dict[str, Any], value: Mapping[str, Any]) -> None:
    if "name" in found:
        found.setdefault("description", found["name"])


def _complete_identifier(cleaner: Cleaner, found: dict[str, Any], value: Mapping[str, Any]) -> None:
    if "identifier" in found:
        found.setdefault("identifier_type", found.get("identifier_scheme") or "identifier")


def _complete_address(cleaner: Cleaner, found: dict[str, Any], value: Mapping[str, Any]) -> None:
    """A town that is left out is the place's; a county is the region or the town; here is the United Kingdom."""
    found.setdefault("city", cleaner.town)
    found.setdefault("state_province", found.get("region") or found["city"])
    found["country"] = "GB" if found.get("country", "").upper() in values.HERE else found["country"]
    found.setdefault("address_type", "physical")
    if "postal_code" in found:
        found["postal_code"] = found["postal_code"].upper()


def _complete_location(cleaner: Cleaner, found: dict[str, Any], value: Mapping[str, Any]) -> None:
    """An address too thin for a feed stays as words."""
    found.setdefault("location_type", "physical")
    given = next(values.objects(value.get("addresses")), None)
    if given and "addresses" not in found and "description" not in found:
        lines = [
            values.line(given.get(part), 120) for part in ("address_1", "address_2", "city", "postal_code")
        ]
        if words := ", ".join(part for part in lines if part):
            found["description"] = words


_COMPLETE: dict[str, Callable[[Cleaner, dict[str, Any], Mapping[str, Any]], None]] = {
    "taxonomy_term": _complete_term,
    "taxonomy": _complete_named,
    "program": _complete_named,
    "organization_identifier": _complete_identifier,
    "address": _complete_address,
    "location": _complete_location,
}


def carried_by_service(cleaner: Cleaner, record: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What a service's record says beside its times and places. `terms` and `taxonomies` are for filters."""
    found = cleaner.fields(SERVICE, record, key)
    for name in ALWAYS:
        found.setdefault(name, "" if name == "url" else [])
    return found | _index(found.get("attributes", ()))


def carried_by_organisation(cleaner: Cleaner, record: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = cleaner.fields(ORGANIZATION, record, key)
    return found | {"phones": found.get("phones", [])} | _index(found.get("attributes", ()))


def _index(attributes: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    terms = [one["taxonomy_term"] for one in attributes if "taxonomy_term" in one]
    ids = {
        "terms": sorted({term["id"] for term in terms}),
        "taxonomies": sorted({term["taxonomy_id"] for term in terms if "taxonomy_id" in term}),
    }
    return {name: found for name, found in ids.items() if found}

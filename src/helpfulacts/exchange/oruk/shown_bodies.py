"""Organisations as feeds show them, and the two that stand in where none is named: neighbours, and the directory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import values
from .known_fields import ORGANIZATION
from .terms import derived

_SIMPLE = ("id", "name", "alternate_name", "description", "email", "website", "legal_status", "tax_status", "tax_id",
           "year_incorporated", "logo", "uri", "parent_organization_id")  # fmt: skip


def pruned(value: Any) -> Any:
    """The same without what is empty, at every depth: an optional field is left out, never null."""
    if isinstance(value, Mapping):
        kept = {name: pruned(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [one for one in (pruned(one) for one in value) if one not in (None, "", [], {})]
    return value


def neighbours_of(place: Any) -> dict[str, Any]:
    """Stands for everybody who gives something themselves: no person is ever named."""
    return {
        "id": derived("neighbours", place.slug),
        "name": f"Neighbours in {place.name}"[:120],
        "description": "People who live here and offer something themselves. The place passes on who asks.",
    }


def directory_of(place: Any) -> dict[str, Any]:
    """Stands for whatever no organisation is named for, and for what is gone."""
    return {
        "id": derived("directory", place.slug),
        "name": f"The directory of {place.name}"[:120],
        "description": "Keeps this list of what there is here.",
    }


def organisation_record(body: Any) -> dict[str, Any]:
    said = {name: body.carried[name] for name in ORGANIZATION if name in body.carried}
    number = values.phone(body.phone)
    if "phones" not in body.carried and number:
        said["phones"] = [{"id": derived("phone", body.exchange_id, number), "number": number}]
    name = values.line(body.name, 120)
    return pruned(
        said
        | {
            "id": str(body.exchange_id),
            "name": name,
            "description": values.text(body.about, 2000) or name,
            "email": values.email(body.email),
            "website": values.uri(body.website),
        }
    )


def simple(record: Mapping[str, Any]) -> dict[str, Any]:
    """The one-to-one fields of an organisation's record."""
    return {name: record[name] for name in _SIMPLE if name in record}


def giver_record(offer: Any) -> dict[str, Any]:
    """The organisation that an offer is shown from."""
    if offer.giver_id is not None or (offer.sphere == "personal" and offer.provider is None):
        return neighbours_of(offer.place)
    return organisation_record(offer.provider) if offer.provider is not None else directory_of(offer.place)

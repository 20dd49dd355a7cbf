"""Which fields of HSDS 3.1 are carried, by noun, and how each is read. What is not here never comes in."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import values

if TYPE_CHECKING:
    from .carrying import Cleaner

Reader = Callable[["Cleaner", Any, str], Any]


def _line(longest: int) -> Reader:
    return lambda cleaner, value, parent: values.line(value, longest)


def _text(longest: int) -> Reader:
    return lambda cleaner, value, parent: values.text(value, longest)


def _uncut(longest: int) -> Reader:
    def read(cleaner: Cleaner, value: Any, parent: str) -> str:
        found = values.text(value, longest + 1)
        return found if len(found) <= longest else ""

    return read


def _day(cleaner: Cleaner, value: Any, parent: str) -> str:
    try:
        found = values.date(value, "day")
    except values.Odd:
        found = None
    return found.isoformat() if found else ""


def _number(cleaner: Cleaner, value: Any, parent: str) -> int | float | None:
    try:
        number = math.nan if isinstance(value, bool | dict | list) else float(value)
    except (TypeError, ValueError):
        return None
    if not 0 <= number <= 1e12:
        return None
    return int(number) if number == int(number) else number


def _degrees(cleaner: Cleaner, value: Any, parent: str) -> float | None:
    try:
        return values.degrees(value)
    except values.Odd:
        return None


def _one_of(choices: tuple[str, ...], default: str = "") -> Reader:
    def read(cleaner: Cleaner, value: Any, parent: str) -> str:
        said = values.line(value, 40).casefold()
        return said if said in choices else default

    return read


def _one(noun: str) -> Reader:
    return lambda cleaner, value, parent: cleaner.one(noun, value, parent)


def _many(noun: str) -> Reader:
    return lambda cleaner, value, parent: cleaner.many(noun, value, parent)


def _ref(noun: str) -> Reader:
    return lambda cleaner, value, parent: cleaner.identity(noun, value)


_uri: Reader = lambda cleaner, value, parent: values.uri(value)  # noqa: E731
_email: Reader = lambda cleaner, value, parent: values.email(value)  # noqa: E731
_phone: Reader = lambda cleaner, value, parent: values.phone(value)  # noqa: E731
_TYPES = ("physical", "postal", "virtual")

SERVICE: dict[str, Reader] = {
    "alternate_name": _line(160),
    "email": _email,
    "interpretation_services": _text(1000),
    "application_process": _text(2000),
    "fees_description": _text(2000),
    "fees": _text(1000),
    "wait_time": _line(200),
    "accreditations": _text(1000),
    "eligibility_description": _text(2000),
    "assurer_email": _email,
    "licenses": _text(1000),
    "alert": _line(1500),
    "url": _uri,
    "additional_urls": _many("url"),
    "program": _one("program"),
    "phones": _many("phone"),
    "contacts": _many("contact"),
    "languages": _many("language"),
    "service_areas": _many("service_area"),
    "cost_options": _many("cost_option"),
    "funding": _many("funding"),
    "required_documents": _many("required_document"),
    "attributes": _many("attribute"),
}
"""One-to-one fields first; times and places are read on their own."""
SCALARS = tuple(SERVICE)[: tuple(SERVICE).index("additional_urls")]
ALWAYS = ("url", "phones", "contacts", "languages", "service_areas", "cost_options", "funding")
"""Kept even when empty: that a feed named no telephone is not the same as not having come from a feed."""

ORGANIZATION: dict[str, Reader] = {
    "alternate_name": _line(160),
    "legal_status": _line(100),
    "tax_status": _line(100),
    "tax_id": _line(60),
    "year_incorporated": _number,
    "logo": _uri,
    "uri": _uri,
    "parent_organization_id": _ref("organisation"),
    "additional_websites": _many("url"),
    "phones": _many("phone"),
    "contacts": _many("contact"),
    "funding": _many("funding"),
    "programs": _many("program"),
    "organization_identifiers": _many("organization_identifier"),
    "attributes": _many("attribute"),
}

PARTS: dict[str, tuple[tuple[str, ...], dict[str, Reader]]] = {
    "language": ((), {"name": _line(80), "code": _line(20), "note": _line(500)}),
    "phone": (
        ("number",),
        {
            "number": _phone,
            "extension": _number,
            "type": _line(40),
            "description": _text(1000),
            "languages": _many("language"),
        },
    ),
    "contact": (
        (),
        {"title": _line(120), "department": _line(120), "email": _email, "phones": _many("phone")},
    ),
    "service_area": (
        (),
        {
            "name": _line(300),
            "description": _text(1000),
            "extent": _uncut(5000),
            "extent_type": _line(40),
            "uri": _uri,
            "service_area": _line(300),
        },
    ),
    "cost_option": (
        (),
        {
            "valid_from": _day,
            "valid_to": _day,
            "option": _line(200),
            "currency": _line(10),
            "amount": _number,
            "amount_description": _line(300),
        },
    ),
    "funding": ((), {"source": _line(500), "organization_id": _ref("organisation")}),
    "url": (("url",), {"label": _line(200), "url": _uri}),
    "required_document": ((), {"document": _text(1000), "uri": _uri}),
    "program": (
        ("name",),
        {"name": _line(160), "alternate_name": _line(160), "description": _text(2000)},
    ),
    "attribute": (
        (),
        {
            "link_type": _line(60),
            "link_entity": _line(60),
            "value": _line(300),
            "label": _line(200),
            "taxonomy_term": _one("taxonomy_term"),
        },
    ),
    "taxonomy_term": (
        ("name",),
        {
            "code": _line(60),
            "name": _line(200),
            "description": _text(1000),
            "parent_id": _ref("taxonomy_term"),
            "taxonomy": _line(120),
            "taxonomy_id": _ref("taxonomy"),
            "taxonomy_detail": _one("taxonomy"),
            "language": _line(20),
            "term_uri": _uri,
            "term": _line(200),
        },
    ),
    "taxonomy": (
        ("name",),
        {"name": _line(120), "description": _text(1000), "uri": _uri, "version": _line(60)},
    ),
    "address": (
        ("address_1", "city", "state_province", "postal_code", "country", "address_type"),
        {
            "address_1": _line(120),
            "address_2": _line(120),
            "city": _line(80),
            "region": _line(80),
            "state_province": _line(80),
            "postal_code": _line(12),
            "country": _line(40),
            "address_type": _one_of(_TYPES, "physical"),
        },
    ),
    "accessibility": (
        (),
        {"description": _text(1000), "details": _text(1000), "url": _uri, "accessibility": _text(1000)},
    ),
    "location": (
        (),
        {
            "location_type": _one_of(_TYPES, "physical"),
            "url": _uri,
            "name": _line(160),
            "alternate_name": _line(160),
            "description": _text(1000),
            "transportation": _text(500),
            "latitude": _degrees,
            "longitude": _degrees,
            "external_identifier": _line(60),
            "external_identifier_type": _line(40),
            "languages": _many("language"),
            "addresses": _many("address"),
            "accessibility": _many("accessibility"),
            "contacts": _many("contact"),
            "phones": _many("phone"),
            "attributes": _many("attribute"),
        },
    ),
    "service_at_location": (
        ("location",),
        {
            "description": _text(1000),
            "service_areas": _many("service_area"),
            "contacts": _many("contact"),
            "phones": _many("phone"),
            "attributes": _many("attribute"),
            "location": _one("location"),
        },
    ),
    "organization_identifier": (
        ("identifier",),
        {"identifier_scheme": _line(60), "identifier_type": _line(80), "identifier": _line(120)},
    ),
}
"""By noun: the fields without which it says nothing, and how each of its fields is read."""

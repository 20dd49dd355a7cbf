"""The OpenAPI 3.1 document of this API, made from the same table of parameters that the views read by."""

from __future__ import annotations

from typing import Any

from helpfulacts.exchange.oruk.exporting import VERSION

from . import parameters
from .parameters import Parameter
from .schemas import SCHEMAS

_LISTS = {
    "services": ("Service", "services", parameters.SERVICES),
    "organizations": ("Organization", "organizations", parameters.ORGANISATIONS),
    "service_at_locations": (
        "ServiceAtLocation",
        "services at their published places",
        parameters.AT_LOCATIONS,
    ),
    "taxonomies": ("Taxonomy", "taxonomies", parameters.TAXONOMIES),
    "taxonomy_terms": ("TaxonomyTerm", "terms of taxonomies", parameters.TERMS),
}
_ONE = {"organizations": parameters.ONE_ORGANISATION}


def document(base: str, place: str) -> dict[str, Any]:
    """`base` is the address of the API without a slash at its end."""
    paths: dict[str, Any] = {
        "/": {"get": _operation("about", "Which version this is.", "About", ())},
        "/openapi.json": {
            "get": {
                "operationId": "openapi",
                "summary": "This document.",
                "responses": {"200": _json("This document.", {"type": "object"}), **_mistakes("400")},
            }
        },
    }
    for name, (schema, words, allowed) in _LISTS.items():
        paths[f"/{name}"] = {
            "get": _list(f"list_{name}", f"A list of {words}.", schema, allowed),
            "post": _twin(
                f"ask_{name}", f"The same list of {words}, its filters in the body.", schema, allowed
            ),
        }
        one = _operation(
            f"get_{name}", f"One of the {words}.", schema, _ONE.get(name, parameters.ONE), missing=True
        )
        one["parameters"].insert(
            0,
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}},
        )
        paths[f"/{name}/{{id}}"] = {"get": one}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"What there is in {place}",
            "version": VERSION,
            "description": (
                "Open Referral UK 3.0, as a projection of HSDS 3.1. Read only, for everybody, without a key. What the "
                "standard has no word for is in `helpful_acts`. Exact places are shown for published venues only."
            ),
        },
        "servers": [{"url": base}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS | {f"{schema}Page": _page(schema) for schema, _, _ in _LISTS.values()}
        },
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _mistakes(*codes: str) -> dict[str, Any]:
    words = {
        "400": "A filter that is not known or cannot be read.",
        "404": "There is none with that id here.",
    }
    return {code: _json(words[code], _ref("Mistake")) for code in codes}


def _in_query(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.says,
        "schema": dict(parameter.schema),
    }


def _operation(
    name: str, words: str, schema: str, allowed: tuple[Parameter, ...], *, missing: bool = False
) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": words,
        "parameters": [_in_query(parameter) for parameter in allowed],
        "responses": {
            "200": _json("It is here.", _ref(schema)),
            "304": {"description": "As `If-None-Match` says."},
            **_mistakes("400", *(["404"] if missing else [])),
        },
    }


def _list(name: str, words: str, schema: str, allowed: tuple[Parameter, ...]) -> dict[str, Any]:
    operation = _operation(name, words, f"{schema}Page", allowed)
    operation["responses"]["200"]["content"]["application/x-ndjson"] = {"schema": {"type": "string"}}
    return operation


def _twin(name: str, words: str, schema: str, allowed: tuple[Parameter, ...]) -> dict[str, Any]:
    body = {
        "type": "object",
        "properties": {parameter.name: dict(parameter.schema) for parameter in allowed},
        "additionalProperties": False,
    }
    operation = _list(name, words, schema, ())
    operation["requestBody"] = {
        "required": False,
        "content": {
            "application/json": {"schema": body},
            "application/x-www-form-urlencoded": {"schema": body},
        },
    }
    return operation


def _page(schema: str) -> dict[str, Any]:
    whole, yes_or_no = {"type": "integer", "minimum": 0}, {"type": "boolean"}
    numbers = dict.fromkeys(("total_items", "total_pages", "page_number", "size"), whole)
    flags = dict.fromkeys(("first_page", "last_page", "empty"), yes_or_no)
    return {
        "type": "object",
        "properties": {**numbers, **flags, "contents": {"type": "array", "items": _ref(schema)}},
        "required": [*numbers, *flags, "contents"],
        "additionalProperties": False,
    }

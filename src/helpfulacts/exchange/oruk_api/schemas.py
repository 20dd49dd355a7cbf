"""What a record of each kind looks like, for the OpenAPI document. Fields beyond these may come with a later version."""

from __future__ import annotations

from typing import Any

from helpfulacts.directory.facets import ACCESS_NEEDS, FACET_CODES, KINDS, SPHERES

_ID: dict[str, Any] = {"type": "string", "format": "uuid"}
_WORDS: dict[str, Any] = {"type": "string", "minLength": 1}
_URI: dict[str, Any] = {"type": "string", "format": "uri"}
_EMAIL: dict[str, Any] = {"type": "string", "format": "email"}
_DAY: dict[str, Any] = {"type": "string", "format": "date"}
_MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}
_NUMBER: dict[str, Any] = {"type": "number", "minimum": 0}
_CLOCK: dict[str, Any] = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
_PLACE: dict[str, Any] = {"type": "string", "enum": ["physical", "postal", "virtual"]}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _many(name: str) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": _ref(name)}


def _texts() -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": _WORDS}


def _object(required: str, **fields: Any) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": fields}


SCHEMAS: dict[str, Any] = {
    "Mistake": _object("error", error=_WORDS),
    "About": _object("version profile openapi_url", version=_WORDS, profile=_URI, openapi_url=_URI),
    "Language": _object("id", id=_ID, name=_WORDS, code=_WORDS, note=_WORDS),
    "Phone": _object(
        "id number", id=_ID, number=_WORDS, extension=_NUMBER, type=_WORDS, description=_WORDS,
        languages=_many("Language"),
    ),
    "Contact": _object(
        "id", id=_ID, title=_WORDS, department=_WORDS, email=_EMAIL, phones=_many("Phone")
    ),
    "Schedule": _object(
        "id", id=_ID, freq={"type": "string", "enum": ["WEEKLY", "MONTHLY"]}, interval=_NUMBER, byday=_WORDS,
        bymonthday=_WORDS, valid_from=_DAY, valid_to=_DAY, dtstart=_DAY, until=_DAY, opens_at=_CLOCK,
        closes_at=_CLOCK, description=_WORDS, notes=_WORDS, attending_type=_WORDS, schedule_link=_URI, rrule=_WORDS,
    ),
    "ServiceArea": _object(
        "id", id=_ID, name=_WORDS, description=_WORDS, extent=_WORDS, extent_type=_WORDS, uri=_URI,
        service_area=_WORDS,
    ),
    "CostOption": _object(
        "id", id=_ID, option=_WORDS, amount=_NUMBER, currency=_WORDS, amount_description=_WORDS, valid_from=_DAY,
        valid_to=_DAY,
    ),
    "Funding": _object("id", id=_ID, source=_WORDS, organization_id=_ID),
    "Address": _object(
        "id address_1 city state_province postal_code country address_type", id=_ID, address_1=_WORDS,
        address_2=_WORDS, city=_WORDS, region=_WORDS, state_province=_WORDS, postal_code=_WORDS, country=_WORDS,
        address_type=_PLACE,
    ),
    "Accessibility": _object("id", id=_ID, description=_WORDS, details=_WORDS, url=_URI),
    "Location": _object(
        "id location_type", id=_ID, location_type=_PLACE, name=_WORDS, description=_WORDS,
        latitude={"type": "number", "minimum": -90, "maximum": 90},
        longitude={"type": "number", "minimum": -180, "maximum": 180},
        addresses=_many("Address"), accessibility=_many("Accessibility"), phones=_many("Phone"),
    ),
    "TaxonomyTerm": _object(
        "id name description", id=_ID, code=_WORDS, name=_WORDS, description=_WORDS, parent_id=_ID, taxonomy=_WORDS,
        taxonomy_id=_ID, term_uri=_URI, term=_WORDS,
    ),
    "Taxonomy": _object(
        "id name description", id=_ID, name=_WORDS, description=_WORDS, uri=_URI, version=_WORDS,
        taxonomy_terms=_many("TaxonomyTerm"),
    ),
    "Attribute": _object("id", id=_ID, link_type=_WORDS, value=_WORDS, taxonomy_term=_ref("TaxonomyTerm")),
    "Identifier": _object(
        "id identifier_type identifier", id=_ID, identifier_scheme=_WORDS, identifier_type=_WORDS, identifier=_WORDS
    ),
    "Organization": _object(
        "id name description", id=_ID, name=_WORDS, alternate_name=_WORDS, description=_WORDS, email=_EMAIL,
        website=_URI, logo=_URI, uri=_URI, parent_organization_id=_ID, phones=_many("Phone"),
        organization_identifiers=_many("Identifier"), services=_many("Service"),
    ),
    "ServiceAtLocation": _object(
        "id service_id service", id=_ID, service_id=_ID, location_id=_ID, description=_WORDS,
        location=_ref("Location"), service=_ref("Service"), schedules=_many("Schedule"),
    ),
    "Place": _object("id location", id=_ID, description=_WORDS, location=_ref("Location"), schedules=_many("Schedule")),
    "Service": _object(
        "id name status organization_id", id=_ID, organization_id=_ID, name=_WORDS, alternate_name=_WORDS,
        description=_WORDS, url=_URI, email=_EMAIL, fees=_WORDS, accreditations=_WORDS, alert=_WORDS,
        status={"type": "string", "enum": ["active", "inactive", "defunct", "temporarily closed"]},
        application_process=_WORDS, eligibility_description=_WORDS, minimum_age=_NUMBER, maximum_age=_NUMBER,
        assured_date=_DAY, assurer_email=_EMAIL, last_modified=_MOMENT, schedules=_many("Schedule"),
        service_areas=_many("ServiceArea"), service_at_locations=_many("Place"), languages=_many("Language"),
        organization=_ref("Organization"), funding=_many("Funding"), cost_options=_many("CostOption"),
        contacts=_many("Contact"), phones=_many("Phone"), attributes=_many("Attribute"),
        helpful_acts=_ref("HelpfulActs"),
    ),
    "HelpfulActs": {
        "type": "object",
        "description": (
            "What the standard has no word for. `kind` is one of six; an offer of a person names neither the person nor "
            "an exact place, only its ward; `needs` are ids of services to be held first; `bodies` are other "
            "organizations in it."
        ),
        "properties": {
            "kind": {"type": "string", "enum": list(KINDS)},
            "sphere": {"type": "string", "enum": list(SPHERES)},
            "access": {"type": "string", "enum": ["open", "shared"]},
            "shown_from": _WORDS,
            "summary": _WORDS,
            "facets": {
                "type": "object",
                "propertyNames": {"enum": list(FACET_CODES)},
                "additionalProperties": {"type": "integer", "minimum": 1, "maximum": 3},
            },
            "particulars": {"type": "object"},
            "where": _texts(),
            "ward": _WORDS,
            "serves_wards": _texts(),
            "access_facts": {
                "type": "array",
                "items": _object(
                    "fact answer source", fact={"type": "string", "enum": list(ACCESS_NEEDS)},
                    answer={"type": "string", "enum": ["yes", "no"]}, on=_DAY, by=_WORDS,
                    source={"type": "string", "enum": ["keeper", "visitor", "assessor", "import"]},
                ),
            },
            "on_bank_holidays": {"type": "string", "enum": ["runs", "closed", "unknown"]},
            "other_days": {"type": "array", "items": _object("day", day=_DAY, opens_at=_WORDS, closes_at=_WORDS, reason=_WORDS)},
            "fetches": {"type": "string", "enum": ["yes", "no", "unknown"]},
            "eligibility": {"type": "object", "maxProperties": 1},
            "cost": _WORDS,
            "cost_pence": {"type": "integer", "minimum": 0},
            "costs": {"type": "array", "items": {"type": "object"}},
            "capacity": _object("unit stated", unit=_WORDS, stated=_NUMBER, own_cap=_NUMBER, talks_first={"type": "boolean"}),
            "needs": {"type": "array", "items": _ID},
            "tried": {"type": "array", "items": _object("words worked on", words=_WORDS, worked={"type": "boolean"}, on=_DAY)},
            "bodies": {"type": "array", "items": _object("organization_id part", organization_id=_ID, part=_WORDS)},
        },
    },
}  # fmt: skip

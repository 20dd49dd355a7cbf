"""A sound Open Referral UK service to spoil, for tests."""

from __future__ import annotations

from typing import Any

ORGANISATION = {
    "id": "0b5b9bd2-6b59-4b3f-8a5a-0f3c59ad6f01",
    "name": "A tool library",
    "description": "A charity.",
}


def service(**changes: Any) -> dict[str, Any]:
    """A service with everything; `changes` replace its fields, and None takes one away."""
    record: dict[str, Any] = {
        "id": "5d1f2a50-93a5-4f76-8d8a-6c2f7f4d3a10",
        "name": "Borrow a drill",
        "description": "Borrow tools to mend things at home. Somebody shows you how.",
        "status": "active",
        "organization": ORGANISATION,
        "url": "https://tools.example.org/",
        "minimum_age": 18,
        "assured_date": "2026-01-05",
        "schedules": [
            {"id": "s", "freq": "WEEKLY", "byday": "TH", "opens_at": "10:00", "closes_at": "13:00"}
        ],
        "phones": [{"id": "p", "number": "01632 960 001"}],
        "languages": [{"id": "l", "name": "Punjabi"}],
        "cost_options": [{"id": "c", "option": "A week", "amount": 3}],
        "service_at_locations": [
            {
                "id": "sal",
                "location": {
                    "id": "loc",
                    "location_type": "physical",
                    "name": "The old fire station",
                    "latitude": 52.52,
                    "longitude": -2.1,
                    "addresses": [
                        {"id": "a", "address_1": "1 High Street", "city": "Testham", "country": "GB"}
                    ],
                    "accessibility": [{"id": "x", "description": "Step-free from the street."}],
                },
            }
        ],
    } | changes
    return {key: value for key, value in record.items() if value is not None}

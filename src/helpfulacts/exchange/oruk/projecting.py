"""An offer as a service of a feed: the HSDS 3.1 superset, valid as Open Referral UK 3.0, with our own object beside it.

What a feed once said is shown as it said it, unless people here have changed it since. Reading a record back gives an
offer that is shown as the same record.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from helpfulacts.directory import feeds
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.facets import LANGUAGES
from helpfulacts.directory.offer_costs import plain

from . import values
from .accessibility import in_order, said_of
from .describing import join_description
from .extension import NAME, WORDS
from .known_fields import SCALARS, SERVICE
from .schedules import times_of
from .shown_bodies import giver_record, pruned, simple
from .shown_places import links_of
from .terms import FACET_TERMS, KIND_TERMS, derived

GONE = "No longer listed"
_GONE = {"active": "inactive", "held": "inactive", "hidden": "inactive", "paused": "temporarily closed"}
_BY_A_NEIGHBOUR = "A neighbour"


@dataclass(frozen=True)
class Showing:
    """Which feed it is for. `capacity` is by offer; `dated` leaves out when a record last changed here."""

    kinds: Collection[str] = feeds.SERVICE_LIKE
    capacity: Mapping[uuid.UUID, Any] = field(default_factory=dict)
    dated: bool = True


def service_record(offer: Any, showing: Showing, *, full: bool = True, alone: bool = True) -> dict[str, Any]:
    """`full`: with its times, places and all; else only what it has one of. `alone`: with its organisation inside.

    What is gone is shown as defunct, without a word of what it was.
    """
    if not directory.is_listed(offer):
        return gone_record(offer, showing)
    person = offer.giver_id is not None or offer.sphere == "personal"
    body = giver_record(offer)
    said = {name: offer.carried[name] for name in SCALARS if name in offer.carried}
    record: dict[str, Any] = said | {
        "id": str(offer.exchange_id),
        "organization_id": body["id"],
        "name": values.line(offer.title, 160),
        "description": _description(offer),
        "status": "active",
        "minimum_age": offer.min_age,
        "maximum_age": offer.max_age,
        "assured_date": offer.checked_on.isoformat() if offer.checked_on else None,
        NAME: _extension(offer, showing, person=person, body=body),
    }
    if showing.dated and not offer.without_moment:
        record["last_modified"] = offer.changed_at.isoformat()
    if "url" not in said and not person:
        record["url"] = values.uri(offer.website)
    if "application_process" not in said:
        record["application_process"] = values.line(offer.what_next, 300)
    if "cost_options" not in offer.carried:
        record["fees"] = values.line(offer.cost, 120)
    if alone:
        record["organization"] = body if full else simple(body)
    record |= _contact(offer, person, full)
    if full:
        record |= _parts(offer)
    found: dict[str, Any] = pruned(record)
    return found


def minimal_record(offer: Any, showing: Showing) -> dict[str, Any]:
    """Enough to see that something changed."""
    record = service_record(offer, showing, full=False, alone=False)
    return {
        name: record[name]
        for name in ("id", "name", "status", "organization_id", "last_modified")
        if name in record
    }


def gone_record(offer: Any, showing: Showing) -> dict[str, Any]:
    """The same for whatever has ended, was taken back or may not be shown any more, so that it tells nothing else.

    A giver who must not be found looks as if all had ended; a check that ran out, as if it were held already.
    """
    status = "ended" if directory.is_protected(offer) else offer.status
    record = {
        "id": str(offer.exchange_id),
        "organization_id": giver_record(offer)["id"],
        "name": GONE,
        "status": _GONE.get(status, "defunct"),
        "last_modified": offer.changed_at.isoformat() if showing.dated and not offer.without_moment else None,
    }
    found: dict[str, Any] = pruned(record)
    return found


def _description(offer: Any) -> str:
    description = values.text(offer.description, 8000)
    if alert := offer.carried.get("alert"):
        description = "" if description == alert else description.removesuffix(f"\n\n{alert}")
    return join_description(values.line(offer.summary, 400), description, values.line(offer.title, 160))


def _contact(offer: Any, person: bool, full: bool) -> dict[str, Any]:
    """How to reach it; never how to reach a person."""
    if person or "phones" in offer.carried:
        return {}
    if number := values.phone(offer.contact):
        return (
            {"phones": [{"id": derived("phone", offer.exchange_id, number), "number": number}]}
            if full
            else {}
        )
    return {"email": values.email(offer.contact)}


def _parts(offer: Any) -> dict[str, Any]:
    own, said = offer.exchange_id, offer.carried
    parts: dict[str, Any] = {name: said[name] for name in SERVICE if name in said and name not in SCALARS}
    parts["schedules"] = said["schedules"] if "schedules" in said else times_of(offer)
    parts["service_at_locations"] = links_of(offer)
    if "languages" not in said:
        parts["languages"] = [
            {"id": derived("language", own, code), "name": LANGUAGES.get(code, ""), "code": code}
            for code in offer.languages
        ]
    if "service_areas" not in said:
        parts["service_areas"] = [
            {"id": derived("area", own, ward), "name": ward, "service_area": ward}
            for ward in offer.serves_wards
        ]
    if "cost_options" not in said and offer.cost_pence is not None:
        pounds = offer.cost_pence / 100
        parts["cost_options"] = [
            {
                "id": derived("cost", own, offer.cost_pence),
                "amount": int(pounds) if pounds == int(pounds) else pounds,
                "currency": "GBP",
            }
        ]
    if "funding" not in said and offer.who_pays:
        words = values.line(offer.who_pays, 160)
        parts["funding"] = [{"id": derived("funding", own, words), "source": words}]
    terms = [FACET_TERMS[code] for code in sorted(offer.facets) if code in FACET_TERMS]
    parts["attributes"] = [
        *said.get("attributes", ()),
        *(
            {"id": derived("attribute", own, term["id"]), "link_type": "taxonomy_term", "taxonomy_term": term}
            for term in (*terms, KIND_TERMS[offer.kind])
        ),
    ]
    return parts


def _by_day(row: Any) -> tuple[dt.date, dt.time]:
    return row.day, row.starts or dt.time()


def _other_day(row: Any) -> dict[str, Any]:
    """A day that differs from the usual week; without times it is closed."""
    said = {"day": row.day.isoformat(), "reason": row.reason}
    if row.starts is None:
        return said
    return said | {"opens_at": f"{row.starts:%H:%M}", "closes_at": f"{row.ends:%H:%M}"}


def _eligibility(offer: Any, unplaced: Any) -> dict[str, Any]:
    """Who it is for. A rule that named wards of another place goes out as it came, unless it was changed here."""
    if unplaced and unplaced["kept"] == offer.eligibility:
        return dict(unplaced["said"])
    return dict(offer.eligibility)


def _extension(offer: Any, showing: Showing, *, person: bool, body: Mapping[str, Any]) -> dict[str, Any]:
    unplaced = offer.carried.get("unplaced", {})
    limits = {
        "summary": 400,
        "brings": 300,
        "what_next": 300,
        "if_not": 300,
        "ask_first": 240,
        "restricted_to": 240,
    }
    said: dict[str, Any] = {
        name: values.line(getattr(offer, name), limits.get(name, 160))
        for name in WORDS
        if name != "shown_from"
    }
    if not offer.checked_on:
        said["checked_how"] = ""
    shown_from = values.line(offer.shown_from, 120)
    if not person and shown_from != body["name"]:
        said["shown_from"] = shown_from
    capacity = showing.capacity.get(offer.pk)
    return said | {
        "kind": offer.kind,
        "sphere": offer.sphere,
        "access": offer.access,
        "facets": dict(offer.facets),
        "particulars": {
            name: one for name, one in offer.particulars.items() if name not in ("imported", "tried")
        },
        "where": list(offer.where),
        "ward": offer.ward.name if offer.ward else unplaced.get("ward", ""),
        "serves_wards": [*offer.serves_wards, *unplaced.get("serves_wards", ())],
        "access_facts": [said_of(row, person) for row in in_order(offer)],
        "on_bank_holidays": offer.on_bank_holidays if offer.on_bank_holidays != "unknown" else "",
        "other_days": [_other_day(row) for row in sorted(offer.exceptions.all(), key=_by_day)],
        "fetches": offer.fetches,
        "eligibility": _eligibility(offer, unplaced.get("eligibility")),
        "activities": list(offer.activities),
        "cost_pence": offer.cost_pence,
        "funding_ends": offer.funding_ends.isoformat() if offer.funding_ends else None,
        "costs": [row | {"bearer": _BY_A_NEIGHBOUR} if person else row for row in plain(offer.costs)],
        "capacity": {
            "unit": capacity.unit,
            "stated": capacity.stated,
            "own_cap": capacity.own_cap,
            "talks_first": capacity.talks_first or None,
        }
        if capacity is not None
        else None,
        "needs": sorted(
            str(row.needs.exchange_id)
            for row in offer.prerequisites.all()
            if row.needs.kind in showing.kinds and directory.is_listed(row.needs)
        ),
        "tried": sorted(
            (
                {"words": one.words, "worked": one.worked, "on": one.on.isoformat()}
                for one in offer.trials.all()
            ),
            key=lambda one: (one["on"], one["words"]),
        ),
        "bodies": [
            {"organization_id": str(row.organisation.exchange_id), "part": row.part}
            for row in sorted(offer.bodies.all(), key=lambda row: (row.part, row.organisation.exchange_id))
        ],
    }

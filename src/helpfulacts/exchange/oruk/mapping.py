"""One service of a feed as a draft of an offer. What the feed does not say stays not known; nothing is guessed.

The rules that a reader may want to argue with are in `docs/concepts/exchange.md`, in the same order.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.directory.checks import check_draft
from helpfulacts.directory.confidential import is_confidential
from helpfulacts.directory.drafts import OfferDraft, exchange_id_for
from helpfulacts.directory.eligibility import LONGEST_QUESTION, either, with_leaves
from helpfulacts.directory.facets import FACET_CODES, KINDS
from helpfulacts.directory.kept_here import IN_ITS_FEED
from helpfulacts.directory.reading import STRONG, facets_in

from . import values
from .amounts import ages_in, capacity_in, cost_in, tolerant
from .carrying import Cleaner, carried_by_service
from .describing import split_description
from .extension import Said, read_extension
from .fingerprint import fingerprint
from .locations import Gazetteer, Spot, spots_of
from .organisations import Body, email_in, phone_in
from .schedules import carried_times, when
from .terms import facets_of, kind_of

DETAILS = {
    "service_at_locations",
    "schedules",
    "contacts",
    "phones",
    "cost_options",
    "languages",
    "attributes",
    "service_areas",
    "locations",
}
STATUSES = {"active": True, "inactive": False, "defunct": False, "temporarily closed": False}
OUR_KINDS = "helpful acts kind"
MOST_FACETS = 3
_DEFAULTS = vars(OfferDraft(title="", kind="", sphere=""))


def key_of(record: Mapping[str, Any]) -> str:
    """The service's id as its source writes it. Raises Odd without one."""
    key = values.identifier(record.get("id"))
    if not key:
        raise values.Odd("It has no id.")
    return key


def exchange_id_of(key: str, source: str) -> uuid.UUID:
    """The source's own UUID, else one made from the source and the id (UUID version 5)."""
    return values.as_uuid(key) or exchange_id_for(source, key)


def is_active(record: Mapping[str, Any]) -> bool:
    """Whether it is offered now; a feed that leaves the status out means that it is. Raises Odd for other words."""
    status = values.line(record.get("status"), 40).casefold()
    if status and status not in STATUSES:
        raise values.Odd(f"Its status is “{status}”, not active, inactive, defunct or temporarily closed.")
    return STATUSES.get(status, True)


def has_details(record: Mapping[str, Any]) -> bool:
    """False for an entry of a list, which names a service without its times, places and contacts."""
    return bool(DETAILS & record.keys())


def draft_of(
    record: Mapping[str, Any],
    *,
    key: str,
    cleaner: Cleaner,
    body: Body,
    gazetteer: Gazetteer,
    today: dt.date,
    named: tuple[tuple[str, str], ...] = (),
    provider: Any = None,
    bodies: tuple[tuple[Any, str], ...] = (),
) -> tuple[OfferDraft, list[str]]:
    """(the draft, a sentence for each part that was left out). Raises Odd where the whole cannot be used.

    `record` is its public part. `named` are the other organisations that it names, as (id, part). `provider` and
    `bodies` are organisations as they are kept here: what people here call them is not what the feed says.
    """
    title = values.line(record.get("name"), 160)
    if not title:
        raise values.Odd("It has no name.")
    said = read_extension(record)
    summary, description = _words(record, title, said)
    alert = values.line(record.get("alert"), 1500)
    about = f"{description}\n\n{alert}".strip() if alert and len(description) < 4000 else description
    personal = said is not None and said.fields.get("sphere") == "personal"
    hidden = personal or is_confidential(f"{title} {description} {body.name}")
    spots = spots_of(record, gazetteer, cleaner, key, today, hidden=hidden)
    spot = spots.first or Spot()
    weekly, repeats, times_odd = when(record, today)
    odd = spots.odd + times_odd
    youngest, oldest = ages_in(record, odd)
    cost, cost_pence = cost_in(record, today, odd)
    kind, kind_from = _kind(record)
    carried = carried_by_service(cleaner, record, key)
    holders = [record, *spots.lost]
    times = {one["id"]: one for holder in holders for one in carried_times(cleaner, holder, key, today)}
    carried["schedules"] = list(times.values())
    carried |= {"at": spots.at} if spots.at else {}
    fields: dict[str, Any] = _DEFAULTS | dict(
        title=title,
        kind=kind,
        sphere=body.sphere,
        key=key,
        exchange_id=exchange_id_of(key, cleaner.source),
        summary=summary,
        description=about,
        shown_from=body.name,
        facets=_facets(record, title, description),
        particulars={
            "imported": {
                "sphere_from": body.sphere_from,
                "kind_from": kind_from,
                "details": has_details(record),
            }
        },
        where=_where(record, spots.first is not None, spots.online),
        ward=spot.ward,
        latitude=spot.latitude,
        longitude=spot.longitude,
        published_venue=spots.may_show,
        address=spot.address if spots.may_show else "",
        serves_wards=_serves(record, gazetteer),
        weekly=tuple(weekly),
        repeats=tuple(repeats),
        languages=values.languages(record.get("languages")),
        access_facts=spot.access,
        min_age=youngest,
        max_age=oldest,
        ask_first=values.line(record.get("eligibility_description"), 240),
        cost=cost,
        cost_pence=cost_pence,
        what_next=values.line(record.get("application_process"), 300),
        who_pays=values.line(next(values.objects(record.get("funding")), {}).get("source"), 160),
        contact=phone_in(record) or email_in(record) or body.phone or body.email,
        website=tolerant(odd, values.website, record.get("url")) or body.website,
        capacity=capacity_in(record, kind, odd),
        carried=carried,
        locations=tuple(spots.further),
        imported=True,
        **_checked(record, body, today, odd),
    )
    if said is not None:
        fields |= _as_said(fields, said, gazetteer)
    fields["source_hash"] = fingerprint(fields, named)
    if provider is not None:
        own = {"shown_from": provider.name} if fields["shown_from"] == body.name else {}
        fields |= {"provider": provider, "bodies": bodies, **own}
    draft = OfferDraft(**fields)
    try:
        check_draft(draft)
    except Refused as refusal:
        raise values.Odd(str(refusal)) from None
    return draft, odd


def _words(record: Mapping[str, Any], title: str, said: Said | None) -> tuple[str, str]:
    """(summary, description)."""
    if said is not None and said.fields["summary"]:
        return split_description(said.fields["summary"], values.text(record.get("description"), 6500))
    description = values.text(record.get("description"), 5900)
    return values.first_sentences(description) or title, description


def _as_said(draft: Mapping[str, Any], said: Said, gazetteer: Gazetteer) -> dict[str, Any]:
    """What its own `helpful_acts` makes of the fields of a draft: it counts where it says anything."""
    fields = dict(said.fields)
    fields["particulars"] = {
        **fields["particulars"],
        "imported": {
            **draft["particulars"]["imported"],
            "kind_from": "its helpful_acts",
            "sphere_from": "its helpful_acts",
        },
    }
    fields["summary"] = fields["summary"] or draft["summary"]
    fields["shown_from"] = fields["shown_from"] or draft["shown_from"]
    if not draft["checked_on"]:
        del fields["checked_how"]
    elif not fields["checked_how"]:
        fields["checked_how"] = draft["checked_how"]
    known = tuple(
        gazetteer.wards[name.casefold()] for name in said.serves_wards if name.casefold() in gazetteer.wards
    )
    unplaced: dict[str, Any] = {}
    if strangers := [name for name in said.serves_wards if name.casefold() not in gazetteer.wards]:
        unplaced["serves_wards"] = strangers
    fields["eligibility"] = _asked_of_strangers(fields["eligibility"], gazetteer)
    if fields["eligibility"] != said.fields["eligibility"]:
        unplaced["eligibility"] = {"said": said.fields["eligibility"], "kept": fields["eligibility"]}
    ward = gazetteer.ward_called(said.ward)
    if said.ward and ward is None:
        unplaced["ward"] = said.ward
    return fields | {
        "kind": said.kind,
        "ward": ward or draft["ward"],
        "serves_wards": known,
        "needs": said.needs,
        "carried": draft["carried"] | ({"unplaced": unplaced} if unplaced else {}),
    }


def _asked_of_strangers(tree: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    """The rule, with a question wherever it names wards that are not of this place: nobody here can be told no by them."""

    def leaf(name: str, value: Any) -> dict[str, Any]:
        if name == "lives_in":
            known = [gazetteer.wards.get(ward.casefold()) for ward in value]
            if None in known:
                return {"ask": f"Do you live in {either(value)}?"[:LONGEST_QUESTION]}
            return {"lives_in": known}
        return {name: value}

    return with_leaves(tree, leaf)


def _terms(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [
        item["taxonomy_term"]
        for item in values.objects(record.get("attributes"))
        if isinstance(item.get("taxonomy_term"), dict)
    ]


def _kind(record: Mapping[str, Any]) -> tuple[str, str]:
    """A feed describes services, so it is a service, unless a term of our own taxonomy names another kind."""
    for term in _terms(record):
        if kind := kind_of(values.identifier(term.get("id"))):
            return kind, "its own term"
        if values.line(term.get("taxonomy"), 60).casefold() == OUR_KINDS:
            kind = values.line(term.get("name"), 20).casefold()
            if kind in KINDS:
                return kind, "its own term"
    return "service", "feeds describe services"


def _facets(record: Mapping[str, Any], title: str, description: str) -> dict[str, int]:
    """What it helps with: 3 where its name or a taxonomy term says so, 1 where only its description does. Three at most."""
    said = _terms(record)
    terms = [values.line(term.get("name"), 80) for term in said]
    found = {term.casefold(): 3 for term in terms if term.casefold() in FACET_CODES}
    for term in said:
        found |= {
            code: 3 for code in facets_of(values.identifier(term.get("id"))) if len(found) < MOST_FACETS
        }
    named = facets_in(". ".join([title, *terms]))
    found |= {code: 3 for code, weight in named.items() if weight >= STRONG and code not in found}
    told = facets_in(description)
    ranked = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    found |= {code: 1 for code, weight in ranked if weight >= STRONG and code not in found}
    return dict(list(found.items())[:MOST_FACETS])


def _where(record: Mapping[str, Any], physical: bool, online: bool) -> tuple[str, ...]:
    attending = " ".join(
        values.line(one.get("attending_type"), 200) for one in values.objects(record.get("schedules"))
    ).casefold()
    ways = {
        "venue": physical,
        "home": "home" in attending,
        "phone": "phone" in attending,
        "online": online or any(word in attending for word in ("online", "video", "virtual")),
    }
    return tuple(way for way, true in ways.items() if true)


def _serves(record: Mapping[str, Any], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Wards that its service areas name; empty (the whole place) when they name none of ours."""
    names = [
        values.line(area.get(field), 200).casefold()
        for area in values.objects(record.get("service_areas"))
        for field in ("name", "extent", "service_area")
    ]
    return tuple(dict.fromkeys(gazetteer.wards[name] for name in names if name in gazetteer.wards))


def _checked(record: Mapping[str, Any], body: Body, today: dt.date, odd: list[str]) -> dict[str, Any]:
    """When a human last confirmed it, as the feed says: by whom and how is kept as the feed's word."""
    day = tolerant(odd, values.date, record.get("assured_date"), "date it was assured")
    if day and day > today:
        odd.append(
            f"A detail was left out. It says it was assured on {day:%Y-%m-%d}, which is still to come."
        )
        day = None
    if not day:
        return {}
    return {"checked_on": day, "checked_by": body.name, "checked_how": IN_ITS_FEED}

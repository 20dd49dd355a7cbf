"""One service of a feed as a draft of an offer. What the feed does not say stays not known; nothing is guessed.

The rules that a reader may want to argue with are in `docs/concepts/exchange.md`, in the same order.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.directory.checks import check_draft
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, exchange_id_for
from helpfulacts.directory.facets import FACET_CODES, KINDS
from helpfulacts.directory.reading import STRONG, read

from . import values
from .locations import Gazetteer, is_confidential, spot_of
from .organisations import Body, email_in, phone_in
from .schedules import when

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
    record: Mapping[str, Any], *, key: str, source: str, body: Body, gazetteer: Gazetteer, today: dt.date
) -> tuple[OfferDraft, list[str]]:
    """(the draft, a sentence for each part that was left out). Raises Odd where the whole cannot be used."""
    title = values.line(record.get("name"), 160)
    if not title:
        raise values.Odd("It has no name.")
    description = values.text(record.get("description"), 5900)
    alert = values.line(record.get("alert"), 1500)
    about = f"{description}\n\n{alert}".strip() if alert and len(description) < 4000 else description
    spot, odd = spot_of(record, gazetteer)
    weekly, repeats, times_odd = when(record, today)
    odd += times_odd
    youngest, oldest = _ages(record, odd)
    cost, cost_pence = _cost(record, today, odd)
    hidden = is_confidential(f"{title} {description} {body.name}")
    kind, kind_from = _kind(record)
    draft = OfferDraft(
        title=title,
        kind=kind,
        sphere=body.sphere,
        key=key,
        exchange_id=exchange_id_of(key, source),
        summary=values.first_sentences(description) or title,
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
        where=_where(record, spot.physical, spot.online),
        ward=spot.ward,
        latitude=spot.latitude,
        longitude=spot.longitude,
        published_venue=spot.physical and not hidden,
        address="" if hidden else spot.address,
        serves_wards=_serves(record, gazetteer),
        weekly=tuple(weekly),
        repeats=tuple(repeats),
        languages=values.languages(record.get("languages")),
        step_free=spot.step_free,
        min_age=youngest,
        max_age=oldest,
        ask_first=values.line(record.get("eligibility_description"), 240),
        cost=cost,
        cost_pence=cost_pence,
        what_next=values.line(record.get("application_process"), 300),
        who_pays=values.line(next(values.objects(record.get("funding")), {}).get("source"), 160),
        contact=phone_in(record) or email_in(record) or body.phone or body.email,
        website=_tolerant(odd, values.website, record.get("url")) or body.website,
        capacity=_capacity(record, kind, odd),
        imported=True,
        **_checked(record, body, today, odd),
    )
    try:
        check_draft(draft)
    except Refused as refusal:
        raise values.Odd(str(refusal)) from None
    return dataclasses.replace(draft, source_hash=_hash(draft)), odd


def _hash(draft: OfferDraft) -> str:
    """What the draft says, as one number: the same again changes nothing, whatever changed around it."""
    said = {field.name: getattr(draft, field.name) for field in dataclasses.fields(draft)}
    said["ward"] = (
        str(draft.ward.pk) if draft.ward is not None and not isinstance(draft.ward, str) else draft.ward
    )
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) else str(value)  # type: ignore[arg-type]


def _tolerant(odd: list[str], reader: Any, *said: Any) -> Any:
    """The value that `reader` makes of what was said, or None with its sentence among the odd ones."""
    try:
        return reader(*said)
    except values.Odd as trouble:
        odd.append(f"A detail was left out. {trouble}")
        return None


def _terms(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [
        item["taxonomy_term"]
        for item in values.objects(record.get("attributes"))
        if isinstance(item.get("taxonomy_term"), dict)
    ]


def _kind(record: Mapping[str, Any]) -> tuple[str, str]:
    """A feed describes services, so it is a service, unless a term of our own taxonomy names another kind."""
    for term in _terms(record):
        if values.line(term.get("taxonomy"), 60).casefold() == OUR_KINDS:
            kind = values.line(term.get("name"), 20).casefold()
            if kind in KINDS:
                return kind, "its own term"
    return "service", "feeds describe services"


def _facets(record: Mapping[str, Any], title: str, description: str) -> dict[str, int]:
    """What it helps with: 3 where its name or a taxonomy term says so, 1 where only its description does. Three at most."""
    terms = [values.line(term.get("name"), 80) for term in _terms(record)]
    found = {term.casefold(): 3 for term in terms if term.casefold() in FACET_CODES}
    named = read(". ".join([title, *terms])).facets
    found |= {code: 3 for code, weight in named.items() if weight >= STRONG and code not in found}
    told = read(description).facets
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


def _ages(record: Mapping[str, Any], odd: list[str]) -> tuple[int | None, int | None]:
    youngest = _tolerant(odd, values.whole, record.get("minimum_age"), "youngest age", 120)
    oldest = _tolerant(odd, values.whole, record.get("maximum_age"), "oldest age", 120)
    if youngest is not None and oldest is not None and youngest > oldest:
        odd.append(f"The ages were left out. The youngest ({youngest}) is above the oldest ({oldest}).")
        return None, None
    return youngest, oldest


def _cost(record: Mapping[str, Any], today: dt.date, odd: list[str]) -> tuple[str, int | None]:
    """(words, pence). Pence only where every price that holds now is the same; several prices stay words."""
    words, prices = [], []
    for option in values.objects(record.get("cost_options")):
        over = _tolerant(odd, values.date, option.get("valid_to"), "last day of a price")
        if over and over < today:
            continue
        price = _tolerant(odd, values.pence, option.get("amount"))
        currency = values.line(option.get("currency"), 10).upper() or "GBP"
        if price is not None and currency == "GBP":
            prices.append(price)
            amount = "Free" if price == 0 else f"£{price / 100:,.2f}".removesuffix(".00")
        else:
            amount = f"{price / 100:g} {currency}" if price is not None else ""
        label = values.line(option.get("option"), 60)
        amount = f"{amount} {values.line(option.get('amount_description'), 60)}".strip()
        words.append(": ".join(part for part in (label, amount) if part))
    said = "; ".join(part for part in words if part) or values.line(
        record.get("fees_description") or record.get("fees"), 120
    )
    if not prices and said.casefold().strip(" .") in (
        "free",
        "no cost",
        "no charge",
        "none",
        "free of charge",
    ):
        prices = [0]
    return values.line(said, 120), prices[0] if len(set(prices)) == 1 else None


def _capacity(record: Mapping[str, Any], kind: str, odd: list[str]) -> CapacityDraft | None:
    for item in values.objects(record.get("service_capacity") or record.get("capacities")):
        numbers = [
            _tolerant(odd, values.whole, item.get(field), f"{field} capacity", 1_000_000)
            for field in ("available", "maximum")
        ]
        known = [number for number in numbers if number is not None]
        if known and kind != "idea":
            unit = item.get("unit")
            name = values.line(unit.get("name") if isinstance(unit, dict) else "", 20).casefold()
            return CapacityDraft(name or "place", min(known))
    return None


def _checked(record: Mapping[str, Any], body: Body, today: dt.date, odd: list[str]) -> dict[str, Any]:
    """When a human last confirmed it, as the feed says: by whom and how is kept as the feed's word."""
    day = _tolerant(odd, values.date, record.get("assured_date"), "date it was assured")
    if day and day > today:
        odd.append(
            f"A detail was left out. It says it was assured on {day:%Y-%m-%d}, which is still to come."
        )
        day = None
    if not day:
        return {}
    return {"checked_on": day, "checked_by": body.name, "checked_how": "in its feed"}

"""What this place's own feed says, when it comes back in: nothing of it is news, wherever the entries once came from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory import feeds
from helpfulacts.directory import selectors as directory

from . import values
from .exporting import canonical
from .extension import NAME
from .projecting import Showing, service_record
from .shown_bodies import directory_of, neighbours_of


def said_here(place: Any, records: Iterable[Mapping[str, Any]]) -> set[uuid.UUID]:
    """The exchange ids of those `records` that say word for word what this place's export says of that entry now.

    Only a record with our own object in it can; others cost nothing.
    """
    asked = {identity: dict(record) for record in records if (identity := id_of_ours(record))}
    if not asked:
        return set()
    rows = feeds.offers_wanted(place, feeds.Wanted(kinds=feeds.ALL_KINDS)).filter(exchange_id__in=asked)
    offers = list(feeds.with_all(rows, place))
    capacity = directory.capacity_on(offers, today(place.zone))
    shown = [Showing(kinds, capacity, False) for kinds in (feeds.SERVICE_LIKE, feeds.ALL_KINDS)]
    return {
        offer.exchange_id
        for offer in offers
        if any(_same(service_record(offer, one, alone=False), asked[offer.exchange_id]) for one in shown)
    }


def id_of_ours(record: Mapping[str, Any]) -> uuid.UUID | None:
    """The exchange id of a record that may be one of ours: one with our own object in it."""
    return values.as_uuid(values.identifier(record.get("id"))) if NAME in record else None


def _same(ours: Mapping[str, Any], came: Mapping[str, Any]) -> bool:
    return canonical(ours) == canonical(came)


def stand_ins(place: Any) -> set[uuid.UUID]:
    """Who stands in this place's feed where none is named: they are nobody, so they never come back in as somebody."""
    neighbours, unowned = feeds.gives_besides(place, feeds.ALL_KINDS)
    bodies = ((neighbours, neighbours_of), (unowned, directory_of))
    return {uuid.UUID(body(place)["id"]) for there, body in bodies if there}

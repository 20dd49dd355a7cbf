"""The five lists of the API: how many there are, some of them by position, and all of them one after another."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np

from helpfulacts.core.errors import Refused
from helpfulacts.directory import feed_keys, feeds
from helpfulacts.directory import selectors as directory
from helpfulacts.exchange.oruk import exporting, shown_bodies, shown_places
from helpfulacts.exchange.oruk.projecting import GONE, Showing, gone_record, service_record
from helpfulacts.places import geo
from helpfulacts.places import selectors as places

from .kept_records import json_of, records_listed, records_now, showing_for
from .vocabulary import Vocabulary, says_words

BATCH = 500
MOST_INSIDE = 500
"""As many services stand inside the organisations of one answer as fit on a page of their own list."""


class Listing(Protocol):
    """Records as JSON, by position."""

    def count(self) -> int: ...

    def some(self, start: int, stop: int) -> list[bytes]: ...


def everything(listing: Listing) -> Iterator[bytes]:
    """All records, a batch at a time."""
    for start in range(0, listing.count(), BATCH):
        yield from listing.some(start, start + BATCH)


def wanted_of(place: Any, asked: dict[str, Any]) -> feeds.Wanted:
    """The filters of a list of offers. Raises Refused for an id that is not here, or values that do not go together."""
    kinds = asked.get("kinds", feeds.SERVICE_LIKE)
    youngest, oldest = asked.get("minimum_age"), asked.get("maximum_age")
    if youngest is not None and oldest is not None and youngest > oldest:
        raise Refused("“minimum_age” is above “maximum_age”. Turn them round.")
    opens, closes = asked.get("start_time"), asked.get("end_time")
    if opens is not None and closes is not None and opens >= closes:
        raise Refused("“start_time” is not before “end_time”. Turn them round.")
    fields: dict[str, Any] = {
        "kinds": kinds,
        "words": asked.get("search", ()),
        "modified_since": asked.get("modified_after"),
        "youngest": youngest,
        "oldest": oldest,
        "day": asked.get("day", ""),
        "from_time": opens,
        "until_time": closes,
    }
    if "taxonomy_term_id" in asked or "taxonomy_id" in asked:
        fields |= Vocabulary(place, kinds).filters(asked.get("taxonomy_term_id"), asked.get("taxonomy_id"))
    if "organization_id" in asked:
        fields |= _giver(place, asked["organization_id"])
    return feeds.Wanted(**fields)


def _giver(place: Any, key: uuid.UUID) -> dict[str, Any]:
    if directory_body := feeds.body_called(place, key):
        return {"organisation": directory_body.exchange_id}
    if str(key) == shown_bodies.neighbours_of(place)["id"]:
        return {"neighbours": True}
    if str(key) == shown_bodies.directory_of(place)["id"]:
        return {"unowned": True}
    raise Refused("“organization_id” names no organization that is here.")


class Services:
    """Offers, and after them, where only a moment is asked for, what is gone for good."""

    def __init__(self, place: Any, asked: dict[str, Any]) -> None:
        self.place, self.wanted = place, wanted_of(place, asked)
        self.shape = "minimal" if asked.get("minimal") else "full" if asked.get("full") else "brief"
        self.keys = feed_keys.keys_wanted(place, self.wanted)
        self._gone = (
            feeds.departed(place, "service", self.wanted.modified_since) if self.wanted.only_since else None
        )

    def count(self) -> int:
        return self.keys.size + (self._gone.count() if self._gone is not None else 0)

    def some(self, start: int, stop: int) -> list[bytes]:
        kinds, keys = self.wanted.kinds, self.keys[start:stop].tolist()
        if self.wanted.modified_since is None:
            return records_listed(self.place, kinds, keys, self.shape)
        found = list(records_now(self.place, kinds, keys, self.shape).values()) if keys else []
        if self._gone is not None and stop > self.keys.size:
            gone = self._gone[max(0, start - self.keys.size) : stop - self.keys.size]
            found += [json_of(departed_record(self.place, row)) for row in gone]
        return found


def departed_record(place: Any, row: Any) -> dict[str, Any]:
    """What is left of a record that is gone for good: its identifier and the day."""
    return {
        "id": str(row.exchange_id),
        "name": GONE,
        "status": "defunct",
        "organization_id": shown_bodies.directory_of(place)["id"],
        "last_modified": row.at.isoformat(),
    }


class AtLocations:
    """Offers at their published places. What is gone is shown without its place."""

    def __init__(self, place: Any, asked: dict[str, Any]) -> None:
        self.place, self.wanted, self.full = place, wanted_of(place, asked), asked.get("full", False)
        links = feeds.links_wanted(place, self.wanted)
        if self.wanted.words:
            found = set(feed_keys.keys_wanted(place, self.wanted).tolist())
            links = [link for link in links if link.offer in found]
        if "postcode" in asked:
            links = _near(links, places.locate(place, asked["postcode"]), asked.get("proximity"))
        elif "proximity" in asked:
            raise Refused("“proximity” needs a “postcode” to measure from.")
        self.links = links

    def count(self) -> int:
        return len(self.links)

    def some(self, start: int, stop: int) -> list[bytes]:
        links = self.links[start:stop]
        rows = feeds.offers_by_key(self.place, {link.offer for link in links})
        offers = {offer.search_key: offer for offer in rows}
        showing = showing_for(self.place, self.wanted.kinds, list(offers.values()))
        records = []
        for link in links:
            offer = offers[link.offer]
            row = next((row for row in offer.locations.all() if row.pk == link.row), None)
            records.append(json_of(at_location_record(offer, row, showing, full=self.full)))
        return records


def at_location_record(offer: Any, row: Any, showing: Showing, *, full: bool) -> dict[str, Any]:
    """An offer at one place: the place brief and the service with what it has one of, or both in full."""
    link = shown_places.link_of_row(offer, row) if row is not None else shown_places.own_link(offer)
    if not directory.is_listed(offer):
        return {
            "id": link["id"],
            "service_id": str(offer.exchange_id),
            "service": gone_record(offer, showing),
        }
    service = service_record(offer, showing, full=full)
    service.pop("service_at_locations", None)
    location = link["location"]
    if not full:
        link = {name: said for name, said in link.items() if name in ("id", "description")}
        location = {name: said for name, said in location.items() if not isinstance(said, list)}
    ids = {"service_id": service["id"], "location_id": location["id"]}
    found: dict[str, Any] = shown_bodies.pruned({**link, **ids, "location": location, "service": service})
    return found


def _near(links: list[feeds.Link], where: Any, metres: int | None) -> list[feeds.Link]:
    ward = where.ward.name if where.ward else None
    links = [link for link in links if not link.serves_wards or ward in link.serves_wards]
    if metres is None:
        return links
    links = [link for link in links if link.latitude is not None and link.longitude is not None]
    lats = np.array([link.latitude for link in links], float)
    lons = np.array([link.longitude for link in links], float)
    away = geo.distances_m(where.latitude, where.longitude, lats, lons)
    return [link for link, far in zip(links, away, strict=True) if far <= metres]


class Organisations:
    """The organisations of the feed by identifier, with those that stand in where none is named."""

    def __init__(self, place: Any, asked: dict[str, Any]) -> None:
        self.place, self.kinds = place, asked.get("kinds", feeds.SERVICE_LIKE)
        self.full, self.services = asked.get("full", False), asked.get("full_service", False)
        self.most = None if asked.get("format") == "ndjson" else MOST_INSIDE
        self.records = [
            record for record in exporting.organisations_shown(place, self.kinds) if says_words(record, asked)
        ]

    def count(self) -> int:
        return len(self.records)

    def some(self, start: int, stop: int) -> list[bytes]:
        found = self.records[start:stop]
        if self.full or self.services:
            found = with_services(self.place, found, self.kinds, full=self.services, most=self.most)
        else:
            found = [shown_bodies.simple(record) for record in found]
        return [json_of(record) for record in found]


def with_services(
    place: Any,
    records: list[dict[str, Any]],
    kinds: Sequence[str],
    *,
    full: bool,
    most: int | None,
) -> list[dict[str, Any]]:
    """Organisations with what each gives: in full, or what each service has one of; of all of them the first `most`."""
    ids = {record["id"] for record in records}
    rows = feeds.given_by(
        place,
        kinds,
        [uuid.UUID(key) for key in ids],
        neighbours=shown_bodies.neighbours_of(place)["id"] in ids,
        unowned=shown_bodies.directory_of(place)["id"] in ids,
    )
    offers = list(feeds.with_all(rows, place)[:most])
    showing = showing_for(place, kinds, offers)
    given: dict[str, list[dict[str, Any]]] = {}
    for offer in offers:
        service = service_record(offer, showing, full=full, alone=False)
        given.setdefault(service["organization_id"], []).append(service)
    return [
        record | ({"services": given[record["id"]]} if record["id"] in given else {}) for record in records
    ]


class Records:
    """A list that is short enough to be made whole: taxonomies and their terms."""

    def __init__(self, records: list[dict[str, Any]]) -> None:
        self.records = records

    def count(self) -> int:
        return len(self.records)

    def some(self, start: int, stop: int) -> list[bytes]:
        return [json_of(record) for record in self.records[start:stop]]

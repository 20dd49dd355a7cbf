"""The whole feed of a place as one file: the same rows give the same bytes, whenever and wherever it is made.

It therefore holds no times of this installation (when a row changed, when the file was made) and is sorted by
identifier. Imported into an empty place it gives a place whose feed is the same file.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.core.rows import batches
from helpfulacts.core.saving import saving
from helpfulacts.directory import feeds
from helpfulacts.directory import selectors as directory

from .extension import NAME
from .projecting import Showing, service_record
from .shown_bodies import directory_of, neighbours_of, organisation_record

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"
FORMATS = ("json", "ndjson")


@dataclass(frozen=True)
class Exported:
    services: int
    organizations: int
    bytes: int


def feed_lines(place: Any, kinds: tuple[str, ...], form: str) -> Iterator[tuple[str, str]]:
    """The file piece by piece, as (noun or "", text)."""
    showing = Showing(kinds=kinds, dated=False)
    bodies = organisations_shown(place, kinds)
    if form == "ndjson":
        for body in bodies:
            yield "organization", canonical({**body, NAME: {"is": "organization"}}) + "\n"
        for service in _services(place, showing):
            yield "service", canonical(service) + "\n"
        return
    yield "", '{"organizations":['
    for number, body in enumerate(bodies):
        yield "organization", (",\n" if number else "\n") + canonical(body)
    yield "", '\n],"profile":' + canonical(PROFILE) + ',"services":['
    for number, service in enumerate(_services(place, showing)):
        yield "service", (",\n" if number else "\n") + canonical(service)
    yield "", '\n],"version":' + canonical(VERSION) + "}\n"


def canonical(value: Any) -> str:
    """JSON with sorted keys and fixed separators."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def feed_of_one_body(body: Any, kinds: tuple[str, ...] = feeds.ALL_KINDS) -> str:
    """The file of one organisation: itself and what it gives, every kind, as the whole feed of its place shows them."""
    rows = feeds.offers_wanted(body.place, feeds.Wanted(kinds=kinds, organisation=body.exchange_id))
    offers = list(feeds.with_all(rows, body.place))
    showing = Showing(kinds, directory.capacity_on(offers, today(body.place.zone)), False)
    services = sorted(
        (service_record(offer, showing, alone=False) for offer in offers), key=lambda one: str(one["id"])
    )
    file = {
        "organizations": [organisation_record(body)],
        "profile": PROFILE,
        "services": services,
        "version": VERSION,
    }
    return canonical(file) + "\n"


def organisations_shown(place: Any, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    """Every organisation of the feed by identifier, with those that stand in where none is named."""
    neighbours, unowned = feeds.gives_besides(place, kinds)
    found = [organisation_record(body) for body in feeds.bodies_shown(place, kinds)]
    here = {body["id"] for body in found}
    for needed, body in ((neighbours, neighbours_of(place)), (unowned, directory_of(place))):
        if needed and body["id"] not in here:
            found.append(body)
    return sorted(found, key=lambda body: body["id"])


def _services(place: Any, showing: Showing) -> Iterator[dict[str, Any]]:
    rows = feeds.offers_wanted(place, feeds.Wanted(kinds=tuple(showing.kinds)))
    ids = sorted(rows.values_list("exchange_id", flat=True), key=str)
    for some in batches(ids):
        batch = list(feeds.with_all(rows.filter(exchange_id__in=some), place))
        now = Showing(showing.kinds, directory.capacity_on(batch, today(place.zone)), showing.dated)
        for offer in sorted(batch, key=lambda offer: str(offer.exchange_id)):
            yield service_record(offer, now, alone=False)


def export_feed(
    *,
    place: Any,
    out: Path,
    form: str = "json",
    kinds: tuple[str, ...] = feeds.SERVICE_LIKE,
    progress: Callable[[int], None] = lambda done: None,
) -> Exported:
    """Write the feed to `out`, whole or not at all. Raises Refused where it cannot be written."""
    counts = {"service": 0, "organization": 0, "": 0}
    with contextlib.suppress(OSError):  # `saving` says in a sentence what is not there
        out.parent.mkdir(parents=True, exist_ok=True)
    with saving(out) as [draft]:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            for noun, text in feed_lines(place, kinds, form):
                counts[noun] += 1
                file.write(text)
                progress(counts["service"])
        size = draft.stat().st_size
    return Exported(counts["service"], counts["organization"], size)

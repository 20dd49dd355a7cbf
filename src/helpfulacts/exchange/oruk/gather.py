"""Reading a whole source before anything is written: services onto a spool, organisations by id, troubles set aside."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from helpfulacts.core.errors import Refused

from ..strict_json import printable
from . import limits, values
from .carrying import Cleaner
from .extension import NAME
from .mapping import has_details
from .organisations import Body, body_of
from .reading import Row

_ENVELOPE = {
    "total_items",
    "total_pages",
    "page_number",
    "size",
    "first_page",
    "last_page",
    "empty",
    "version",
    "profile",
    "openapi_url",
}
_ORGANISATION = {
    "organization_identifiers",
    "legal_status",
    "tax_status",
    "year_incorporated",
    "parent_organization_id",
    "website",
    "services",
    "programs",
}
_SERVICE = {"organization", "organization_id", "status", "service_at_locations"}
_LOCATION = {"location_type", "latitude", "addresses"}


def is_organisation(record: Mapping[str, Any]) -> bool:
    """A line of one of our own feeds that says it is an organisation: it has no field that shows it."""
    said = record.get(NAME)
    return isinstance(said, dict) and said.get("is") == "organization"


def named_bodies(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The organisations that a service's record holds: its own, and others with a part in it."""
    if isinstance(record.get("organization"), dict):
        yield record["organization"]
    for body in values.objects(record.get("organizations")):
        if body.get("id") and body.get("name"):
            yield body
    for funding in values.objects(record.get("funding")):
        payer = funding.get("organization")
        if isinstance(payer, dict) and payer.get("id") and payer.get("name"):
            yield payer


class SetAside:
    """Rows that cannot be used, each with its reason, in a file of one JSON object a line that can be mended."""

    def __init__(self, path: Path) -> None:
        self.path, self.count, self.reasons = path, 0, Counter[str]()
        self._draft = path.with_name(path.name + ".part")
        self._file: Any = None

    def add(self, what: str, reason: str, record: Any, *, source: str, row: int) -> None:
        """`what`: service, organisation, row or file when the whole is left out; part when the rest came in."""
        if self._file is None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                handle = os.open(self._draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            except OSError:
                raise Refused(
                    f"{self.path} cannot be written. Choose another file with --set-aside."
                ) from None
            self._file = open(handle, "w", encoding="ascii", newline="\n")  # noqa: SIM115
        line = {"set_aside": what, "reason": reason, "source": source, "row": row, "record": record}
        self._file.write(json.dumps(line, allow_nan=False, ensure_ascii=True) + "\n")
        self.count += 1
        self.reasons[what] += 1

    def mark(self) -> tuple[int, int, Counter[str]]:
        return (self._file.tell() if self._file else 0), self.count, Counter(self.reasons)

    def back_to(self, mark: tuple[int, int, Counter[str]]) -> None:
        """Forget what was added since `mark`."""
        if self._file:
            self._file.seek(mark[0])
            self._file.truncate()
        self.count, self.reasons = mark[1], mark[2]

    def keep(self) -> Path | None:
        """Put the file in its place, if anything was set aside."""
        if self._file:
            self._file.close()
            self._file = None
            if self.count:
                self._draft.replace(self.path)
                return self.path
        self.drop()
        return None

    def drop(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
        self._draft.unlink(missing_ok=True)


class _Said(NamedTuple):
    """Where a service stands on the spool (its number and its first byte), and whether it came with details."""

    number: int
    at: int
    details: bool


class Gathered:
    """Everything of a source. `orgs` by (source, id); services are read back with `services()`.

    `by_hand`: somebody here gives a file, so it may be one of what was set aside, whose rows name their own sources.
    """

    def __init__(self, source: str, aside: SetAside, town: str, *, by_hand: bool = True) -> None:
        self.source, self.aside, self.town, self.by_hand = source, aside, town, by_hand
        self.orgs: dict[tuple[str, str], Body] = {}
        self.more_places: dict[tuple[str, str], list[Any]] = {}
        self.parents: dict[int, tuple[str, str]] = {}
        self.seen: dict[tuple[str, str], _Said] = {}
        self.superseded: set[int] = set()
        self._named: dict[tuple[str, str], Mapping[str, Any]] = {}
        self.rows = self.group = self.spooled = 0
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115
        self._end = 0

    def close(self) -> None:
        self._spool.close()

    def take(self, rows: Iterable[Row]) -> Mapping[str, Any]:
        """Sort the rows of one file or page; answers the object around its lists."""
        self.group += 1
        listed, envelope = 0, {}
        for row in rows:
            self.rows += row.table != "whole"
            if self.rows > limits.ROWS:
                raise Refused(f"That is more than {limits.ROWS} rows. Import it in parts.")
            if row.table == "whole":
                envelope = row.value
                self._head(row, listed)
            else:
                listed += 1
                self._sort(row)
        return envelope

    def attempt(self, rows: Iterable[Row]) -> None:
        """As `take`, for one file of several: when it breaks off half way nothing of it stays."""
        spooled, aside = self._end, self.aside.mark()
        before = (
            self.spooled,
            set(self.superseded),
            self.rows,
            dict(self.orgs),
            dict(self.more_places),
            dict(self.seen),
            dict(self._named),
        )
        try:
            self.take(rows)
        except Refused:
            self._spool.seek(spooled)
            self._spool.truncate()
            self._end = spooled
            self.aside.back_to(aside)
            self.spooled, self.superseded, self.rows, *found = before
            self.orgs, self.more_places, self.seen, self._named = found
            raise

    def _head(self, row: Row, listed: int) -> None:
        """The object around the lists: an envelope, an organisation with its services, or itself one row."""
        itself = row.value.keys() - _ENVELOPE
        if not listed and (itself or row.trouble) and not (row.value.keys() & {"total_items", "page_number"}):
            self.rows += 1
            self._sort(row)
        elif "id" in itself and "name" in itself:
            body = self._organisation(row, row.value, self.source)
            if body:
                self.parents[self.group] = (self.source, body.key)

    def _sort(self, row: Row) -> None:
        source, record = self.source, row.value
        mended = self.by_hand and isinstance(record, dict) and not row.trouble
        if mended and "set_aside" in record and "record" in record:
            source = values.line(record.get("source"), 200) or source
            record = record["record"]
        if row.trouble:
            self.aside.add("row", f"It {row.trouble}.", record, source=source, row=row.number)
        elif not isinstance(record, dict):
            reason = f"It is “{printable(str(record))}”, not a service."
            self.aside.add("row", reason, record, source=source, row=row.number)
        elif isinstance(record.get("service"), dict) and "id" in record["service"]:
            self._at_location(row, record, source)
        elif is_organisation(record):
            self._organisation(row, record, source)
        elif row.table.startswith("services") or self._is_service(record):
            self._service(row, record, source, grouped=row.table.startswith("services"))
        elif row.table.startswith("organizations") or _ORGANISATION & record.keys():
            body = self._organisation(row, record, source)
            for service in values.objects(record.get("services")) if body else ():
                inside = {"organization_id": body.key, **service} if body else service
                self._service(row, inside, source, grouped=False)
        else:
            reason = "It is not a service or an organisation, so there is nothing to import."
            self.aside.add("row", reason, record, source=source, row=row.number)

    @staticmethod
    def _is_service(record: Mapping[str, Any]) -> bool:
        return bool(_SERVICE & record.keys()) and not ({"services", *_LOCATION} & record.keys())

    def _organisation(self, row: Row, record: Mapping[str, Any], source: str) -> Body | None:
        try:
            body = body_of(record, Cleaner(source, self.town))
        except values.Odd as trouble:
            kept = {key: value for key, value in record.items() if key != "services"}
            self.aside.add("organisation", str(trouble), kept, source=source, row=row.number)
            return None
        known = self.orgs.get((source, body.key))
        # A list names a body briefly: what was said more fully before stays.
        if known is None or known.fullness <= body.fullness:
            self.orgs[source, body.key] = body
        return body

    def _at_location(self, row: Row, record: Mapping[str, Any], source: str) -> None:
        service = record["service"]
        place = {key: value for key, value in record.items() if key != "service"}
        key = values.identifier(service.get("id"))
        if key and (source, key) in self.seen:
            self.more_places.setdefault((source, key), []).append(place)
            return
        self._service(row, service | {"service_at_locations": [place]}, source, grouped=False)

    def _service(self, row: Row, record: Mapping[str, Any], source: str, *, grouped: bool) -> None:
        if row.trouble:
            self.aside.add("row", f"It {row.trouble}.", record, source=source, row=row.number)
            return
        key, said = values.identifier(record.get("id")), _Said(self.spooled, self._end, has_details(record))
        before = self.seen.get((source, key)) if key else None
        if before is not None and (not said.details or self._is_same(before, record)):
            return
        if before is not None and before.details:
            reason = "The same id came earlier in this source, with other words."
            self.aside.add("service", reason, record, source=source, row=row.number)
            return
        if before is not None:
            self.superseded.add(before.number)
        if key:
            self.seen[source, key] = said
        for body in named_bodies(record):
            if self._named.get((source, str(body.get("id")))) != body:  # a feed names most of them many times
                self._named[source, str(body.get("id"))] = body
                self._organisation(row, body, source)
        line = {"source": source, "row": row.number, "group": self.group if grouped else 0, "record": record}
        self._end += self._spool.write(pickle.dumps(line))
        self.spooled += 1

    def _is_same(self, before: _Said, record: Mapping[str, Any]) -> bool:
        """Whether a service that came before said the same, in whatever order its fields stood."""
        self._spool.seek(before.at)
        kept = pickle.load(self._spool)["record"]
        self._spool.seek(self._end)
        return json.dumps(kept, sort_keys=True) == json.dumps(record, sort_keys=True)

    def fingerprint(self, *besides: Any) -> str:
        """SHA-256 in hexadecimal of everything gathered, and of what else decides what becomes of it."""
        found = hashlib.sha256(repr((self.source, besides)).encode())
        self._spool.seek(0)
        while chunk := self._spool.read(1 << 20):
            found.update(chunk)
        rest = (sorted(self.superseded), sorted(self.parents.items()), list(self.more_places.items()))
        found.update(repr((rest, [vars(body) for body in self.orgs.values()])).encode("utf-8", "replace"))
        return found.hexdigest()

    def services(self) -> Iterator[dict[str, Any]]:
        """Each service once: {source, row, group, record}, in the order they came; of two, the one with details."""
        self._spool.seek(0)
        for number in range(self.spooled):
            line = pickle.load(self._spool)
            if number not in self.superseded:
                yield line

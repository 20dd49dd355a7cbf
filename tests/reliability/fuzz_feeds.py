"""Coverage-guided fuzzing of what reads strangers' feeds, in a process of its own: `fuzz_feeds.py TARGET SECONDS FOLDER`.

A target is a function from bytes to nothing that may raise `Refused` and nothing else. Add one to `TARGETS`, with a few
sound examples, and the tests give it its share of the minute. No database is opened: rows are read, cleaned and drafted
for a place without wards.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import atheris

with atheris.instrument_imports(include=["helpfulacts.exchange", "helpfulacts.directory.checks"]):
    import django

    django.setup()

    from helpfulacts.core.errors import Refused
    from helpfulacts.exchange.oruk import gather, values
    from helpfulacts.exchange.oruk.drafting import Drafting
    from helpfulacts.exchange.oruk.mapping import exchange_id_of, key_of
    from helpfulacts.exchange.oruk.reading import Budget, rows_in, unpacked
    from helpfulacts.exchange.oruk.visibility import public_part
    from helpfulacts.exchange.strict_json import BadJson, loads

DAY = dt.date(2026, 11, 30)
PLACE: Any = SimpleNamespace(name="Testham", zone="Europe/London", pk="p")


class Nowhere:
    """A gazetteer of a place that has no wards and no postcodes."""

    wards: dict[str, str] = {}

    def ward_called(self, name: str) -> None:
        return None

    def ward_at(self, latitude: float, longitude: float) -> None:
        return None

    def postcode(self, text: str) -> None:
        return None


class Aside:
    """Keeps nothing, and refuses a reason that is not one sentence or a record that cannot be written down."""

    path, count = Path("aside"), 0

    def add(self, what: str, reason: str, record: Any, *, source: str, row: int) -> None:
        assert reason and reason.endswith((".", "…", "”")) and "\n" not in reason and len(reason) < 1000, (
            reason
        )
        json.dumps(record, allow_nan=False)

    def mark(self) -> None:
        return None


def strict_json(data: bytes) -> None:
    try:
        json.dumps(loads(data), allow_nan=False).encode()
    except BadJson as problem:
        assert "\n" not in str(problem)


def rows(data: bytes) -> None:
    with unpacked(io.BytesIO(data), "fuzz", Budget()) as streams:
        for guard in streams:
            for row in rows_in(guard):
                json.dumps(row.value, allow_nan=False)


def mapping(data: bytes) -> None:
    """From bytes to drafts: everything that an import does before it opens the database."""
    found = gather.Gathered("fuzz", Aside(), PLACE.name)  # type: ignore[arg-type]
    try:
        with unpacked(io.BytesIO(data), "fuzz", Budget()) as streams:
            for guard in streams:
                found.take(rows_in(guard))
        found.fingerprint()
        drafting = Drafting.__new__(Drafting)
        drafting.place, drafting.gathered, drafting.gazetteer = PLACE, found, Nowhere()  # type: ignore[assignment]
        drafting.day, drafting.providers = DAY, _Everybody()
        for line in found.services():
            try:
                record = public_part(line["record"])
                if record is None:
                    exchange_id_of(key_of(line["record"]), line["source"])
                else:
                    drafting.draft(line, record)
            except values.Odd as trouble:
                assert "\n" not in str(trouble)
    finally:
        found.close()


class _Everybody(dict[Any, Any]):
    """Every organisation is there once it is asked for, and none before."""

    def __missing__(self, key: Any) -> Any:
        return SimpleNamespace(pk=key, name="A body", place_id="p")


TARGETS: dict[str, Callable[[bytes], None]] = {"strict_json": strict_json, "rows": rows, "mapping": mapping}


def examples() -> Iterable[bytes]:
    """Sound and half-sound feeds to begin from."""
    from tests.exchange.oruk_feed import ORGANISATION, service

    full = service(
        attributes=[{"taxonomy_term": {"id": "t", "name": "Company", "taxonomy": "x"}}],
        service_areas=[{"name": "North", "extent": "{}"}],
        helpful_acts={"kind": "idea", "sphere": "civic", "facets": {"company": 2}},
        contacts_private=True,
        funding=[{"source": "x", "organization": {"id": "f", "name": "Fund"}}],
    )
    yield json.dumps([service()]).encode()
    yield json.dumps({"contents": [full], "total_pages": 2, "page_number": 1}).encode()
    yield json.dumps({**ORGANISATION, "services": [service(organization=None)]}).encode()
    yield json.dumps(service()).encode() + b"\n" + json.dumps(full).encode()
    yield b'[{"id":1e5,"name":"\\ud83c\\udf72","organization":{"id":true}},\n {"service":{"id":"x"},"location":{}}]'
    yield b'\xef\xbb\xbf[{"id":"a","schedules":[{"freq":"MONTHLY","bymonthday":"-1","opens_at":"8:00am"}]}]'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.json", json.dumps([service()]))
    yield packed.getvalue()


def main(name: str, seconds: str, folder: str) -> None:
    corpus = Path(folder)
    corpus.mkdir(parents=True, exist_ok=True)
    for number, example in enumerate(examples()):
        (corpus / f"example-{number}").write_bytes(example)
    target = TARGETS[name]

    def one(data: bytes) -> None:
        try:
            target(data)
        except Refused as refusal:
            assert "\n" not in str(refusal) and str(refusal).endswith("."), str(refusal)

    options = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=1024"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/found-", str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])

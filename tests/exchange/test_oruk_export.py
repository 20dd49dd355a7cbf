"""The feed of a place comes back as it went: exported, imported into an empty place and exported again, byte by byte."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.directory import feeds
from helpfulacts.exchange.oruk.exporting import export_feed
from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.places.actions.create_place import create_place
from tests.conftest import SHARED
from tests.dudley import FOLDER as DUDLEY
from tests.dudley import dudley_offers
from tests.served_here import served_here

pytestmark = pytest.mark.django_db

FOLDER = SHARED / "data" / "oruk"
FEEDS = sorted(
    str(file.relative_to(FOLDER))
    for file in FOLDER.rglob("*.json")
    # An answer of the validator's dashboard is no feed, and one file is only the name of another.
    if not file.name.startswith("dashboard") and file.name != "datapackage.json"
) or ["no test data"]


def empty(slug: str) -> Any:
    return create_place(slug=slug, name=slug.title(), person_to_talk_to="Ann")


def bring(place: Any, source: Path) -> Any:
    return import_source(place=place, source=str(source), set_aside=source.with_suffix(".aside"))


def goes_there_and_back(first: Any, second: Any, folder: Path, **options: Any) -> bytes:
    """Asserts that `second`, empty, filled from the feed of `first` has the same feed. Answers it."""
    one, two = folder / "one.json", folder / "two.json"
    export_feed(place=first, out=one, **options)
    came = bring(second, one)
    aside = came.set_aside_file.read_text() if came.set_aside_file else ""
    assert (came.updated, came.unchanged, came.set_aside) == (0, 0, 0), aside
    export_feed(place=second, out=two, **options)
    assert one.read_bytes() == two.read_bytes()
    again = bring(second, one)
    assert (again.created, again.updated, again.unchanged, again.set_aside) == (0, 0, came.created, 0)
    return one.read_bytes()


@pytest.mark.parametrize("name", FEEDS)
def test_each_feed_comes_back_byte_by_byte(name: str, shared: Path, tmp_path: Path) -> None:
    source = tmp_path / Path(name).name
    source.write_bytes((shared / "data" / "oruk" / name).read_bytes())
    first = empty("first")
    came = bring(first, source)
    again = bring(first, source)
    assert (again.created, again.updated, again.set_aside) == (0, 0, came.set_aside)
    assert again.unchanged == came.created
    data = goes_there_and_back(first, empty("second"), tmp_path)
    assert (came.created > 0) == ('"status":"active"' in data.decode())


def test_one_record_a_line_brings_the_same_place(shared: Path, tmp_path: Path) -> None:
    first, second = empty("first"), empty("second")
    bring(first, _copied(shared, "hsds31_examples/service_full.json", tmp_path))
    bring(first, _copied(shared, "oruk3_organization_list.json", tmp_path))
    export_feed(place=first, out=tmp_path / "lines.ndjson", form="ndjson")
    came = bring(second, tmp_path / "lines.ndjson")
    assert (came.created, came.set_aside) == (1, 0)
    for place in (first, second):
        export_feed(place=place, out=tmp_path / f"{place.slug}.json")
    assert (tmp_path / "first.json").read_bytes() == (tmp_path / "second.json").read_bytes()


def _copied(shared: Path, name: str, folder: Path) -> Path:
    target = folder / Path(name).name
    target.write_bytes((shared / "data" / "oruk" / name).read_bytes())
    return target


@pytest.mark.slow
def test_every_offer_of_the_demonstration_comes_back_byte_by_byte(tmp_path: Path) -> None:
    dudley, second = dudley_offers(), dudley_offers(slug="second", name="Second", offers=False)
    data = json.loads(goes_there_and_back(dudley, second, tmp_path, kinds=feeds.ALL_KINDS))
    assert len(data["services"]) > 300
    assert {one["helpful_acts"]["kind"] for one in data["services"]} == set(feeds.ALL_KINDS)


@pytest.mark.release
def test_the_demonstration_with_its_history_comes_back_and_passes_the_official_check(
    shared: Path, tmp_path: Path
) -> None:
    from helpfulacts.exchange.demonstration.dudley import load_demonstration

    dudley = load_demonstration(DUDLEY).place
    second = dudley_offers(slug="second", name="Second", offers=False)
    goes_there_and_back(dudley, second, tmp_path, kinds=feeds.ALL_KINDS)
    kit = [sys.executable, str(shared / "conformance" / "oruk_check.py")]
    with served_here() as address:
        for slug in ("dudley", "second"):
            done = subprocess.run(
                [*kit, f"{address}/{slug}/api/oruk", "--strict-formats"], capture_output=True, text=True
            )
            assert done.returncode == 0, done.stdout

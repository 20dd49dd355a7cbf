"""The API against the official schemas, by tools that nobody here wrote: the conformance kit and schemathesis."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.places.actions.create_place import create_place
from tests.conftest import SHARED
from tests.dudley import dudley_offers
from tests.served_here import served_here

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FOLDER = SHARED / "data" / "oruk"
FEEDS = [
    str(file.relative_to(FOLDER))
    for file in sorted(FOLDER.rglob("*.json"))
    if "service" in file.name and not file.name.startswith("dashboard")
] or ["no test data"]


def check(shared: Path, address: str) -> list[str]:
    """What the kit prints; fails where Level 1 does."""
    kit = shared / "conformance" / "oruk_check.py"
    done = subprocess.run(
        [sys.executable, str(kit), address, "--strict-formats"], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_the_demonstration_passes_level_1_and_2_without_a_remark(shared: Path) -> None:
    dudley_offers()
    with served_here() as address:
        lines = check(shared, f"{address}/api/oruk")
    assert lines[-1] == "LEVEL 1: PASS"
    assert [line for line in lines if not line.startswith(("L1 pass", "L2 pass", "LEVEL 1: PASS"))] == []
    assert len([line for line in lines if "/services/{id}" in line]) == 10


@pytest.mark.parametrize("name", FEEDS)
def test_a_place_filled_from_a_feed_passes(name: str, shared: Path, tmp_path: Path) -> None:
    place = create_place(slug="filled", name="Filled", person_to_talk_to="Ann")
    import_source(place=place, source=str(FOLDER / name), set_aside=tmp_path / "aside.ndjson")
    with served_here() as address:
        lines = check(shared, f"{address}/filled/api/oruk")
    remarks = [line for line in lines if line.strip().startswith(("!", "~"))]
    # The location of the examples lies on the other side of the world, so nothing is at a place.
    assert set(remarks) <= {"      ! EMPTY_FEED_WARNING"}


OFFICIAL_CHECKS = "not_a_server_error,response_schema_conformance,content_type_conformance"
OUR_CHECKS = f"{OFFICIAL_CHECKS},status_code_conformance,negative_data_rejection,response_headers_conformance"


def schemathesis(address: str, document: str, checks: str, *chosen: str) -> None:
    """Fails with what schemathesis says where it finds anything: deterministic, bounded, one request at a time."""
    command = [str(Path(sys.executable).parent / "schemathesis"), "run", document, "--url", address]
    limits = ["--generation-deterministic", "--max-examples", "6", "--phases", "examples,coverage,fuzzing"]
    options = ["--checks", checks, "--mode", "all", "--request-timeout", "30", "--no-color"]
    done = subprocess.run([*command, *limits, *options, *chosen], capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"([0-9]+) generated, \1 passed", done.stdout), done.stdout


def test_schemathesis_finds_no_server_error_and_no_answer_against_the_official_schema(shared: Path) -> None:
    dudley_offers()
    official = shared / "conformance" / "oruk-3.0-bundled-openapi.json"
    with served_here() as address:
        schemathesis(f"{address}/api/oruk", str(official), OFFICIAL_CHECKS)


@pytest.mark.parametrize(
    "methods", [("GET",), pytest.param(("GET", "POST"), marks=pytest.mark.long)], ids=["GET", "all"]
)
def test_schemathesis_finds_that_our_own_document_tells_the_truth(db: None, methods: tuple[str, ...]) -> None:
    dudley_offers()
    chosen = [option for method in methods for option in ("--include-method", method)]
    with served_here() as address:
        schemathesis(f"{address}/api/oruk", f"{address}/api/oruk/openapi.json", OUR_CHECKS, *chosen)

"""A second place from open data alone: Dudley's wards, neighbourhoods, deciles and postcodes, and the official examples."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import load_command_class

from helpfulacts.places import geo, selectors

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Run a command with --json: (exit code, its report)."""

    def go(name: str, *arguments: Any) -> tuple[int, dict[str, Any]]:
        made = load_command_class("helpfulacts.cli", name)
        made.stdout._out = out = io.StringIO()
        with pytest.raises(SystemExit) as stopped:
            made.run_from_argv(["helpfulacts", name, *[str(argument) for argument in arguments], "--json"])
        code = int(stopped.value.code or 0)
        assert "Traceback" not in capsys.readouterr().err
        return code, json.loads(out.getvalue()) if code < 2 else {}

    return go


@pytest.fixture
def second_place(run: Any, shared: Path, tmp_path: Path) -> Any:
    folder = shared / "data" / "geo"
    run("place", "create", "second", "--name", "Second", "--person", "Ann")
    here = ("--place", "second", "--set-aside", tmp_path / "aside.csv")
    wards = folder / "wards_by_lad_E08000027.geojson"
    parts = folder / "lsoa_by_lad_E08000027.geojson"
    steps = [
        ("place", "load-areas", wards, "--level", "ward", "--version", "2013", *here),
        ("place", "load-areas", parts, "--level", "lsoa", "--version", "2011", *here),
        ("place", "load-deprivation", folder / "imd_lsoa_dudley.csv", *here),
        ("place", "load-postcodes", folder / "postcodes_DY_B62-65_B69.csv", *here),
    ]
    answers = [run(*step) for step in steps]
    assert [code for code, _ in answers] == [0, 0, 0, 1]
    return selectors.get_place("second"), answers, steps


def test_a_second_place_is_built_from_open_data_with_the_exact_counts(
    second_place: Any, run: Any, shared: Path, tmp_path: Path
) -> None:
    place, answers, steps = second_place
    wards, parts, deciles, postcodes = [figures for _, figures in answers]
    assert (wards["created"], parts["created"], parts["linked"]) == (24, 201, 201)
    assert (deciles["updated"], deciles["set_aside"]) == (201, 0)
    assert (postcodes["created"], postcodes["set_aside"]) == (9736, 9358)
    assert postcodes["created"] + postcodes["set_aside"] == 19094
    assert selectors.geography_counts(place) == {
        "wards": 24,
        "neighbourhoods": 201,
        "postcodes": 9736,
        "sectors": 53,
        "outcodes": 14,
    }
    aside = list(csv.DictReader((tmp_path / "aside.csv").open(encoding="utf-8")))
    assert len(aside) == 9358 and all(row["reason"] for row in aside)
    again = [run(*step)[1] for step in steps]
    assert [(figures["created"], figures["updated"]) for figures in again] == [(0, 0)] * 4
    # The centres of wards agree with those computed elsewhere from the same boundaries, to 20 metres.
    with (shared / "data" / "dudley" / "dudley_wards_2013_imd2019.csv").open(encoding="utf-8") as file:
        known = {row["name"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)}
    off = [geo.distance_m(a.latitude, a.longitude, *known[a.name]) for a in selectors.areas(place)]
    assert len(off) == 24 and max(off) <= 20
    where = selectors.locate(place, "dy1 1hf")
    assert (where.code, where.ward.name, where.lsoa.name) == ("DY1 1HF", "St James's", "Dudley 011C")


def test_every_official_example_ends_with_sensible_counts(
    second_place: Any, run: Any, shared: Path, tmp_path: Path
) -> None:
    files = sorted((shared / "data" / "oruk").glob("*.json")) + sorted(
        (shared / "data" / "oruk").glob("*/*.json")
    )
    assert len(files) >= 36
    listed = 0
    for number, file in enumerate(files):
        # They share ids with differing bodies, so they are one list only where somebody says that they are.
        named = ("import", file, "--place", "second", "--name", "examples")
        code, figures = run(*named, "--set-aside", tmp_path / f"{number}.ndjson")
        if file.name == "datapackage.json":  # not JSON but the name of another file
            assert code == 2
            continue
        assert code == (1 if figures["set_aside"] else 0), file
        listed += figures["created"]
        names_services = "service" in file.name and "dashboard" not in file.name
        if names_services:
            assert figures["created"] + figures["updated"] + figures["unchanged"] == 1, file
        again = run(*named, "--set-aside", tmp_path / "again.ndjson")[1]
        assert (again["created"], again["updated"], again["set_aside"]) == (0, 0, figures["set_aside"]), file
    assert listed == 1  # every example is of the same service

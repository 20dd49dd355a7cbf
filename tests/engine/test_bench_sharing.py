"""`helpfulacts bench sharing`: the peers agree where they must, and the gate tells the truth."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from helpfulacts.cli.bench import around, worker
from helpfulacts.cli.bench.instances import SyntheticPlace, synthetic_place
from helpfulacts.cli.bench.methods import CHECK, FLOW, METHODS, OURS
from helpfulacts.cli.bench.report import gate, goals, timed
from helpfulacts.cli.management.commands.bench import Command

PEERS = [FLOW, "scipy", "networkx"]  # HiGHS apart: its library and the one inside OR-tools share no process
MODULES = {FLOW: "ortools", CHECK: "ortools", "networkx": "networkx"}


def found(name: str, place: SyntheticPlace) -> dict:
    if name in MODULES:
        pytest.importorskip(MODULES[name])
    return worker.run(name, place, limit=0.0)


@pytest.fixture(scope="module")
def place() -> SyntheticPlace:
    return synthetic_place(600, seed=3)


def test_it_works(place: SyntheticPlace) -> None:
    row = found(OURS, place)
    assert row["certified_gap"] == 0 and row["served"] == sum(row["served_by_class"].values())


def test_a_place_is_as_described() -> None:
    place = synthetic_place(5000, seed=1)
    assert 12 < place.instance.pairs / 5000 < 16
    assert 0.7 < place.instance.capacity.sum() / 5000 < 0.8
    assert np.unique(place.classes).tolist() == [1, 2, 3, 4, 5]


def test_a_place_is_the_same_again_and_after_saving(tmp_path: Path, place: SyntheticPlace) -> None:
    place.save(tmp_path / "place.npz")
    for other in (synthetic_place(600, seed=3), SyntheticPlace.load(tmp_path / "place.npz")):
        assert other.tickets == place.tickets
        assert np.array_equal(other.classes, place.classes)
        for one in ("indptr", "offer", "gain", "capacity"):
            assert np.array_equal(getattr(other.instance, one), getattr(place.instance, one))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_solvers_agree(seed: int) -> None:
    place = synthetic_place(400, seed)
    rows = [found(name, place) for name in PEERS]
    assert all(row["served_by_class"] == rows[0]["served_by_class"] for row in rows)
    assert all(row["benefit"] == rows[0]["benefit"] for row in rows)
    assert found(OURS, place)["served_by_class"] == rows[0]["served_by_class"]
    assert found(OURS, place)["admitted"] == found(CHECK, place)["admitted"]
    assert found("first-come", place)["served"] <= rows[0]["served"]
    assert found("greedy", place)["served"] <= rows[0]["served"]


@pytest.mark.slow
def test_highs_agrees_in_a_process_of_its_own(place: SyntheticPlace, tmp_path: Path) -> None:
    place.save(tmp_path / "place.npz")
    row = timed("highs", tmp_path / "place.npz", 0.0)
    if "not installed" in row.get("note", ""):
        pytest.skip(row["note"])
    flow = found(FLOW, place)
    assert {int(c): n for c, n in row["served_by_class"].items()} == flow["served_by_class"]
    assert row["benefit"] == flow["benefit"]


def test_a_method_past_its_limit_is_stopped(place: SyntheticPlace, tmp_path: Path) -> None:
    place.save(tmp_path / "place.npz")
    assert timed("networkx", tmp_path / "place.npz", 0.001)["note"].startswith(("stopped", "not installed"))


def test_a_peer_that_is_not_installed_says_how_to_get_it(
    place: SyntheticPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    assert worker.run("highs", place, limit=0.0) == {"note": "not installed: pip install highspy"}


def test_an_assignment_that_is_none_is_not_counted(place: SyntheticPlace) -> None:
    one = place.instance
    assign, _ = METHODS[OURS].run(place)
    person = int(np.flatnonzero(assign >= 0)[0])
    wrong = assign.copy()
    wrong[person] = next(j for j in range(one.offers) if j not in one.offers_of(person))
    with pytest.raises(ValueError, match="not one of their pairs"):
        worker.total_gain(one, wrong)
    with pytest.raises(ValueError, match="more holders"):
        worker.total_gain(one.with_capacity(np.zeros_like(one.capacity)), assign)


@pytest.mark.parametrize(
    ("change", "check", "passed"),
    [
        ({}, {"admitted": "a"}, True),
        ({}, {"admitted": "b"}, False),
        ({}, {"note": "not installed"}, None),
        ({"certified_gap": 2e-3}, {"admitted": "a"}, False),
        ({"certified_gap": None}, {"admitted": "a"}, False),
        ({"served_by_class": {"1": 2}}, {"admitted": "a"}, False),
        ({"peak_mb": 1001.0}, {"admitted": "a"}, False),
        ({"peak_mb": None}, {"admitted": "a"}, None),
    ],
)
def test_the_gate_tells_the_truth(change: dict, check: dict, passed: bool | None) -> None:
    row = {
        "served_by_class": {"1": 3},
        "seconds": 1.0,
        "admitted": "a",
        "certified_gap": 0.0,
        "peak_mb": 300.0,
    }
    rows = [{**row, "method": FLOW, "certified_gap": None}, {**row, "method": OURS, **change}]
    assert gate(rows, [check])["passed"] is passed


def test_the_gate_without_the_flow_is_open() -> None:
    row = {
        "served_by_class": {"1": 3},
        "seconds": 1.0,
        "admitted": "a",
        "certified_gap": 0.0,
        "peak_mb": 300.0,
    }
    flow = {"method": FLOW, "seconds": None, "served_by_class": None, "admitted": None, "certified_gap": None}
    assert gate([flow, {**row, "method": OURS}], [{"admitted": "a"}])["passed"] is None


@pytest.mark.parametrize(
    ("size", "mine", "part", "expected"),
    [
        (100_000, 1.9, 1.0, [True, True, True, True, True]),
        (100_000, 2.1, 1.0, [True, True, False, True, True]),
        (10_000, 9.0, 1.0, [True, True, True, True]),
        (1_000_000, 2.4, 61.0, [True, True, True, False, False]),
        (1_000_000, 31.0, None, [False, True, False, None, None]),
    ],
)
def test_the_aims_are_told_as_they_are(size: int, mine: float, part: float | None, expected: list) -> None:
    rows = [
        {"method": FLOW, "size": size, "seconds": 10.0},
        {"method": OURS, "size": size, "seconds": mine, "certified_gap": 0},
    ]
    parts = [{"part": name, "seconds": part} for name in ("candidates", "explanations")]
    assert list(goals(rows, parts).values()) == expected


def test_what_stands_around_the_sharing_is_timed(place: SyntheticPlace) -> None:
    told = around.explanations(place)
    assert told["people"] == 600 and told["refusals"] == 600 - worker.run(OURS, place, 0.0)["served"]
    assert set(around.halves(place)) == {"l1_seconds", "l2_seconds"}
    assert around.pairs_found(600, seed=1)["pairs"] > 600


@pytest.mark.slow
def test_the_command_reports_every_method(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["helpfulacts", "bench", "sharing", "--size", "400", "--json"])
    assert ended.value.code == 0
    report = json.loads(capsys.readouterr().out)
    assert [row["method"] for row in report["rows"]][-1] == OURS
    keys = {"method", "size", "seed", "seconds", "peak_mb", "certified_gap", "served", "benefit"}
    assert all(keys <= set(row) for row in report["rows"])
    assert {"l1_seconds", "l2_seconds"} <= set(report["rows"][-1])
    assert [(row["part"], row["seconds"] > 0) for row in report["parts"]] == [
        ("candidates", True),
        ("explanations", True),
    ]
    assert report["goals"]["proved_optimal"]


@pytest.mark.parametrize(
    "arguments", [["sharing", "--size", "5"], ["sharing", "--seeds", "0"], ["reading"], []]
)
def test_what_it_cannot_time_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["helpfulacts", "bench", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_table_fits_into_eighty_characters(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    row = {
        "size": 1_000_000,
        "seed": 20,
        "seconds": 1234.567,
        "peak_mb": 12345.0,
        "served": 1_000_000,
        "note": "",
    }
    rows = [{**row, "method": name, "benefit": 123456, "certified_gap": 3e-9} for name in (FLOW, OURS)]
    said = {"exact_set": True, "served_by_class_as_flow": True, "largest_gap": 3e-9, "gap_at_most_1e-3": True}
    Command()._show(rows, {**said, "passed": True})
    table = capsys.readouterr().out.partition("Synthetic places")[0]
    assert "…" not in table
    for cell in ("seed", "seconds", "× flow", "MB", "served", "% gain", "gap", FLOW, "1,000,000", "3.0e-09"):
        assert cell in table

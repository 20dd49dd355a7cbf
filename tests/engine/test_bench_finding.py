"""`helpfulacts bench finding`: the measures are right, the peers are asked the same, and the goals tell the truth."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.cli.bench.finding import peers, report, rows
from helpfulacts.cli.bench.finding.measures import Labelled, judged, ndcg

ROOT = Path(__file__).parents[2]
DUDLEY = ROOT / "examples" / "dudley"


def test_gain_is_one_in_the_best_order_and_nothing_for_what_nobody_asked_for() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(["a", "b", "c"], grades) == pytest.approx(1)
    assert ndcg(["x", "y"], grades) == 0
    # (7 + 3/log2(3) + 1/2) is best; b first gives 3 + 7/log2(3) + 1/2
    assert ndcg(["b", "a", "c"], grades) == pytest.approx(
        (3 + 7 * 0.6309297536 + 0.5) / (7 + 3 * 0.6309297536 + 0.5)
    )


def test_success_needs_a_good_answer_in_the_first_five_and_gaps_are_counted_apart() -> None:
    found = {"one": ["x", "x", "x", "x", "a"], "two": ["x", "x", "x", "x", "x", "a"], "three": [], "gap": []}
    queries = [Labelled(name, name, {"a": 2}) for name in ("one", "two", "three")]
    got = judged([*queries, Labelled("gap", "gap", {})], lambda words: found[words])
    assert (got["n"], got["success_at_5"], got["empty"]) == (3, pytest.approx(1 / 3), 1)
    assert (got["gaps"], got["gaps_said"]) == (1, 1)


@pytest.fixture(scope="module")
def offers() -> list[rows.Row]:
    return list(rows.generated(400, DUDLEY))


def test_rows_are_the_same_again_and_after_saving(offers: list[rows.Row], tmp_path: Path) -> None:
    rows.save(tmp_path / "rows", rows.generated(400, DUDLEY))
    assert list(rows.load(tmp_path / "rows")) == offers


@pytest.mark.parametrize("name", list(peers.PEERS))
def test_each_peer_keeps_to_the_ward_and_the_filters(
    name: str, offers: list[rows.Row], tmp_path: Path
) -> None:
    if name in peers.NEEDS:
        pytest.importorskip(peers.NEEDS[name])
    search = peers.PEERS[name](offers, tmp_path)
    by_key = {row.key: row for row in offers}
    found = 0
    for asked in rows.asked(["a warm meal with company", "help with a form", "mend my bike"] * 4):
        for key in search(asked):
            row, found = by_key[key], found + 1
            assert row.kind == asked.kind and (not row.wards or asked.ward in row.wards)
            assert (row.free or not asked.free) and (row.fetches == "yes" or not asked.fetches)
    assert found, "nothing was found at all"


def figures() -> dict[str, Any]:
    def half(gain: float) -> dict[str, Any]:
        return {one: {"ndcg_at_10": gain, "empty": 0} for one in report.HALVES}

    search = {"p50_ms": 1.0, "p95_ms": 2.0}
    return {
        "quality": {
            "ways": {report.BASE: half(0.5), report.WITHOUT: half(0.6), report.WITH: half(0.75)},
            "danger": {"reached_the_ranker": 0},
        },
        "sizes": {
            "1000": {"ours": {"search": search}, "fts5-join": {"search": search}, "tantivy": {"note": "no"}}
        },
        "serving": {name: {"list_rps": 10.0, "search_rps": 10.0} for name in ("ours", "raw ASGI")},
        "windows": {"rules": 9, "windows": {"on a Sunday": {"ratio": 0.04}, "in a year": {"ratio": 0.06}}},
    }


def test_goals_are_met_missed_or_not_measured_by_the_figures_alone() -> None:
    goals = {goal.what: goal.met for goal in report.goals_of(figures())}
    assert goals["nDCG@10, ours / FTS5 OR, held out"] is True
    assert goals["combined search p95, ours / FTS5 join, 1,000 offers"] is False
    assert goals["combined search p50, ours / tantivy, 1,000 offers"] is None
    assert goals["sentences of danger that reach the ranker"] is True
    assert goals["what is open on a Sunday, table of dates / rules"] is True
    assert goals["what is open in a year, table of dates / rules"] is False


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--size", "7"), "The size is 7. Give --size a number of offers from 100 to 200,000."),
        (("--seeds", "2"), "--seeds is for sharing. Leave it out."),
        (("--labels", "nowhere"), "queries_development.toml is not there."),
    ],
)
def test_a_mistake_gets_one_sentence(arguments: tuple[str, str], sentence: str, tmp_path: Path) -> None:
    done = _bench(*arguments, data=tmp_path)
    assert done.returncode == 2 and sentence in done.stderr and len(done.stderr.strip().splitlines()) == 1


@pytest.mark.release
def test_the_whole_run_measures_every_engine_and_says_which_is_not_there(tmp_path: Path) -> None:
    done = _bench("--size", "200", "--json", data=tmp_path, without="HELPFULACTS_DATABASE")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    engines = found["sizes"]["200"]
    assert engines["postgresql"]["note"] == report.NOT_REACHABLE
    assert all(engines[name]["search"]["p50_ms"] > 0 for name in ("ours", "fts5-join", "tantivy", "bm25s"))
    assert found["serving"]["ours"]["list_rps"] > 0
    assert found["windows"]["rules"] == 200 and len(found["windows"]["windows"]) == 3
    assert {goal["what"] for goal in found["goals"]} >= {"sentences of danger that reach the ranker"}


def _bench(*arguments: str, data: Path, without: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "HELPFULACTS_DATA": str(data)}
    env.pop(without, None)
    return subprocess.run(
        [sys.executable, "-m", "helpfulacts.cli", "bench", "finding", *arguments],
        env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip

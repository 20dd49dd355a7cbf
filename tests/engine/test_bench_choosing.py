"""`helpfulacts bench choosing`: it times what it says, says what was not run here, and fails on a wrong result alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpfulacts.cli.bench.choosing import budgets, command
from helpfulacts.cli.bench.choosing.rows import Row
from helpfulacts.cli.bench.choosing.worker import PARTS
from helpfulacts.cli.management.commands.bench import Command


def bench(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["helpfulacts", "bench", "choosing", *arguments])
    return int(ended.value.code or 0)


def test_a_goal_is_met_or_not_and_without_one_neither() -> None:
    assert Row("it", 0.5, goal=1.0).met and Row("it", 0.5, goal=1.0).met is not None
    assert Row("it", 2.0, goal=1.0).met is False
    assert Row("it", 0.5, goal=1.0, peak_mb=400, goal_mb=300).met is False
    assert Row("it", 0.5).met is None
    assert (
        Row("it", 0.5, reference=5.0).times_as_fast == 10 and Row("it", reference=5.0).times_as_fast is None
    )


def test_an_invented_city_is_the_same_again_and_has_the_size_it_should() -> None:
    one, other = (budgets.invented(300, 20).ballots for _ in range(2))
    assert one.costs == other.costs and (one.supporter == other.supporter).all()
    assert one.voters == 300 and 0 < one.supporter.size <= 5 * 300


def test_a_missed_goal_fails_nothing_and_a_wrong_result_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("HELPFULACTS_SHARED", raising=False)
    rows = [Row("a count", 9.0, goal=0.1, reference=18.0)]
    monkeypatch.setattr(command, "run_all", lambda folder, progress: {"a part": rows})
    assert bench("--json") == 0
    [told] = json.loads(capsys.readouterr().out)["parts"]["a part"]
    assert (told["met"], told["times_as_fast"], told["right"]) == (False, 2.0, None)
    rows.append(Row("another", 0.1, right=False))
    assert bench() == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "it is not run here" in said and "NO" in said


def test_what_it_does_not_take_and_data_that_is_not_there_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench("--size", "300") == 2
    monkeypatch.setenv("HELPFULACTS_SHARED", str(tmp_path))
    assert bench() == 2
    assert "expected.json" in capsys.readouterr().err


@pytest.mark.slow
def test_each_part_runs_in_a_process_of_its_own(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "PARTS", {"budgets of cities": PARTS["budgets of cities"]})
    [rows] = command.run_all(shared / command.DATA, lambda part: None).values()
    assert len(rows) == 36 and sum(row.right is True for row in rows) == 30
    assert sum("refused" in row.note for row in rows) == 5 and rows[-1].reference

"""Of several test runs that share the work, each test is run by exactly one, and what they found is put together."""

from __future__ import annotations

import json
import os
from itertools import zip_longest
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests import installations, turns


def some(file: str, count: int, *keywords: str) -> list[Any]:
    return [SimpleNamespace(nodeid=f"{file}::test_{number}", keywords=keywords) for number in range(count)]


def test_each_test_is_taken_once_and_what_is_long_is_taken_first(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setenv(turns.FOLDER, str(tmp_path))
    monkeypatch.setattr(installations, "is_demonstration_made", lambda: True)
    quick = some("tests/apps/test_a.py", 3) + some("tests/apps/test_b.py", 4)
    slow = some("tests/web/test_a.py", 2, "slow") + some("tests/web/test_a.py", 2)
    walked = some("tests/browser/test_a.py", 5, "browser")
    every = [*quick, *slow, *walked]
    together = list(zip_longest(turns.taken(every), turns.taken(every), turns.taken(every)))
    runs = [[item for item in run if item] for run in zip(*together, strict=True)]
    assert sorted(item.nodeid for run in runs for item in run) == sorted(item.nodeid for item in every)
    assert runs[0][:5] == walked and runs[1][:4] == slow and runs[2][:3] == quick[:3]


def test_while_one_makes_the_demonstration_the_others_do_what_needs_none(
    monkeypatch: Any, tmp_path: Path
) -> None:
    monkeypatch.setenv(turns.FOLDER, str(tmp_path))
    made: list[bool] = []
    monkeypatch.setattr(installations, "is_demonstration_made", lambda: bool(made))
    walked = some("tests/browser/test_a.py", 1, "browser") + some("tests/browser/test_b.py", 1, "browser")
    quick = [one for file in "abcd" for one in some(f"tests/apps/test_{file}.py", 1)]
    maker, other = turns.taken([*walked, *quick]), turns.taken([*walked, *quick])
    assert next(maker) == walked[0] and next(other) == quick[0]
    made.append(True)
    assert next(other) == walked[1] and [*maker, *other] == quick[1:]


def test_a_run_alone_takes_everything(monkeypatch: Any) -> None:
    monkeypatch.delenv(turns.FOLDER, raising=False)
    every = some("tests/apps/test_a.py", 3)
    assert list(turns.taken(every)) == list(turns.taken(every)) == every
    assert turns.together("looked", {"home": 1}) == {"home": 1}


def test_the_last_run_to_say_what_it_found_has_all_of_it(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setenv(turns.FOLDER, str(tmp_path))
    (tmp_path / f"looked-{os.getpid() + 1}.json").write_text(json.dumps({"home": 1}))
    assert turns.together("looked", {"plan": 2}) == {"home": 1, "plan": 2}

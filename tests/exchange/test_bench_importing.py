"""`helpfulacts bench importing` times a real import, says what it found, and touches nobody's database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.cli.bench.feed import AN_ORGANISATION, write_feed
from helpfulacts.cli.bench.importing import run_all, show


@pytest.mark.release
def test_it_works(capsys: pytest.CaptureFixture[str]) -> None:
    rows, gate = run_all(150, lambda _: None)
    assert [row["into"] for row in rows][:2] == ["floor", "sqlite"]
    assert all(row["per_second"] > 0 and row["peak_mb"] for row in rows)
    assert rows[0]["times_the_floor"] == 1.0 and rows[1]["seconds_to_show"] is not None
    assert gate.keys() == {"per_second", "memory", "passed"} and gate["memory"]
    show(rows, gate)
    assert "Importing 150 offers" in capsys.readouterr().out


def test_the_same_feed_is_the_same_file_and_a_later_edition_differs_as_it_says(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a", "b", "c")]
    for file, edition in zip(files, (1, 1, 2), strict=True):
        write_feed(file, 100, edition=edition)
    assert files[0].read_bytes() == files[1].read_bytes()
    old, new = (json.loads(file.read_bytes()) for file in (files[0], files[2]))
    assert len({one["organization"]["id"] for one in old}) == 100 // AN_ORGANISATION
    assert len({one["id"] for one in new}) == len(new) == 102
    changed = [before for before, after in zip(old, new, strict=False) if before != after]
    assert len(changed) == 12 and len({one["status"] for one in new}) == 2


def test_every_offer_of_the_feed_can_be_used(feed: Any, tmp_path: Path) -> None:
    write_feed(tmp_path / "made.json", 60)
    done = feed.run((tmp_path / "made.json").read_bytes())
    assert (done.created, done.set_aside, done.organisations) == (60, 0, 3)

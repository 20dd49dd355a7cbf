"""What `helpfulacts bench choosing` says of the opinion map and the panel, with their data and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpfulacts.cli.bench.choosing.opinions import conversation
from helpfulacts.cli.bench.choosing.panel import LEXIMIN, from_150_to_22
from helpfulacts.cli.bench.choosing.rows import Row


@pytest.mark.parametrize("part", [conversation, from_150_to_22])
def test_without_the_data_the_row_says_so(part: Callable[[Path | None], list[Row]], tmp_path: Path) -> None:
    for folder in (None, tmp_path):
        [row] = part(folder)
        assert row.note.startswith("not timed") and row.seconds is None and row.met is None


@pytest.mark.slow
def test_the_map_has_seconds_goal_memory_and_groups_that_hold(shared: Path) -> None:
    _, row = conversation(shared / "data" / "participation")
    assert (
        row.note == "1,912 people, 119 statements, 2 groups"
        and row.seconds
        and row.goal == 2.0
        and row.peak_mb
    )


@pytest.mark.slow
def test_the_panel_is_timed_beside_what_was_recorded(shared: Path) -> None:
    [row] = from_150_to_22(shared / "data" / "participation")
    assert row.reference == LEXIMIN and row.note.startswith("smallest chance 9.09%")

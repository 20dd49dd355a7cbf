"""Files that belong together are saved whole, or nothing is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpfulacts.core.errors import Refused
from helpfulacts.core.saving import saving


def save(*paths: Path, text: str = "new") -> None:
    with saving(*paths) as drafts:
        for draft in drafts:
            draft.write_text(text)


def test_both_are_written_and_a_link_stays_a_link(tmp_path: Path) -> None:
    one, two, kept = tmp_path / "one", tmp_path / "two", tmp_path / "kept"
    kept.write_text("old")
    one.symlink_to(kept)
    save(one, two)
    assert one.is_symlink() and kept.read_text() == two.read_text() == "new"
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two", "kept"}


@pytest.mark.parametrize("what", ["folder", "fifo", "link to a fifo", "circle", "the same"])
def test_where_one_cannot_be_a_file_none_is_written(tmp_path: Path, what: str) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("old")
    if what == "folder":
        two.mkdir()
    elif what == "fifo":
        os.mkfifo(two)
    elif what == "link to a fifo":
        os.mkfifo(tmp_path / "pipe")
        two.symlink_to(tmp_path / "pipe")
    elif what == "circle":
        two.symlink_to(two)
    else:
        two.symlink_to(one)
    there = sorted(tmp_path.iterdir())
    for paths in ((one, two), (two, one)):
        with pytest.raises(Refused, match=r"Name (a file|another one)\."):
            save(*paths)
        assert one.read_text() == "old" and sorted(tmp_path.iterdir()) == there


@pytest.mark.parametrize("old", ["old", ""])
def test_where_the_second_does_not_go_the_first_is_as_before(tmp_path: Path, old: str) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    if old:
        one.write_text(old)
    with pytest.raises(Refused, match="Nothing was saved"), saving(one, two) as drafts:
        drafts[0].write_text("new")
        two.mkdir()  # as it would be if somebody made it meanwhile
    assert (one.read_text() if one.exists() else "") == old
    assert {path.name for path in tmp_path.iterdir()} == ({"one", "two"} if old else {"two"})


def test_no_folder_is_made_for_it(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="in a folder that exists"):
        save(tmp_path / "nowhere" / "one")
    assert not list(tmp_path.iterdir())

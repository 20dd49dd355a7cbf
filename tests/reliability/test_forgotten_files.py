"""The list of who deleted everything as files: one that is none is refused, and each backup says how it is written."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.cli.keeping import manifest, restore
from helpfulacts.core import forgotten
from helpfulacts.core.errors import Refused

HELD = manifest.Manifest(
    at="2026-01-01T00:00:00+00:00", when="1 January 2026", program="0.1.0", django="5", python="3", database="sqlite",
    database_version="3", migrations=[], registers={}, rows={}, file=manifest.File("database.sqlite3", 0, ""), forgotten=[],
)  # fmt: skip


def kept(folder: Path, held: manifest.Manifest) -> Path:
    folder.mkdir(parents=True)
    (folder / manifest.NAME).write_bytes(held.written({}))
    return folder


@pytest.mark.parametrize(
    "text", ["a letter\nof two lines\n", "done 12\n", "begun " + "0" * 63 + "\n", "\0" * 9]
)
def test_a_file_that_is_no_such_list_is_refused(tmp_path: Path, text: str) -> None:
    (wrong := tmp_path / "wrong").write_text(text)
    with pytest.raises(Refused, match="wrong is not a list of who deleted everything"):
        restore.forgotten_since(kept(tmp_path / "backups" / "one", HELD), HELD, wrong)


@pytest.mark.parametrize("line", ["", "\ndone {}\n", "done {} plan", "tor\nbegun {} all 2\n"])
def test_an_empty_list_and_one_of_any_program_are_taken(tmp_path: Path, line: str) -> None:
    (right := tmp_path / "list").write_text(line.format("a" * 64))
    known, listed = restore.forgotten_since(kept(tmp_path / "backups" / "one", HELD), HELD, right)
    assert listed and len(known) == bool(line)


def test_where_nobody_deleted_anything_the_list_is_there_and_empty(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    forgotten.make_ready()
    assert forgotten.is_list(tmp_path / "forgotten" / "list") and forgotten.here() == {}


def test_what_was_begun_again_is_begun_whatever_an_older_list_says_of_the_first_try() -> None:
    mark = f"{'a' * 64} plan"
    older, newer = {mark: "undone"}, {mark: "undone", f"{mark} 2": "begun"}
    assert forgotten.together([newer, older])[f"{mark} 2"] == "begun"
    assert forgotten.kinds([mark, f"{mark} 2", f"{'a' * 64} all", "b" * 64]) == {
        "a" * 64: {"plan", "all"},
        "b" * 64: set(),
    }


def test_both_forms_of_backup_are_read_and_a_later_one_is_said_to_be_one(tmp_path: Path) -> None:
    older = dataclasses.replace(HELD, form=manifest.BEFORE, forgotten=None)
    for number, held in enumerate((HELD, older, dataclasses.replace(older, forgotten=["a" * 64]))):
        read = manifest.read(kept(tmp_path / str(number), held))[0]
        assert read == held and read.covered() == held.covered()
    assert b"helpfulacts-backup/2" in HELD.written({})
    later = kept(tmp_path / "later", dataclasses.replace(HELD, form="helpfulacts-backup/3"))
    with pytest.raises(Refused, match="of the form “helpfulacts-backup/3”, which this program cannot read"):
        manifest.read(later)


def test_many_who_deleted_everything_fit_and_what_could_not_be_read_again_is_not_made(
    tmp_path: Path, monkeypatch: Any
) -> None:
    many = dataclasses.replace(HELD, forgotten=[f"{number:064x} plan" for number in range(120_000)])
    assert manifest.read(kept(tmp_path / "many", many))[0] == many
    monkeypatch.setattr(manifest, "_MOST", 1000)
    with pytest.raises(Refused, match="No backup was made"):
        many.written({})

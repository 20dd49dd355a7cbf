"""Somebody deletes everything; a backup from before is put back: they stay gone, all else is there (guarantee G12)."""

from __future__ import annotations

import json
import os
import shutil
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from helpfulacts.cli.keeping import manifest
from helpfulacts.core import forgotten
from tests import installations
from tests.reliability.conftest import Installation
from tests.reliability.test_backups import PASSPHRASE, made_by, run

WORKERS = "forgotten_workers.py"
WENT = ("asks", "both", "gives", "killed after")
MARKS = some.sampled_from(["a" * 64, "b" * 64, "0" * 64])
STATES = some.sampled_from([forgotten.BEGUN, forgotten.DONE, forgotten.UNDONE])
LISTS = some.dictionaries(MARKS, STATES)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE)
    path.chmod(0o600)
    return path


@pytest.fixture
def home(alone: Installation) -> Installation:
    """On a server of its own: a night ends well only where others' changes end."""
    alone.run("begin", "newtown", workers=WORKERS)
    return alone


def erase(home: Installation, *called: str) -> None:
    for one in called:
        done = home.start("erase", "newtown", one, workers=WORKERS)
        done.communicate()
        assert done.returncode == (-9 if one.startswith("killed") else 0)


def who(home: Installation) -> dict[str, Any]:
    [found] = home.run("who", "newtown", workers=WORKERS)
    return dict(found)


def put_back(folder: Path, made: Path, secret: Path, *more: object) -> tuple[Installation, str]:
    installations.create(folder).rmdir()
    env = installations.environment(folder)
    code, out, said = run(env, "restore", made, "--passphrase-file", secret, *more)
    assert code == 0, said
    return Installation(env), out


def named(home: Installation) -> list[str]:
    return [called for called, *_ in who(home)["people"] if called]


@pytest.mark.slow
def test_whoever_deleted_everything_stays_gone_when_a_backup_from_before_is_put_back(
    home: Installation, secret: Path, tmp_path: Path
) -> None:
    data, backups = Path(home.env["HELPFULACTS_DATA"]), tmp_path / "backups"
    made = made_by(home, backups, secret)
    before = who(home)
    erase(home, *WENT, "killed before")
    after = who(home)
    assert sorted(after["list"]) == ["begun", "begun", "done", "done", "done"]
    assert [row for row in after["people"] if row[0]] == [
        row for row in before["people"] if row[0] in ("stays", "killed before")
    ]
    again = tmp_path / "again"
    alone = tmp_path / "alone" / made.name
    try:
        # The disk of the data is lost; what stands beside the backups is not.
        shutil.move(data, tmp_path / "lost")
        back, said = put_back(again, made, secret)
        assert "5 people who deleted everything since then were deleted again" in said
        assert named(back) == ["stays"], "also where it was only begun: they asked for it"
        assert who(back)["people"] == [row for row in after["people"] if row[0] != "killed before"]
        checked = json.loads(run(back.env, "doctor", "--json")[1])["checks"]
        well = {one["name"] for one in checked if one["state"] == "well"}
        assert well >= {"gone", "register", "deleted", "links", "triggers", "derived"}, checked
        run(back.env, "verify", "--save", tmp_path / "register", "--place", "newtown")
        assert "is whole" in run(back.env, "verify", tmp_path / "register")[1]
        later = manifest.read(made_by(back, backups, secret))[0]
        assert later.forgotten is not None and len(later.forgotten) == 5
        installations.remove(again)

        # An older backup, and the list beside it lost too: a later backup in that folder has it.
        (backups / forgotten.BESIDE).unlink()
        assert named(put_back(again, made, secret)[0]) == ["stays"]
        installations.remove(again)

        # A backup taken elsewhere alone: it says that they are back, and the list is given to it afterwards.
        shutil.copytree(made, alone)
        back, said = put_back(again, alone, secret)
        assert "There is no list beside it" in said and len(named(back)) == 6
        (again / "forgotten" / "list").write_bytes((tmp_path / "lost" / "forgotten" / "list").read_bytes())
        code, out, _ = run(back.env, "doctor")
        assert (
            code == 1 and "3 people who deleted everything are here again. Run `helpfulacts nightly`." in out
        )
        assert run(back.env, "nightly")[0] == 0
        assert named(back) == ["killed after", "killed before", "stays"], "here nobody knows that it was done"
        installations.remove(again)
        back, said = put_back(again, alone, secret, "--forgotten", tmp_path / "lost" / "forgotten" / "list")
        assert "5 people" in said and named(back) == ["stays"]
    finally:
        installations.remove(again)


@pytest.mark.slow
def test_what_was_broken_off_is_settled_by_the_next_night(home: Installation) -> None:
    erase(home, "killed after", "killed before")
    assert who(home)["list"] == ["begun", "begun"]
    listed = Path(home.env["HELPFULACTS_DATA"]) / "forgotten" / "list"
    os.utime(listed, (listed.stat().st_atime, listed.stat().st_mtime - 300))  # it is night, some time after
    assert run(home.env, "nightly")[0] == 0
    now = who(home)
    assert now["list"] == ["done", "undone"] and "killed before" in named(home)


@settings(deadline=None)  # of a machine that others use too
@given(some.lists(LISTS, max_size=4))
def test_of_several_lists_what_one_knows_to_be_done_is_done_in_any_order(lists: list[dict[str, str]]) -> None:
    [known, *others] = [forgotten.together(order) for order in permutations(lists)]
    assert all(other == known for other in others)
    assert {mark for mark, state in known.items() if state == "done"} == {
        mark for one in lists for mark, state in one.items() if state == "done"
    }


def test_a_list_cut_short_anywhere_keeps_every_whole_line_and_takes_more(
    settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path / "whole"
    settings.DATA.mkdir()
    for mark in "abc":
        forgotten.done(mark * 64)
    whole = (settings.DATA / "forgotten" / "list").read_bytes()
    for length in range(len(whole)):
        settings.DATA = tmp_path / str(length)
        (settings.DATA / "forgotten").mkdir(parents=True)
        (settings.DATA / "forgotten" / "list").write_bytes(whole[:length])
        forgotten.undone("d" * 64)
        kept = forgotten.here()
        assert kept.pop("d" * 64) == "undone"
        assert list(kept) == [mark * 64 for mark in "abc"][: (length + 1) // (len(whole) // 3)], length

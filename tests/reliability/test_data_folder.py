"""The data folder: made only by what sets it up, for its owner alone, and never opened with keys that are not its own."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.main import main
from helpfulacts.core.errors import Refused
from helpfulacts.core.sealing import CannotOpen
from helpfulacts.site import secrets
from tests import installations

MISSING = "The keys of this data folder are missing. Put them back from your copy."
NOTHING = "Nothing is set up here yet. Run `helpfulacts demo`, or `helpfulacts place create`."
CREATE = ("place", "create", "newtown", "--name", "Newtown", "--person", "Ann")


def run(env: dict[str, str], *words: str) -> tuple[int, str]:
    """(exit code, the one sentence) of a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "helpfulacts.cli", *words],
        env=env,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert "Traceback" not in done.stderr and done.stderr.count("\n") <= 1, done.stderr
    return done.returncode, done.stderr.strip()


def at(folder: Path | str) -> dict[str, str]:
    """What makes a process use that folder and SQLite, whatever the tests run on: its tests are marked `once`."""
    return {name: value for name, value in os.environ.items() if name != installations.SERVER} | {
        "HELPFULACTS_DATA": str(folder)
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """An installation without a place, for tests that spoil it."""
    folder = installations.migrated(tmp_path_factory.mktemp("made") / "data")
    try:
        yield folder, installations.environment(folder)
    finally:
        installations.remove(folder)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.once
def test_what_is_set_up_is_for_its_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        code, _ = run(at(tmp_path / "new"), *CREATE)
    finally:
        os.umask(old)
    folder = tmp_path / "new"
    assert code == 0
    assert (mode(folder), mode(folder / "keys"), mode(folder / "keys" / "keys.json")) == (0o700, 0o700, 0o600)
    assert {mode(path) for path in folder.glob("helpfulacts.sqlite3*")} == {0o600}


@pytest.mark.once
@pytest.mark.parametrize("words", [("serve",), ("find", "tea", "--place", "x")])
def test_a_mistyped_folder_is_said_and_not_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert run(at(tmp_path / "mistyped"), *words) == (2, NOTHING)
    (tmp_path / "empty").mkdir()
    assert run(at(tmp_path / "empty"), *words) == (2, NOTHING)
    assert not (tmp_path / "mistyped").exists() and not list((tmp_path / "empty").iterdir())


@pytest.mark.once
def test_commands_that_need_no_data_leave_none_behind(tmp_path: Path) -> None:
    env = at(tmp_path / "none")
    (tmp_path / "register").write_text("{}")
    assert run(env, "verify", str(tmp_path / "register"))[0] == 2
    assert run(env, "find", "--help")[0] == 0
    assert run(env, "share", str(tmp_path), "--seed", "s", "--out", str(tmp_path / "out"))[0] == 2
    assert run(env, "opinions", str(tmp_path / "votes.csv"))[0] == 2
    assert not (tmp_path / "none").exists()


@pytest.mark.once
def test_a_database_of_nothing_asks_for_no_keys(tmp_path: Path) -> None:
    folder = tmp_path / "looked"
    folder.mkdir()
    _looked_at(folder)


@pytest.mark.once
@pytest.mark.release
def test_what_was_only_looked_at_can_be_set_up(tmp_path: Path) -> None:
    _looked_at(tmp_path)
    assert run(at(tmp_path), *CREATE)[0] == 0


def _looked_at(folder: Path) -> None:
    """A database without tables, whose owner is told that nothing is set up."""
    for mode in ("WAL", "DELETE"):  # as a command that looked and was stopped leaves it
        database = sqlite3.connect(folder / "helpfulacts.sqlite3")
        database.execute(f"PRAGMA journal_mode={mode}")
        database.execute("CREATE TABLE one (two)")
        database.execute("DROP TABLE one")
        database.close()
        assert (folder / "helpfulacts.sqlite3").stat().st_size
        assert run(at(folder), "serve") == (2, NOTHING)


@pytest.mark.parametrize("words", [("serve",), CREATE])
def test_lost_keys_are_never_replaced(made: Any, words: tuple[str, ...]) -> None:
    folder, env = made
    kept = (folder / "keys" / "keys.json").read_bytes()
    (folder / "keys" / "keys.json").unlink()
    try:
        assert run(env, *words) == (2, MISSING)
        assert not (folder / "keys" / "keys.json").exists()
    finally:
        (folder / "keys" / "keys.json").write_bytes(kept)
    assert (
        run(env, "nightly")[1]
        == "There is no place here yet. Run `helpfulacts demo` or `helpfulacts place create`."
    )


@pytest.mark.parametrize("text", [b"garbage", b"{}", b"\xff\xfe", b"[]", b'{"sealing": {"k1": "zz"}}'])
def test_keys_that_are_not_whole_are_refused(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(text)
    with pytest.raises(Refused, match=r"are not whole\. Put them back from your copy"):
        secrets.read(tmp_path)


def test_spoilt_keys_end_a_command_with_one_sentence(made: Any) -> None:
    folder, env = made
    path = folder / "keys" / "keys.json"
    kept = path.read_bytes()
    path.write_text("{}")
    try:
        assert run(env, "nightly") == (2, f"The keys in {path} are not whole. Put them back from your copy.")
    finally:
        path.write_bytes(kept)


def test_of_two_that_set_up_at_once_both_go_on_with_the_keys_of_the_first(tmp_path: Path) -> None:
    first, second = secrets.draw(), secrets.draw()
    assert secrets.keep(tmp_path / "keys", first) == first.as_settings()
    assert secrets.keep(tmp_path / "keys", second) == first.as_settings()
    assert json.loads((tmp_path / "keys" / "keys.json").read_text())["search"] == first.search


@pytest.mark.once
def test_a_folder_that_cannot_be_one_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for name in ("/dev/null", str(tmp_path / "file")):
        for words in (CREATE, ("nightly",)):
            assert run(at(name), *words) == (
                2,
                f"HELPFULACTS_DATA names {name}, which is a file. Name a folder.",
            )
    code, said = run(at(tmp_path / "file" / "inside"), *CREATE)
    assert code == 2 and "cannot be used" in said
    code, said = run(at("/proc/nothing/here"), *CREATE)
    assert code == 2 and "cannot be used" in said


@pytest.mark.once
def test_a_database_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    secrets.keep(tmp_path / "keys", secrets.draw())
    (tmp_path / "helpfulacts.sqlite3").write_bytes(b"not a database " * 100)
    for words in (("nightly",), ("serve",), CREATE):
        code, said = run(at(tmp_path), *words)
        assert code == 2 and "is not a database. Put it back from your copy." in said


def test_a_sealed_text_that_does_not_open_is_one_sentence(capsys: Any) -> None:
    class Command(PlainCommand):
        def reads_data(self, **options: Any) -> bool:
            return False

        def handle(self, *args: Any, **options: Any) -> None:
            raise CannotOpen("The sealed value of people_person:1:called_sealed does not open.")

    with pytest.raises(SystemExit) as stopped:
        Command().run_from_argv(["helpfulacts", "open"])
    assert stopped.value.code == 2
    assert "does not open with the keys of this data folder" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["flush", "migrate", "shell", "sqlflush", "changepassword"])
def test_no_command_of_the_framework_can_be_run(monkeypatch: Any, capsys: Any, command: str) -> None:
    monkeypatch.setattr(sys, "argv", ["helpfulacts", command, "--no-input"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith(f"helpfulacts has no command “{command}”.")


def test_ctrl_c_while_it_comes_up_is_one_sentence(monkeypatch: Any, capsys: Any) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.execute_from_command_line", interrupted)
    monkeypatch.setattr(sys, "argv", ["helpfulacts", "nightly"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "Stopped. Nothing was left half done.\n"

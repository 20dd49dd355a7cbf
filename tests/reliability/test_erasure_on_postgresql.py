"""The files of PostgreSQL itself, after somebody deleted everything and the night came: what the docs say of them is so.

A canary in every column that may hold words about somebody, as in `test_erasure_leaves_nothing.py`; then the bytes of the
database's files, of the write-ahead log and of all else in the server's folder. The server is one of its own: its settings
are changed, and what others write meanwhile would keep what was deleted (`test_written_over.py`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests import installations
from tests.reliability.conftest import HERE, Installation

CANARIES, FORGOTTEN = "erasure_workers.py", "forgotten_workers.py"
TELL_AND_WAIT = f'echo "${installations.SERVER}"; read until_the_test_is_done || true'

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(installations.SERVER not in os.environ, reason="about the files of PostgreSQL"),
]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of one that nobody else uses, and that is gone afterwards."""
    command = [str(installations.ROOT / "tools" / "with-postgres"), "sh", "-c", TELL_AND_WAIT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None and running.stdin is not None
        address = running.stdout.readline().strip()
        monkeypatch.setenv(installations.SERVER, address)
        yield address
        running.stdin.close()


def saying(server: str, words: Iterable[str]) -> dict[str, set[str]]:
    """{the folder in the server's folder: names of its files that say one of these}."""
    found: dict[str, set[str]] = {}
    [folder] = map(Path, parse_qs(urlsplit(server).query)["host"])
    for path in folder.rglob("*"):
        try:
            said = path.read_bytes().lower() if path.is_file() else b""
        except OSError:  # gone meanwhile
            continue
        if any(word.encode() in said for word in words):
            inside = path.relative_to(folder).parts
            found.setdefault(inside[1] if len(inside) > 2 else inside[0], set()).add(path.name)
    return found


def on_server(server: str, *statements: str) -> None:
    with psycopg.connect(server, autocommit=True) as asked:
        for one in statements:
            asked.execute(one.encode())


def until(true: Callable[[], bool]) -> bool:
    """Whether it comes true while the server goes on by itself; 30 seconds at most."""
    ends = time.monotonic() + 30
    while not (now := true()) and time.monotonic() < ends:
        time.sleep(0.5)
    return now


def test_after_the_night_only_the_servers_log_says_it_and_not_once_that_is_set_as_the_page_says(
    tmp_path: Path, server: str
) -> None:
    env = installations.environment(installations.create(tmp_path / "data"))
    env["PYTHONPATH"] = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=env, check=True)
    here = Installation(env)
    here.run("begin", "testham", workers=CANARIES)
    here.run("somebody", "testham", "asha", workers=FORGOTTEN)
    here.run("more_people", "testham", "asha", workers=CANARIES)
    filled: list[dict[str, Any]] = []
    for called, gives in (("asha", "no"), ("both", "yes"), ("gives", "yes")):
        filled += here.run("fill", "testham", called, gives, workers=CANARIES)
    words = {word for one in filled for word in one["canaries"]}
    on_server(server, "CHECKPOINT")
    assert {"base", "pg_wal"} <= set(saying(server, words)), "they are looked for where they were"
    here.run("erase_each", "testham", *(one["person"] for one in filled), workers=FORGOTTEN)
    night = subprocess.run(
        [sys.executable, "-m", "helpfulacts.cli", "nightly", "--json"], env=env, capture_output=True, text=True
    )  # fmt: skip
    assert night.returncode == 0 and json.loads(night.stdout), night.stderr
    on_server(server, "CHECKPOINT")
    assert set(saying(server, words)) <= {"pg_wal"}, saying(server, words)

    # What the page on installing has the administrator set; one second stands for its hour.
    on_server(
        server,
        "ALTER SYSTEM SET wal_recycle = off",
        "ALTER SYSTEM SET archive_timeout = 1",
        "SELECT pg_reload_conf()",
        "CREATE TABLE of_the_day (x int)",
    )

    def gone() -> bool:
        on_server(server, "INSERT INTO of_the_day VALUES (1)", "CHECKPOINT")
        return not saying(server, words)

    assert until(gone), saying(server, words)

"""The files of PostgreSQL itself, after somebody deleted everything and the night came: what the docs say of them is so.

A canary in every column that may hold words about somebody, as in `test_erasure_leaves_nothing.py`; then the bytes of the
database's files, of the write-ahead log and of all else in the server's folder. It needs a server whose folder can be read,
with rights over it: `tools/with-postgres`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import installations
from tests.reliability.conftest import HERE, Installation

SERVER = os.environ.get(installations.SERVER, "")
[SOCKETS] = parse_qs(urlsplit(SERVER).query).get("host", [""])
FOLDER = Path(SOCKETS or "/nowhere") / "data"
CANARIES, FORGOTTEN = "erasure_workers.py", "forgotten_workers.py"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (SERVER and os.access(FOLDER / "pg_wal", os.R_OK | os.X_OK)),
        reason="about the files of a PostgreSQL whose folder can be read here",
    ),
]


def saying(words: Iterable[str]) -> dict[str, set[str]]:
    """{the folder in the server's folder: names of its files that say one of these}."""
    found: dict[str, set[str]] = {}
    for path in FOLDER.parent.rglob("*"):
        try:
            said = path.read_bytes().lower() if path.is_file() else b""
        except OSError:  # gone meanwhile
            continue
        if any(word.encode() in said for word in words):
            inside = path.relative_to(FOLDER.parent).parts
            found.setdefault(inside[1] if len(inside) > 2 else inside[0], set()).add(path.name)
    return found


def on_server(*statements: str) -> None:
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as server:
        for one in statements:
            server.execute(one.encode())


def until(true: Callable[[], bool]) -> bool:
    """Whether it comes true while the server goes on by itself; 30 seconds at most."""
    ends = time.monotonic() + 30
    while not (now := true()) and time.monotonic() < ends:
        time.sleep(0.5)
    return now


def test_after_the_night_only_the_servers_log_says_it_and_not_once_that_is_set_as_the_page_says(
    tmp_path: Path,
) -> None:
    folder = installations.migrated(tmp_path / "data")
    try:
        env = installations.environment(folder)
        env["PYTHONPATH"] = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
        here = Installation(env)
        here.run("begin", "testham", workers=CANARIES)
        here.run("somebody", "testham", "asha", workers=FORGOTTEN)
        here.run("more_people", "testham", "asha", workers=CANARIES)
        filled: list[dict[str, Any]] = []
        for called, gives in (("asha", "no"), ("both", "yes"), ("gives", "yes")):
            filled += here.run("fill", "testham", called, gives, workers=CANARIES)
        words = {word for one in filled for word in one["canaries"]}
        on_server("CHECKPOINT")
        assert {"base", "pg_wal"} <= set(saying(words)), "they are looked for where they were"
        here.run("erase_each", "testham", *(one["person"] for one in filled), workers=FORGOTTEN)
        night = subprocess.run(
            [sys.executable, "-m", "helpfulacts.cli", "nightly", "--json"], env=env, capture_output=True, text=True
        )  # fmt: skip
        assert night.returncode == 0 and json.loads(night.stdout), night.stderr
        on_server("CHECKPOINT")
        assert set(saying(words)) <= {"pg_wal"}, saying(words)

        # What the page on installing has the administrator set; one second stands for its hour.
        on_server(
            "ALTER SYSTEM SET wal_recycle = off",
            "ALTER SYSTEM SET archive_timeout = 1",
            "SELECT pg_reload_conf()",
        )

        def gone() -> bool:
            on_server(
                "CREATE TABLE IF NOT EXISTS of_the_day (x int)",
                "INSERT INTO of_the_day VALUES (1)",
                "CHECKPOINT",
            )
            return not saying(words)

        assert until(gone), saying(words)
    finally:
        on_server(
            "ALTER SYSTEM RESET wal_recycle", "ALTER SYSTEM RESET archive_timeout", "SELECT pg_reload_conf()",
            "DROP TABLE IF EXISTS of_the_day",
        )  # fmt: skip
        installations.remove(folder)

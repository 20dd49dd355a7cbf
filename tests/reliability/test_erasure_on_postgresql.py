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
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests import installations
from tests.reliability.conftest import HERE, Installation

CANARIES, FORGOTTEN = "erasure_workers.py", "forgotten_workers.py"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(installations.SERVER not in os.environ, reason="about the files of PostgreSQL"),
]


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
    alone: Installation, own_server: str
) -> None:
    env = alone.env | {"PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])}
    here = Installation(env)
    here.run("begin", "testham", workers=CANARIES)
    here.run("somebody", "testham", "asha", workers=FORGOTTEN)
    here.run("more_people", "testham", "asha", workers=CANARIES)
    filled: list[dict[str, Any]] = []
    for called, gives in (("asha", "no"), ("both", "yes"), ("gives", "yes")):
        filled += here.run("fill", "testham", called, gives, workers=CANARIES)
    words = {word for one in filled for word in one["canaries"]}
    on_server(own_server, "CHECKPOINT")
    assert {"base", "pg_wal"} <= set(saying(own_server, words)), "they are looked for where they were"
    here.run("erase_each", "testham", *(one["person"] for one in filled), workers=FORGOTTEN)
    night = subprocess.run(
        [sys.executable, "-m", "helpfulacts.cli", "nightly", "--json"], env=env, capture_output=True, text=True
    )  # fmt: skip
    assert night.returncode == 0 and json.loads(night.stdout), night.stderr
    on_server(own_server, "CHECKPOINT")
    assert set(saying(own_server, words)) <= {"pg_wal"}, saying(own_server, words)

    # What the page on installing has the administrator set; one second stands for its hour.
    on_server(
        own_server,
        "ALTER SYSTEM SET wal_recycle = off",
        "ALTER SYSTEM SET archive_timeout = 1",
        "SELECT pg_reload_conf()",
        "CREATE TABLE of_the_day (x int)",
    )

    def gone() -> bool:
        on_server(own_server, "INSERT INTO of_the_day VALUES (1)", "CHECKPOINT")
        return not saying(own_server, words)

    assert until(gone), saying(own_server, words)

"""A database of its own for each measurement, so that the operator's own is not touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from helpfulacts.core.errors import Refused

SERVER = "HELPFULACTS_DATABASE"


@contextmanager
def database_of_its_own(server: str) -> Iterator[dict[str, str]]:
    """What names a new database on that server, dropped afterwards: the operator's own is not touched. "": SQLite."""
    if not server:
        yield {}
        return
    import psycopg

    name = f"helpfulacts_bench_{time.time_ns()}"
    try:
        connection = psycopg.connect(server, autocommit=True)
    except psycopg.OperationalError:
        raise Refused(
            f"The server that {SERVER} names does not answer. Start it, or take the name away."
        ) from None
    with connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield {SERVER: urlunsplit(urlsplit(server)._replace(path=f"/{name}"))}
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def measured_apart(module: str, *words: str, name: str, folder: Path) -> dict[str, Any]:
    """What a process of its own found, the last line that it said, in a new installation in `folder`.

    `name`: the engine; "postgresql" asks the server that HELPFULACTS_DATABASE names. Raises Refused with its last sentence.
    """
    env = os.environ | {
        "HELPFULACTS_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "helpfulacts.site.settings",
    }
    server = env.pop(SERVER, "")
    with database_of_its_own(server if name == "postgresql" else "") as more:
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            env=env | more, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise Refused(f"It ended with: {(done.stderr.strip().splitlines() or ['nothing'])[-1]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found

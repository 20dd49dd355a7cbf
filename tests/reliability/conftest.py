"""An installation of its own for each run of these tests: a real database, and processes that use it at once.

The parent never opens that database. It starts `workers.py` as separate processes and reads what they print, as an
operator would. On SQLite the database is a file in a temporary data folder; on PostgreSQL (HELPFULACTS_DATABASE) it is
a database of its own on the same server, dropped afterwards.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

WORKERS = Path(__file__).with_name("workers.py")


@dataclass(frozen=True)
class Installation:
    """A data folder with a migrated database; `env` makes a process use it."""

    env: dict[str, str]

    def start(self, job: str, *arguments: object) -> subprocess.Popen[str]:
        """Begin one job of `workers.py`, its standard output a pipe of JSON lines."""
        return subprocess.Popen(
            [sys.executable, str(WORKERS), job, *map(str, arguments)],
            env=self.env,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, job: str, *arguments: object) -> list[Any]:
        """Run one job to its end; what it printed, one value a line."""
        process = self.start(job, *arguments)
        printed, _ = process.communicate()
        assert process.returncode == 0, f"{job} ended with exit code {process.returncode}"
        return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("installation")
    env = os.environ | {
        "HELPFULACTS_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "helpfulacts.site.settings",
    }
    server = os.environ.get("HELPFULACTS_DATABASE", "")
    name = f"helpfulacts_{os.getpid()}_{folder.parent.name}_{folder.name}".replace("-", "_").lower()
    if server:
        _on_server(server, f'CREATE DATABASE "{name}"')
        env["HELPFULACTS_DATABASE"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    try:
        subprocess.run([sys.executable, "-m", "helpfulacts.cli", "migrate", "-v0"], env=env, check=True)
        yield Installation(env)
    finally:
        if server:
            _on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(address: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())

"""An installation of its own for each run of these tests: a real database, and processes that use it at once.

The parent never opens that database. It starts `workers.py` as separate processes and reads what they print, as an
operator would.
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

import pytest
from two_offers import TwoOffers

from tests import installations

HERE = Path(__file__).parent
TELL_AND_WAIT = f'echo "${installations.SERVER}"; read until_the_test_is_done || true'


@dataclass(frozen=True)
class Installation:
    """A data folder with a migrated database; `env` makes a process use it."""

    env: dict[str, str]

    def start(self, job: str, *arguments: object, workers: str = "workers.py") -> subprocess.Popen[str]:
        """Begin one job of `workers`, its standard output a pipe of JSON lines."""
        return subprocess.Popen(
            [sys.executable, str(HERE / workers), job, *map(str, arguments)],
            env=self.env,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, job: str, *arguments: object, workers: str = "workers.py") -> list[Any]:
        """Run one job to its end; what it printed, one value a line."""
        process = self.start(job, *arguments, workers=workers)
        printed, _ = process.communicate()
        assert process.returncode == 0, f"{job} ended with exit code {process.returncode}"
        return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture
def own_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a PostgreSQL on which nobody else changes anything meanwhile; nothing where SQLite is tested.

    What others change, in whichever database of a server, keeps the bytes of what was deleted (`test_written_over.py`).
    """
    if installations.SERVER not in os.environ:
        yield ""
        return
    command = [str(installations.ROOT / "tools" / "with-postgres"), "sh", "-c", TELL_AND_WAIT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None and running.stdin is not None
        monkeypatch.setenv(installations.SERVER, running.stdout.readline().strip())
        yield os.environ[installations.SERVER]
        running.stdin.close()


@pytest.fixture
def alone(tmp_path: Path, own_server: str) -> Iterator[Installation]:
    """An installation of its own, and on PostgreSQL a server of its own."""
    folder = tmp_path / "data"
    if own_server:
        env = installations.environment(installations.create(folder))
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=env, check=True)
    else:
        env = installations.environment(installations.migrated(folder))
    yield Installation(env)
    installations.remove(folder)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = installations.migrated(tmp_path_factory.mktemp("installation") / "data")
    try:
        yield Installation(installations.environment(folder))
    finally:
        installations.remove(folder)


@pytest.fixture
def two_offers(place: Any, make_person: Any, citizen_of: Any) -> TwoOffers:
    return TwoOffers(place, make_person, citizen_of)

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
from contextlib import contextmanager
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


@contextmanager
def server_of_its_own() -> Iterator[str]:
    """The address of a PostgreSQL on which nobody else changes anything meanwhile; nothing where SQLite is tested.

    What others change, in whichever database of a server, keeps the bytes of what was deleted (`test_written_over.py`).
    """
    if installations.SERVER not in os.environ:
        yield ""
        return
    command = [str(installations.ROOT / "tools" / "with-postgres"), "sh", "-c", TELL_AND_WAIT]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running,
        pytest.MonkeyPatch.context() as here,
    ):
        assert running.stdout is not None and running.stdin is not None
        address = running.stdout.readline().strip()
        here.setenv(installations.SERVER, address)
        yield address
        running.stdin.close()


@contextmanager
def migrated_there(folder: Path, own_server: str) -> Iterator[Path]:
    """A migrated installation in this folder, on that server where there is one."""
    if own_server:
        installations.migrated_on_this_server(folder)
    else:
        installations.migrated(folder)
    try:
        yield folder
    finally:
        installations.remove(folder)


@pytest.fixture
def own_server() -> Iterator[str]:
    with server_of_its_own() as address:
        yield address


@pytest.fixture
def alone(tmp_path: Path, own_server: str) -> Iterator[Installation]:
    """An installation of its own, and on PostgreSQL a server of its own."""
    with migrated_there(tmp_path / "data", own_server) as folder:
        yield Installation(installations.environment(folder))


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = installations.migrated(tmp_path_factory.mktemp("installation") / "data")
    try:
        yield Installation(installations.environment(folder))
    finally:
        installations.remove(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Installation]:
    """An installation on each database, whichever is tested now; the other needs no other run of the tests."""
    if request.param == "sqlite":
        monkeypatch.delenv(installations.SERVER, raising=False)
        yield Installation(installations.environment(installations.migrated(tmp_path / "data")))
        return
    monkeypatch.setenv(installations.SERVER, "its own")
    with server_of_its_own() as address, migrated_there(tmp_path / "data", address) as folder:
        yield Installation(installations.environment(folder))


@pytest.fixture
def two_offers(place: Any, make_person: Any, citizen_of: Any) -> TwoOffers:
    return TwoOffers(place, make_person, citizen_of)

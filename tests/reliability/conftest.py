"""An installation of its own for each run of these tests: a real database, and processes that use it at once.

The parent never opens that database. It starts `workers.py` as separate processes and reads what they print, as an
operator would.
"""

from __future__ import annotations

import json
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

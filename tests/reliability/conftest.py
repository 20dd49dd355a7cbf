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

from tests import installations

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
    folder = installations.create(tmp_path_factory.mktemp("installation") / "data")
    env = installations.environment(folder)
    try:
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=env, check=True)
        yield Installation(env)
    finally:
        installations.remove(folder)

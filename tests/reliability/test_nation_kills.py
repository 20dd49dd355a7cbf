"""A worker lost while places are shared changes nothing: each place has one round, the same as if none had been lost.

Real processes throughout: a Dask scheduler and workers of their own, `helpfulacts coordinate --all-places` as an operator
types it, and SIGKILL. The database is kept from every writer until the worker that is to die has a place in hand.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests import installations

pytest.importorskip("distributed", reason="dask is not installed: requirements/many-places.txt")
WORKER = "nation_workers.py"


def _coordinate(env: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "helpfulacts.cli", "coordinate", "--all-places", "--json", *words],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def _end(process: subprocess.Popen[str]) -> Any:
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return json.loads(out)


@pytest.fixture
def two_of_them(tmp_path: Path) -> Iterator[list[Any]]:
    """The same installation twice: four places with people, offers and the same draws."""
    from conftest import Installation

    folders = [tmp_path / "one", tmp_path / "other"]
    installations.migrated(folders[0])
    made = Installation({**installations.environment(folders[0]), "PYTHONPATH": _path()})
    assert len(made.run("make", 4, 5, workers=WORKER)) == 4
    installations.copy(*folders)
    try:
        yield [
            Installation({**installations.environment(folder), "PYTHONPATH": _path()}) for folder in folders
        ]
    finally:
        for folder in folders:
            installations.remove(folder)


def _path() -> str:
    return os.pathsep.join([str(installations.ROOT / "src"), str(installations.ROOT)])


@contextmanager
def _a_cluster(env: dict[str, str], folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(the scheduler's address, its two workers by name)."""
    from distributed import Client

    file, started = folder / "scheduler.json", []
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": env, "cwd": folder}

    def start(*words: str) -> Any:
        started.append(subprocess.Popen([sys.executable, "-m", *words], **quiet))
        return started[-1]

    try:
        start(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", str(file),
        )  # fmt: skip
        workers = {
            name: start(
                "distributed.cli.dask_worker", "--scheduler-file", str(file), "--name", name, "--nthreads",
                "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1",
            )
            for name in ("first", "second")
        }  # fmt: skip
        while not file.exists() or not file.read_text().strip():
            assert all(one.poll() is None for one in started), "the cluster did not come up"
            threading.Event().wait(0.05)
        address = json.loads(file.read_text())["address"]
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield address, workers
    finally:
        for one in started:
            one.kill()
            one.wait()


@contextmanager
def _held(env: dict[str, str]) -> Iterator[Any]:
    """Nobody else writes to the installation until the function that this gives is called."""
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / WORKER), "hold"],
        env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holding:  # fmt: skip
        assert holding.stdout is not None and holding.stdin is not None
        assert json.loads(holding.stdout.readline()) == "held"
        yield holding.stdin.close


def _a_busy_worker(address: str) -> str:
    """The name of a worker that has a place in hand now."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        while True:
            busy = {worker for worker, keys in client.processing().items() if keys}
            for worker, told in client.scheduler_info(n_workers=-1)["workers"].items():
                if worker in busy:
                    return str(told["id"])
            threading.Event().wait(0.05)


@pytest.mark.slow
def test_two_workers_of_this_machine_give_every_place_its_one_round(two_of_them: Any) -> None:
    one, other = two_of_them
    alone = _end(_coordinate(one.env, "--workers", "0"))
    workers = _end(_coordinate(other.env, "--workers", "2"))
    assert workers["where"] == "on 2 processes of this machine" and workers["placed"] == alone["placed"] > 0
    assert other.run("outcomes", workers=WORKER) == one.run("outcomes", workers=WORKER)


@pytest.mark.slow
def test_workers_wait_for_whoever_writes(two_of_them: Any, tmp_path: Path) -> None:
    """SQLite has one writer at a time, and a place one on PostgreSQL: nobody is set aside for it."""
    one, _ = two_of_them
    with _a_cluster(one.env, tmp_path) as (address, _), _held(one.env) as let_go:
        command = _coordinate(one.env, "--scheduler", address)
        _a_busy_worker(address)
        let_go()
        said = _end(command)
    assert said["set_aside"] == 0 and len(said["places"]) == 4
    assert all(rounds == 1 for rounds, _ in one.run("outcomes", workers=WORKER)[0].values())


@pytest.mark.long
def test_a_worker_killed_midway_changes_nothing_of_any_round(two_of_them: Any, tmp_path: Path) -> None:
    one, other = two_of_them
    _end(_coordinate(one.env, "--workers", "0"))
    wanted = one.run("outcomes", workers=WORKER)
    with _a_cluster(other.env, tmp_path) as (address, workers), _held(other.env) as let_go:
        command = _coordinate(other.env, "--scheduler", address)
        lost = _a_busy_worker(address)
        os.kill(workers[lost].pid, signal.SIGKILL)
        workers[lost].wait()
        let_go()
        said = _end(command)
    assert said["set_aside"] == 0 and said["where"] == f"on the cluster at {address}"
    assert other.run("outcomes", workers=WORKER) == wanted
    assert all(rounds == 1 for rounds, _ in wanted[0].values())


@pytest.mark.long
@pytest.mark.once
def test_a_nation_with_a_worker_killed_midway_comes_to_the_same_outcome_in_every_place() -> None:
    from helpfulacts.cli.bench.nation.task import share_one, tasks
    from helpfulacts.cli.nation.cluster import Using, each, give_out, opened

    given = tasks(24, 240_000, 1)
    alone = dict(each(share_one, given, Using()))
    with opened(Using(workers=2)) as client:
        pids = client.run(os.getpid)
        answers = give_out(client, share_one, given)
        found = dict([next(answers)])
        lost = next(pids[worker] for worker, keys in client.processing().items() if keys)
        os.kill(lost, signal.SIGKILL)
        found |= dict(answers)
    assert {key: one["outcome"] for key, one in found.items()} == {
        key: one["outcome"] for key, one in alone.items()
    }
    assert len({one["process"] for one in found.values()}) >= 2, "others did what the lost one had in hand"

"""Give out tasks, take back what they answer: on a cluster that exists, on processes of this machine, or one by one.

    for key, answer in each(work, {key: arguments}, using=Using()): ...

`work` is a function of a module and its arguments are plain ids and numbers: they travel by name, not by content. A task
whose worker is lost is done again by another, so `work` must come to one effect however often it is done.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from helpfulacts.core.errors import Refused

LOST_AT_MOST = 5
"""How many workers may be lost with the same task in hand before it is given up: the task itself may be what ends them."""

AGAIN = 5
"""How often a task that failed, because the database was busy, is done again."""

INSTALL = "pip install --require-hashes -r requirements/many-places.txt"
ANSWER_SECONDS = 30

Work = Callable[..., Any]


@dataclass(frozen=True)
class Using:
    """scheduler: the address of a cluster that exists, "" for this machine. workers: processes here; 0 = none but this one."""

    scheduler: str = ""
    workers: int = 0

    def said(self) -> str:
        if self.scheduler:
            return f"on the cluster at {self.scheduler}"
        if self.workers:
            return f"on {self.workers} processes of this machine"
        return "one after another in this process"


class Failed(Exception):
    """A task that no worker finished. The message is one sentence without any words of the task."""


def installed() -> bool:
    return find_spec("distributed") is not None


def using(scheduler: str, workers: int | None, tasks: int) -> Using:
    """What to use: the scheduler named; else as many processes as there are processors and tasks. Raises Refused."""
    if scheduler and workers is not None:
        raise Refused("A cluster that exists has its own workers. Give --scheduler or --workers, not both.")
    if workers is not None and not 0 <= workers <= 64:
        raise Refused(f"There are {workers} workers. Give --workers a number from 0 to 64.")
    if (scheduler or workers) and not installed():
        raise Refused(f"Dask is not installed. Run `{INSTALL}`, or leave out --scheduler and --workers.")
    if scheduler:
        return Using(scheduler)
    if workers is None:
        workers = min(os.cpu_count() or 1, tasks) if installed() and tasks > 1 else 0
    return Using(workers=workers)


def each(work: Work, tasks: Mapping[str, tuple[Any, ...]], using: Using) -> Iterator[tuple[str, Any]]:
    """(key, what `work` answered or a Failed), as they end. Keys go into logs: ids only."""
    if not using.scheduler and not using.workers:
        for key, arguments in tasks.items():
            yield key, _here(work, arguments)
        return
    with opened(using) as client:
        yield from give_out(client, work, tasks)


def _here(work: Work, arguments: tuple[Any, ...]) -> Any:
    for left in range(AGAIN, -1, -1):
        try:
            return work(*arguments)
        except Exception as error:
            if not left:
                return _failed(error)
    return None


def _failed(error: BaseException) -> Failed:
    return Failed(f"No worker could finish it ({type(error).__name__}).")


@contextmanager
def opened(using: Using) -> Iterator[Any]:
    """A client of the cluster. Processes of this machine talk over TLS with keys made for this one run, so that nobody
    else on the machine can give them work. Raises Refused where a scheduler does not answer."""
    import dask
    from distributed import Client, LocalCluster

    for name in ("distributed", "distributed.worker", "distributed.scheduler", "distributed.nanny"):
        logging.getLogger(name).setLevel(logging.ERROR)
    settings = {
        "distributed.scheduler.allowed-failures": LOST_AT_MOST,
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
        "distributed.admin.log-format": "%(levelname)s %(name)s",
    }
    with dask.config.set(settings):
        if using.scheduler:
            try:
                client = Client(using.scheduler, timeout=ANSWER_SECONDS, set_as_default=False)
            except (OSError, ValueError, TypeError, RuntimeError):
                raise Refused(
                    f"No Dask scheduler answers at {using.scheduler[:80]}. Start one, or leave out --scheduler."
                ) from None
            with client:
                try:
                    client.wait_for_workers(1, timeout=ANSWER_SECONDS)
                except TimeoutError:
                    raise Refused(
                        f"The cluster at {using.scheduler[:80]} has no worker. Start one."
                    ) from None
                yield client
            return
        with _told_to_stop_by_this_process():
            cluster = LocalCluster(
                n_workers=using.workers,
                threads_per_worker=1,
                processes=True,
                dashboard_address="127.0.0.1:0",
                memory_limit=0,
                security=True,
                silence_logs=logging.CRITICAL,
            )
        with cluster, Client(cluster, set_as_default=False) as client:
            yield client


@contextmanager
def _told_to_stop_by_this_process() -> Iterator[None]:
    """Processes begun here do not hear Ctrl-C, which a terminal sends to all: this one does, and ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def give_out(client: Any, work: Work, tasks: Mapping[str, tuple[Any, ...]]) -> Iterator[tuple[str, Any]]:
    """As `each`, on a cluster that is open."""
    from distributed import as_completed

    futures = {
        client.submit(work, *arguments, key=key, pure=False, retries=AGAIN): key
        for key, arguments in tasks.items()
    }
    for future in as_completed(list(futures), loop=client.loop):
        if future.status == "finished":
            yield futures[future], future.result()
        else:
            error = None if future.cancelled() else future.exception()
            yield futures[future], _failed(error or ConnectionError())
        future.release()

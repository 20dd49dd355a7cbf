"""Requests a second of our list and search, beside a bare ASGI program that answers the same from its own SQLite file.

Both are served by granian on this machine's own address with two workers, and asked by the same client over
connections that stay open.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from .bare import PAGE
from .ours import SLUG
from .rows import Row

SECONDS, CLIENTS = 4.0, 4


def make_peer(rows: Iterable[Row], path: Path) -> None:
    """What the bare program reads: each record as JSON, made beforehand, and SQLite's index of words."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, body TEXT)")
    db.execute("CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize='porter unicode61')")
    for row in rows:
        body = json.dumps(
            {
                "id": row.key,
                "name": row.title,
                "description": f"{row.summary} {row.description}",
                "status": "active",
            }
        )
        db.execute("INSERT INTO record VALUES (?, ?)", (row.key, body))
        db.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (row.key, row.title, row.text))
    db.commit()
    db.close()


def measure(rows: Iterable[Row], data: Path, words: Sequence[str], size: int) -> dict[str, Any]:
    """Requests a second for each of the two programs, for a list and for a search: when each page is asked for the
    first time (`first_…`), and from then on, when a process may keep what it has made, as the peer has from the start.
    """
    peer = data / "peer.sqlite3"
    make_peer(rows, peer)
    pages = [f"?page={1 + at * 7 % max(1, size // PAGE)}&per_page={PAGE}" for at in range(200)]
    searches = [f"?search={urllib.parse.quote(word)}&per_page={PAGE}" for word in words]
    found: dict[str, Any] = {}
    for name, target, base in (
        ("ours", ["--interface", "wsgi", "helpfulacts.site.wsgi:application"], "/api/oruk/services"),
        (
            "raw ASGI",
            ["--interface", "asgi", "--factory", "helpfulacts.cli.bench.finding.bare:application"],
            "/",
        ),
    ):
        with _Served(target, {"BENCH_PEER": str(peer), "HELPFULACTS_PLACE": SLUG}) as port:
            found[name] = {}
            for what, asked in (("list", pages), ("search", searches)):
                paths = [base + one for one in asked]
                found[name][f"first_{what}_rps"], found[name][f"{what}_rps"] = _rates(port, paths)
    return found


class _Served:
    def __init__(self, target: list[str], environment: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        command = [sys.executable, "-m", "granian", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--workers", "2", "--log-level", "error", "--no-ws", *target]
        self.server = subprocess.Popen(command, env={**os.environ, **environment})

    def __enter__(self) -> int:
        for _ in range(240):
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return self.port
            except OSError:
                time.sleep(0.25)
        raise RuntimeError("the server did not come up")

    def __exit__(self, *_: Any) -> None:
        self.server.terminate()
        self.server.wait(timeout=30)


def _rates(port: int, paths: Sequence[str]) -> tuple[float, float]:
    """Answers a second over `CLIENTS` open connections: while each asks for every path for the first time, and then."""
    done = [0] * CLIENTS
    gate, stop = threading.Barrier(CLIENTS + 1), threading.Event()

    def ask(which: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        line.connect()
        gate.wait()
        for path in paths:
            _get(line, path)
        gate.wait()
        at = which
        while not stop.is_set():
            _get(line, paths[at % len(paths)])
            at += CLIENTS
            done[which] += 1
        line.close()

    clients = [threading.Thread(target=ask, args=(which,), daemon=True) for which in range(CLIENTS)]
    for client in clients:
        client.start()
    gate.wait()
    began = time.perf_counter()
    gate.wait()
    first = CLIENTS * len(paths) / (time.perf_counter() - began)
    began = time.perf_counter()
    time.sleep(SECONDS)
    stop.set()
    for client in clients:
        client.join()
    return first, sum(done) / (time.perf_counter() - began)


def _get(line: http.client.HTTPConnection, path: str) -> None:
    line.request("GET", path)
    answer = line.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}: {body[:200]!r}")

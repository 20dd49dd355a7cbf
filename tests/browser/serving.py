"""The demonstration in a folder of its own: commands run in it, and a server that shows it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.installations import environment

HERE = Path(__file__).parent
VAR = HERE.parents[1] / "var"
PICTURES = "HELPFULACTS_SHOTS" in os.environ
SHOTS = Path(os.environ.get("HELPFULACTS_SHOTS", VAR / "screenshots"))
_ANSWERING: dict[Path, subprocess.Popen[str]] = {}
"""By data folder."""


def in_data(*command: str, data: Path, timeout: float = 900) -> subprocess.CompletedProcess[str]:
    """Python with these arguments and a data folder of its own."""
    return subprocess.run(
        [sys.executable, *command],
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=timeout,
    )


def helpfulacts(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The one command, as anybody would type it."""
    return in_data("-m", "helpfulacts.cli", *arguments, data=data)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask_in(data: Path, what: str) -> Any:
    """What `people_to_meet.py` says of the demonstration in that folder: one process for all that is asked there."""
    if data not in _ANSWERING:
        _ANSWERING[data] = subprocess.Popen(
            [sys.executable, str(HERE / "people_to_meet.py")],
            env=environment(data),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
    answering = _ANSWERING[data]
    assert answering.stdin is not None and answering.stdout is not None
    answering.stdin.write(f"{what}\n")
    answering.stdin.flush()
    said = answering.stdout.readline()
    assert said, f"{what} was not answered: what went wrong is on standard error"
    return json.loads(said)


def no_more_asked_in(data: Path) -> None:
    """Ends the process that answered there, if anything was asked."""
    if answering := _ANSWERING.pop(data, None):
        answering.communicate(timeout=20)


@contextmanager
def served(data: Path, **settings: str) -> Iterator[str]:
    """The address of a server that shows what is in that folder, with these settings more."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "helpfulacts.cli", "serve", "--port", str(port)],
        env=environment(data) | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{address}/dudley/", timeout=5).read()
                break
            except OSError:
                assert server.poll() is None, "the server stopped before it answered"
                time.sleep(0.25)  # it is still coming up
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)

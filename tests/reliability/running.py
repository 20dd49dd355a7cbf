"""A server of an installation, as an operator starts it, its words in a file."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running(env: dict[str, str], log: Path) -> Iterator[str]:
    """The address of `helpfulacts serve`. All that it says, on either stream, is in `log`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "helpfulacts.cli", "serve", "--port", str(port)],
            env=env, stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(address, timeout=5).read()
                    break
                except urllib.error.HTTPError:
                    break
                except OSError:
                    assert server.poll() is None, log.read_text()
                    time.sleep(0.25)  # it is still coming up
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)

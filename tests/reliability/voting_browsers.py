"""A server that is killed and started again at one address, and browsers that vote there and do not give up."""

from __future__ import annotations

import http.client
import os
import queue
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

RECEIPT = re.compile(r'<dd class="hash">([0-9a-f]{32})</dd>')
MISTAKES = re.compile(r'<div class="error-summary".*?</div>', re.S)
BROKEN = (OSError, http.client.HTTPException)
"""What a browser sees of a server that is killed or not there: it sends the same form again."""


class Server:
    """`helpfulacts serve` with two workers, in a group of processes of its own, so that all of them are killed at once."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._env, self._log = env, log
        self.start()

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "helpfulacts.cli",
            "serve",
            "--port",
            str(self.port),
            "--workers",
            "2",
        ]
        with self._log.open("ab") as said:
            self.process = subprocess.Popen(
                command, env=self._env, stdout=said, stderr=subprocess.STDOUT, process_group=0
            )

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> bytes:
        """The page, once the server is there."""
        for _ in range(240):
            with suppress(*BROKEN):
                connection = self.connect()
                connection.request("GET", path)
                answer = connection.getresponse()
                body = answer.read()
                connection.close()
                assert answer.status == 200, (path, answer.status)
                return body
            assert self.process.poll() is None, self._log.read_text()
            time.sleep(0.25)
        raise AssertionError(f"{path} is not answered")


@contextmanager
def serving(env: dict[str, str], log: Path) -> Iterator[Server]:
    server = Server(env, log)
    try:
        yield server
    finally:
        with suppress(ProcessLookupError):
            server.kill()


@dataclass
class Browsers:
    """So many at once; each takes the next person, hands in one vote for each of their forms, and fetches its receipt.

    `told`: for each receipt that came the person, its two numbers and the vote, the last one of a person last.
    """

    server: Server
    slug: str
    cookies: tuple[str, str]
    told: list[dict[str, Any]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    sent_again: int = 0

    def vote(self, people: list[tuple[str, list[list[int]]]], at_once: int, then: Any) -> float:
        """people: (session, the numbers that each of their votes says yes to). `then` is called once half have a receipt.

        How many seconds it took.
        """
        waiting: queue.SimpleQueue[tuple[str, list[list[int]]]] = queue.SimpleQueue()
        for person in people:
            waiting.put(person)
        begun = time.monotonic()
        threads = [threading.Thread(target=self._go, args=(waiting,), daemon=True) for _ in range(at_once)]
        for thread in threads:
            thread.start()
        while len(self.told) < len(people) // 2 and any(thread.is_alive() for thread in threads):
            time.sleep(0.02)
        then()
        for thread in threads:
            thread.join()
        return time.monotonic() - begun

    def _go(self, waiting: queue.SimpleQueue[tuple[str, list[list[int]]]]) -> None:
        connection = self.server.connect()
        try:
            while True:
                session, votes = waiting.get_nowait()
                for numbers in votes:
                    connection = self._hand_in(connection, session, numbers)
        except queue.Empty:
            pass
        except Exception as problem:
            self.failed.append(repr(problem))
        finally:
            connection.close()

    def _hand_in(
        self, connection: http.client.HTTPConnection, session: str, numbers: list[int]
    ) -> http.client.HTTPConnection:
        """Until there is a receipt, with one key. Whatever breaks off, the same form is sent again over a new connection."""
        secret = secrets.token_hex(16)
        form = {"csrfmiddlewaretoken": secret, "key": secrets.token_urlsafe(18)}
        form |= {f"c{number}": "on" for number in numbers}
        headers = {"Cookie": f"{self.cookies[0]}={session}; {self.cookies[1]}={secret}"}
        path, patience = f"/{self.slug}/deciding/1", time.monotonic() + 900
        while True:
            try:
                sends = {"Content-Type": "application/x-www-form-urlencoded", **headers}
                connection.request("POST", f"{path}/vote/", urlencode(form), sends)
                answer = connection.getresponse()
                page = answer.read()
                assert answer.status == 302, (answer.status, MISTAKES.findall(page.decode()) or page[-2000:])
                assert answer.headers["Location"] == f"{path}/receipt/", answer.headers["Location"]
                connection.request("GET", f"{path}/receipt/", headers=headers)
                answer = connection.getresponse()
                found = RECEIPT.findall(answer.read().decode())
                assert answer.status == 200 and len(found) == 2, answer.status
            except BROKEN:
                assert time.monotonic() < patience, "the server does not come back"
                self.sent_again += 1
                connection.close()
                connection = self.server.connect()
                time.sleep(0.1)
                continue
            vote = {str(number): 1 for number in numbers}
            self.told.append({"who": session, "tracker": found[0], "salt": found[1], "vote": vote})
            return connection

"""The pages and the API over HTTP, from inside a test: what the test has written and not committed is served too.

One request at a time, over the connection of the test itself: an ordinary live server would need committed rows, and
the register refuses to be emptied afterwards.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections

from helpfulacts.core.clock import as_if
from helpfulacts.site.wsgi import application


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@dataclass
class Clock:
    """The moment at which the server answers, moved on by the test: what takes weeks is walked through page by page."""

    moment: dt.datetime | None = None


@contextmanager
def served_here(clock: Clock | None = None) -> Iterator[str]:
    """The address of a server that shows what this test has made; with a clock, as if it were then."""

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        with as_if(clock.moment) if clock and clock.moment else nullcontext():
            said = application(environ, start_response)
            try:
                return list(said)
            finally:
                getattr(said, "close", lambda: None)()

    with WSGIServer(("127.0.0.1", 0), _Quiet) as server:
        server.set_app(answer)
        shared = connections[connection.alias]

        def serve() -> None:
            connections[connection.alias] = shared
            server.serve_forever(poll_interval=0.05)

        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        shared.inc_thread_sharing()
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            shared.dec_thread_sharing()
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)

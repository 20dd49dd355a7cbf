"""The pages and the API over HTTP, from inside a test: what the test has written and not committed is served too.

One request at a time, over the connection of the test itself: an ordinary live server would need committed rows, and
the register refuses to be emptied afterwards.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections

from helpfulacts.site.wsgi import application


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served_here() -> Iterator[str]:
    """The address of a server that shows what this test has made."""
    with WSGIServer(("127.0.0.1", 0), _Quiet) as server:
        server.set_app(application)
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

"""A database of its own for each measurement, so that the operator's own is not touched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from helpfulacts.core.errors import Refused

SERVER = "HELPFULACTS_DATABASE"


@contextmanager
def database_of_its_own(server: str) -> Iterator[dict[str, str]]:
    """What names a new database on that server, dropped afterwards: the operator's own is not touched. "": SQLite."""
    if not server:
        yield {}
        return
    import psycopg

    name = f"helpfulacts_bench_{time.time_ns()}"
    try:
        connection = psycopg.connect(server, autocommit=True)
    except psycopg.OperationalError:
        raise Refused(
            f"The server that {SERVER} names does not answer. Start it, or take the name away."
        ) from None
    with connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield {SERVER: urlunsplit(urlsplit(server)._replace(path=f"/{name}"))}
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())

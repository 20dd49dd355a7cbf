"""Start-up refuses settings that could lose an acknowledged write (guarantee G1)."""

from __future__ import annotations

from django.db import connection

from . import triggers
from .errors import Refused


def refuse_weak_settings() -> None:
    """Raise Refused unless the live connection is as durable as shipped and its triggers stand (`triggers.py`)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW synchronous_commit")
            if cursor.fetchone()[0] == "off":
                raise Refused(
                    "PostgreSQL has synchronous_commit=off. Turn it on: acknowledged writes could be lost."
                )
            cursor.execute("SHOW fsync")
            if cursor.fetchone()[0] == "off":
                raise Refused(
                    "PostgreSQL has fsync=off. Turn it on: a power cut could lose the whole database."
                )
        else:
            cursor.execute("PRAGMA journal_mode")
            journal = cursor.fetchone()[0]
            cursor.execute("PRAGMA synchronous")
            if journal != "wal" or cursor.fetchone()[0] < 2:
                raise Refused(
                    "SQLite must run with journal_mode=WAL and synchronous=FULL. Restore the shipped settings."
                )
    gone = triggers.missing()
    if gone:
        raise Refused(
            f"The database lost triggers that keep what was decided ({', '.join(gone)}). Run `helpfulacts demo` or migrate."
        )

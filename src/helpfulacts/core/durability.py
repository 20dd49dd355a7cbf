"""What stands before the first table, and what start-up refuses: settings that could lose an acknowledged write (G1)."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.db import connection

from . import triggers
from .errors import Refused

NOTHING_YET = "Nothing is set up here yet. Run `helpfulacts demo`, or `helpfulacts place create`."


def make_ready() -> None:
    """Before the first table: the data folder, its keys and the database file, each for its owner alone."""
    Path(settings.DATA).mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, value in settings.KEEP_KEYS().items():
        setattr(settings, name, value)  # of two processes at once, both go on with the keys of the first
    if connection.vendor == "sqlite":
        # SQLite gives its log and shared memory the mode of this file.
        os.close(os.open(connection.settings_dict["NAME"], os.O_RDWR | os.O_CREAT, 0o600))


def refuse_nothing() -> None:
    """Raise Refused where no database was ever made: to ask SQLite for one would leave an empty one behind."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not (os.path.exists(name) and os.path.getsize(name)):
        raise Refused(NOTHING_YET)


def refuse_weak_settings() -> None:
    """Raise Refused unless the live connection is as durable as shipped and its triggers stand (`triggers.py`)."""
    refuse_nothing()
    if "core_registerentry" not in connection.introspection.table_names():
        raise Refused(NOTHING_YET)
    if weak := weak_setting():
        raise Refused(weak)
    gone = triggers.missing()
    if gone:
        raise Refused(
            f"The database lost triggers that keep what was decided ({', '.join(gone)}). "
            "Run `python -m django migrate --settings helpfulacts.site.settings`, which puts them back."
        )


def weak_setting() -> str | None:
    """What of the live connection could lose an acknowledged write, in one sentence; None when it is as shipped."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW synchronous_commit")
            if cursor.fetchone()[0] == "off":
                return "PostgreSQL has synchronous_commit=off. Turn it on: acknowledged writes could be lost."
            cursor.execute("SHOW fsync")
            if cursor.fetchone()[0] == "off":
                return "PostgreSQL has fsync=off. Turn it on: a power cut could lose the whole database."
            return None
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        if journal != "wal" or cursor.fetchone()[0] < 2:
            return "SQLite must run with journal_mode=WAL and synchronous=FULL. Restore the shipped settings."
        return None

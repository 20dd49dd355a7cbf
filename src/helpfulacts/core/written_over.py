"""What was deleted is not only let go of: its bytes are written over, by the night and once at an upgrade.

On SQLite `secure_delete` (`site/settings.py`) writes noughts over what is deleted; what is left to do is to empty the log,
which still holds it. What an older program deleted without that setting goes with one VACUUM, noted in the file itself.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress

from django.db import OperationalError, connection

TRIES, PAUSE = 3, 2.0
"""How often it is tried in one night, and how many seconds lie between."""
DONE = 1
"""`PRAGMA user_version` of a SQLite file in which everything that was ever deleted is written over; of a new one, 0."""


def tonight(tables: Iterable[str]) -> bool:
    """Write over what was deleted; False where somebody read all the time, so that some of it is left."""
    tables = list(tables)
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE)
        if once(tables):
            return True
    return False


def once(tables: Iterable[str]) -> bool:
    """Write what SQLite still keeps in its log into the database, where what was deleted is noughts, and empty the log.

    False where somebody was reading meanwhile. Inside a transaction, where no command ever is, there is nothing to do.
    """
    if connection.in_atomic_block or connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]


def from_before() -> None:
    """Once in the life of a SQLite file: make it anew, without what was deleted before that was written over.

    It takes as much room again as the file has, and everybody waits meanwhile. Where that cannot be, it is let be: an
    upgrade must not end half-way for it, and `doctor` says so until the next one.
    """
    if since_the_first_row():
        return
    with suppress(OperationalError), connection.cursor() as cursor:  # no room, or somebody reads
        cursor.execute("VACUUM")
        cursor.execute(f"PRAGMA user_version={DONE}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def since_the_first_row() -> bool:
    """Whether everything that was ever deleted here is written over."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        return bool(cursor.fetchone()[0] >= DONE)

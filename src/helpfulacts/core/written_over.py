"""What was deleted is not only let go of: its bytes are written over, by the night and once at an upgrade.

On SQLite `secure_delete` (`site/settings.py`) writes noughts over what is deleted; what is left to do is to empty the log,
which still holds it. What an older program deleted without that setting goes with one VACUUM, noted in the file itself.

On PostgreSQL, VACUUM only lets go of the room. VACUUM FULL makes the file of a table anew, and ANALYZE the few values of
each column that the server keeps for its planner. Its write-ahead log is its own: docs/operate/install.md says how it is set.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from django.db import OperationalError, connection

TRIES, PAUSE = 3, 2.0
"""How often it is tried in one night, and how many seconds lie between."""
PATIENCE = 30.0
"""Seconds for which PostgreSQL is waited for: what others began before must have ended."""
LARGEST = 100_000_000
"""Bytes, with its indexes, of a PostgreSQL table that is made anew each night: a few seconds."""
_OURS = "FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = ANY (SELECT oid FROM pg_namespace WHERE nspname = ANY (current_schemas(false)))"
_PARTED = _OURS.replace("= 'r'", "= 'p'")
"""Tables that have partitions, and no file of their own."""
DONE = 1
"""`PRAGMA user_version` of a SQLite file in which everything that was ever deleted is written over; of a new one, 0."""


def tonight() -> bool:
    """Write over what was deleted; False where somebody read all the time, so that some of it is left."""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE)
        if once():
            return True
    return False


def once() -> bool:
    """Empty the log of SQLite into the database, where what was deleted is noughts; on PostgreSQL make each table anew.

    False where somebody was reading meanwhile. Inside a transaction, where no command ever is, there is nothing to do.
    """
    if connection.in_atomic_block:
        return True
    if connection.vendor == "postgresql":
        return _made_anew()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]


def _made_anew() -> bool:
    """Each table up to `LARGEST`, one after the other: whoever asks for one waits until that one is done."""
    with connection.cursor() as cursor:
        if not _nobody_sees_it(cursor):  # it would be carried over
            return False
        cursor.execute(f"SELECT relname {_OURS} AND pg_total_relation_size(c.oid) <= {LARGEST} ORDER BY 1")
        names = [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]
        cursor.execute(f"SELECT relname {_PARTED} ORDER BY 1")
        parted = [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]
        cursor.execute("SET lock_timeout = '5s'")
        try:
            for name in names:
                cursor.execute(f"VACUUM (FULL, ANALYZE) {name}")
            for (
                name
            ) in parted:  # of these too it keeps values; and nothing else ever counts them for its planner
                cursor.execute(f"ANALYZE {name}")
            cursor.execute("VACUUM (FULL) pg_catalog.pg_statistic")  # it keeps some values of each column
        except OperationalError:  # somebody held a table all that time
            return False
        finally:
            cursor.execute("RESET lock_timeout")
    return True


def _nobody_sees_it(cursor: Any) -> bool:
    """Wait until what was deleted so far can be seen from no transaction that goes on; False where that takes too long.

    Every change that goes on now must have ended, in whichever database of the server, for a new snapshot reaches back to
    the oldest; and every reading of this one, or copy of the server, that reaches back before (PostgreSQL's documentation
    of `pg_snapshot_xmin`, of `backend_xmin` in `pg_stat_activity` and of `xmin` in `pg_replication_slots`).
    """
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
    [until] = cursor.fetchone()
    ends = time.monotonic() + PATIENCE
    while True:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= %s::xid8 AND NOT EXISTS (SELECT 1 FROM ("
            "SELECT backend_xmin FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND coalesce(datname, current_database()) = current_database() "
            "UNION ALL SELECT xmin FROM pg_replication_slots) goes_on(back_to) WHERE age(back_to) > age(%s::xid8::xid))",
            [until, until],
        )
        if (ended := bool(cursor.fetchone()[0])) or time.monotonic() > ends:
            return ended
        time.sleep(PATIENCE / 100)


def too_large() -> list[str]:
    """Tables of PostgreSQL that a night does not make anew, because people would wait too long."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT relname {_OURS} AND pg_total_relation_size(c.oid) > {LARGEST} ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


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

"""When a database may be partitioned, and doing it: the whole of it or none."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from helpfulacts.core import same_place
from helpfulacts.core.errors import Refused

from . import catalog, functions, statements
from .scoped import is_partitioned

_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
_ROOM = (
    "SELECT current_setting('max_locks_per_transaction')::int, "
    "current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int"
)
OF_A_TABLE, AROUND = 2, 5
"""Locks of a table beside those of its indexes; and how many times as many as for one place are for none (measured)."""


@dataclass(frozen=True)
class Planned:
    """The SQL, in order; and of how much it is."""

    statements: list[str]
    tables: int
    places: int


def planned() -> Planned:
    """What would be done here, now. Raises Refused."""
    if connection.vendor != "postgresql":
        raise Refused(
            "Only a PostgreSQL database can be partitioned; this is SQLite, which serves one machine."
        )
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused(
            "The tables are of an older program. Run `python -m django migrate --settings helpfulacts.site.settings` first."
        )
    tables = catalog.tables_of_places()
    if is_partitioned(connection) or any(table.partitioned for table in tables):
        raise Refused("This database is partitioned already. `helpfulacts doctor` says how it stands.")
    if found := catalog.in_the_way(tables):
        raise Refused(f"This is in the way: {'; '.join(found)}. Take it away first; nothing was touched.")
    places = catalog.place_ids()
    return Planned(statements.written(tables, places), len(tables), len(places))


def apply(plan: Planned) -> float:
    """Do it, in one transaction. Seconds that it took. Raises Refused, and then nothing was changed."""
    _refuse_others()
    _refuse_narrow(plan)
    if crossing := same_place.crossing():
        raise Refused(
            f"Rows lead to another place: {', '.join(crossing)}. Ask for help; nothing was touched."
        )
    started = time.monotonic()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
            for statement in plan.statements:
                cursor.execute(statement)
    except DatabaseError as error:
        said = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise Refused(f"The database refused: {said}. Nothing was changed.") from None
    connection.look_again()  # type: ignore[attr-defined]
    return time.monotonic() - started


def keep_up() -> None:
    """After a migration: the functions as this program has them, and partitions for whichever place has not all of them."""
    if not is_partitioned(connection):
        return
    with connection.cursor() as cursor:
        for statement in (functions.PARTITIONS, functions.PLACE_BEGINS):
            cursor.execute(statement)
        cursor.execute("SELECT to_regclass('places_place') IS NOT NULL")
        if cursor.fetchone()[0]:
            for statement in (functions.NO_TRIGGER, functions.TRIGGER, functions.EACH_PLACE):
                cursor.execute(statement)


def _refuse_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS)
        if cursor.fetchone()[0]:
            raise Refused("Others are connected to this database. Stop the service, and run this again.")


def _refuse_narrow(plan: Planned) -> None:
    """One transaction locks every table, partition and index: a server has room for so many locks and no more."""
    with connection.cursor() as cursor:
        cursor.execute(_ROOM)
        each, sessions = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
                       "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'")  # fmt: skip
        indexes = cursor.fetchone()[0]
    needed = (plan.places + AROUND) * (OF_A_TABLE * plan.tables + indexes)
    if needed > each * sessions:
        raise Refused(
            f"PostgreSQL needs more room for locks: set max_locks_per_transaction to {-(-needed // sessions) + each} or more "
            f"(it is {each}), start it again, and run this again."
        )

"""What a database holds, as of one moment: rows of each table, the register of each place, the migrations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from helpfulacts.core import register
from helpfulacts.engine.ledger import Head, RegisterBroken, check_head, verify_register
from helpfulacts.places import selectors as places


@dataclass(frozen=True)
class Inventory:
    """`rows`: table → how many. `registers`: place → [entries, root]. `migrations`: “app.name”, in order of the alphabet."""

    rows: dict[str, int]
    registers: dict[str, list[Any]]
    migrations: list[str]


@contextmanager
def one_moment() -> Iterator[str | None]:
    """Everything read inside is as of one moment, and no writer waits. Gives the name of the moment in PostgreSQL."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            yield cursor.fetchone()[0]
        return
    # Not `atomic`: that would begin as a writer does, and make the writers wait.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield None
        finally:
            if connection.connection.in_transaction:  # a fault of the disk ends it by itself
                cursor.execute("ROLLBACK")


def take() -> Inventory:
    """Count what is there."""
    return Inventory(
        rows=rows_of(model._meta.db_table for model in apps.get_models(include_auto_created=True)),
        registers={place.slug: list(register.head(place)) for place in places.all_places()},
        migrations=sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        ),
    )


def rows_of(tables: Iterable[str]) -> dict[str, int]:
    """How many rows each of these tables has, those that are not there left out."""
    there = set(connection.introspection.table_names())
    counted = {}
    with connection.cursor() as cursor:
        for table in sorted(there.intersection(tables)):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            counted[table] = int(cursor.fetchone()[0])
    return counted


def broken_register(heads: Mapping[str, Sequence[Any]] | None = None) -> str | None:
    """Walk the register of each place from its first entry: a sentence on the first that is not whole, else None.

    With `heads` (place → entries, root) each must also go on from the one it had.
    """
    for place in places.all_places():
        lines = register.saved_lines(place)
        try:
            if heads is None:
                verify_register(lines)
            else:
                check_head(lines, Head(place.slug, *heads[place.slug]))
        except RegisterBroken as broken:
            return f"The register of {place.slug} is broken: {broken}"
        except KeyError:
            return f"{place.slug} is not in the manifest."
    return None

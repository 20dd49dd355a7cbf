"""Decided things are not edited: the database itself refuses, whoever asks it.

Recreated after every migration, because an ordinary AlterField on SQLite rebuilds the table and drops its triggers,
and compared at start-up by `missing()`.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from .guards import GUARDS, MESSAGE, Guard


def install() -> None:
    """Create the triggers on the tables that exist, but for those of columns that tables of an older program lack."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION helpfulacts_append_only() RETURNS trigger AS "
                f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$ "
                "LANGUAGE plpgsql"
            )
        for guard in GUARDS:
            if {guard.table, *guard.reads} <= tables and guard.columns <= _columns(cursor, guard.table):
                on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on}")
                if guard.finds and connection.vendor == "postgresql":
                    cursor.execute(_asks(guard))
                cursor.execute(_created(guard))


def lift() -> None:
    """Before a migration: SQLite rebuilds no table while a trigger of another one reads it. `install` puts them back."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for guard in GUARDS:
                if guard.finds:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")


def _columns(cursor: Any, table: str) -> set[str]:
    return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def _created(guard: Guard) -> str:
    """The statement that makes the trigger of `guard` in this database."""
    head = f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW"
    if connection.vendor == "postgresql":
        when = guard.condition("IS DISTINCT FROM")
        function = f"helpfulacts_{guard.name}" if guard.finds else "helpfulacts_append_only"
        return f"{head}{f' WHEN ({when})' if when else ''} EXECUTE FUNCTION {function}()"
    parts = [part for part in (guard.condition("IS NOT"), guard.finds and f"EXISTS ({guard.finds})") if part]
    when = " AND ".join(parts)
    return f"{head}{f' WHEN {when}' if when else ''} BEGIN SELECT RAISE(ABORT, '{guard.says}'); END"


def _asks(guard: Guard) -> str:
    """The function of a guard that reads: PostgreSQL lets no trigger read other rows in its condition."""
    row = "OLD" if guard.event == "DELETE" else "NEW"
    return (
        f"CREATE OR REPLACE FUNCTION helpfulacts_{guard.name}() RETURNS trigger AS $$ BEGIN IF EXISTS ({guard.finds}) THEN "
        f"RAISE EXCEPTION '{guard.says}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$ "
        "LANGUAGE plpgsql"
    )


def missing() -> list[str]:
    """Names of triggers that ought to be there and are not: gone, switched off, or (on SQLite) written otherwise."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(  # on each partition too: one switched off there alone counts as gone
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal GROUP BY tgname "
                "HAVING bool_and(tgenabled IN ('O', 'A'))"
            )
            on = {row[0] for row in cursor.fetchall()}
            return [guard.name for guard in GUARDS if guard.name not in on]
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        written = dict(cursor.fetchall())
    return [guard.name for guard in GUARDS if written.get(guard.name) != _created(guard)]

"""Append-only tables: the database itself refuses UPDATE and DELETE.

Recreated after every migration, because an ordinary AlterField on SQLite rebuilds the table and drops its triggers,
and compared at start-up by `missing()`.
"""

from __future__ import annotations

from django.db import connection

APPEND_ONLY = ("core_registerentry", "people_accessrecord")
MESSAGE = "this record is append-only"


def _name(table: str, event: str) -> str:
    return f"{table}_no_{event.lower()}"


def install() -> None:
    """Create the triggers on the tables that exist."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION helpfulacts_append_only() RETURNS trigger AS "
                f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$ "
                "LANGUAGE plpgsql"
            )
        for table in APPEND_ONLY:
            if table not in tables:
                continue
            for event in ("UPDATE", "DELETE"):
                name = _name(table, event)
                if connection.vendor == "postgresql":
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
                    cursor.execute(
                        f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                        "FOR EACH ROW EXECUTE FUNCTION helpfulacts_append_only()"
                    )
                else:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                    cursor.execute(
                        f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                    )


def missing() -> list[str]:
    """Names of triggers that ought to be there and are not."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    wanted = [_name(table, event) for table in APPEND_ONLY for event in ("UPDATE", "DELETE")]
    return [name for name in wanted if name not in there]

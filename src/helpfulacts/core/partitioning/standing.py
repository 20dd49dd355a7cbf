"""How a partitioned database stands: what was made beside the program, by hand or by another one, may lack its form."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from . import catalog
from .scoped import is_partitioned

_LACKING = """
SELECT DISTINCT c.relname::text, p.slug FROM pg_class c CROSS JOIN places_place p
WHERE c.oid = ANY (%s) AND NOT EXISTS (SELECT 1 FROM pg_inherits i JOIN pg_class l ON l.oid = i.inhrelid
    WHERE i.inhparent = c.oid AND pg_get_expr(l.relpartbound, l.oid) = format('FOR VALUES IN (%%L)', p.id::text))
ORDER BY 2, 1"""
_BEGINS = (
    "SELECT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass('places_place') "
    "AND tgname = 'places_place_begins' AND tgenabled IN ('O', 'A'))"
)


@dataclass(frozen=True)
class Standing:
    """whole: tables that have no partitions. single: links that do not name the place. lacking: (table, place) that has
    no partition. begins: whether a new place gets its own.
    """

    tables: int
    whole: list[str]
    single: list[str]
    lacking: list[tuple[str, str]]
    begins: bool


def standing() -> Standing | None:
    """How it is; None where the tables of all places stand together."""
    if not is_partitioned(connection):
        return None
    tables = catalog.tables_of_places()
    names = {table.name for table in tables}
    parted = [table.oid for table in tables if table.partitioned]
    with connection.cursor() as cursor:
        cursor.execute(_LACKING, [parted])
        lacking = [(table, place) for table, place in cursor.fetchall()]
        cursor.execute(_BEGINS)
        [begins] = cursor.fetchone()
    return Standing(
        tables=len(tables),
        whole=[table.name for table in tables if not table.partitioned],
        single=[
            f"{table.name}.{link.name}"
            for table in tables
            for link in table.constraints
            if link.kind == "f" and link.to in names and "place_id" not in link.columns
        ],
        lacking=lacking,
        begins=bool(begins),
    )

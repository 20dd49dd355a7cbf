"""For the tests of partitions: the command as a test calls it, and what the catalog says of the tables of places."""

from __future__ import annotations

import json
import re
from io import StringIO
from typing import Any

import pytest
from django.db import connection

from helpfulacts.cli.management.commands.partition import Command
from helpfulacts.core.partitioning import catalog
from tests import installations

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")
together = pytest.mark.skipif(
    installations.PARTITIONED, reason="about a database that is not partitioned yet"
)


def partition(*words: str) -> dict[str, Any]:
    said = StringIO()
    Command(stdout=said).handle(as_json=True, apply="--apply" in words)
    told: dict[str, Any] = json.loads(said.getvalue())
    return told


def catalog_now() -> dict[str, Any]:
    """Every table of places: constraints, indexes, triggers and columns, each as PostgreSQL writes it."""
    said = {
        table.name: {
            "kind": table.kind,
            "links and keys": sorted((one.name, one.definition) for one in table.constraints),
            "indexes": sorted((one.name, plain(one.definition)) for one in table.indexes),
            "triggers": sorted(table.triggers),
        }
        for table in catalog.tables_of_places()
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'c' AND conrelid <> 0 ORDER BY 1, 2"
        )
        for table, name, definition in cursor.fetchall():
            if table in said:
                said[table].setdefault("checks", []).append((name, definition))
        cursor.execute(
            "SELECT attrelid::regclass::text, attname::text, format_type(atttypid, atttypmod), attnotnull, "
            "attstorage::text FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped ORDER BY 1, 2"
        )
        for table, *column in cursor.fetchall():
            if table in said:
                said[table].setdefault("columns", []).append(tuple(column))
    return said


def plain(definition: str) -> str:
    """Without the casts and brackets that PostgreSQL adds when it reads again what it wrote."""
    return re.sub(r"::[a-z ]+(\[\])?|[()]| ONLY", "", definition)

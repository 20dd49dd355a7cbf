"""The SQL that partitions a database by place, in order, written from its own catalog."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import connection

from . import functions
from .catalog import Constraint, Table

BEFORE = "_before"
_ON_DELETE = {"a": "", "r": " ON DELETE RESTRICT", "c": " ON DELETE CASCADE"}
_STATES = {"D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}


def written(tables: list[Table], places: list[str]) -> list[str]:
    """All of it, to be run in one transaction. places: the ids that are there."""
    return list(_written(tables, places))


def _written(tables: list[Table], places: list[str]) -> Iterator[str]:
    names = {table.name for table in tables}
    yield f"LOCK TABLE places_place, {', '.join(_q(table.name) for table in tables)} IN ACCESS EXCLUSIVE MODE"
    yield functions.PARTITIONS
    for table in tables:
        for one in table.constraints:
            if one.kind == "f" and one.to in names:
                yield f"ALTER TABLE {_q(table.name)} DROP CONSTRAINT {_q(one.name)}"
    for table in tables:
        yield from _set_aside(table)
    yield functions.EACH_PLACE
    for table in tables:
        yield from _filled(table, places)
    for table in tables:
        yield from _keyed(table)
    for table in tables:
        for one in table.constraints:
            if one.kind == "f":
                yield f"ALTER TABLE {_q(table.name)} ADD CONSTRAINT {_q(one.name)} {_link(one, names)}"
    for table in tables:
        yield from _guarded(table)
    yield functions.PLACE_BEGINS
    yield functions.TRIGGER
    yield f"ANALYZE {', '.join(_q(table.name) for table in tables)}"


def of_one(
    table: Table, tables: list[Table], links_to: list[tuple[str, Constraint]], places: list[str]
) -> Iterator[str]:
    """The same for one table in a database that is partitioned. tables: all that are of places.

    links_to: (table, link) of those that lead to it. From a table that has no place yet a link waits until it has.
    """
    parted = {table.name} | {other.name for other in tables if other.partitioned}
    for name, one in links_to:
        yield f"ALTER TABLE {_q(name)} DROP CONSTRAINT {_q(one.name)}"
    yield from _set_aside(table)
    if places:
        yield functions.EACH_PLACE
    yield from _filled(table, places)
    yield from _keyed(table)
    links = [(table.name, one) for one in table.constraints if one.kind == "f" and one.to != table.name]
    for name, one in [*links, *links_to]:
        if name in parted:
            yield f"ALTER TABLE {_q(name)} ADD CONSTRAINT {_q(one.name)} {_link(one, parted)}"
    yield from _guarded(table)


def _set_aside(table: Table) -> Iterator[str]:
    """The old table under another name, without what the new one has by the same name; and the new one, empty."""
    old, new = _q(table.name + BEFORE), _q(table.name)
    yield f"ALTER TABLE {new} RENAME TO {old}"
    for one in table.constraints:
        if one.kind in "pux":
            yield f"ALTER TABLE {old} DROP CONSTRAINT {_q(one.name)}"
    for index in table.indexes:
        yield f"DROP INDEX {_q(index.name)}"
    # The columns of the key stay NOT NULL in a copy of what they were.
    yield f"CREATE TABLE {new} (LIKE {old} INCLUDING ALL EXCLUDING INDEXES) PARTITION BY LIST (place_id)"


def _filled(table: Table, places: list[str]) -> Iterator[str]:
    old, new = _q(table.name + BEFORE), _q(table.name)
    if table.options:
        for place in places:
            yield f"ALTER TABLE {_q(partition_name(table.name, place))} SET ({', '.join(table.options)})"
    yield f"INSERT INTO {new} SELECT * FROM {old}"
    yield f"DROP TABLE {old}"


def _keyed(table: Table) -> Iterator[str]:
    """The key is the pair. `id` stands first in its index, so that a row is found by its id alone as quickly as before."""
    for one in table.constraints:
        if one.kind in "pux":
            definition = "PRIMARY KEY (id, place_id)" if one.kind == "p" else one.definition
            yield f"ALTER TABLE {_q(table.name)} ADD CONSTRAINT {_q(one.name)} {definition}"
    for index in table.indexes:
        yield index.definition


def _link(one: Constraint, names: set[str]) -> str:
    if one.to not in names:
        return one.definition
    [column] = one.columns
    deferring = (
        "" if not one.deferrable else f" DEFERRABLE INITIALLY {'DEFERRED' if one.deferred else 'IMMEDIATE'}"
    )
    on_delete = _ON_DELETE.get(one.on_delete)
    if on_delete is None:  # n: to nothing, d: to its default; the place stays as it is
        on_delete = f" ON DELETE SET {'NULL' if one.on_delete == 'n' else 'DEFAULT'} ({_q(column)})"
    return f"FOREIGN KEY (place_id, {_q(column)}) REFERENCES {_q(one.to)}(place_id, id){on_delete}{deferring}"


def _guarded(table: Table) -> Iterator[str]:
    for name, definition, enabled in table.triggers:
        yield definition
        if enabled in _STATES:
            yield f"ALTER TABLE {_q(table.name)} {_STATES[enabled]} TRIGGER {_q(name)}"
    for privilege, role, grantable in table.grants:
        again = " WITH GRANT OPTION" if grantable else ""
        yield f"GRANT {privilege} ON {_q(table.name)} TO {role}{again}"
    if table.comment is not None:
        said = table.comment.replace("'", "''")
        yield f"COMMENT ON TABLE {_q(table.name)} IS '{said}'"


def partition_name(table: str, place: str) -> str:
    """As `functions.NAMED` names it."""
    return f"{table[:46]}_{place.replace('-', '')[:16]}"


def _q(name: str | None) -> str:
    """Quoted only where it must be, so that what is shown can be read."""
    plain = name or ""
    return plain if re.fullmatch(r"[a-z_][a-z0-9_]*", plain) else connection.ops.quote_name(plain)

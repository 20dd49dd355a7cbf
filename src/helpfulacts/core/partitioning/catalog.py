"""What PostgreSQL's catalog says of the tables of places, before they are partitioned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

_OURS = "c.relnamespace = current_schema()::regnamespace"
# A table is of places where its column place_id leads to places_place.
_TABLES = f"""
SELECT c.oid::bigint, c.relname::text, c.relkind::text, c.reloptions, obj_description(c.oid, 'pg_class')
FROM pg_class c WHERE {_OURS} AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND EXISTS (
    SELECT 1 FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
    WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid = to_regclass('places_place')
    AND a.attname = 'place_id' AND cardinality(k.conkey) = 1)
ORDER BY 2"""
_CONSTRAINT = """
SELECT k.conrelid::bigint, k.conname::text, k.contype::text, pg_get_constraintdef(k.oid), k.confrelid::bigint,
    ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(n, at)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.at),
    f.relname::text, k.confdeltype::text, k.condeferrable, k.condeferred
FROM pg_constraint k LEFT JOIN pg_class f ON f.oid = k.confrelid
"""
# A link is listed once more for each partition that it leads to.
_CONSTRAINTS = (
    _CONSTRAINT
    + "WHERE k.conrelid = ANY (%s) AND k.contype IN ('p', 'u', 'f', 'x') AND k.conparentid = 0 ORDER BY 2"
)
_LINKS_TO = (
    _CONSTRAINT.replace("k.conrelid::bigint", "k.conrelid::regclass::text", 1)
    + "WHERE k.confrelid = ANY (%s) AND k.contype = 'f' AND k.conparentid = 0 ORDER BY 1, 2"
)
_INDEXES = """
SELECT i.indrelid::bigint, c.relname::text, pg_get_indexdef(i.indexrelid), i.indisunique,
    ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey))
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY (%s) AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid
    AND k.contype IN ('p', 'u', 'x')) ORDER BY 2"""
_TRIGGERS = """
SELECT tgrelid::bigint, pg_get_triggerdef(oid), tgname::text, tgenabled::text FROM pg_trigger
WHERE tgrelid = ANY (%s) AND NOT tgisinternal ORDER BY 3"""
_GRANTS = """
SELECT c.oid::bigint, e.privilege_type, CASE e.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END,
    e.is_grantable
FROM pg_class c, aclexplode(c.relacl) e WHERE c.oid = ANY (%s) AND e.grantee <> c.relowner ORDER BY 1, 3, 2"""
# Links from tables that are of no place, columns that count by themselves, and what else hangs on a table.
_IN_THE_WAY = """
SELECT DISTINCT format('%%s leads to %%s', k.conrelid::regclass, k.confrelid::regclass) FROM pg_constraint k
WHERE k.contype = 'f' AND k.confrelid = ANY (%s) AND NOT k.conrelid = ANY (%s)
UNION SELECT format('%%s.%%s counts by itself', a.attrelid::regclass, a.attname) FROM pg_attribute a
WHERE a.attrelid = ANY (%s) AND a.attnum > 0 AND a.attidentity <> ''
UNION SELECT format('the view %%s reads %%s', r.ev_class::regclass, d.refobjid::regclass) FROM pg_depend d
JOIN pg_rewrite r ON r.oid = d.objid WHERE d.classid = 'pg_rewrite'::regclass AND d.refobjid = ANY (%s)
AND r.ev_class <> d.refobjid ORDER BY 1"""


@dataclass(frozen=True)
class Constraint:
    """kind: p, u, f or x as in `pg_constraint`. to: the table that a foreign key leads to, by name and number."""

    name: str
    kind: str
    definition: str
    columns: tuple[str, ...]
    to: str | None
    to_oid: int
    on_delete: str
    deferrable: bool
    deferred: bool


@dataclass(frozen=True)
class Index:
    name: str
    definition: str
    unique: bool
    columns: tuple[str, ...]


@dataclass
class Table:
    oid: int
    name: str
    kind: str
    options: tuple[str, ...]
    comment: str | None
    constraints: list[Constraint] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    triggers: list[tuple[str, str, str]] = field(default_factory=list)
    grants: list[tuple[str, str, bool]] = field(default_factory=list)

    @property
    def partitioned(self) -> bool:
        return self.kind == "p"


def tables_of_places() -> list[Table]:
    """Every table of places with all that is kept when it is partitioned, by name."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        found = {
            oid: Table(oid, name, kind, tuple(options or ()), comment)
            for oid, name, kind, options, comment in cursor.fetchall()
        }
        oids = list(found)
        for table, *rest in _asked(cursor, _CONSTRAINTS, oids):
            found[table].constraints.append(_constraint(*rest))
        for table, name, definition, unique, columns in _asked(cursor, _INDEXES, oids):
            found[table].indexes.append(Index(name, definition, unique, tuple(columns)))
        for table, definition, name, enabled in _asked(cursor, _TRIGGERS, oids):
            found[table].triggers.append((name, definition, enabled))
        for table, privilege, role, grantable in _asked(cursor, _GRANTS, oids):
            found[table].grants.append((privilege, role, grantable))
    return list(found.values())


def links_to(table: Table) -> list[tuple[str, Constraint]]:
    """Those that lead to a table that is not partitioned, each with the name of the table it is of."""
    with connection.cursor() as cursor:
        return [(name, _constraint(*rest)) for name, *rest in _asked(cursor, _LINKS_TO, [table.oid])]


def _constraint(
    name: str, kind: str, definition: str, to_oid: int, columns: list[str], to: str | None, on_delete: str,
    deferrable: bool, deferred: bool,
) -> Constraint:  # fmt: skip
    return Constraint(name, kind, definition, tuple(columns), to, to_oid, on_delete, deferrable, deferred)


def in_the_way(tables: list[Table]) -> list[str]:
    """What cannot be kept, each in a few words: it must go first, or the program must learn it."""
    oids = [table.oid for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(_IN_THE_WAY, [oids] * 4)
        said = [one for (one,) in cursor.fetchall()]
    for table in tables:
        unique = [(one.name, one.columns) for one in table.constraints if one.kind in "ux"]
        unique += [(one.name, one.columns) for one in table.indexes if one.unique]
        said += [
            f"{name} is unique without its place" for name, columns in unique if "place_id" not in columns
        ]
        said += [
            f"the key of {table.name} is {', '.join(one.columns)}"
            for one in table.constraints
            if one.kind == "p" and one.columns != ("id",)
        ]
    return said


def place_ids() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM places_place ORDER BY 1")
        return [one for (one,) in cursor.fetchall()]


def _asked(cursor: Any, sql: str, oids: list[int]) -> list[Any]:
    cursor.execute(sql, [oids])
    rows: list[Any] = cursor.fetchall()
    return rows

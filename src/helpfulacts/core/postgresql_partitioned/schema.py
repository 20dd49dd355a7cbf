"""Migrations of a partitioned database: new tables of places are partitioned, and links among them name the place."""

from __future__ import annotations

from typing import Any

from django.db.backends.ddl_references import Columns, Statement
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.models import Field, ForeignKey, Model

from helpfulacts.core.partitioning import catalog, statements
from helpfulacts.core.partitioning.scoped import is_partitioned, is_scoped, place_of

PARTS, LINK = ("place_id", "id"), "_fk_%(to_table)s_%(to_column)s"
KINDS = "SELECT relname, relkind FROM pg_class WHERE relname = ANY (%s) AND relnamespace = current_schema()::regnamespace"
NAMES = "SELECT conname, conparentid <> 0 FROM pg_constraint WHERE conrelid = to_regclass(%s)"
RENAMED = (
    "SELECT p.relname::text, left(%s, 46) || right(p.relname, 17) FROM pg_inherits i "
    "JOIN pg_class p ON p.oid = i.inhrelid WHERE i.inhparent = to_regclass(%s)"
)
"""(partition, its name under the new name of its table): the end of `functions.NAMED` stays."""

PARTITIONS = (
    "DO $$ BEGIN IF to_regclass('places_place') IS NOT NULL THEN "
    "PERFORM helpfulacts_partitions(id) FROM places_place; END IF; END $$"
)


class PartitionedSchemaEditor(DatabaseSchemaEditor):
    """On a database that is not partitioned it writes what Django's own does."""

    def table_sql(self, model: type[Model]) -> tuple[str, Any]:
        sql, params = super().table_sql(model)
        if is_scoped(model) and is_partitioned(self.connection):
            place, key = map(self.quote_name, PARTS)
            sql = sql.replace(" PRIMARY KEY", "", 1)
            sql = f"{sql.removesuffix(')')}, PRIMARY KEY ({key}, {place})) PARTITION BY LIST ({place})"
        return sql, params

    def create_model(self, model: type[Model]) -> None:
        super().create_model(model)
        if is_scoped(model) and is_partitioned(self.connection):
            self.execute(PARTITIONS)

    def alter_db_table(self, model: type[Model], old_db_table: str, new_db_table: str) -> None:
        """Partitions are called after their table, and found by that name when a place gets its own."""
        super().alter_db_table(model, old_db_table, new_db_table)
        if old_db_table != new_db_table and is_partitioned(self.connection):
            for was, now in self._asked(RENAMED, [new_db_table, new_db_table]):
                self.execute(f"ALTER TABLE {self.quote_name(was)} RENAME TO {self.quote_name(now)}")

    def add_field(self, model: type[Model], field: Field[Any, Any]) -> None:
        """The link is made with its column, as Django does, and not at the end, when rows may wait to be checked.

        A table that gets its place only now (`makemigrations` divides what leads in a ring) is partitioned now.
        """
        if not isinstance(field, ForeignKey) or not is_partitioned(self.connection):
            return super().add_field(model, field)
        inline, self.sql_create_column_inline_fk = self.sql_create_column_inline_fk, ""
        waiting, self.deferred_sql = self.deferred_sql, []
        try:
            super().add_field(model, field)
        finally:
            added, self.deferred_sql = self.deferred_sql, waiting
            self.sql_create_column_inline_fk = inline
        for statement in added:
            if not _is_link(statement, self.sql_create_fk):
                self.deferred_sql.append(statement)
            elif self.execute(statement):
                self.execute(f"SET CONSTRAINTS {statement.parts['name']} IMMEDIATE")
        if field.name == "place":
            self._partition(model, field)

    def execute(self, sql: Any, params: Any = ()) -> Any:
        """A link is written when it is made, for by then its ends may be partitioned. True where one was made."""
        if not (_is_link(sql, self.sql_create_fk) and is_partitioned(self.connection)):
            return super().execute(sql, params)
        table, to = sql.parts["table"].table, sql.parts["to_table"].table
        kinds = dict(self._asked(KINDS, [[table, to]]))
        if str(sql.parts["name"]).strip('"') in dict(self._asked(NAMES, [table])):
            return False  # made with its table
        if kinds.get(to) == "p":
            if kinds.get(table) != "p":
                return False  # its table gets its place later, and the link with it
            sql.parts["column"] = Columns(table, [PARTS[0], *sql.parts["column"].columns], self.quote_name)
            sql.parts["to_column"] = Columns(to, list(PARTS), self.quote_name)
        super().execute(sql, params)
        return True

    def _partition(self, model: type[Model], place: Field[Any, Any]) -> None:
        """A table that was made before it had its place."""
        tables = catalog.tables_of_places()
        [ours] = [table for table in tables if table.name == model._meta.db_table]
        if ours.partitioned:
            return
        for statement in statements.of_one(ours, tables, catalog.links_to(ours), catalog.place_ids()):
            self.execute(statement)
        for field in (*model._meta.local_fields, place):
            if isinstance(field, ForeignKey) and getattr(field, "db_constraint", False):
                self.execute(self._create_fk_sql(model, field, LINK))  # type: ignore[attr-defined]

    def _constraint_names(
        self, model: type[Model], column_names: Any = None, *args: Any, **wanted: Any
    ) -> list[str]:
        """A link from one column is found by that column, whether or not the place stands beside it."""
        found = super()._constraint_names(model, column_names, *args, **wanted)  # type: ignore[misc]
        of_one = column_names and len(column_names) == 1 and wanted.get("foreign_key")
        if of_one and is_scoped(model) and is_partitioned(self.connection):
            columns = [place_of(model).column, *column_names]
            found += super()._constraint_names(model, columns, *args, **wanted)  # type: ignore[misc]
            # PostgreSQL lists a link once more for each partition that it leads to.
            inherited = dict(self._asked(NAMES, [self.quote_name(model._meta.db_table)]))
            found = [name for name in found if not inherited[name]]
        return list(found)

    def _asked(self, sql: str, params: list[Any]) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows: list[Any] = cursor.fetchall()
            return rows


def _is_link(statement: Any, template: str) -> bool:
    return isinstance(statement, Statement) and statement.template == template

"""What Django asks otherwise of a partitioned database: joins name the place, and a key is a pair."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base, features, operations
from django.db.models import Field, Func, Model

from helpfulacts.core.partitioning.scoped import is_partitioned, is_scoped, place_of

from .schema import PartitionedSchemaEditor

IS_PARTITIONED = b"SELECT to_regprocedure('helpfulacts_partitions(uuid)') IS NOT NULL"


class _Pair(Func):
    """`(one, other)`: PostgreSQL reads the equality of two of them as two equalities."""

    function, template = "", "(%(expressions)s)"


class DatabaseFeatures(features.DatabaseFeatures):
    def allows_group_by_selected_pks_on_model(self, model: type[Model]) -> bool:
        """`id` alone is no key there, so that nothing else follows from it."""
        allowed = super().allows_group_by_selected_pks_on_model(model)
        return allowed and not (is_scoped(model) and is_partitioned(self.connection))


class DatabaseOperations(operations.DatabaseOperations):
    def prepare_join_on_clause(
        self, lhs_table: str, lhs_field: Field[Any, Any], rhs_table: str, rhs_field: Field[Any, Any]
    ) -> tuple[Any, Any]:
        """Rows of a place are joined to rows of that place, so that one partition of each table is read."""
        ends = super().prepare_join_on_clause(lhs_table, lhs_field, rhs_table, rhs_field)
        lhs, rhs = lhs_field.model, rhs_field.model
        if not (is_scoped(lhs) and is_scoped(rhs) and is_partitioned(self.connection)):
            return ends
        places = super().prepare_join_on_clause(lhs_table, place_of(lhs), rhs_table, place_of(rhs))
        return _Pair(places[0], ends[0]), _Pair(places[1], ends[1])


class DatabaseWrapper(base.DatabaseWrapper):
    """`partitioned`: asked once a connection."""

    SchemaEditorClass = PartitionedSchemaEditor
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    _partitioned = False

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self.look_again()

    def look_again(self) -> None:
        """After the mark was set on this connection, or might have been."""
        with self.connection.cursor() as plain:  # not counted among the queries of a page
            plain.execute(IS_PARTITIONED)
            [self._partitioned] = plain.fetchone()

    @property
    def partitioned(self) -> bool:
        self.ensure_connection()
        return bool(self._partitioned)

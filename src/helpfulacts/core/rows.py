"""Many rows at once, without an object for each: where a feed brings some millions of them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

_AS_THEY_ARE = frozenset((str, int, float, bool, type(None)))


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    or_ignore: bool = False,
) -> None:
    """Insert rows given as values of `columns` (attribute names, `place_id`), in the caller's transaction.

    Every column without a database default is named. `or_ignore`: a row that is there already stays as it is.
    """
    fields = [next(f for f in model._meta.concrete_fields if f.attname == name) for name in columns]
    readers = [_reader(field) for field in fields]
    quote = connection.ops.quote_name
    names, holders = ", ".join(quote(str(f.column)) for f in fields), ", ".join(["%s"] * len(fields))
    ending = " ON CONFLICT DO NOTHING" if or_ignore else ""
    values = [tuple([read(value) for read, value in zip(readers, row, strict=True)]) for row in rows]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({holders}){ending}", values
            )


def _reader(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """From a Python value to what the database is given for it, the same as Django's own way."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if connection.vendor == "sqlite" and isinstance(field, models.UUIDField):
        return lambda value: value.hex if isinstance(value, uuid.UUID) else value
    if connection.vendor == "sqlite" and isinstance(field, models.JSONField):
        return lambda value: None if value is None else json.dumps(value)
    if isinstance(
        field,
        models.CharField | models.TextField | models.IntegerField | models.BooleanField | models.FloatField,
    ):
        return lambda value: (
            value if type(value) in _AS_THEY_ARE else field.get_db_prep_save(value, connection)
        )
    known: dict[Any, Any] = {}

    def read(value: Any) -> Any:
        """Dates and times repeat: each is put in words once."""
        if isinstance(value, dict | list):
            return field.get_db_prep_save(value, connection)
        if value not in known:
            known[value] = field.get_db_prep_save(value, connection)
        return known[value]

    return read


def insert_models(rows: Sequence[models.Model]) -> None:
    """As `bulk_create` for rows of one model whose every value is set, ids too."""
    if rows:
        columns = [field.attname for field in rows[0]._meta.concrete_fields]
        insert_rows(type(rows[0]), columns, [[row.__dict__[name] for name in columns] for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias

"""Many rows at once, without an object for each, for feeds of some millions; and whether they may still be taken back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from django.db import connection, models

AT_ONCE = 500
_Row = TypeVar("_Row")
_AS_THEY_ARE = frozenset((str, int, float, bool, type(None)))
_SIMPLE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.FloatField)


def batches(rows: Iterable[_Row], size: int = AT_ONCE) -> Iterator[list[_Row]]:
    """`rows` in lists that are short enough for one statement, which takes only so many parameters."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


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
    columns_said = list(zip(*rows, strict=True))
    if not columns_said:
        return
    fields = [next(f for f in model._meta.concrete_fields if f.attname == name) for name in columns]
    quote = connection.ops.quote_name
    names, holders = ", ".join(quote(str(f.column)) for f in fields), ", ".join(["%s"] * len(fields))
    ending = " ON CONFLICT DO NOTHING" if or_ignore else ""
    written = [_written(field, said) for field, said in zip(fields, columns_said, strict=True)]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({holders}){ending}",
            list(zip(*written, strict=True)),
        )


def _written(field: models.Field[Any, Any], said: Sequence[Any]) -> Iterable[Any]:
    """A column of Python values as the database is given it, the same as Django's own way; each object is put in words once."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, _SIMPLE) and _AS_THEY_ARE.issuperset(map(type, said)):
        return said
    once = {id(value): value for value in said}
    if connection.vendor == "sqlite" and isinstance(field, models.UUIDField):
        words = {key: value.hex if isinstance(value, uuid.UUID) else value for key, value in once.items()}
    elif connection.vendor == "sqlite" and isinstance(field, models.JSONField):
        words = {key: None if value is None else json.dumps(value) for key, value in once.items()}
    else:
        words = {key: field.get_db_prep_save(value, connection) for key, value in once.items()}
    return map(words.__getitem__, map(id, said))


def insert_models(rows: Sequence[models.Model]) -> None:
    """As `bulk_create` for rows of one model whose every value is set, ids too."""
    if rows:
        columns = [field.attname for field in rows[0]._meta.concrete_fields]
        values_of = itemgetter(*columns)
        insert_rows(type(rows[0]), columns, [values_of(row.__dict__) for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def may_be_taken_back() -> bool:
    """Inside a transaction nothing is kept for the next search: what it wrote may never have been."""
    return connection.in_atomic_block

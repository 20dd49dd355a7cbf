"""Which models are of a place, also of those in migrations, which have no class of ours; and whether that counts here."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.models import Field, ForeignKey, Model


def is_partitioned(connection: Any) -> bool:
    """Whether the database is partitioned by place; SQLite never is."""
    return bool(getattr(connection, "partitioned", False))


@lru_cache(maxsize=4096)
def is_scoped(model: type[Model]) -> bool:
    """Whether each row belongs to a place: it has a `place`, and a key of its own."""
    field = _place(model)
    return field is not None and not field.primary_key


def place_of(model: type[Model]) -> Field[Any, Any]:
    """The column by which rows of that model are partitioned."""
    field = _place(model)
    assert field is not None
    return field


def _place(model: type[Model]) -> Field[Any, Any] | None:
    for field in model._meta.local_fields:
        if field.name == "place" and isinstance(field, ForeignKey):
            target = field.remote_field.model
            label = target if isinstance(target, str) else target._meta.label
            return field if label.lower() == "places.place" else None
    return None

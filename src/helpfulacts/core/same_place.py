"""Links that lead out of their place, or nowhere. Actions check them as they write; this looks at all of them."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, models

from .models import PlaceScoped
from .partitioning.scoped import is_partitioned


def crossing() -> list[str]:
    """“table.column” of each link from a row of one place to a row of another; on SQLite also of each that leads nowhere.

    In a database partitioned by place there is none: each link names the place, and `partitioning.standing` looks that it does.
    """
    if is_partitioned(connection):
        return []
    found = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        if issubclass(model, PlaceScoped)
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, PlaceScoped)
        if model._base_manager.filter(**{f"{field.name}__isnull": False})
        .exclude(**{f"{field.name}__place": models.F("place")})
        .exists()
    }
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_key_check")
            found |= {f"{table} to {parent}" for table, _, parent, _ in cursor.fetchall()}
    return sorted(found)

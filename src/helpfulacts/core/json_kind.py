"""What a JSON column holds, as the database itself says it: the same word on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db import models


class JsonKind(models.Func):
    """“object”, “array”, “null” … of the top of a JSON value."""

    function = "JSON_TYPE"
    arity = 1
    output_field = models.CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_TYPEOF", **context)

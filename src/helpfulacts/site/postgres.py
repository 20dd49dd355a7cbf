"""A PostgreSQL address as Django settings. Durability is stated here and never weakened."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_from(address: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?host=/socket/folder` as a `DATABASES` entry."""
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql"):
        raise SystemExit(
            "HELPFULACTS_DATABASE must begin with postgresql:// - for SQLite leave it out altogether."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "helpfulacts",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(query.pop("port", parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c synchronous_commit=on", **query},
    }

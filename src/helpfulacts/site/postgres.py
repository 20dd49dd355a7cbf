"""A PostgreSQL address as Django settings. Durability is stated here and never weakened."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from helpfulacts.core.errors import Refused


def database_from(address: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?host=/socket/folder` as a `DATABASES` entry."""
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql"):
        raise Refused(
            "HELPFULACTS_DATABASE must begin with postgresql:// - for SQLite leave it out altogether."
        )
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "helpfulacts.core.postgresql_partitioned",
        "NAME": unquote(parts.path.lstrip("/")) or "helpfulacts",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(query.pop("port", parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c synchronous_commit=on", **query},
    }


def holds_data(settings: dict[str, Any]) -> bool:
    """Whether that database has tables of ours. Raises Refused when it does not answer."""
    import psycopg

    try:
        with psycopg.connect(
            dbname=settings["NAME"],
            user=settings["USER"] or None,
            password=settings["PASSWORD"] or None,
            host=settings["HOST"] or None,
            port=settings["PORT"] or None,
            connect_timeout=10,
            **settings["OPTIONS"],
        ) as connection:
            found = connection.execute("SELECT to_regclass('core_registerentry')").fetchone()
    except psycopg.Error as error:
        said = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise Refused(f"The database did not answer: {said}. Try again in a moment.") from None
    return found is not None and found[0] is not None

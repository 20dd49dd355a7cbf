"""Which program this is, and which migrations it knows."""

from __future__ import annotations

from importlib.metadata import version

from django.db.migrations.loader import MigrationLoader


def installed_version() -> str:
    return version("helpfulacts")


def unknown_migrations(applied: list[str]) -> list[str]:
    """Those of `applied` (“app.name”) that this program does not have."""
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {
        f"{app}.{name}" for migration in loader.disk_migrations.values() for app, name in migration.replaces
    }
    return [one for one in applied if one not in known]

"""Installations of their own for tests that start real processes: a data folder, and on PostgreSQL a database for it.

On SQLite the database is a file in the folder. On PostgreSQL (HELPFULACTS_DATABASE) each folder has a database on that
server, named after the folder, so that no two installations ever see each other's people.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

SERVER = "HELPFULACTS_DATABASE"


def environment(folder: Path) -> dict[str, str]:
    """What makes a process use the installation in this folder."""
    env = os.environ | {
        "HELPFULACTS_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "helpfulacts.site.settings",
    }
    if server := os.environ.get(SERVER):
        env[SERVER] = urlunsplit(urlsplit(server)._replace(path=f"/{_name(folder)}"))
    return env


def create(folder: Path) -> Path:
    """An empty installation, not yet migrated."""
    folder.mkdir(exist_ok=True)
    _on_server(f'CREATE DATABASE "{_name(folder)}"')
    return folder


def copy(source: Path, target: Path) -> Path:
    """The installation as it is now, in another folder. Nobody may be using it meanwhile."""
    shutil.copytree(source, target)
    _on_server(f'CREATE DATABASE "{_name(target)}" TEMPLATE "{_name(source)}"')
    return target


def remove(folder: Path) -> None:
    _on_server(f'DROP DATABASE IF EXISTS "{_name(folder)}" WITH (FORCE)')
    shutil.rmtree(folder, ignore_errors=True)


def _name(folder: Path) -> str:
    return "helpfulacts_" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]


def _on_server(statement: str) -> None:
    if server := os.environ.get(SERVER):
        import psycopg

        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(statement.encode())

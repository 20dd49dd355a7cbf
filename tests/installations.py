"""Installations of their own for tests that start real processes: a data folder, and on PostgreSQL a database for it.

On SQLite the database is a file in the folder. On PostgreSQL (HELPFULACTS_DATABASE) each folder has a database on that
server, named after the folder, so that no two installations ever see each other's people.

What takes long to make is made once for all tests of the same day and sources, and copied: see `migrated` and
`demonstration`.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

SERVER = "HELPFULACTS_DATABASE"
DEMONSTRATION = "HELPFULACTS_DEMONSTRATION"
"""Names a data folder in which `helpfulacts demo` ran just now, from these sources, on SQLite."""
ROOT = Path(__file__).parents[1]
MADE = ROOT / "var" / "made"
SAID, WHOLE = "said.json", "whole"
PATIENCE = 30


def environment(folder: Path) -> dict[str, str]:
    """What makes a process use the installation in this folder."""
    env = os.environ | {
        "HELPFULACTS_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "helpfulacts.site.settings",
        "HELPFULACTS_PATIENCE": str(PATIENCE),
    }
    if server := os.environ.get(SERVER):
        env[SERVER] = urlunsplit(urlsplit(server)._replace(path=f"/{database(folder)}"))
    return env


def create(folder: Path) -> Path:
    """An empty installation, not yet migrated."""
    folder.mkdir(exist_ok=True, parents=True)
    _on_server(f'CREATE DATABASE "{database(folder)}"')
    return folder


def copy(source: Path, target: Path) -> Path:
    """The installation as it is now, in another folder. Nobody may be using it meanwhile."""
    shutil.copytree(source, target)
    _on_server(f'CREATE DATABASE "{database(target)}" TEMPLATE "{database(source)}"')
    return target


def remove(folder: Path) -> None:
    _on_server(f'DROP DATABASE IF EXISTS "{database(folder)}" WITH (FORCE)')
    shutil.rmtree(folder, ignore_errors=True)


def migrated(folder: Path) -> Path:
    """An installation with all tables and nothing in them."""

    def make(template: Path) -> None:
        _run(create(template), "-m", "django", "migrate", "-v0")

    return _copy_of_one_made("migrated", make, folder)


def demonstration(folder: Path) -> tuple[Path, dict[str, Any]]:
    """(The installation that `helpfulacts demo` sets up, what the command said with --json)."""

    def make(template: Path) -> None:
        ready = os.environ.get(DEMONSTRATION)
        if ready and SERVER not in os.environ:
            shutil.copytree(ready, template)
        else:
            migrated(template)
        said = _run(template, "-m", "helpfulacts.cli", "demo", "--json")
        (template / SAID).write_text(said, encoding="utf-8")

    _copy_of_one_made("demonstration", make, folder)
    return folder, json.loads((folder / SAID).read_text(encoding="utf-8"))


def is_demonstration_made() -> bool:
    """Whether `demonstration` copies one that is there, and so takes no time."""
    return (_template("demonstration") / WHOLE).exists()


def database(folder: Path) -> str:
    """The name on the server of the database of that folder."""
    return "helpfulacts_" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]


def _copy_of_one_made(name: str, make: Callable[[Path], None], folder: Path) -> Path:
    """One process makes it, in `MADE`; any other that wants it meanwhile waits, and copies it too."""
    MADE.mkdir(parents=True, exist_ok=True)
    template = _template(name)
    name = template.name.removesuffix(f"-{_made_from()}")
    with (MADE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (template / WHOLE).exists():
            for old in MADE.glob(f"{name}-*/"):
                remove(old)
            make(template)
            (template / WHOLE).touch()
        copy(template, folder)
    (folder / WHOLE).unlink()
    return folder


def _template(name: str) -> Path:
    return MADE / f"{name}-{'postgresql' if SERVER in os.environ else 'sqlite'}-{_made_from()}"


@cache
def _made_from() -> str:
    """Differs with every file that has a say in what is made, with the day, and with the database server."""
    files = [path for part in ("src", "examples") for path in (ROOT / part).rglob("*") if path.is_file()]
    told = hashlib.sha256(f"{dt.date.today()} {os.environ.get(SERVER)}".encode())
    for path in sorted(path for path in files if path.suffix != ".pyc"):
        told.update(str(path).encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:16]


def _run(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], env=environment(folder), capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _on_server(statement: str) -> None:
    if server := os.environ.get(SERVER):
        import psycopg

        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(statement.encode())

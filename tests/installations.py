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
import uuid
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

SERVER = "HELPFULACTS_DATABASE"
OF_ALL_TESTS = os.environ.get(SERVER)
"""The server that all tests share, whichever a test has of its own."""
DEMONSTRATION = "HELPFULACTS_DEMONSTRATION"
"""Names a data folder in which `helpfulacts demo` ran just now, from these sources, on SQLite."""
ROOT = Path(__file__).parents[1]
MADE = ROOT / "var" / "made"
SAID, WHOLE = "said.json", "whole"
PATIENCE = 30
HANGS = 1800
"""Seconds after which a process is taken to hang. The longest, the demonstration partitioned by place, takes a third of it."""
PARTITIONED = bool(os.environ.get("HELPFULACTS_PARTITIONED") and os.environ.get(SERVER))
"""Whether every database of the tests is partitioned by place: on PostgreSQL, where HELPFULACTS_PARTITIONED is set."""
TESTHAM = uuid.UUID("7e57ba11-0000-4000-8000-000000000001")
"""The place of most tests has its partitions from the start there: to make them anew for each test takes seconds."""


def environment(folder: Path) -> dict[str, str]:
    """What makes a process use the installation in this folder."""
    env = os.environ | {
        "HELPFULACTS_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "helpfulacts.site.settings",
        "HELPFULACTS_PATIENCE": str(PATIENCE),
    }
    if SERVER in os.environ:
        env[SERVER] = _address(folder)
    return env


def _address(folder: Path) -> str:
    """The address of the database of that folder on the server that is used now."""
    return urlunsplit(urlsplit(os.environ[SERVER])._replace(path=f"/{database(folder)}"))


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
        if PARTITIONED:
            _partition(template)

    return _copy_of_one_made("migrated", make, folder)


def migrated_on_this_server(folder: Path) -> Path:
    """The same where the test has a server of its own: carried there from the one of all tests, if they have one.

    To migrate takes a minute there.
    """
    own = os.environ[SERVER]
    if OF_ALL_TESTS in (None, own):
        _run(create(folder), "-m", "django", "migrate", "-v0")
        return folder
    os.environ[SERVER] = OF_ALL_TESTS
    try:
        here = migrated(folder)
        dump = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "-d", _address(here)]
        with (folder / "dump").open("wb") as file:
            subprocess.run(dump, stdout=file, check=True)
        _on_server(f'DROP DATABASE "{database(here)}"')
    finally:
        os.environ[SERVER] = own
    _on_server(f'CREATE DATABASE "{database(folder)}"')
    restore = ["pg_restore", "--no-owner", "--single-transaction", "-d", _address(folder)]
    subprocess.run([*restore, str(folder / "dump")], check=True)
    (folder / "dump").unlink()
    return folder


def partitioned(folder: Path, *places: uuid.UUID) -> Path:
    """The same, partitioned, with partitions for the place of most tests and for these."""
    migrated(folder)
    if not PARTITIONED:
        _partition(folder)
    for place in places:
        _on_server(f"SELECT helpfulacts_partitions('{place}')", database(folder))
    return folder


def partitioned_first(folder: Path) -> Path:
    """An installation whose database was marked before its first table, so that each migration makes its tables so."""
    from helpfulacts.core.partitioning.functions import PARTITIONS

    create(folder)
    _on_server(PARTITIONS, database(folder))
    _run(folder, "-m", "django", "migrate", "-v0")
    return folder


def _partition(folder: Path) -> None:
    _run(folder, "-m", "helpfulacts.cli", "partition", "--apply", "--json")
    _on_server(f"SELECT helpfulacts_partitions('{TESTHAM}')", database(folder))


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
    return MADE / f"{name}-{_kind()}-{_made_from()}"


def _kind() -> str:
    if SERVER not in os.environ:
        return "sqlite"
    return "partitioned" if PARTITIONED else "postgresql"


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
        [sys.executable, *words], env=environment(folder), capture_output=True, text=True, timeout=HANGS
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _on_server(statement: str, name: str = "") -> None:
    if server := os.environ.get(SERVER):
        import psycopg

        where = urlunsplit(urlsplit(server)._replace(path=f"/{name}")) if name else server
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement.encode())

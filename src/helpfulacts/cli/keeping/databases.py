"""A database out to one file and back from it: SQLite by its online backup, PostgreSQL by pg_dump and pg_restore."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from django.db import connection

from helpfulacts.core.errors import Refused

from .folders import new_file

FILES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def copy_out(path: Path, moment: str | None) -> None:
    """The database as of the moment that the caller holds (`inventory.one_moment`), to a new file."""
    os.close(new_file(path))
    if connection.vendor == "postgresql":
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={path}",
             f"--dbname={_address(connection.settings_dict['NAME'])}")  # fmt: skip
        return
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            # In one step, through the connection that holds the moment: writers go on, and none makes it begin again.
            connection.connection.backup(copy)
            # One file that needs no log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            [[found], *_] = copy.execute("PRAGMA quick_check")
    except sqlite3.Error as error:
        if "full" in str(error):
            raise OSError(errno.ENOSPC, "No space left") from None
        raise Refused(f"The database could not be copied: {error}. See docs/operate/install.md.") from None
    if found != "ok":
        raise Refused(
            "The database is damaged. Leave it as it is, and restore the last backup in another place."
        )


def has_tables(name: str) -> bool:
    """Whether a PostgreSQL database on this server holds anything."""
    with _talking_to(name) as server:
        found = server.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%')"
        ).fetchone()
    return bool(found and found[0])


@contextmanager
def beside(name: str, path: Path) -> Iterator[str]:
    """Another PostgreSQL database, filled from the dump at `path`. It is gone afterwards, unless it took its place."""
    other = f"{name}_restoring"
    _on_server(f'DROP DATABASE IF EXISTS "{other}"')  # what a killed restore left
    _on_server(f'CREATE DATABASE "{other}" TEMPLATE "{name}"')
    try:
        _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
             f"--dbname={_address(other)}", str(path))  # fmt: skip
        yield other
    finally:
        _on_server(f'DROP DATABASE IF EXISTS "{other}" WITH (FORCE)')


def take_place(other: str, name: str) -> None:
    """The database `other` is called `name` from now on; the empty one of that name goes."""
    emptied = f"{other}_empty"
    _on_server(
        f'ALTER DATABASE "{name}" RENAME TO "{emptied}"', f'ALTER DATABASE "{other}" RENAME TO "{name}"'
    )
    with suppress(Refused):  # it is in place: what is left over is only untidy
        if not has_tables(emptied):
            _on_server(f'DROP DATABASE "{emptied}"')


def _on_server(*statements: str) -> None:
    """Said to the server from its own database; several are one transaction."""
    import psycopg

    try:
        with _talking_to("postgres") as server:
            if len(statements) == 1:
                server.execute(statements[0].encode())
                return
            with server.transaction():
                for one in statements:
                    server.execute(one.encode())
    except psycopg.errors.InsufficientPrivilege:
        user = connection.settings_dict["USER"]
        raise Refused(
            f"The database user {user} may not do this. As postgres: `ALTER ROLE {user} CREATEDB`, and make that user "
            "the owner of the empty database."
        ) from None
    except psycopg.errors.ObjectInUse:
        raise Refused(
            "Others are connected to that database. Stop the service, and run this again."
        ) from None
    except psycopg.Error as error:
        raise Refused(f"The database server refused: {_first_line(str(error))}.") from None


@contextmanager
def _talking_to(name: str) -> Iterator[Any]:
    import psycopg

    try:
        server = psycopg.connect(
            _address(name),
            password=connection.settings_dict["PASSWORD"] or None,
            connect_timeout=10,
            autocommit=True,
        )
    except psycopg.Error as error:
        raise Refused(
            f"The database server did not answer: {_first_line(str(error))}. Try again in a moment."
        ) from None
    with closing(server):
        yield server


def _address(name: str) -> str:
    """How libpq finds a database on this server. Never with the password: others can read the words of a command."""
    from psycopg.conninfo import make_conninfo

    said = connection.settings_dict
    return make_conninfo(
        dbname=name, user=said["USER"] or None, host=said["HOST"] or None, port=said["PORT"] or None, **said["OPTIONS"]
    )  # fmt: skip


def _run(tool: str, *words: str) -> None:
    password = connection.settings_dict["PASSWORD"]
    ended = subprocess.run(
        [_found(tool), "--no-password", *words],
        env=os.environ | ({"PGPASSWORD": password} if password else {}),
        capture_output=True,
        text=True,
    )
    if ended.returncode:
        if "No space left" in ended.stderr:
            raise OSError(errno.ENOSPC, "No space left")
        raise Refused(f"{tool} stopped: {_first_line(ended.stderr)}. See docs/operate/install.md.")


def _found(tool: str) -> str:
    here = shutil.which(tool) or max(
        map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{tool}")), default=None
    )
    if here is None:
        raise Refused(f"{tool} is not installed here. On Debian: apt-get install postgresql-client")
    return here


def _first_line(said: str) -> str:
    return next((line.strip().rstrip(".") for line in said.splitlines() if line.strip()), "no reason given")

"""The shipped database settings lose nothing, and the program does not start with weaker ones (guarantee G1)."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from helpfulacts.cli.management.commands.serve import Command as Serve
from helpfulacts.core import triggers
from helpfulacts.core.durability import refuse_weak_settings
from helpfulacts.core.errors import Refused
from helpfulacts.site.postgres import database_from

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about the SQLite settings")
on_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about the PostgreSQL settings")


def ask(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def weaker(transactional_db: None) -> Iterator[Any]:
    """Run a statement outside any transaction; the connection is thrown away afterwards."""
    yield run
    connection.close()


@pytest.mark.django_db
def test_the_shipped_settings_are_accepted() -> None:
    refuse_weak_settings()


def test_a_database_without_tables_is_nothing_yet(monkeypatch: Any, db: None) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", lambda *_, **__: [])
    with pytest.raises(Refused, match="Nothing is set up here yet"):
        refuse_weak_settings()


@on_sqlite
@pytest.mark.django_db
def test_the_tests_run_on_a_file_with_a_write_ahead_log_and_full_syncs() -> None:
    (_, _, file) = ask("PRAGMA database_list")
    assert file and Path(file).is_file(), "an in-memory database has another journal and proves nothing"
    assert ask("PRAGMA journal_mode") == ("wal",)
    assert ask("PRAGMA synchronous") == (2,)
    assert ask("PRAGMA foreign_keys") == (1,)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@on_sqlite
@pytest.mark.parametrize("level", ["OFF", "NORMAL"])
def test_sqlite_that_syncs_less_is_refused(weaker: Any, level: str) -> None:
    weaker(f"PRAGMA synchronous={level}")
    with pytest.raises(Refused, match="synchronous=FULL"):
        refuse_weak_settings()


@on_sqlite
def test_sqlite_with_another_journal_is_refused(weaker: Any) -> None:
    weaker("PRAGMA journal_mode=DELETE")
    try:
        with pytest.raises(Refused, match="journal_mode=WAL"):
            refuse_weak_settings()
    finally:
        weaker("PRAGMA journal_mode=WAL")


@on_postgres
def test_postgresql_that_does_not_wait_for_the_disk_is_refused(weaker: Any) -> None:
    weaker("SET synchronous_commit=off")
    with pytest.raises(Refused, match="synchronous_commit"):
        refuse_weak_settings()


@pytest.mark.django_db
def test_a_database_that_lost_a_trigger_is_refused_until_it_is_put_back() -> None:
    for number, guard in enumerate(triggers.GUARDS, start=1):
        run(
            f"DROP TRIGGER {guard.name}" + (f" ON {guard.table}" if connection.vendor == "postgresql" else "")
        )
        with pytest.raises(Refused, match="lost triggers") as refused:
            refuse_weak_settings()
        named = str(refused.value).split("(")[1].split(")")[0].split(", ")
        assert named == [gone.name for gone in triggers.GUARDS[:number]]
    triggers.install()
    refuse_weak_settings()


@on_sqlite
@pytest.mark.django_db
def test_a_trigger_that_was_weakened_is_refused() -> None:
    run("DROP TRIGGER coordination_run_no_delete")
    run(
        "CREATE TRIGGER coordination_run_no_delete BEFORE DELETE ON coordination_run WHEN 0 "
        "BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with pytest.raises(Refused, match="coordination_run_no_delete"):
        refuse_weak_settings()


@on_postgres
@pytest.mark.django_db
def test_a_trigger_that_was_switched_off_is_refused() -> None:
    run("ALTER TABLE coordination_run DISABLE TRIGGER coordination_run_no_delete")
    with pytest.raises(Refused, match="coordination_run_no_delete"):
        refuse_weak_settings()


def test_postgresql_is_always_asked_to_wait_for_the_disk() -> None:
    options = database_from("postgresql://u:p@db:5432/helpfulacts?sslmode=require")["OPTIONS"]
    assert options == {"options": "-c synchronous_commit=on", "sslmode": "require"}


def test_a_port_that_is_no_number_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "abc")
    with pytest.raises(Refused, match="--port takes a whole number, not “abc”"):
        Serve().create_parser("helpfulacts", "serve").parse_args([])
    monkeypatch.setenv("PORT", "")
    assert Serve().create_parser("helpfulacts", "serve").parse_args([]).port == 8000


@pytest.mark.slow
@on_sqlite
def test_the_program_does_not_start_on_a_database_without_its_triggers(installation: Any) -> None:
    file = Path(installation.env["HELPFULACTS_DATA"]) / "helpfulacts.sqlite3"
    with sqlite3.connect(file) as database:
        [(kept,)] = database.execute(
            "SELECT sql FROM sqlite_master WHERE name='core_registerentry_no_update'"
        )
        database.execute("DROP TRIGGER core_registerentry_no_update")
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "helpfulacts.cli", "serve", "--port", "1"],
            env=installation.env,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert ended.returncode == 2
        assert "core_registerentry_no_update" in ended.stderr and len(ended.stderr.splitlines()) == 1
    finally:
        with sqlite3.connect(file) as database:
            database.execute(kept)

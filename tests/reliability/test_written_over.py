"""What was deleted is written over: each night, and once what was deleted before the program did so by itself (G12)."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from helpfulacts.cli.doctor import database
from helpfulacts.cli.doctor.found import Look
from helpfulacts.core import written_over
from tests import installations
from tests.apps.support.test_each_night import nightly
from tests.reliability.conftest import Installation

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about the SQLite file")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")
WORKERS = "forgotten_workers.py"
CANARY = b"zqdeletedbeforeqz"


@pytest.mark.django_db
def test_a_night_in_which_somebody_read_all_the_time_says_so_and_ends_with_1(
    place: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [False] * written_over.TRIES
    monkeypatch.setattr(written_over, "PAUSE", 0)
    monkeypatch.setattr(written_over, "once", lambda: answers.pop())
    code, [done] = nightly()
    said = capsys.readouterr().err
    assert (code, answers) == (1, []) and done["dates"] == 0, "every other step was done"
    assert said.count("\n") == 1 and "run this again" in said and "database open" in said

    answers += [True, False]
    assert nightly()[0] == 0 and answers == [], "it is tried again before it is given up"


@on_sqlite
def test_who_reads_meanwhile_keeps_the_log_from_being_emptied(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from helpfulacts.places.models import Place

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=50")
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM places_place").fetchall()
        Place.objects.create(slug="new", name="New", person_to_talk_to="Ann")
        assert not written_over.once()
    assert written_over.once()
    connection.close()


@on_postgresql
def test_who_writes_in_another_database_of_that_server_keeps_it_from_going_too(
    alone: Installation, own_server: str
) -> None:
    """PostgreSQL keeps, in every database, what was deleted since the oldest change began that has not ended."""
    import psycopg

    with psycopg.connect(own_server) as other:
        other.execute("SELECT pg_current_xact_id()")  # it has a number, as one that changes something
        alone.run("begin", "newtown", workers=WORKERS)
        assert written_over_in(alone, "0.2") == [False], "it would be carried over into the new file"
    assert written_over_in(alone, "30") == [True]


def written_over_in(home: Installation, patience: str) -> list[bool]:
    return home.run("write_over", patience, workers=WORKERS)


@on_sqlite
def test_what_was_deleted_before_the_upgrade_is_written_over_by_it_once(tmp_path: Path) -> None:
    """The bytes of it stand on a free page and in a gap of one that is used: both go."""
    folder = installations.migrated(tmp_path / "data")
    file = folder / "helpfulacts.sqlite3"
    with closing(sqlite3.connect(file)) as older:
        older.execute("PRAGMA secure_delete=OFF")
        row = "INSERT INTO django_session VALUES (?, ?, '2020-01-01')"
        older.executemany(row, [(str(n), CANARY.decode() * (1 + n % 2 * 400)) for n in range(40)])
        older.commit()
        older.execute("DELETE FROM django_session WHERE session_key != '0' ")
        older.execute("UPDATE django_session SET session_data = '' WHERE session_key = '0'")
        older.execute("PRAGMA user_version=0")
        older.commit()
        older.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert CANARY in file.read_bytes()
    env = installations.environment(folder)
    said = subprocess.run([sys.executable, "-m", "helpfulacts.cli", "doctor"], env=env, capture_output=True, text=True)  # fmt: skip
    assert "What was deleted before" in said.stdout and "django migrate" in said.stdout
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=env, check=True)
    for name in os.listdir(folder):
        if (folder / name).is_file():
            assert CANARY not in (folder / name).read_bytes(), name
    with closing(sqlite3.connect(file)) as after:
        assert after.execute("PRAGMA user_version").fetchone() == (1,)
    said = subprocess.run([sys.executable, "-m", "helpfulacts.cli", "doctor"], env=env, capture_output=True, text=True)  # fmt: skip
    assert "What was deleted before" not in said.stdout
    installations.remove(folder)


@on_sqlite
@pytest.mark.django_db
def test_the_doctor_says_when_it_was_never_done(monkeypatch: pytest.MonkeyPatch) -> None:
    assert database.written_over().startswith("What is deleted")
    monkeypatch.setattr(written_over, "since_the_first_row", lambda: False)
    with pytest.raises(Look, match="before"):
        database.written_over()

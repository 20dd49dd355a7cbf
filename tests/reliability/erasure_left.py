"""What is left of somebody in an installation: jobs of `erasure_workers.py` that only read.

Rows are read by query, sealed words opened with the installation's keys, visits and cached pages unpacked.
"""

from __future__ import annotations

import base64
import json
import pickle
import sys
import uuid
import zlib
from collections.abc import Iterator
from typing import Any

from workers import say

from django.apps import apps  # isort: skip
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.models import Run
from helpfulacts.core.sealing import CannotOpen, unseal
from helpfulacts.directory import fulltext
from helpfulacts.directory.words import stem


def left(slug: str) -> None:
    """Reads {name: word} from standard input; every place in the installation where one of these is: [table, column, name]."""
    words: dict[str, str] = json.loads(sys.stdin.read())
    for where, text in everything():
        low = text.lower()
        for word, name in words.items():
            if word in low or (where == "directory_offerwords.codes" and _as_number(word) in text):
                say([where, name])


def _as_number(word: str) -> str:
    """As the index keeps a word: its number, in bytes."""
    return fulltext.code_of(stem(word)).to_bytes(8, "little", signed=True).decode("latin-1")


def everything() -> Iterator[tuple[str, str]]:
    """(table.column, what it says) of every value in the database, opened; of each visit; of each thing in the cache."""
    bound = {
        (model._meta.db_table, column.column): (model, column.name)
        for model in apps.get_models()
        for column in model._meta.concrete_fields
    }
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [one[0] for one in cursor.description]
            for row in cursor.fetchall():
                values = dict(zip(names, row, strict=True))
                for name, value in values.items():
                    if isinstance(value, bytes | memoryview):
                        value = bytes(value)
                        yield f"{table}.{name}", value.decode("latin-1")
                        if (table, name) in bound and name.endswith("_sealed"):
                            yield f"{table}.{name} (opened)", _opened(table, values["id"], name, value)
                    elif value is not None:
                        yield f"{table}.{name}", f"{value} {str(value).replace('-', '')}"
    for session in Session.objects.all():
        data = session.get_decoded()
        yield "visit", json.dumps(data, default=str)
        for key, looks in data.items():
            if key.startswith("looks:"):
                for name, look in looks.items():
                    opened = unseal(base64.b64decode(look["asked"]), f"session:{key}:{name}")
                    yield "visit (opened)", opened.decode()
    folder = settings.DATA / "cache"
    for path in folder.rglob("*.djcache") if folder.is_dir() else ():
        with path.open("rb") as file:
            pickle.load(file)
            yield "cache", repr(pickle.loads(zlib.decompress(file.read())))


def _opened(table: str, key: Any, column: str, value: bytes) -> str:
    key = key if isinstance(key, uuid.UUID) else uuid.UUID(str(key))
    try:
        return unseal(value, f"{table}:{key}:{column}").decode("latin-1")
    except CannotOpen:
        return ""


def rows_left(slug: str) -> None:
    """Reads {label: [keys]} from standard input; the rows of these that are still there, with the columns that hold something."""
    for label, keys in json.loads(sys.stdin.read()).items():
        model = apps.get_model(label)
        for row in model._base_manager.filter(pk__in=keys):
            say(
                [
                    label,
                    {
                        c.attname: str(getattr(row, c.attname))
                        for c in model._meta.concrete_fields
                        if getattr(row, c.attname) not in (None, "", [], {})
                    },
                ]
            )


def rounds(slug: str) -> None:
    for run in Run.objects.filter(place__slug=slug):
        check = coordination.check_run(run)
        say([check.sentence, check.same_outcome, check.same_root, check.seed_matches, check.erased])

"""How long a question may take: past it the database stops, and so do our own loops. One sentence says so.

with within(SEARCH):        everything inside, statements and loops alike
    for row in rows:
        check()             in a loop of ours that a question can make long
"""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection

from . import clock

SEARCH = 2.0
"""Seconds that a search or a calendar may take (it answers in hundredths)."""
LIST = 20.0
"""Seconds that a page of a feed may take: one of 10,000 records is asked for rightly, and takes some."""
AGAIN = 30
"""Seconds after which somebody may ask again."""
TOO_LONG = "We are very busy just now, so this took too long. Ask again in half a minute."
SHORTER = "We are very busy just now, so this took too long. Ask again in half a minute, or with fewer words."
"""Said to whoever wrote words."""
_CHANGED = 0.1
"""Seconds by which what is left has to change before PostgreSQL is told: not once for each small statement."""
_STEPS = 20_000
_until: contextvars.ContextVar[float | None] = contextvars.ContextVar("until", default=None)
_told: contextvars.ContextVar[float | None] = contextvars.ContextVar("told", default=None)


class TooLong(Exception):
    """It took longer than it may. Nothing was changed; the same may be asked again later, or less of it.

    No `Refused`: nothing is wrong with what was asked, and no form takes it for a mistake in one of its fields.
    """


def check() -> None:
    """Raises TooLong past the limit; outside `within` there is none."""
    if _is_over():
        raise TooLong(TOO_LONG)


@contextlib.contextmanager
def not_counted() -> Iterator[None]:
    """What a process reads once, for everybody who asks after: it is no part of anybody's question."""
    until, began = _until.get(), clock.ticks()
    _until.set(None)
    try:
        yield
    finally:
        _until.set(None if until is None else until + clock.ticks() - began)


def _is_over() -> bool:
    until = _until.get()
    return until is not None and clock.ticks() >= until


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Everything inside ends within `seconds`, or raises TooLong. Inside another one, that one's limit holds.

    Where the operator knows the machine to be slow, `settings.PATIENCE` says how many times as long.
    """
    if _until.get() is not None:
        yield
        return
    token = _until.set(clock.ticks() + seconds * settings.PATIENCE)
    try:
        by_itself = _postgres() if connection.vendor == "postgresql" else _sqlite()
        with by_itself, connection.execute_wrapper(_before_each):
            check()
            yield
    except OperationalError as error:
        if not _is_over() and not _was_stopped(error):
            raise
        raise TooLong(TOO_LONG) from None
    finally:
        _until.reset(token)


@contextlib.contextmanager
def _sqlite() -> Iterator[None]:
    """SQLite asks every 20,000 steps of its machine whether to go on."""
    connection.ensure_connection()
    connection.connection.set_progress_handler(_is_over, _STEPS)
    try:
        yield
    finally:
        if connection.connection is not None:
            connection.connection.set_progress_handler(None, 0)


@contextlib.contextmanager
def _postgres() -> Iterator[None]:
    """PostgreSQL stops a statement by its own clock: what is left when it begins.

    Not in a transaction of its own: inside one, nothing that a search reads is held for the next.
    """
    try:
        yield
    finally:
        _told.set(None)
        if not connection.needs_rollback:  # where it does, taking the transaction back takes the limit back
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout")


def _before_each(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    check()
    until = _until.get()
    if connection.vendor == "postgresql":
        left, told = 0.0 if until is None else max(0.001, until - clock.ticks()), _told.get()
        if told is None or abs(told - left) >= _CHANGED or bool(told) != bool(left):
            # A cursor of its own: that of the statement may be read from still.
            with connection.connection.cursor() as plain:
                plain.execute(f"SET statement_timeout = {max(1, int(1000 * left)) if left else 0}")
            _told.set(left)
    return execute(sql, params, many, context)


def _was_stopped(error: OperationalError) -> bool:
    """SQLSTATE 57014: the server's clock may be a little before ours."""
    return getattr(error.__cause__, "sqlstate", None) == "57014"

"""Who deleted everything: a list outside of the database, so that a backup put back does not bring them back.

    begin(person, PLAN)      # before anything of theirs is deleted; it is on the disk when this returns
    done(mark), undone(mark) # afterwards
    here()                   # what is known of each: {mark: "begun", "done" or "undone"}

A mark begins with a keyed hash (HMAC-SHA-256, with a key of this installation) of the person's random id: without the keys
and a backup in which they still are it says nothing about anybody. Then comes what went: `plan`, where what they give
stays, or `all`; and from the second try on its number, so that what is known of one try says nothing of another. Marks of
older programs are the hash alone. The list is a file in the data folder, and again beside the
backups once one was made: a line goes to both. Each line begins on a new one, so one that a power cut tore spoils no other.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
import re
import time
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from .errors import Refused

BESIDE = "forgotten.list"
BEGUN, DONE, UNDONE = "begun", "done", "undone"
PLAN, ALL = "plan", "all"
_LINE = re.compile(rf"({BEGUN}|{DONE}|{UNDONE}) ([0-9a-f]{{64}}(?: (?:{PLAN}|{ALL})(?: [0-9]{{1,6}})?)?)")


def mark_of(person: uuid.UUID) -> str:
    """How each mark of this person begins."""
    return hmac.new(settings.SEARCH_SALT.encode(), b"forgotten:" + person.bytes, hashlib.sha256).hexdigest()


def kinds(marks: Iterable[str]) -> dict[str, set[str]]:
    """What went of each: {how their marks begin: some of `plan` and `all`}; nothing where only an older mark is known."""
    found: dict[str, set[str]] = {}
    for mark in marks:
        whose, *more = mark.split(" ")
        found.setdefault(whose, set()).update(more[:1])
    return found


def begin(person: uuid.UUID, kind: str) -> str:
    """The mark of this try. Raises Refused when it cannot be kept, and then nothing may be deleted."""
    try:
        known, whose, tries = here(), f"{mark_of(person)} {kind}", 1
        mark = whose
        while known.get(mark) == UNDONE:
            tries += 1
            mark = f"{whose} {tries}"
        _add(BEGUN, mark)
    except OSError:
        raise Refused(
            "This cannot be done just now, and nothing was deleted. Try again in a moment."
        ) from None
    return mark


def done(mark: str) -> None:
    _add(DONE, mark)


def undone(mark: str) -> None:
    _add(UNDONE, mark)


def here() -> dict[str, str]:
    return read(_list())


def read(path: Path) -> dict[str, str]:
    """What the list at `path` says of each mark: the last line, but what was once done stays done. Nothing where none is."""
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    known: dict[str, str] = {}
    for found in filter(None, map(_LINE.fullmatch, lines)):
        if known.get(found[2]) != DONE:
            known[found[2]] = found[1]
    return known


def is_list(path: Path) -> bool:
    """Whether the file at `path` is such a list: one with a whole line, or an empty one."""
    return bool(read(path)) or not path.read_bytes().strip()


def make_ready() -> None:
    """The list is there from the beginning, empty: that it is missing says that it is lost."""
    _append(_list(), [])


def together(lists: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Of several lists: what one knows to be done is done; of what was begun, one may know that it was not."""
    known: dict[str, str] = {}
    for one in lists:
        for mark, state in one.items():
            known[mark] = max(state, known.get(mark, state), key=(BEGUN, UNDONE, DONE).index)
    return known


def write(path: Path, known: Mapping[str, str]) -> None:
    """Add to the list at `path` what it does not say yet; it is on the disk when this returns."""
    there = read(path)
    _append(path, [f"{state} {mark}" for mark, state in known.items() if there.get(mark) != state])


def keep_beside(folder: Path) -> None:
    """From now on every line goes to a list in `folder` as well, where the backups are; those until now go there."""
    write(folder / BESIDE, here())
    named = _list().with_name("beside")
    draft = named.with_name(f".beside-{os.getpid()}")
    named.parent.mkdir(mode=0o700, exist_ok=True)
    draft.write_text(f"{folder.resolve()}\n", encoding="utf-8")
    draft.replace(named)


def not_beside() -> Path | None:
    """The list beside the backups, where it lacks something or cannot be read."""
    if (path := _beside()) is None:
        return None
    try:
        there = read(path)
    except OSError:
        return path
    return path if any(there.get(mark) != state for mark, state in here().items()) else None


def broken_off() -> bool:
    """Whether something was begun more than a minute ago and never said to be done, because the program was stopped."""
    return BEGUN in here().values() and time.time() - _list().stat().st_mtime > 60


def _add(state: str, mark: str) -> None:
    _append(_list(), [f"{state} {mark}"])
    if (path := _beside()) is not None:
        # Its disk may not be there: `doctor` says so, and the next backup brings all of it.
        with suppress(OSError):
            _append(path, [f"{state} {mark}"])


def _append(path: Path, lines: list[str]) -> None:
    new = not path.exists()
    if new and path == _list():
        path.parent.mkdir(mode=0o700, exist_ok=True)
    opened = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        text = "".join(f"\n{line}\n" for line in lines).encode("ascii")
        # A full disk takes a part, and says so only at the next.
        if lines and os.write(opened, text) < len(text):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(opened)
    finally:
        os.close(opened)
    if new:
        for folder in (path.parent, path.parent.parent):
            held = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(held)
            finally:
                os.close(held)


def _list() -> Path:
    return Path(settings.DATA) / "forgotten" / "list"


def _beside() -> Path | None:
    with suppress(OSError, ValueError):
        return Path(_list().with_name("beside").read_text(encoding="utf-8").strip()) / BESIDE
    return None

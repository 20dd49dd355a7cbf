"""Files that are whole or not there: written under a name of their own, synced to the disk, then moved in place."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from helpfulacts.core.errors import Refused

from . import manifest

BACKUP = re.compile(r"helpfulacts-\d{8}-\d{6}")
DRAFT = re.compile(r"\.helpfulacts-.*\.part")
_BLOCK = 1 << 20


def new_file(path: Path) -> int:
    """A new file for its owner alone, open for writing."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def write(path: Path, data: bytes) -> None:
    """A new file for its owner alone, on the disk when this returns."""
    with os.fdopen(new_file(path), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """What was written to a file or a folder is on the disk when this returns."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def measured(path: Path, copy: Path | None = None) -> manifest.File:
    """The length and the sum of a file; with `copy`, of what was written there as well."""
    total, size = sha256(), 0
    with path.open("rb") as file, open(os.devnull if copy is None else copy, "wb") as out:
        while block := file.read(_BLOCK):
            total.update(block)
            size += len(block)
            out.write(block)
    return manifest.File(path.name, size, total.hexdigest())


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """No other process is in here with the same folder. What a killed one left half done is removed first."""
    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                f"{folder} is in use by another backup. Run this again when that one is done."
            ) from None
        for draft in folder.iterdir():
            if DRAFT.fullmatch(draft.name):
                shutil.rmtree(draft)
        yield
    finally:
        os.close(held)


@contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """A folder for its owner alone to write into. It is gone afterwards, unless it was moved to its place."""
    made = folder / f".helpfulacts-{os.getpid()}.part"
    made.mkdir(mode=0o700)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def prune(folder: Path, keep: int, made: Path) -> list[str]:
    """Remove all but the newest `keep` backups; their names. The one just `made` stays, whatever the clock says."""
    whole = sorted(
        path.name
        for path in folder.iterdir()
        if BACKUP.fullmatch(path.name) and (path / manifest.NAME).is_file() and path != made
    )
    gone = whole[: max(0, len(whole) - (keep - 1))]
    for name in gone:
        # Renamed first: a kill between the files leaves nothing that looks like a backup.
        leaving = (folder / name).rename(folder / f".{name}.part")
        shutil.rmtree(leaving)
    return gone


@contextmanager
def room_on(folder: Path) -> Iterator[None]:
    """A full disk is one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Refused(no_room(folder)) from None


def no_room(folder: Path) -> str:
    return f"The disk of {folder} is full. Nothing was kept there; make room, or name another folder."

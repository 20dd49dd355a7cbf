"""Make a backup of the running installation: whole and checked, or not there."""

from __future__ import annotations

import datetime as dt
import platform
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import django
from django.conf import settings
from django.db import connection

from helpfulacts.core import forgotten, ran
from helpfulacts.core.clock import date_in_words, now, time_in_words
from helpfulacts.core.errors import Refused

from . import databases, folders, inventory, wrapping
from .manifest import NAME, Manifest
from .program import installed_version


@dataclass(frozen=True)
class Made:
    """`folder` holds the backup; `pruned` are the names of older ones that went."""

    folder: Path
    manifest: Manifest
    pruned: list[str]


def make(into: Path, passphrase: str, keep: int | None) -> Made:
    """Write a backup into a new folder in `into`. Raises Refused, and then leaves nothing behind."""
    _place_for(into)
    with folders.one_at_a_time(into), folders.room_on(into):
        with folders.draft(into) as draft:
            manifest = _written(draft, passphrase)
            folder = _free_name(into)
            draft.rename(folder)
        folders.sync(into)
        pruned = folders.prune(into, keep, folder) if keep else []
        with suppress(OSError):  # the backup is whole without it, and `doctor` says so
            forgotten.keep_beside(into)
    ran.note("backup")
    return Made(folder, manifest, pruned)


def _place_for(into: Path) -> None:
    if into.resolve().is_relative_to(Path(settings.DATA).resolve()):
        raise Refused("A backup inside the data folder would be lost with it. Name a folder elsewhere.")
    if into.exists() and not into.is_dir():
        raise Refused(f"{into} is a file. Name a folder.")
    if not into.exists():
        if not into.parent.is_dir():
            raise Refused(f"{into.parent} is not there. Is its disk connected? Name a folder that is.")
        into.mkdir(mode=0o700)


def _written(draft: Path, passphrase: str) -> Manifest:
    path = draft / databases.FILES[connection.vendor]
    with inventory.one_moment() as moment:
        at = now()
        held = inventory.take()
        # Before anything is written: what restore would refuse must never push out a backup that is sound.
        if broken := inventory.broken_register():
            raise Refused(
                f"{broken} No backup was made. Keep the ones you have, and ask for help before you go on."
            )
        databases.copy_out(path, moment)
    folders.sync(path)
    manifest = Manifest(
        at=at.isoformat(),
        when=_in_words(at),
        program=installed_version(),
        django=django.get_version(),
        python=platform.python_version(),
        database=connection.vendor,
        database_version=".".join(map(str, connection.get_database_version())),
        migrations=held.migrations,
        registers=held.registers,
        rows=held.rows,
        file=folders.measured(path),
        # Read after the copy: whoever was deleted meanwhile, and is still in it, is on it.
        forgotten=sorted(mark for mark, state in forgotten.here().items() if state == forgotten.DONE),
    )
    keys = wrapping.wrap((settings.KEYS / "keys.json").read_bytes(), passphrase, manifest.covered())
    folders.write(draft / NAME, manifest.written(keys))
    folders.sync(draft)
    return manifest


def _free_name(into: Path) -> Path:
    while (folder := into / f"helpfulacts-{now():%Y%m%d-%H%M%S}").exists():
        time.sleep(0.1)  # named by the second: the next one is free
    return folder


def _in_words(at: dt.datetime) -> str:
    here = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return f"{date_in_words(here.date(), reference=dt.date.min)} at {time_in_words(here.time())}"

"""The folder, its keys, the disk, the settings, and whether the regular work is done."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
from pathlib import Path

from django.conf import settings
from django.db import connection

from helpfulacts.core import ran
from helpfulacts.core.clock import now
from helpfulacts.core.words import counted
from helpfulacts.places import selectors as places
from helpfulacts.support import visits
from helpfulacts.support.licensed import measures_here

from .found import Look

OURS_ALONE = {"127.0.0.1", "localhost", "[::1]", "testserver"}
TOO_OLD = dt.timedelta(days=2)
LEAST_FREE = 1_000_000_000
INSTALL = "docs/operate/install.md"


def keys() -> str:
    for path in (Path(settings.DATA), settings.KEYS, settings.KEYS / "keys.json"):
        status = path.stat()
        if stat.S_IMODE(status.st_mode) & 0o077:
            raise Look(f"Others on this machine can look into {path}.", f"Type `chmod go-rwx {path}`.")
        if os.geteuid() not in (0, status.st_uid):
            raise Look(f"{path} belongs to another user.", "Run this as the user who runs the service.")
    return "The keys are there, for their owner alone."


def disk() -> str:
    free, size = shutil.disk_usage(settings.DATA).free, _database_size()
    needed = max(LEAST_FREE, 2 * size)
    if free < needed:
        raise Look(
            f"Only {_in_words(free)} are free where the data is.", f"Make room: it wants {_in_words(needed)} free."
        )  # fmt: skip
    return f"{_in_words(free)} are free; the database has {_in_words(size)}."


def nightly() -> str:
    return _done_lately("nightly", "The night's work", "Run `helpfulacts nightly`, and look at its timer")


def watch() -> str:
    if not visits.any_open():
        return "Nobody is on a visit alone just now."
    return _done_lately(
        "watch", "The look at visits over their time", "Run `helpfulacts watch`, and look at its timer"
    )


def backups() -> str:
    if only_demonstrations():
        return "A demonstration needs no backup."
    return _done_lately("backup", "A backup", "Run `helpfulacts backup FOLDER`, and look at its timer")


def mail() -> str:
    if only_demonstrations():
        return "A demonstration sends no letters."
    if not settings.SENDS_EMAIL:
        raise Look(
            "Letters are kept in the folder outbox, and reach nobody.",
            "Set HELPFULACTS_EMAIL: docs/operate/messages.md.",
        )
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        raise Look("Letters have no sender that anybody can answer.", "Set HELPFULACTS_EMAIL_FROM.")
    return f"Letters leave by {settings.EMAIL_HOST}, port {settings.EMAIL_PORT}."


def measures() -> str:
    """Measures that need a licence: one without it is not used, and says so here."""
    usable, refused = measures_here()
    if refused:
        raise Look(
            " ".join(refused), "Write it down, and start the service again: docs/concepts/readings.md."
        )
    if not usable:
        return "Only open measures are used."
    return f"Licensed: {', '.join(f'{one.title} ({one.licence})' for one in usable)}."


def debug() -> str:
    if settings.DEBUG:
        raise Look(
            "DEBUG is on: a mistake shows strangers the inside of the program.", "Use the shipped settings."
        )
    return "DEBUG is off."


def addresses() -> str:
    if only_demonstrations():
        return "A demonstration needs no name of its own and no TLS."
    hosts = [host for host in settings.ALLOWED_HOSTS if host not in OURS_ALONE]
    if not hosts or "*" in hosts:
        raise Look(
            "The names that this server answers to are not set.",
            "Set HELPFULACTS_HOSTS, such as help.example.org.",
        )
    if not settings.HTTPS:
        raise Look(
            "Pages travel open: HTTPS is off.", f"Put TLS before it and set HELPFULACTS_HTTPS=1: {INSTALL}."
        )
    if not settings.ADDRESS.startswith("https://"):
        raise Look(
            "Links in letters do not lead to https.",
            "Set HELPFULACTS_ADDRESS, such as https://help.example.org.",
        )
    return f"It answers to {', '.join(hosts)}, behind TLS."


def only_demonstrations() -> bool:
    """Whether nobody real is served here."""
    here = places.all_places()
    return bool(here) and all(place.demonstration for place in here)


def _done_lately(work: str, what: str, do: str) -> str:
    last = ran.last(work)
    if last is None:
        raise Look(f"{what} was never done here.", f"{do}: {INSTALL}.")
    since = now() - last
    ago = "today" if since.days < 1 else f"{counted(since.days, 'day', 'days')} ago"
    if since > TOO_OLD:
        raise Look(f"{what} was last done {ago}.", f"{do}: {INSTALL}.")
    return f"{what} was last done {ago}."


def _database_size() -> int:
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _in_words(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"

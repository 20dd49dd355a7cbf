"""The separate processes of `test_import_kills.py`: an importer to be killed, and a reader that looks as anybody would."""

from __future__ import annotations

import hashlib
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.db import OperationalError, connection  # noqa: E402
from django.test import Client  # noqa: E402
from workers import say  # noqa: E402

from helpfulacts.cli.bench.place import begin_place  # noqa: E402
from helpfulacts.core import register  # noqa: E402
from helpfulacts.core.durability import refuse_weak_settings  # noqa: E402
from helpfulacts.directory import feeds, fulltext  # noqa: E402
from helpfulacts.directory import selectors as directory  # noqa: E402
from helpfulacts.directory.models import Offer, Staging  # noqa: E402
from helpfulacts.exchange.oruk.exporting import export_feed  # noqa: E402
from helpfulacts.exchange.oruk.importing import import_source  # noqa: E402
from helpfulacts.people.selectors import organisations  # noqa: E402
from helpfulacts.places.models import Place  # noqa: E402


def begin(*slugs: str) -> None:
    for slug in slugs:
        begin_place(slug)


def bring(slug: str, file: str) -> None:
    """Import, saying how far it is; each line is written before the next step is taken."""
    refuse_weak_settings()
    place, source = Place.objects.get(slug=slug), Path(file)
    done = import_source(
        place=place,
        source=file,
        name="feed",
        set_aside=source.with_suffix(f".{slug}.aside"),
        progress=lambda number, total, what: say({"at": what, "done": number, "of": total}),
    )
    say({"imported": done.figures()})


def look(slug: str) -> None:
    """What readers find now, and where the import stands."""
    place = Place.objects.get(slug=slug)
    rows = Offer.objects.filter(place=place).order_by("exchange_id")
    said = [str(row) for row in rows.values_list("exchange_id", "title", "description", "status")]
    client = Client()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            sound = cursor.fetchall() == [("ok",)]
            cursor.execute("PRAGMA foreign_key_check")
            sound = sound and cursor.fetchall() == []
        else:
            cursor.execute("SELECT 1")
            sound = True
    say(
        {
            "offers": hashlib.sha256("\n".join(said).encode()).hexdigest(),
            "counted": directory.counts(place)["offers"],
            "api": client.get(f"/{slug}/api/oruk/services?per_page=1").json()["total_items"],
            "bodies": client.get(f"/{slug}/api/oruk/organizations?per_page=1").json()["total_items"],
            "begun": len(organisations(place)),
            "found": len(fulltext.search(place.pk, limit=1_000_000)),
            "fed": feeds.offers_wanted(place, feeds.Wanted(kinds=feeds.ALL_KINDS)).count(),
            "sound": sound,
            "entries": register.head(place)[0],
            "staging": Staging.objects.filter(place=place).exists(),
            "staged": Offer.with_staged.filter(place=place, status="staged").count(),
        }
    )


def export(slug: str, file: str) -> None:
    export_feed(place=Place.objects.get(slug=slug), out=Path(file), kinds=feeds.ALL_KINDS)


def beside(slug: str, file: str) -> None:
    """Import, while another writer records one entry after another: how many, and the longest that one waited."""
    place = Place.objects.get(slug=slug)
    other, waits, busy, over = Place.objects.exclude(slug=slug).first(), [], [0], threading.Event()
    assert other is not None

    def write() -> None:
        while not over.is_set():
            started = time.monotonic()
            try:
                register.record(place=other, action="kept a place", noun="capacity", facts={})
                waits.append(time.monotonic() - started)
            except OperationalError:
                busy[0] += 1
            time.sleep(0.05)  # some twenty writes a second beside the import
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    import_source(place=place, source=file, name="feed", set_aside=Path(file).with_suffix(".beside.aside"))
    over.set()
    writer.join()
    say({"written": len(waits), "refused": busy[0], "longest": max(waits, default=0.0)})


JOBS: dict[str, Callable[..., None]] = {job.__name__: job for job in (begin, bring, look, export, beside)}

if __name__ == "__main__":
    JOBS[sys.argv[1]](*sys.argv[2:])

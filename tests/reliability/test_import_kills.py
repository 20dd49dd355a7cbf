"""An import killed at any moment shows all of the old or all of the new, never half, and the rerun finishes it (G1).

One place takes a feed while its importer is killed again and again; another takes the same feeds undisturbed. After
each kill a process that knows nothing of the import looks as readers do. In the end both places give the same feed.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.cli.bench.feed import write_feed

WORKERS = "import_workers.py"
SEEN = ("offers", "counted", "api", "bodies", "begun", "found", "fed")
MOMENTS = ("reading", "making ready", "late in making ready", "showing")


def until(process: subprocess.Popen[str], moment: str, offers: int, rng: random.Random) -> None:
    """Return at a random instant of that part of the import, or at its end."""
    assert process.stdout is not None
    for line in process.stdout:
        told = json.loads(line)
        if (
            (moment == "reading" and told.get("at") == "files")
            or (moment == "making ready" and told.get("at") == "offers")
            or (moment == "late in making ready" and told.get("at") == "offers" and told["done"] > offers / 2)
            or (moment == "showing" and told.get("at") == "showing")
        ):
            threading.Event().wait(rng.uniform(0, 0.15 if moment == "showing" else 0.6))
            return


class Watched:
    """The place that is disturbed, and what its readers may see."""

    def __init__(self, installation: Any, slug: str, calm: str, folder: Path, offers: int) -> None:
        self.installation, self.slug, self.calm, self.folder, self.offers = (
            installation,
            slug,
            calm,
            folder,
            offers,
        )
        self.edition = 0
        self.moments: Counter[str] = Counter()
        installation.run("begin", slug, calm, workers=WORKERS)
        self.old = self.new = self.look(slug)

    def look(self, slug: str) -> dict[str, Any]:
        [found] = self.installation.run("look", slug, workers=WORKERS)
        return found  # type: ignore[no-any-return]

    def next_edition(self) -> None:
        self.edition += 1
        self.file = self.folder / f"edition-{self.edition}.json"
        write_feed(self.file, self.offers, edition=self.edition)
        self.told = self.installation.run("bring", self.calm, self.file, workers=WORKERS)[-1]["imported"]
        self.old, self.new = self.new, self.look(self.calm)

    def kill(self, moment: str, rng: random.Random) -> bool:
        """Kill one importer at that moment and look. True when the new feed is there."""
        process = self.installation.start("bring", self.slug, self.file, workers=WORKERS)
        until(process, moment, self.offers, rng)
        process.kill()
        process.wait()
        process.stdout.close()
        now = self.look(self.slug)
        seen = {name: now[name] for name in SEEN}
        old, new = ({name: state[name] for name in SEEN} for state in (self.old, self.new))
        assert seen in (old, new), f"half a feed after a kill while {moment}: {seen}, not {old} or {new}"
        assert now["sound"], f"the database is damaged after a kill while {moment}"
        shown = seen == new
        stage = (
            "after it was shown" if shown else "before anything" if not now["staging"] else "half made ready"
        )
        self.moments[f"{moment}: {stage}"] += 1
        return shown

    def finish(self) -> dict[str, Any]:
        """Run it undisturbed: what was made ready before is used, and the feed is that of the calm place."""
        done = self.installation.run("bring", self.slug, self.file, workers=WORKERS)[-1]["imported"]
        now = self.look(self.slug)
        assert {name: now[name] for name in SEEN} == {name: self.new[name] for name in SEEN}
        assert not now["staging"] and now["staged"] == 0 and now["sound"]
        feeds = []
        for slug in (self.slug, self.calm):
            self.installation.run("export", slug, self.folder / f"{slug}.json", workers=WORKERS)
            feeds.append((self.folder / f"{slug}.json").read_bytes())
        assert feeds[0] == feeds[1], "the feed of the disturbed place differs"
        asides = [self.file.with_suffix(f".{slug}.aside") for slug in (self.slug, self.calm)]
        assert asides[0].exists() == asides[1].exists()
        return done  # type: ignore[no-any-return]


def kill_many(installation: Any, folder: Path, slug: str, kills: int, offers: int) -> Watched:
    watched, rng = Watched(installation, slug, f"{slug}-calm", folder, offers), random.Random(slug)
    watched.next_edition()
    for kill in range(kills):
        if watched.kill(MOMENTS[kill % len(MOMENTS)], rng):
            watched.finish()
            watched.next_edition()
    watched.finish()
    print(f"{kills} kills: " + "; ".join(f"{n} {where}" for where, n in sorted(watched.moments.items())))
    return watched


@pytest.mark.slow
def test_a_killed_import_shows_nothing_and_the_rerun_goes_on_where_it_was(
    installation: Any, tmp_path: Path
) -> None:
    watched = Watched(installation, "one-kill", "one-kill-calm", tmp_path, 1_200)
    watched.next_edition()
    assert not watched.kill("making ready", random.Random(1))
    done = watched.finish()
    assert done["resumed"] >= 500 and done["created"] == watched.told["created"] == 1_200


@pytest.mark.slow
def test_others_write_while_a_feed_is_made_ready(installation: Any, tmp_path: Path) -> None:
    """Nobody is turned away: on SQLite too, where there is one writer at a time."""
    installation.run("begin", "busy", "busy-other", workers=WORKERS)
    write_feed(tmp_path / "feed.json", 1_500)
    [told] = installation.run("beside", "busy", tmp_path / "feed.json", workers=WORKERS)
    assert told["refused"] == 0 and told["written"] > 5


@pytest.mark.long
def test_twenty_kills_of_an_import_never_show_half_a_feed(installation: Any, tmp_path: Path) -> None:
    deep = not os.environ.get("HELPFULACTS_DATABASE")  # lighter on PostgreSQL
    watched = kill_many(installation, tmp_path, "kills", 20 if deep else 8, 3_000 if deep else 1_200)
    assert any("half made ready" in where for where in watched.moments)

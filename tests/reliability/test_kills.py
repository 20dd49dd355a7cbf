"""A writer killed at any moment loses nothing that it acknowledged (guarantee G1).

The writer says each write on its standard output after the commit. It is killed with SIGKILL at a random moment; the
next process finds every write that was said, at most one more (committed, and killed before it could say so), a
register that verifies, and exactly as many places held as entries that kept one.
"""

from __future__ import annotations

import json
import random
import threading
from typing import Any

import pytest

from helpfulacts.engine.ledger import Head, check_head, verify_register

PLACES = 1_000_000


class Told:
    """What one life of the writer printed: the state it found, then what it acknowledged until it was killed."""

    def __init__(self, installation: Any, slug: str, first: int) -> None:
        self.process = installation.start("write", slug, first)
        self.found: list[str] = []
        self.now: dict[str, int] = {}
        self.acknowledged: list[dict[str, Any]] = []
        self.begun = threading.Event()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            if not line.endswith("\n"):
                break  # cut off by the kill: not an acknowledgement
            value = json.loads(line)
            if "register" in value:
                self.found.append(value["register"])
            elif "held" in value:
                self.now = value
            else:
                self.acknowledged.append(value)
                self.begun.set()
        self.begun.set()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()


def check(
    lines: list[str],
    now: dict[str, int],
    acknowledged: list[dict[str, Any]],
    kills: int,
    earlier: Head | None,
) -> Head:
    """Everything said is there; returns the head, which the next check must still find inside the register."""
    head = check_head(lines, earlier) if earlier else verify_register(lines)
    kept = {}
    for line in lines[1:]:
        entry = json.loads(line)
        if entry["action"] == "kept a place":
            kept[entry["sequence"]] = entry
    lost = [one for one in acknowledged if kept.get(one["entry"], {}).get("leaf") != one["leaf"]]
    assert not lost, f"{len(lost)} acknowledged writes lost, the first {lost[0]}"
    assert now == {"held": len(kept), "places": PLACES}, "places held and entries agree"
    assert len(kept) - len(acknowledged) <= kills, "at most one write a kill was committed and not said"
    return head


def kill_many(installation: Any, slug: str, kills: int) -> None:
    installation.run("prepare", slug, PLACES)
    rng = random.Random(slug)
    acknowledged: list[dict[str, Any]] = []
    head: Head | None = None
    for kill in range(kills):
        told = Told(installation, slug, first=len(acknowledged))
        told.begun.wait()
        threading.Event().wait(rng.uniform(0, 0.4))
        told.kill()
        assert told.acknowledged, "the writer ended before it wrote anything"
        head = check(told.found, told.now, acknowledged, kill, head)
        acknowledged += told.acknowledged
    *lines, now = installation.run("state", slug)
    check([line["register"] for line in lines], now, acknowledged, kills, head)
    print(f"{kills} kills, {len(acknowledged)} acknowledged, {now['held']} kept, 0 lost")


@pytest.mark.slow
def test_three_kills_lose_nothing_acknowledged(installation: Any) -> None:
    kill_many(installation, "three-kills", 3)


@pytest.mark.long
def test_twenty_kills_lose_nothing_acknowledged(installation: Any) -> None:
    kill_many(installation, "twenty-kills", 20)


@pytest.mark.release
def test_two_hundred_kills_lose_nothing_acknowledged(installation: Any) -> None:
    kill_many(installation, "two-hundred-kills", 200)

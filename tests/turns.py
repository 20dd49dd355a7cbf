"""Several runs of the same tests at once: whichever is free takes the next file, so that all end together.

`tools/side-by-side` names an empty folder in HELPFULACTS_TURNS. A file of tests belongs to the run that first made a
folder of its name there. The files that walk in a browser come first, then those with slow tests: what is long must
not begin last. While one run makes the demonstration that browsers walk through, the others do the rest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import installations

FOLDER = "HELPFULACTS_TURNS"


def here() -> Path | None:
    """The folder that the runs share; None where this run is alone."""
    folder = os.environ.get(FOLDER)
    return Path(folder) if folder else None


def first(what: str) -> bool:
    """Whether no other run took this before."""
    folder = here()
    if folder is not None:
        try:
            os.mkdir(folder / what.replace("/", "-"))
        except FileExistsError:
            return False
    return True


def together(what: str, mine: dict[str, Any]) -> dict[str, Any]:
    """What all runs that said theirs have found: whichever says it last has everything."""
    folder = here()
    if folder is None:
        return mine
    (folder / f"{what}-{os.getpid()}.json").write_text(json.dumps(mine), encoding="utf-8")
    return {
        name: found
        for part in sorted(folder.glob(f"{what}-*.json"))
        for name, found in json.loads(part.read_text(encoding="utf-8")).items()
    }


def run(session: pytest.Session) -> bool:
    """What pytest does with its tests, over those of them that are ours.

    After those in a browser all fixtures end: no other test may run inside the event loop of the browser's driver.
    """
    mine = taken(session.items)
    item = next(mine, None)
    while item is not None:
        following = next(mine, None)
        alike = following is not None and _any([item], "browser") == _any([following], "browser")
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following if alike else None)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
        item = following
    return True


def taken(items: list[Any]) -> Iterator[Any]:
    """The tests of each file that no other run has taken, one file after the other."""
    files: dict[str, list[Any]] = {}
    for item in items:
        files.setdefault(item.nodeid.split("::")[0], []).append(item)
    left = sorted(files, key=lambda name: [not _any(files[name], kind) for kind in ("browser", "slow")])
    makes = first("the demonstration")
    while left:
        walks = makes or installations.is_demonstration_made()
        name = next((name for name in left if walks or not _any(files[name], "browser")), left[0])
        left.remove(name)
        if first(name):
            yield from files[name]


def _any(items: list[Any], keyword: str) -> bool:
    return any(keyword in item.keywords for item in items)

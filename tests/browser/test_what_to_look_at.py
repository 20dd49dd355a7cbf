"""docs/demonstration.md keeps its word: each line of its tables is opened as a visitor would, and what it names is read there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import HERE, helpfulacts, in_data

from helpfulacts.web.doors import DOORS
from tests import installations

pytestmark = pytest.mark.slow
DOCUMENT = Path(__file__).parents[2] / "docs" / "demonstration.md"
WITH_WORDS = "With six words"
HIDDEN = "Curtains taken up by hand"
SHOWN = (
    "late promises", "a giver who is silent", "a consent taken back", "answers left out", "who waits in its queue",
    "not told yet", "one that failed",
    "nobody looked at for long", "people say is wrong", "one thing twice", "wait for a person", "a full club",
    "money that ends", "a spreadsheet that needed mending",
    "it waits for her answer", "sees it another way", "a street", "wants no new offer", "worries about safety: one in hand",
    "a visit alone", "complaints with the day", "must not be found", "shown with the yes", "a story that was taken back",
    "a gap in one area above ten, the other areas below", "a recipe", "who bears the cost", "on one sheet", "ended early",
    "promises past their day", "cannot wait", "what the end of a club would do",
    "a question in each part", "a budget that was decided", "promises of a decision: kept, late, and excused", "only begun", "ideas are gathered",
    "where people stand", "points for what matters more", "a vote, with what it would do", "that is being decided",
    "where the place stands", "an agreement with a late promise",
)  # fmt: skip
"""What a place has on any day, and so must the demonstration."""


def lines() -> list[tuple[str, list[str]]]:
    """(heading, cells) of each line of each table."""
    found, heading = [], ""
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("|") and not line.startswith(("|---", "| page", "| who")):
            found.append((heading, [cell.strip() for cell in line.strip("|").split("|")]))
    return found


def door_of(words: str) -> str:
    return next((door.who for door in DOORS if door.title in words), "")


def as_visit(heading: str, cells: list[str]) -> tuple[str, dict[str, str], list[str]]:
    """(what is there, the visit for `a_visitor.py`, what is to be read)."""
    if heading == WITH_WORDS:
        who, phrase, path, words = cells
        made = {"door": door_of(who), "phrase": phrase, "path": path.strip("`"), "link": ""}
        return who, made, words.split(" · ")
    where, what, words = cells
    found = re.fullmatch(r"`([^`]+)`(?:, then \*(.+)\*)?", where)
    assert found, where
    made = {"door": door_of(heading), "phrase": "", "path": found[1], "link": found[2] or ""}
    return what, made, words.split(" · ")


VISITS = [as_visit(heading, cells) for heading, cells in lines()]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demonstration as it was loaded: other tests change theirs."""
    data, _ = installations.demonstration(tmp_path_factory.mktemp("untouched") / "data")
    yield data
    installations.remove(data)


@pytest.fixture(scope="module")
def read(untouched: Path) -> dict[str, str]:
    """What each visit reads, by what is there."""
    done = subprocess.run(
        [sys.executable, str(HERE / "a_visitor.py")], env=installations.environment(untouched), capture_output=True,
        text=True, timeout=600, input=json.dumps([made for _, made, _ in VISITS]),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(zip((what for what, _, _ in VISITS), json.loads(done.stdout), strict=True))


def test_all_that_a_place_has_on_any_day_is_named() -> None:
    named = " | ".join(what for what, _, _ in VISITS)
    assert [one for one in SHOWN if one not in named] == []
    assert len({what for what, _, _ in VISITS}) == len(VISITS)


@pytest.mark.parametrize(
    ("what", "words"), [(what, words) for what, _, words in VISITS], ids=[what[:40] for what, _, _ in VISITS]
)
def test_it_is_there(what: str, words: list[str], read: dict[str, str]) -> None:
    assert [part for part in words if part not in read[what]] == [], read[what]


def test_whoever_must_not_be_found_leaves_no_trace(untouched: Path) -> None:
    found = helpfulacts("find", HIDDEN, "--place", "dudley", "--json", data=untouched)
    assert found.returncode == 0 and '"results"' in found.stdout and f'"{HIDDEN}"' not in found.stdout
    feed = untouched / "feed.json"
    done = helpfulacts("export", "--place", "dudley", "--out", str(feed), "--kinds", "all", data=untouched)
    assert done.returncode == 0, done.stderr
    assert HIDDEN not in feed.read_text(encoding="utf-8")


def test_some_are_told_and_some_are_not(untouched: Path) -> None:
    script = """
import django; django.setup()
from helpfulacts.core.clock import today
from helpfulacts.people.models import Person
from helpfulacts.places.selectors import get_place
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.models import Promise
place = get_place("dudley")
told = Promise.objects.filter(place=place, kind="tell", evidence="told by the desk").count()
print(told, len(promises.to_tell(place, today(place.zone))), Person.objects.filter(place=place, protected=True).count())
"""
    done = in_data("-c", script, data=untouched)
    assert done.returncode == 0, done.stderr
    told, not_told, hidden = map(int, done.stdout.split())
    assert told > 0 and not_told > 0 and hidden == 1

"""A place made from open data by the commands of `docs/operate/new-place.md`, as typed there, and filled to its real size."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.core.errors import Refused
from helpfulacts.exchange.demonstration.filling import fill_place
from helpfulacts.places.actions.create_place import create_place
from tests import installations

pytestmark = pytest.mark.slow
PAGE = Path(__file__).parents[2] / "docs" / "operate" / "new-place.md"
EVERY_GAP = (
    "If you could go further",
    "If you were free at other times",
    "With somebody to interpret for you",
    "only for",
    "steps",
)
LOOK = """
import json, django; django.setup()
from collections import Counter
from django.test import Client
from helpfulacts.people.models import Person
homes = Counter(Person.objects.filter(place__slug="newtown").values_list("postcode__lsoa__code", flat=True))
page = Client().post("/newtown/find", {"words": "I would like some company"}, follow=True).content.decode()
print(json.dumps({"homes": homes, "page": page}))
"""


@dataclass
class Newtown:
    """`said` is what each documented command printed, by its words."""

    folder: Path
    said: dict[str, str]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            env=installations.environment(self.folder),
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=600,
        )


@pytest.fixture(scope="module")
def newtown(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newtown]:
    made = Newtown(installations.migrated(tmp_path_factory.mktemp("newtown") / "data"), {})
    blocks = PAGE.read_text(encoding="utf-8").split("```sh\n")[1:]
    lines = [line for block in blocks for line in block.split("```")[0].splitlines()]
    commands = [line for line in lines if line.startswith("helpfulacts ")]
    assert len(commands) >= 11
    for command in commands:
        words = [word.replace("$SHARED", str(shared)) for word in shlex.split(command)[1:]]
        done = made.run("-m", "helpfulacts.cli", *words)
        assert done.returncode in (0, 1), f"{command}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        made.said[" ".join(words[:2])] = done.stdout
    yield made
    installations.remove(made.folder)


def test_ten_thousand_people_are_shared_out_explained_and_seen_on_the_map(newtown: Newtown) -> None:
    run = json.loads(newtown.said["coordinate --place"])
    assert run["people"] + run["not_asking"] == 10_000
    assert run["people"] == run["placed"] + run["refused"] + run["gaps"] == run["explained"]
    assert run["people"] >= 6_000
    assert 0.2 <= run["refused"] / run["people"] <= 0.6
    assert run["certified_gap"] <= 1e-3

    explained = newtown.run("-m", "helpfulacts.cli", "explain", "latest", "--place", "newtown", "--json")
    answers: list[dict[str, Any]] = json.loads(explained.stdout)
    assert Counter(answer["status"] for answer in answers) == {
        "placed": run["placed"],
        "refused": run["refused"],
        "gap": run["gaps"],
    }
    assert all(answer["sentence"] for answer in answers)
    for answer in answers:
        if answer["status"] == "refused":
            assert "what you asked for" in answer["sentence"], answer["sentence"]
    gaps = " ".join(answer["sentence"] for answer in answers if answer["status"] == "gap")
    assert [words for words in EVERY_GAP if words not in gaps] == []

    looked = newtown.run("-c", LOOK)
    assert looked.returncode == 0, looked.stderr
    seen = json.loads(looked.stdout)
    # 7 of the 201 neighbourhoods have no postcode in the file (they lie in other postcode areas).
    assert len(seen["homes"]) == 194 and set(seen["homes"].values()) == {51, 52}
    assert "<svg" in seen["page"] and "Brierley Hill" in seen["page"]
    again = newtown.run(
        "-m", "helpfulacts.cli", "demo", "--place", "newtown", "--people", "10", "--offers", "5"
    )
    assert again.returncode == 2 and "already have plans" in again.stderr


def test_invented_people_need_a_place_with_postcodes(db: None) -> None:
    bare = create_place(slug="bare", name="Bare", person_to_talk_to="Ann")
    with pytest.raises(Refused, match="Load them first"):
        fill_place(place=bare, people=10, offers=10, seed="x")

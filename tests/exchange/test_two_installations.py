"""Two installations, each with its own data, keys and server: offers are found next door, and one wish goes over and comes back."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from helpfulacts.exchange.neighbours.signing import Message, fresh_number
from tests import installations

pytestmark = pytest.mark.slow
WORKERS = Path(__file__).parent / "installation_workers.py"
SENTENCE, NAME, FIRST = "zqsentenceqz of the wish", "zqnameqz", "zqfirstqz words of the plan"
SOON = (dt.date.today() + dt.timedelta(days=40)).isoformat()
DECIDED = ["--decided-by", "The board", "--decision", "minutes, item 9", "--until", "2029-12-31"]


@dataclass
class Installation:
    """One place on an installation of its own. `at`: its address once it is served."""

    slug: str
    folder: Path
    offer: str = ""
    at: str = ""
    listed: str = ""

    def run(self, *words: str, code: int = 0, typed: str = "") -> Any:
        """The one command with --json: what it reports, or with another code what it says."""
        done = self._python("-m", "helpfulacts.cli", *words, "--json", typed=typed)
        assert done.returncode == code, (words, done.stdout, done.stderr)
        return json.loads(done.stdout) if done.stdout else done.stderr

    def work(self, *words: str) -> Any:
        done = self._python(str(WORKERS), *words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def _python(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], env=self.env, capture_output=True, text=True, timeout=300, input=typed,
            cwd=installations.ROOT,
        )  # fmt: skip

    @property
    def env(self) -> dict[str, str]:
        env = installations.environment(self.folder) | {"HELPFULACTS_FETCH_ALLOW": self.listed}
        return env | {"PYTHONPATH": f"{installations.ROOT / 'src'}:{installations.ROOT}"}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Installation]]:
    """Oldtown, where somebody asks, and newtown, which is asked; both linked, each served."""
    from tests.reliability.running import running

    both = [Installation(slug, tmp_path_factory.mktemp(slug) / "data") for slug in ("oldtown", "newtown")]
    with ExitStack() as servers:
        for one in both:
            installations.migrated(one.folder)
            one.offer = one.work("make", one.slug, f"Mending in {one.slug}")["offer"]
            one.at = servers.enter_context(running(one.env, one.folder.parent / "server.log"))
        old, new = both
        old.listed = new.at.removeprefix("http://")
        new.listed = old.at.removeprefix("http://")
        made = old.run(
            "neighbour", "link", "newtown", "--place", "oldtown", "--takes", "--at", new.at, *DECIDED
        )
        new.run(
            "neighbour", "link", "oldtown", "--place", "newtown", "--offers", "--at", old.at, *DECIDED,
            "--secret-from", "-", typed=made["secret"] + "\n",
        )  # fmt: skip
        old.secret = made["secret"]  # type: ignore[attr-defined]
        yield old, new
    for one in both:
        installations.remove(one.folder)


def test_offers_of_one_are_found_in_the_other_with_where_they_come_from(two: Any) -> None:
    old, new = two
    done = old.run("import", f"{new.at}/newtown/api/oruk/", "--place", "oldtown", "--name", "newtown")
    assert done["created"] == 1
    found = json.dumps(old.run("find", "Mending", "--place", "oldtown"))
    assert "Mending in newtown" in found and "The repair club of newtown" in found
    again = old.run("import", f"{new.at}/newtown/api/oruk/", "--place", "oldtown", "--name", "newtown")
    assert (again["created"], again["unchanged"]) == (0, 1)


def asking(wish: str) -> list[str]:
    """What the desk of the first types to ask the second about one wish."""
    return [
        "neighbour",
        "ask",
        wish,
        "--place",
        "oldtown",
        "--to",
        "newtown",
        "--by",
        "Tom",
        "--basis",
        "spoken",
    ]


def test_one_wish_goes_over_and_the_answer_comes_back_as_a_suggestion(two: Any) -> None:
    old, new = two
    wish = old.work("plan", SENTENCE, NAME, FIRST)["wish"]
    ask = asking(wish)
    agreed = old.run(*ask, "--until", SOON)
    assert new.run("neighbour", "asked", "--place", "newtown") == [], "nothing goes before the exchange"
    assert figures(old) == (1, 0, 0, 0)
    [asked] = new.run("neighbour", "asked", "--place", "newtown")
    assert (asked["handle"], asked["from"], asked["words"]) == (agreed["handle"], "oldtown", "")
    nothing_of(new, SENTENCE, NAME, FIRST)

    answer = [
        "neighbour",
        "answer",
        asked["handle"],
        "--place",
        "newtown",
        "--by",
        "Ann",
        "--offer",
        new.offer,
    ]
    new.run(*answer, "--next-step", "We ring your desk", "--by-when", SOON)
    assert "answered already" in new.run(*answer, "--next-step", "x", "--by-when", SOON, code=2)
    assert figures(old) == (0, 1, 0, 0)
    [act] = old.work("see")["acts"]
    assert act["state"] == "suggested" and act["from"] == "The repair club of newtown in Newtown, next door"
    assert act["title"].startswith("Mending in newtown. Next: We ring your desk, by ")
    assert figures(old) == (0, 0, 0, 0), "an answer comes once"

    assert old.work("yes")["state"] == "promised"
    assert figures(old) == (0, 0, 1, 0)
    assert new.work("see")["by_neighbours"][0]["said"] == "yes"

    assert "passed on to them already" in old.run(*ask, "--until", SOON, code=2)
    old.run("neighbour", "take-back", wish, "--place", "oldtown", "--to", "newtown", "--by", "Tom")
    assert figures(old) == (0, 0, 0, 1)
    assert new.work("see")["by_neighbours"] == []
    assert old.work("see")["acts"][0]["state"] == "promised", "a yes stays"

    old.run(*ask, "--until", SOON, "--with-words")
    assert figures(old) == (1, 0, 0, 0)
    assert new.work("see")["by_neighbours"][0]["words"] == SENTENCE, "where they agreed to it, and only then"
    nothing_of(new, NAME, FIRST)
    old.work("erase")
    assert old.work("see") == {"acts": [], "lines": 1, "asked": 0, "by_neighbours": []}
    assert figures(old) == (0, 0, 0, 1)
    assert old.work("see")["lines"] == 0 and new.work("see")["by_neighbours"] == []
    for one in two:
        text = "\n".join(one.work("register"))
        assert "next door" in text or "neighbour" in text
        assert not any(word in text for word in ("zq", agreed["handle"], wish))


def test_nothing_here_is_told_and_a_neighbour_that_is_away_holds_nothing_up(two: Any) -> None:
    old, new = two
    wish = old.work("plan", SENTENCE, NAME, FIRST)["wish"]
    ask = asking(wish)
    handle = old.run(*ask, "--until", SOON)["handle"]
    listed, old.listed = old.listed, ""
    said = old.run("neighbour", "exchange", "--place", "oldtown", code=1)
    assert said["sent"] == 0 and len(said["troubles"]) == 1
    old.listed = listed
    assert figures(old) == (1, 0, 0, 0)
    new.run(
        "neighbour",
        "answer",
        handle,
        "--place",
        "newtown",
        "--by",
        "Ann",
        "--nothing",
        "--next-step",
        "Ask the zqlibrary",
    )
    assert figures(old) == (0, 1, 0, 0)
    assert old.work("see")["acts"] == [] and old.work("heard") == ["nothing: Ask the zqlibrary"]
    nothing_of(old, "zqlibrary")
    old.work("erase")
    assert figures(old) == (0, 0, 0, 1)


def test_what_is_not_as_agreed_gets_one_sentence_and_changes_nothing(two: Any) -> None:
    old, new = two
    handle = str(uuid.uuid4())
    wish = {"handle": handle, "facets": ["repairs"], "until": SOON}
    far = {**wish, "until": "2099-01-01"}
    body = json.dumps(wish).encode()
    good = signed(old, "POST", "requests", body)
    bad: list[tuple[int, str, str, bytes, dict[str, str]]] = [
        (401, "POST", "requests", body, {}),
        (401, "POST", "requests", body, signed(old, "POST", "requests", body, secret="x" * 43)),
        (401, "POST", "requests", body + b" ", good),
        (401, "POST", "requests", body, signed(old, "GET", "requests", body)),
        (401, "POST", "requests", body, signed(old, "POST", "requests", body, receiver="oldtown")),
        (401, "POST", "requests", body, signed(old, "POST", "requests", body, late=400)),
        (401, "POST", "requests", body, signed(old, "POST", "requests", body, late=-400)),
        (413, "POST", "requests", b"x" * 10_001, signed(old, "POST", "requests", b"x" * 10_001)),
        (400, "POST", "requests", b"{", signed(old, "POST", "requests", b"{")),
        *(
            (400, "POST", "requests", wrong, signed(old, "POST", "requests", wrong))
            for wrong in (
                b"[]",
                json.dumps({**wish, "name": "Ann"}).encode(),
                json.dumps({**wish, "facets": ["no such need"]}).encode(),
                json.dumps({**wish, "facets": []}).encode(),
                json.dumps({**wish, "handle": "12"}).encode(),
                json.dumps(far).encode(),
            )
        ),
    ]
    there = f"requests/{uuid.uuid4()}"
    bad += [(404, way, there, b"", signed(old, way, there, b"")) for way in ("GET", "POST", "DELETE")]
    bad += [(405, "PUT", there, b"", signed(old, "PUT", there, b""))]
    for status, method, tail, sent, headers in bad:
        answer = call(new, method, tail, sent, headers)
        assert answer.status_code == status, (method, tail, sent, answer.text)
        assert answer.json()["error"].endswith("."), answer.text
    assert new.work("see")["by_neighbours"] == []

    assert call(new, "POST", "requests", body, good).status_code == 201
    assert call(new, "POST", "requests", body, good).status_code == 409, "the same message twice"
    again = call(new, "POST", "requests", body, signed(old, "POST", "requests", body))
    assert (again.status_code, again.json()) == (200, {"handle": handle, "state": "asked"})
    other = json.dumps({**wish, "words": "other"}).encode()
    assert call(new, "POST", "requests", other, signed(old, "POST", "requests", other)).status_code == 400
    tail, yes = f"requests/{handle}", b'{"said": "yes"}'
    assert call(new, "POST", tail, yes, signed(old, "POST", tail, yes)).status_code == 400, (
        "nothing was offered"
    )
    [row] = new.work("see")["by_neighbours"]
    assert row == {"words": "", "facets": ["repairs"], "answer": "", "said": ""}
    assert call(new, "DELETE", tail, b"", signed(old, "DELETE", tail, b"")).status_code == 200
    assert call(new, "DELETE", tail, b"", signed(old, "DELETE", tail, b"")).status_code == 404


def figures(one: Installation) -> tuple[int, ...]:
    said = one.run("neighbour", "exchange", "--place", one.slug)
    assert said["troubles"] == []
    return tuple(said[name] for name in ("sent", "answered", "told", "forgotten"))


def nothing_of(one: Installation, *words: str) -> None:
    """None of these in any file of the installation, nor, unsealed, in what it holds for a neighbour."""
    held = json.dumps(one.work("see")).encode() + b"".join(
        path.read_bytes() for path in one.folder.rglob("*") if path.is_file()
    )
    assert not [word for word in words if word.encode() in held]


def signed(
    old: Any,
    method: str,
    tail: str,
    body: bytes,
    *,
    secret: str = "",
    receiver: str = "newtown",
    late: int = 0,
) -> dict[str, str]:
    at = str(int(dt.datetime.now(dt.UTC).timestamp()) - late)
    return Message(method, "oldtown", receiver, tail, body, at, fresh_number()).headers(secret or old.secret)


def call(new: Installation, method: str, tail: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
    address = f"{new.at}/newtown/api/v1/neighbours/{tail}"
    return httpx.request(method, address, content=body, headers=headers, timeout=30)

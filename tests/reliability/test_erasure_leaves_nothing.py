"""Somebody deletes all of it on the page, and the night comes: no word of theirs is left anywhere (guarantee G12).

A real installation: files, processes, a server, the commands of an operator. In every column that may hold words about
somebody stands a canary (`canaries.py`), read from the models and from what each app says it holds (`held.py`), so that
what is new is tried too. Three people go: one with a plan, one with a plan who gives as well, and one who only gives.

On SQLite the bytes of every file in the data folder are read. On PostgreSQL every column of every table is read by query,
and every file in the data folder; the server's own files are its own (`docs/concepts/trust.md` says what that means).
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from running import running

from helpfulacts.exchange.your_data import KINDS
from tests import installations
from tests.reliability.conftest import migrated_there, server_of_its_own

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
WORKERS = "erasure_workers.py"
SLUG = "testham"
ASKED = "zqsentenceqz"
TYPED = {
    ASKED: "what was asked of the finder",
    "zqplanwordsqz": "the first sentence of a plan",
    "zqemailqz": "an address to write to",
    "zqownhelpqz": "an act in own words",
    "zqsisterqz": "who gives it",
    "zqofferedqz": "what they can offer",
}
"""What is typed on pages, beside the canaries of the models: it passes through forms, visits, logs and caches."""


@dataclass
class Erased:
    """What was there: who, {canary: where it was put}, {kind: keys of rows}. What is left: found by each way of looking."""

    folder: Path
    env: dict[str, str]
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    commands: dict[str, str] = field(default_factory=dict)

    @property
    def canaries(self) -> dict[str, str]:
        return TYPED | {
            word: where for one in self.people.values() for word, where in one["canaries"].items()
        }

    def ask(self, job: str, *words: str, read: Any = None) -> list[Any]:
        done = subprocess.run(
            [sys.executable, str(HERE / WORKERS), job, SLUG, *words],
            env=self.env | {"PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])},
            input=json.dumps(read), capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def command(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "helpfulacts.cli", *words], env=self.env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr


class Browser:
    """Fills forms in as a browser without JavaScript does: what the page carries, and what is typed."""

    def __init__(self, address: str) -> None:
        self.address = f"{address}/{SLUG}/"
        self.web = httpx.Client(follow_redirects=True, timeout=120)

    def send(self, page: str, *, follow: bool = True, **typed: Any) -> httpx.Response:
        shown = self.web.get(self.address + page)
        form = next(
            (one for one in re.findall(r"<form[^>]*>.*?</form>", shown.text, re.S) if f"/{page}\"" in one.split(">")[0]),
            shown.text,
        )  # fmt: skip
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
        to = re.search(r'action="([^"]+)"', form.split(">")[0])
        sent = self.web.post(
            self.web.base_url.join(shown.url.join(to[1]) if to else shown.url), data=hidden | typed,
            headers={"Referer": str(shown.url)}, follow_redirects=follow,
        )  # fmt: skip
        assert sent.status_code == (200 if follow else 302), (
            page,
            sent.status_code,
            re.sub(r"<[^>]+>", " ", sent.text)[:3000],
        )
        return sent


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Erased]:
    with (
        server_of_its_own() as server,
        migrated_there(tmp_path_factory.mktemp("erasure") / "data", server) as folder,
    ):
        here = Erased(folder, installations.environment(folder))
        here.ask("begin")
        with running(here.env, folder / "server.log") as address:
            first = Browser(address)
            first.send("find", words=f"Company, {ASKED}", postcode="TT1 1")
            first.send(
                "plan/begin", words="zqplanwordsqz is too quiet", called="asha", postcode="TT1 1",
                channel="email", contact="zqemailqz@example.org",
            )  # fmt: skip
            first.send(
                "plan/own-help",
                title="zqownhelpqz rings",
                shown_from="zqsisterqz",
                kind="service",
                sphere="personal",
            )
            first.send("plan/can-offer", can_offer="zqofferedqz on Sundays")
            [six] = here.ask("more_people", "asha")
            for whom, gives in (("asha", "no"), ("both", "yes"), ("gives", "yes")):
                [here.people[whom]] = here.ask("fill", whom, gives)
            here.commands["before"] = "".join(look(address).values())
            first.send("plan/delete", sure="on")
            for whom, page, typed in (
                ("both", "plan/delete", {"sure": "on"}),
                ("gives", "giving/forget", {}),
            ):
                browser = Browser(address)
                browser.send("plan/come-back", follow=False, phrase=six[whom])
                browser.send(page, **typed)
            here.commands["nightly"] = here.command("nightly")
            here.pages = look(address)
            here.commands["export"] = here.command("export", "--place", SLUG, "--kinds", "all")
            here.command("verify", "--save", str(folder / "register.jsonl"), "--place", SLUG)
            here.commands["verify"] = here.command("verify", str(folder / "register.jsonl"))
            yield here


def look(address: str) -> dict[str, str]:
    """What anybody reads: {address: words}."""
    web, found = httpx.Client(follow_redirects=True, timeout=120), {}
    for page in ("", "register", "gaps", "what-was-hidden", "stories", "ideas"):
        found[page] = web.get(f"{address}/{SLUG}/{page}").text
    for page in ("services", "services?text=zq", "organizations"):
        found[page] = web.get(f"{address}/{SLUG}/api/oruk/{page}").text
    return found


def test_every_column_that_may_hold_words_about_somebody_had_a_canary(erased: Erased) -> None:
    assert set.intersection(*(set(one["untried"]) for one in erased.people.values())) == set()
    tried: set[str] = {label for one in erased.people.values() for label, keys in one["rows"].items() if keys}
    assert set(KINDS) - tried == set(), "no row of these was there to be erased"


def test_no_value_in_the_database_no_visit_and_nothing_in_the_cache_says_any_of_it(erased: Erased) -> None:
    found = {(name, where) for where, name in erased.ask("left", read=erased.canaries)}
    assert not found, "\n".join(f"{name} is in {where}" for name, where in sorted(found))


def test_of_each_row_held_nothing_is_left_but_what_says_why(erased: Erased) -> None:
    for whom, one in erased.people.items():
        left = erased.ask("rows_left", read=one["rows"])
        for label, says in left:
            model = KINDS[label].model
            kept = {
                column.attname for column in model._meta.concrete_fields if column.name in KINDS[label].stays
            }
            more = {name: value for name, value in says.items() if name not in {*kept, "id", "place_id"}}
            assert not more, f"{whom}: {label} still says {more}"


def test_no_file_of_the_installation_says_any_of_it(erased: Erased) -> None:
    found = []
    for path in sorted(path for path in erased.folder.rglob("*") if path.is_file()):
        if path.parent == erased.folder / "outbox":
            continue  # a letter stays for a week: see below
        said = path.read_bytes().lower()
        found += [
            f"{name} is in {path.name}" for word, name in erased.canaries.items() if word.encode() in said
        ]
    assert not found, "\n".join(found)


def test_no_page_list_or_export_says_any_of_it(erased: Erased) -> None:
    said = erased.pages | erased.commands
    del said["before"]
    found = [
        f"{name} is in {page!r}"
        for page, text in said.items()
        for word, name in erased.canaries.items()
        if word in text.lower()
    ]
    assert not found, "\n".join(found)


def test_the_register_is_whole_and_the_round_is_worked_out_again(erased: Erased) -> None:
    assert "is whole" in erased.commands["verify"]
    [[sentence, same_outcome, same_root, seed_matches, gone]] = erased.ask("rounds")
    assert same_outcome and same_root and seed_matches
    assert sentence.startswith("Not recomputable for") and gone >= 1


def test_letters_are_there_for_a_week_and_then_gone(erased: Erased) -> None:
    """Nobody tells which letters were theirs: all go when a week is over."""
    outbox = erased.folder / "outbox"
    letters = list(outbox.glob("*.json"))
    said = "".join(path.read_text().lower() for path in letters)
    assert any(word in said for word in erased.canaries), "no letter was there to be erased"
    for path in letters:  # as if it had been written eight days ago
        day = (dt.date.fromisoformat(path.name[:10]) - dt.timedelta(days=8)).isoformat()
        path.rename(outbox / f"{day}{path.name[10:]}")
    erased.command("nightly")
    assert not list(outbox.iterdir())

"""Votes by many browsers at once, through the pages of a real server that is killed and started again midway: none whose receipt
came is lost or counted twice, a form that is sent again counts once, and the count is what anybody gets with the board and the
script that the pages give out (guarantees G1, G2 and G3).
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from voting_browsers import Browsers, serving

from helpfulacts.engine.ledger.ballots import commitment
from helpfulacts.engine.ledger.board import verify_board_file

JOBS = "http_vote_workers.py"
AGAIN = 10
"""One person in so many changes their mind and votes twice."""


def _check(installation: Any, folder: Path, *, people: int, at_once: int) -> None:
    slug, rng = "votes-http", random.Random(people)
    names, *sessions = installation.run("begin_many", slug, people, workers=JOBS)
    forms = [
        (
            one["session"],
            [rng.sample(range(1, 5), rng.randint(1, 3)) for _ in range(1 if number % AGAIN else 2)],
        )
        for number, one in enumerate(sessions)
    ]
    with serving(installation.env, folder / "server.log") as server:
        server.get(f"/{slug}/deciding/1/")
        browsers = Browsers(server, slug, (names["session_cookie"], names["form_cookie"]))

        def killed() -> None:
            server.kill()
            server.start()

        seconds = browsers.vote(forms, at_once, killed)
        assert not browsers.failed, browsers.failed[:3]
        *_, seen = installation.run("close_and_count", slug, workers=JOBS)
        saved, script = folder / "board.json", folder / "recount.py"
        saved.write_bytes(server.get(f"/{slug}/deciding/1/board.json"))
        script.write_bytes(server.get(f"/{slug}/recount.py"))
        assert b"Opened and counted" in server.get(f"/{slug}/deciding/1/board/")

    sent = sum(len(votes) for _, votes in forms)
    assert len(browsers.told) == sent == seen["handed in"], "each form counts once, however often it was sent"
    assert seen["count"] == people
    board = verify_board_file(saved)
    assert board.figures == {
        "committed": sent, "opened": people, "replaced": sent - people, "never_opened": 0,
    }  # fmt: skip
    for one in browsers.told:
        hashed = commitment(salt=one["salt"], tracker=one["tracker"], vote=one["vote"])
        assert hashed in board.commitments, "none whose receipt came is lost"
    last = {one["who"]: one for one in browsers.told}
    opened = {entry["tracker"]: entry["vote"] for entry in board.counted}
    assert opened == {one["tracker"]: one["vote"] for one in last.values()}, "the last of each counts"

    again = subprocess.run([sys.executable, "-I", script, saved], capture_output=True, text=True, check=True)
    result = json.loads(again.stdout)
    totals = {str(number): sum(str(number) in one for one in opened.values()) for number in range(1, 5)}
    assert result["totals"] == totals == {str(one["number"]): one["yes"] for one in seen["tally"]["options"]}
    assert result["winners"] == sorted(seen["tally"]["winners"]) and result["counted"] == people
    print(json.dumps({"votes": sent, "at once": at_once, "seconds": round(seconds, 1),
                      "votes a second": round(sent / seconds, 1), "sent again": browsers.sent_again}))  # fmt: skip


@pytest.mark.long
def test_a_thousand_people_vote_over_http_and_the_server_is_killed(either: Any, tmp_path: Path) -> None:
    _check(either, tmp_path, people=1000, at_once=_at_once(either))


@pytest.mark.release
def test_ten_thousand_people_vote_over_http_and_the_server_is_killed(either: Any, tmp_path: Path) -> None:
    _check(either, tmp_path, people=10_000, at_once=_at_once(either))


def _at_once(installation: Any) -> int:
    return 64 if "HELPFULACTS_DATABASE" in installation.env else 16

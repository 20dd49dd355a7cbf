"""Votes handed in and handed in again by many processes at once, some of them killed: none that was acknowledged is lost or
counted twice, and the count is what the public board gives (guarantees G1 and G3). Separate processes on a real database.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from helpfulacts.engine.ledger import recount
from helpfulacts.engine.ledger.ballots import commitment
from helpfulacts.engine.ledger.board import verify_board

JOBS = "vote_workers.py"


def _check(installation: Any, slug: str, *, processes: int, people: int, seconds: int, kills: int) -> None:
    installation.run("begin", slug, people, workers=JOBS)
    told = installation.run("everything", slug, processes, seconds, kills, workers=JOBS)
    acknowledged = [one for one in told if "tracker" in one]
    assert len(told) - len(acknowledged) == kills and len(acknowledged) > processes
    seen = installation.run("close", slug, workers=JOBS)
    lines = [one["board"] for one in seen if "board" in one]
    counts = {one["counts"]: one for one in seen if "counts" in one}
    found = verify_board(lines)

    hashes = {
        commitment(salt=one["salt"], tracker=one["tracker"], vote=one["vote"]): one for one in acknowledged
    }
    assert hashes.keys() <= found.commitments.keys(), "none that was acknowledged is lost"
    unsaid = len(found.commitments) - len(hashes)
    assert 0 <= unsaid <= kills, "at most one a kill was committed and not said"
    assert seen[-1]["handed in"] == len(found.commitments)
    assert found.figures["opened"] == len(counts) == found.figures["committed"] - found.figures["replaced"]

    of_their_own = {one["member"]: one["tracker"] for one in acknowledged if not one["shared"]}
    last = {member for member, tracker in of_their_own.items() if counts[member]["tracker"] == tracker}
    assert len(of_their_own) - len(last) <= unsaid, "the last one that was handed in counts"
    everybodys = {one["member"] for one in acknowledged if one["shared"]}
    assert everybodys <= counts.keys() and len(counts) <= people, "one person, one vote"

    opened = {entry["tracker"]: entry["vote"] for entry in found.counted}
    assert opened == {one["tracker"]: one["vote"] for one in counts.values()}
    result = recount.count(found.ballot or {}, found.counted)
    totals = {str(number): 0 for number in range(1, 5)}
    for one in counts.values():
        for number in one["vote"]:
            totals[number] += 1
    assert result["totals"] == totals and result["counted"] == len(counts)
    recount.read(lines)
    print(json.dumps(found.figures | {"kills": kills, "not said": unsaid}))


@pytest.mark.slow
def test_four_at_once_and_two_kills_lose_no_vote_and_count_none_twice(installation: Any) -> None:
    _check(installation, "votes", processes=4, people=19, seconds=5, kills=2)


@pytest.mark.release
def test_sixteen_at_once_and_ten_kills_lose_no_vote_and_count_none_twice(either: Any) -> None:
    _check(either, "votes-long", processes=16, people=99, seconds=40, kills=10)


@pytest.mark.long
def test_a_vote_that_comes_as_it_is_closed_counts_or_is_refused(installation: Any) -> None:
    installation.run("begin", "votes-closed", 19, workers=JOBS)
    told = installation.run("close_meanwhile", "votes-closed", 4, 2, workers=JOBS)
    found = verify_board([one["board"] for one in told if "board" in one])
    [size] = [one["closed with"] for one in told if "closed with" in one]
    assert size == found.header["size"], "nothing came on it after it was closed"
    acknowledged = {
        commitment(salt=one["salt"], tracker=one["tracker"], vote=one["vote"])
        for one in told
        if "tracker" in one
    }
    assert acknowledged == found.commitments.keys(), "each that was acknowledged is on it, and no other"
    assert found.figures["never_opened"] == 0 < found.figures["opened"] <= 19

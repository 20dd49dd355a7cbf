"""Officers confirm and change, people answer, givers lower their places, all at once: nobody gets a place too many, no
refusal is lost, and every reason still holds. Separate processes on a real database.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from conftest import Installation

from helpfulacts.engine.ledger import verify_register

JOBS = "round_workers.py"


def _check(installation: Any, slug: str, processes: int, seconds: int) -> Counter[str]:
    installation.run("begin", slug, 30, workers=JOBS)
    told = installation.run("everything", slug, processes, seconds, workers=JOBS)
    assert len(told) == processes, "no process ended with an error"
    did: Counter[str] = sum((Counter(one) for one in told), Counter())
    seen = installation.run("look", slug, workers=JOBS)
    offers = [one for one in seen if "offer" in one]
    assert len(offers) == 6
    for offer in offers:
        assert 0 <= offer["held"] <= offer["places"] and offer["held"] == offer["holding"], offer
    rounds = [one for one in seen if "round" in one]
    assert rounds, "a round was confirmed"
    for one in rounds:
        assert one["said"] == one["kept"] and sum(one["kept"]) == one["people"] == one["reasons"], one
        assert one["holds"] and one["gap"] == 0 and one["not read"] == 0, one
    assert sum(one["refusals"] for one in rounds), "places were scarce"
    lines = [one["register"] for one in seen if "register" in one]
    verify_register(lines)
    actions = {json.loads(line)["action"] for line in lines[1:]}
    assert actions >= {"said yes", "the giver said not now"}, "the round was answered both ways"
    return did


@pytest.mark.slow
def test_four_at_once_give_no_place_too_many_and_lose_no_refusal(installation: Any) -> None:
    _check(installation, "rounds", 4, 6)


@pytest.mark.long
def test_sixteen_at_once_for_a_minute_give_no_place_too_many_and_lose_no_refusal(
    either: Installation,
) -> None:
    did = _check(either, "rounds-long", 16, 60)
    assert min(did[way] for way in ("run", "confirm", "override", "places", "say_first")) > 0, did

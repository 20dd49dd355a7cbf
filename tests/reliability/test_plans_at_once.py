"""Plans, givers, the desk and the night, all at once on the same offers: no error but Refused, and nothing adds up wrong.

Separate processes on a real database. A ring of waiting writers (a deadlock) would end one of them with an error, and
so would a place too many: the database refuses it.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from helpfulacts.engine.ledger import verify_register

JOBS = "plan_workers.py"


def _check(installation: Any, slug: str, processes: int, steps: int) -> Counter[str]:
    installation.run("begin", slug, 8, 3, workers=JOBS)
    told = installation.run("everything", slug, processes, steps, workers=JOBS)
    assert len(told) == processes, "no process ended with an error"
    did: Counter[str] = sum((Counter(one) for one in told), Counter())
    *seen, amiss = installation.run("look", slug, workers=JOBS)
    offers = [one for one in seen if "offer" in one]
    assert len(offers) == 3
    for offer in offers:
        assert 0 <= offer["held"] <= offer["places"], offer
        assert offer["held"] == offer["holding"], f"what is held is what acts hold: {offer}"
        assert not offer["waits beside a free place"], offer
    assert amiss == {"owed for nothing": 0, "promised and not owed": 0}
    verify_register(one["register"] for one in seen if "register" in one)
    return did


@pytest.mark.slow
def test_six_at_once_on_one_offer_meet_no_error_and_hold_what_is_held(installation: Any) -> None:
    did = _check(installation, "at-once", 6, 60)
    assert did["yes"] and did["refused"], "it was a race; that all else happens too is for the long one"


@pytest.mark.long
def test_eight_at_once_for_long_meet_no_error_and_hold_what_is_held(installation: Any) -> None:
    did = _check(installation, "at-once-long", 8, 300)
    print(did)
    assert min(did[way] for way in ("yes", "not_now", "done", "finish", "veto", "places", "end", "erase")) > 0


@pytest.mark.slow
def test_a_yes_while_the_last_place_is_given_back_is_promised_or_waits_for_a_place_that_is_taken(
    installation: Any,
) -> None:
    installation.run("begin", "last-place", 2, 1, workers=JOBS)
    told = installation.run("last_place", "last-place", 5, workers=JOBS)
    assert len(told) == 5
    for one in told:
        assert one == {"state": "promised", "free": 0}, "never in a queue beside a place that is free"

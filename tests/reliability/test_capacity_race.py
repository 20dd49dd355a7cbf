"""The last places of one offer, asked for by many processes at once: never one too many (guarantee G4)."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.engine.ledger import verify_register

PROCESSES = 16
FULL = "There is no place left here now. You can wait for the next one, or look at what else fits."


@pytest.mark.slow
@pytest.mark.parametrize("places", [1, 5])
def test_sixteen_at_once_get_exactly_the_places_there_are(installation: Any, places: int) -> None:
    slug = f"race-{places}"
    installation.run("prepare", slug, places)
    told = installation.run("race", slug, PROCESSES)
    assert told.count({"kept": 1}) == places
    assert told.count({"refused": FULL}) == PROCESSES - places, "the others get one clear sentence"
    assert installation.run("state", slug)[-1] == {"held": places, "places": places}


@pytest.mark.long
def test_a_minute_of_holding_and_giving_back_never_gives_a_place_too_many(installation: Any) -> None:
    installation.run("prepare", "minute", 7)
    told = installation.run("hammer", "minute", PROCESSES, 60)
    total = {name: sum(one[name] for one in told) for name in told[0]}
    print(total)
    assert len(told) == PROCESSES
    assert total["over"] == 0
    assert total["full"] > 0 and total["released"] > 0, "the race was a race"
    *lines, now = installation.run("state", "minute")
    assert now == {"held": total["holds"], "places": 7}, "what is held is what the processes were told"
    verify_register(line["register"] for line in lines)

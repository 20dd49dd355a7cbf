"""Many processes want the same last time, or the last place, in round after round: one has it, the others a sentence.

Separate processes on a real database; `make test` runs a few rounds, `make test-long` sixteen processes and fifty.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from helpfulacts.directory.actions.book_slots import TAKEN
from helpfulacts.engine.ledger import verify_register

WORKERS = "booking_workers.py"
SIZES = [
    pytest.param(8, 5, marks=pytest.mark.slow, id="8x5"),
    pytest.param(16, 50, marks=pytest.mark.long, id="16x50"),
]


def by_round(told: list[Any]) -> dict[int, Counter[str]]:
    rounds: dict[int, Counter[str]] = {}
    for one in told:
        rounds.setdefault(one["round"], Counter())[one["told"]] += 1
    return rounds


@pytest.mark.parametrize(("processes", "rounds"), SIZES)
@pytest.mark.parametrize("units", [1, 2])
def test_the_same_last_time_goes_to_exactly_as_many_as_there_are_and_is_never_half_taken(
    installation: Any, processes: int, rounds: int, units: int
) -> None:
    slug = f"room-{processes}-{units}"
    installation.run("prepare_room", slug, units, workers=WORKERS)
    told = installation.run("race_room", slug, processes, rounds, workers=WORKERS)
    answers = by_round(told)
    assert len(answers) == rounds
    for turn, said in answers.items():
        assert said == {"kept": units, TAKEN: processes - units}, f"round {turn}: {said}"
    lines = installation.run("booked", slug, workers=WORKERS)
    verify_register(line["register"] for line in lines if "register" in line)
    bookings = [line for line in lines if "unit" in line]
    assert len(bookings) == rounds * units
    assert all(line["held"] == line["wanted"] for line in bookings), "a time was half taken"
    assert len({(line["round"], line["unit"]) for line in bookings}) == rounds * units


@pytest.mark.parametrize(("processes", "rounds"), SIZES)
def test_without_taking_turns_the_database_itself_lets_only_one_through(
    installation: Any, processes: int, rounds: int
) -> None:
    slug = f"raw-{processes}"
    installation.run("prepare_room", slug, 1, workers=WORKERS)
    told = installation.run("race_without_turns", slug, processes, rounds, workers=WORKERS)
    for turn, said in by_round(told).items():
        assert said == {"kept": 1, "refused": processes - 1}, f"round {turn}: {said}"
    bookings = [line for line in installation.run("booked", slug, workers=WORKERS) if "unit" in line]
    assert [(line["wanted"], line["held"]) for line in bookings] == [(4, 4)] * rounds


@pytest.mark.parametrize(("processes", "rounds"), SIZES)
def test_the_last_place_goes_to_exactly_one_and_the_others_wait_their_turn(
    installation: Any, processes: int, rounds: int
) -> None:
    slug = f"last-place-{processes}"
    installation.run("prepare_places", slug, processes, rounds, workers=WORKERS)
    told = installation.run("race_places", slug, processes, workers=WORKERS)
    for turn, said in by_round(told).items():
        assert said == {"promised": 1, "agreed": processes - 1}, f"round {turn}: {said}"
    held = installation.run("places_held", slug, workers=WORKERS)
    assert held == [{"places": 1, "held": 1, "holders": 1}] * rounds

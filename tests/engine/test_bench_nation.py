"""`bench nation`: the places come from a seed alone, and workers come to what one process comes to."""

from __future__ import annotations

import pytest

from helpfulacts.cli.bench.nation import tiles
from helpfulacts.cli.bench.nation.task import SMALLEST_PLACE, share_one, sizes, tasks
from helpfulacts.cli.bench.nation.timed import run


@pytest.mark.parametrize("places", [1, 30, 300])
def test_the_places_have_together_the_people_that_were_asked_for(places: int) -> None:
    found = sizes(places, 100_000, 1)
    assert sum(found) == 100_000 and len(found) == places and min(found) >= SMALLEST_PLACE
    assert found == sorted(found, reverse=True) == sizes(places, 100_000, 1)


def test_a_place_is_the_same_wherever_it_is_made() -> None:
    given = tasks(3, 1_500, 1)
    assert {key: share_one(*one)["outcome"] for key, one in given.items()} == {
        key: share_one(*one)["outcome"] for key, one in given.items()
    }
    assert len({share_one(*one)["outcome"] for one in given.values()}) == 3


def test_two_workers_come_to_what_one_process_comes_to() -> None:
    pytest.importorskip("distributed", reason="dask is not installed: requirements/many-places.txt")
    alone, workers = run(0, 4, 2_000, 1), run(2, 4, 2_000, 1)
    assert alone["outcomes"] == workers["outcomes"] and alone["placed"] == workers["placed"]
    assert alone["largest_gap"] == workers["largest_gap"] == 0


def test_lines_cost_places_and_what_is_left_over_wins_some_back() -> None:
    for row in tiles.rows(4_000, 1):
        assert row["served_isolated"] <= row["served_with_leftovers"] <= row["served_whole"]
    last = tiles.rows(4_000, 1)[-1]
    assert last["isolated_percent"] < last["with_leftovers_percent"] <= 0

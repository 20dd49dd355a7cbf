"""Every approval file of the Pabulib data: what an exact reference found, and what two cities really funded.

`expected.json` beside the files holds the reference's winners by rule, the cities' own, and how long the reference took.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing import Ballots, Funding, equal_shares, greedy, phragmen
from helpfulacts.exchange.pabulib import parse_pb, read_pb, write_pb

RULES: dict[str, Callable[[Ballots], Funding]] = {
    "mes_cost": lambda one: equal_shares(one, "cost"),
    "mes_cardinality": lambda one: equal_shares(one, "cardinality"),
    "greedy_cost_sat": lambda one: greedy(one, "cost"),
    "greedy_cardinality": lambda one: greedy(one, "cardinality"),
    "sequential_phragmen": phragmen,
}
LARGEST = "Poland_Warszawa_2026.pb"
COMPLETED = ("Netherlands_Assen_2024.pb", "Poland_Swiecie_2023.pb")


@cache
def expected(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "expected.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "data" / "participation" / "pb"


def names(one: Ballots, found: Funding) -> list[str]:
    return sorted(one.projects[j] for j in found.winners)


def compared(folder: Path, chosen: Callable[[str], bool]) -> tuple[int, int]:
    """(files, results) that are as the reference found."""
    files = results = 0
    for name, truth in expected(folder).items():
        if truth["vote_type"] != "approval" or not chosen(name):
            continue
        one, files = read_pb(folder / name).ballots, files + 1
        assert (len(one.projects), one.voters) == (truth["num_projects"], truth["num_votes"])
        for key, winners in truth["results"].items():
            assert names(one, RULES[key.partition(" ")[0]](one)) == sorted(winners), (name, key)
            results += 1
    return files, results


def test_every_approval_file_comes_out_as_the_reference_found(folder: Path) -> None:
    assert compared(folder, lambda name: name != LARGEST) == (29, 145)


@pytest.mark.slow
def test_so_does_the_largest_of_61_668_votes(folder: Path) -> None:
    assert compared(folder, lambda name: name == LARGEST) == (1, 2)


@pytest.mark.parametrize("name", COMPLETED)
def test_completed_it_is_what_the_city_funded(folder: Path, name: str) -> None:
    given, truth = read_pb(folder / name), expected(folder)[name]
    found = names(given.ballots, equal_shares(given.ballots, "cost", "add1"))
    assert found == sorted(truth["selected_by_the_city"]) == sorted(given.selected)


def test_other_kinds_of_votes_are_refused_by_name(folder: Path) -> None:
    refused = 0
    for name, truth in expected(folder).items():
        if truth["vote_type"] != "approval":
            with pytest.raises(Refused, match=rf"“{truth['vote_type']}”.*counts approvals only\."):
                read_pb(folder / name)
            refused += 1
    assert refused == 5


@pytest.mark.parametrize("name", COMPLETED)
def test_a_city_written_and_read_again_is_the_same(folder: Path, name: str) -> None:
    given = read_pb(folder / name)
    again = parse_pb(write_pb(given).encode())
    assert (again.ballots.projects, again.ballots.costs) == (given.ballots.projects, given.ballots.costs)
    assert (again.ballots.supporter == given.ballots.supporter).all()
    assert (again.selected, again.names) == (given.selected, given.names)
    assert write_pb(again) == write_pb(given)

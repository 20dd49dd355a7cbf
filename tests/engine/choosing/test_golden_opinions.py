"""Against what a real Polis server gave out for three conversations (test data of polis-community/red-dwarf, MPL 2.0)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest

from helpfulacts.engine.choosing.opinion_axes import axes_of
from helpfulacts.engine.choosing.opinion_votes import VoteMatrix, last_votes
from helpfulacts.engine.choosing.representative import consensus, held_by_most, representative, said_by
from tests.conftest import SHARED

FOLDER = SHARED / "data" / "participation" / "polis-server-output"
CONVERSATIONS = {
    "25ptpt-3gp-no-strict-with-meta": 0.999999,
    "above-100-ptpts": 0.999999,
    "below-100-ptpts": 0.999,  # strictly moderated
}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the test data is not here")


class Server(NamedTuple):
    """One conversation as the server left it: all votes, the group of each person (−1 none), the columns not taken out."""

    matrix: VoteMatrix
    said: dict[str, Any]
    labels: np.ndarray
    kept: np.ndarray


@cache
def conversation(name: str) -> Server:
    votes = json.loads((FOLDER / name / "votes.json").read_text())
    said = json.loads((FOLDER / name / "math-pca2.json").read_text())
    votes.sort(key=lambda row: int(float(row["modified"])))
    read = lambda row, old, new: row[old] if old in row else row[new]  # noqa: E731 - two versions of the server's names
    matrix = last_votes(
        (
            (read(row, "pid", "participant_id"), read(row, "tid", "statement_id"), row["vote"])
            for row in votes
        ),
        said["tids"],
    )
    base = dict(zip(said["base-clusters"]["id"], said["base-clusters"]["members"], strict=True))
    labels = np.full(len(matrix.people), -1)
    row_of = {person: at for at, person in enumerate(matrix.people)}
    for group in said["group-clusters"]:
        labels[[row_of[person] for part in group["members"] for person in base[part]]] = group["id"]
    kept = np.array([statement not in said["mod-out"] for statement in matrix.statements])
    return Server(matrix, said, labels, kept)


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_vote_of_one_agrees_as_on_the_server(name: str) -> None:
    matrix, said, _, _ = conversation(name)
    column = {statement: at for at, statement in enumerate(matrix.statements)}
    for row in said["consensus"]["agree"]:
        assert (matrix.votes[:, column[row["tid"]]] == 1).sum() == row["n-success"]


@pytest.mark.parametrize(("name", "least"), CONVERSATIONS.items())
def test_the_axes_are_those_of_the_server(name: str, least: float) -> None:
    matrix, said, _, kept = conversation(name)
    _, axes = axes_of(matrix.votes[:, kept], matrix.answered[:, kept])
    for ours, theirs in zip(axes, np.array(said["pca"]["comps"]), strict=True):
        assert not theirs[~kept].any()
        assert abs(ours @ theirs[kept]) / np.linalg.norm(theirs) >= least


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_consensus_between_the_groups_of_the_server_is_its_own(name: str) -> None:
    matrix, said, labels, _ = conversation(name)
    ours = consensus(said_by(matrix.votes, matrix.answered, labels, len(said["group-clusters"])))
    theirs = [said["group-aware-consensus"][str(statement)] for statement in matrix.statements]
    assert len(theirs) == len(said["group-aware-consensus"])
    assert ours == pytest.approx(theirs, abs=1e-6)


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_what_stands_for_each_group_is_what_the_server_lists_with_its_figures(name: str) -> None:
    matrix, said, labels, kept = conversation(name)
    columns = [statement for statement, keep in zip(matrix.statements, kept, strict=True) if keep]
    counts = said_by(matrix.votes[:, kept], matrix.answered[:, kept], labels, len(said["group-clusters"]))
    for group in said["group-clusters"]:
        ours = representative(counts, group["id"])
        theirs = said["repness"][str(group["id"])]
        assert [(columns[one.statement], one.agrees, one.count, one.of, one.first) for one in ours] == [
            (
                row["tid"],
                row["repful-for"] == "agree",
                row["n-success"],
                row["n-trials"],
                row.get("best-agree", False),
            )
            for row in theirs
        ]
        figures = [(one.share, one.share_z, one.times, one.times_z) for one in ours]
        assert np.array(figures) == pytest.approx(
            np.array(
                [[row[key] for key in ("p-success", "p-test", "repness", "repness-test")] for row in theirs]
            ),
            abs=1e-6,
        )


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_what_most_hold_is_what_the_server_lists(name: str) -> None:
    matrix, said, _, kept = conversation(name)
    columns = [statement for statement, keep in zip(matrix.statements, kept, strict=True) if keep]
    everybody = np.zeros(len(matrix.people), int)
    counts = said_by(matrix.votes[:, kept], matrix.answered[:, kept], everybody, 1)
    for side in ("agree", "disagree"):
        ours = held_by_most(counts, agree=side == "agree")
        assert [columns[at] for at in ours] == [row["tid"] for row in said["consensus"][side]]

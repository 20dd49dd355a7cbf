"""Votes on statements as a matrix: one row a person, one column a statement, the last vote of each pair."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE = 1, 0, -1
Votes = NDArray[np.int8]
Mask = NDArray[np.bool_]


class BadVotes(ValueError):
    """What was given is no matrix of votes. Its message is one sentence for whoever gave it."""


@dataclass(frozen=True)
class VoteMatrix:
    """`votes[i, j]` is what `people[i]` said to `statements[j]`, where `answered[i, j]`; elsewhere it is 0."""

    people: tuple[Any, ...]
    statements: tuple[Any, ...]
    votes: Votes
    answered: Mask


def last_votes(given: Iterable[tuple[Hashable, Hashable, int]], statements: Iterable[Any] = ()) -> VoteMatrix:
    """From (person, statement, vote) in the order of time: a later vote of the same pair takes the place of an earlier one.

    `statements` come first, whether somebody answered them or not; then, as people, in the order of their names.
    """
    last = {(person, statement): vote for person, statement, vote in given}
    people = tuple(sorted({person for person, _ in last}))  # type: ignore[type-var]
    first = tuple(dict.fromkeys(statements))
    known = set(first)
    columns = first + tuple(sorted({statement for _, statement in last if statement not in known}))  # type: ignore[type-var]
    row_of = {person: at for at, person in enumerate(people)}
    column_of = {statement: at for at, statement in enumerate(columns)}
    votes = np.zeros((len(people), len(columns)), np.int8)
    answered = np.zeros(votes.shape, bool)
    for (person, statement), vote in last.items():
        at = row_of[person], column_of[statement]
        votes[at], answered[at] = vote, True
    return VoteMatrix(people, columns, votes, answered)


def checked(votes: NDArray[Any], answered: NDArray[Any]) -> tuple[Votes, Mask]:
    """Both as they are used, 0 where nothing was answered. Raises BadVotes."""
    votes, answered = np.asarray(votes), np.asarray(answered, bool)
    if votes.ndim != 2 or votes.shape != answered.shape:
        raise BadVotes(
            f"Votes are a table of people by statements, and so is what was answered: here they are {votes.shape} and {answered.shape}."
        )
    found = np.where(answered, votes, 0)
    if not np.isin(found, (AGREE, PASS, DISAGREE)).all():
        row, column = np.argwhere(~np.isin(found, (AGREE, PASS, DISAGREE)))[0]
        raise BadVotes(
            f"Person {row + 1} said {found[row, column]} to statement {column + 1}. A vote is 1 (agree), 0 (pass) or -1 (disagree)."
        )
    return found.astype(np.int8), answered


def in_one_order(votes: Votes, answered: Mask) -> NDArray[np.int64]:
    """The rows in an order that only what people said decides, so that who came first changes nothing."""
    if not votes.size:
        return np.arange(len(votes))
    said = np.where(answered, votes, 9)
    return np.lexsort(said.T[::-1]).astype(np.int64)

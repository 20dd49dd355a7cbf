"""Where people stand: two axes, groups with how sure they are, and what unites or divides. One entry: `opinion_map`.

The method is that of Polis (Small et al. 2021), with two things more: the same votes and seed give the same map, whoever came
first; and groups that would not come back with other people of the same kind are not shown at all, with the figure that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .opinion_axes import NOTHING, Floats, axes_of, positions_on
from .opinion_groups import Grouping, Labels, grouped
from .opinion_result import DECIMALS, Group, OpinionMap, Standing
from .opinion_votes import Mask, Votes, checked, in_one_order
from .opinion_words import group_in_words, people_in_words
from .representative import (
    MOST_LISTED,
    Said,
    consensus,
    held_by_each,
    held_by_most,
    representative,
    said_by,
)

ENOUGH_ANSWERS = 7
"""Who answered fewer statements than this (or than there are) counts in all counts, but is put in no group."""
ENOUGH_PEOPLE = 15
"""With fewer people than this in the map nothing is grouped."""
SMALLEST = 5
"""Ways to group that leave a group with fewer people than this are not taken: they set odd ones apart, not opinions."""
STABLE = 0.75
"""Groups are shown from this mean adjusted Rand index on."""
DIVIDES = 0.5
"""A statement divides from here on: a quarter of those who answered at least stand on either side."""


def opinion_map(
    votes: NDArray[Any],
    answered: NDArray[Any],
    *,
    seed: str,
    statements: Sequence[str] | None = None,
    smallest: int = SMALLEST,
    needed: float = STABLE,
) -> OpinionMap:
    """The map of `votes` (people by statements: 1 agree, 0 pass, −1 disagree, anything where not `answered`).

    `statements` are quoted in sentences; without them they are numbered from 1. Each group has `smallest` people or more, and
    groups are shown where their stability is `needed` or more. Raises BadVotes.
    """
    given, mask = checked(votes, answered)
    order = in_one_order(given, mask)
    given, mask = given[order], mask[order]
    answers = mask.sum(1)
    placed = answers >= max(1, min(ENOUGH_ANSWERS, given.shape[1]))
    centre, axes = axes_of(given, mask)
    positions = positions_on(given, mask, centre, axes)
    grouping, why = _grouping(given, mask, placed, positions, smallest, seed)
    shown = grouping is not None and grouping.stability >= needed
    if grouping is not None and not shown:
        why = (
            f"People do not fall into groups that hold: with other people of the same kind, other groups come out "
            f"(they agree to {grouping.stability:.2f}, and {needed:.2f} is needed)."
        )
    labels = np.full(len(given), -1)
    groups = None
    everybody = np.zeros(len(given), np.int64)
    said, by_group = said_by(given, mask, everybody, 1), None
    if grouping is not None and shown:
        labels[placed] = grouping.labels
        by_group = said_by(given, mask, labels, int(labels.max()) + 1)
        names = statements or [f"statement {number + 1}" for number in range(given.shape[1])]
        groups = tuple(_group(by_group, at, labels, positions, names) for at in range(len(by_group.agreed)))
    standing = _standings(said, by_group)
    return OpinionMap(
        seed=seed,
        people=int((answers > 0).sum()),
        means=_rounded(centre),
        axes=tuple(map(_rounded, axes)),
        positions=tuple((x, y) for x, y in map(_rounded, _put_back(positions, order))),
        group_of=tuple(int(label) for label in _put_back(labels, order)),
        groups=groups,
        why_none="" if groups is not None else why,
        stability=None if grouping is None else round(grouping.stability, DECIMALS),
        clearness=None if grouping is None else round(grouping.clearness, DECIMALS),
        statements=standing,
        agreed_by_most=tuple(held_by_most(said, agree=True)),
        disagreed_by_most=tuple(held_by_most(said, agree=False)),
        shared=() if by_group is None else tuple(held_by_each(by_group)),
        divisive=_divisive(standing),
    )


def _grouping(
    votes: Votes, answered: Mask, placed: Mask, positions: Floats, smallest: int, seed: str
) -> tuple[Grouping | None, str]:
    """The groups there are, or None and why nothing was grouped."""
    points, people = positions[placed], int(placed.sum())
    if not people:
        return None, (
            "Nobody has answered enough statements yet." if answered.any() else "Nobody has answered yet."
        )
    if people >= smallest and np.ptp(points, axis=0).max() < NOTHING:
        return Grouping(np.zeros(people, np.int64), 1.0, 1.0), ""
    if people < max(ENOUGH_PEOPLE, smallest):
        return None, (
            f"Too few have answered to see groups: {people_in_words(people)} with enough answers, and "
            f"{max(ENOUGH_PEOPLE, smallest)} are needed."
        )
    rng = np.random.default_rng(int.from_bytes(sha256(seed.encode()).digest()))
    found = grouped(votes, answered, placed, points, smallest, rng)
    why = f"However people are grouped, a group of fewer than {smallest} is left."
    return found, "" if found else why


def _group(said: Said, at: int, labels: Labels, positions: Floats, names: Sequence[str]) -> Group:
    mine = labels == at
    standing_for = tuple(representative(said, at)) if len(said.agreed) > 1 else ()
    sure = [one for one in standing_for if one.sure]
    if len(said.agreed) == 1:  # nobody to hold it against: what they all hold
        agrees, disagrees = held_by_most(said, agree=True), held_by_most(said, agree=False)
    else:
        agrees = [one.statement for one in sure if one.agrees]
        disagrees = [one.statement for one in sure if not one.agrees]
    count = int(mine.sum())
    sentence = group_in_words(count, [names[one] for one in agrees], [names[one] for one in disagrees])
    x, y = _rounded(positions[mine].mean(0))
    return Group(count, (x, y), standing_for, tuple(agrees), tuple(disagrees), sentence)


def _standings(everybody: Said, by_group: Said | None) -> tuple[Standing, ...]:
    agreed, disagreed, answered = everybody.agreed[0], everybody.disagreed[0], everybody.answered[0]
    shared = _rounded(consensus(everybody if by_group is None else by_group))
    divided = _rounded(2 * np.minimum(agreed, disagreed) / np.maximum(answered, 1))
    return tuple(
        Standing(
            int(agreed[at]),
            int(answered[at] - agreed[at] - disagreed[at]),
            int(disagreed[at]),
            ()
            if by_group is None
            else tuple(_three(by_group, group, at) for group in range(len(by_group.agreed))),
            shared[at],
            divided[at],
        )
        for at in range(len(agreed))
    )


def _three(said: Said, group: int, at: int) -> tuple[int, int, int]:
    agree, disagree = int(said.agreed[group, at]), int(said.disagreed[group, at])
    return agree, int(said.answered[group, at]) - agree - disagree, disagree


def _divisive(standings: Sequence[Standing]) -> tuple[int, ...]:
    """At most five statements that divide people, of those that at least as many answered as a map needs people."""
    found = [
        (-one.divisiveness, at)
        for at, one in enumerate(standings)
        if one.divisiveness >= DIVIDES and one.agree + one.passed + one.disagree >= ENOUGH_PEOPLE
    ]
    return tuple(at for _, at in sorted(found)[:MOST_LISTED])


def _put_back(rows: NDArray[Any], order: NDArray[np.int64]) -> NDArray[Any]:
    back = np.empty_like(rows)
    back[order] = rows
    return back


def _rounded(figures: NDArray[Any]) -> tuple[float, ...]:
    return tuple(round(float(figure), DECIMALS) + 0.0 for figure in figures)

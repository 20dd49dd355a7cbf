"""What a group holds more than the others do, what all groups hold, and what most people hold.

After Small et al. (2021), sections 5 and 6, and what a Polis server gives out, to the last digit: shares are drawn towards a
half by one agreement and one disagreement more; a group's share is held against a half, and against the share of all other
groups, by z tests.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .opinion_votes import AGREE, DISAGREE, Mask, Votes

SURE = 1.2816
"""A z value above this is more than chance in nine of ten cases."""
MOST_LISTED = 5
Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Said:
    """How many agreed, disagreed and answered at all, by group (rows) and statement (columns)."""

    agreed: Counts
    disagreed: Counts
    answered: Counts


@dataclass(frozen=True)
class Representative:
    """A statement that stands for a group. `count` of its `of` who answered agree (`agrees`), or disagree.

    `share` is smoothed, `share_z` holds it against a half; `times` is how many times the share of the others, `times_z` tests
    that. `first`: what the group agrees with most above others, listed whether or not it passes the tests.
    """

    statement: int
    agrees: bool
    count: int
    of: int
    share: float
    share_z: float
    times: float
    times_z: float
    first: bool

    @property
    def sure(self) -> bool:
        """Most of the group hold it, and more than others, beyond chance."""
        return self.share_z > SURE and self.times_z > SURE


def said_by(votes: Votes, answered: Mask, labels: NDArray[np.int64], groups: int) -> Said:
    """The counts of each group; who has label −1 is in none."""
    member = (labels[None, :] == np.arange(groups)[:, None]).astype(np.int64)
    count = lambda chosen: member @ (chosen & answered).astype(np.int64)  # noqa: E731
    return Said(count(votes == AGREE), count(votes == DISAGREE), count(np.ones_like(answered)))


def consensus(said: Said) -> Floats:
    """Of each statement, the product over groups of the smoothed share that agrees: high only where every group agrees."""
    product: Floats = _share(said.agreed, said.answered).prod(0)
    return product


def representative(said: Said, group: int) -> list[Representative]:
    """At most five statements for that group, those it agrees with first."""
    of, others_of = said.answered[group], said.answered.sum(0) - said.answered[group]
    sides = []
    for counts in (said.agreed, said.disagreed):
        count, others = counts[group], counts.sum(0) - counts[group]
        share = _share(count, of)
        sides.append(
            (
                count,
                share,
                _against_half(count, of),
                share / _share(others, others_of),
                _against_others(count, of, others, others_of),
            )
        )
    agrees = sides[0][4] > sides[1][4]
    count, share, share_z, times, times_z = (np.where(agrees, *both) for both in zip(*sides, strict=True))
    weight = times * times_z * share * share_z
    passes = (times_z > SURE) & (share_z > SURE)
    best = _best_agreed(said, group, *sides[0][1:])
    ranked = [int(at) for at in np.argsort(-weight, kind="stable") if passes[at] and at != best]
    chosen = ([] if best is None else [best]) + ranked
    listed = []
    for at in chosen[:MOST_LISTED]:
        side = bool(agrees[at]) or at == best
        count, share, share_z, times, times_z = sides[0 if side else 1]
        listed.append(
            Representative(
                statement=at,
                agrees=side,
                count=int(count[at]),
                of=int(of[at]),
                share=float(share[at]),
                share_z=float(share_z[at]),
                times=float(times[at]),
                times_z=float(times_z[at]),
                first=at == best,
            )
        )
    return sorted(listed, key=lambda one: not one.agrees)


def _best_agreed(
    said: Said, group: int, share: Floats, share_z: Floats, times: Floats, times_z: Floats
) -> int | None:
    """What the group agrees with most above others, as a Polis server goes through the statements."""
    best: int | None = None
    by_all, by_share = times * times_z * share * share_z, share * share_z
    for at in np.flatnonzero(said.agreed[group] + said.disagreed[group]):
        if best is None:
            better = share_z[at] > SURE or (times[at] > 1 and share[at] > 0.5)
        elif times[best] > 1:
            better = by_all[at] > by_all[best]
        else:
            better = by_share[at] > by_share[best]
        best = int(at) if better else best
    return best


def held_by_most(said: Said, *, agree: bool) -> list[int]:
    """At most five statements that most people, groups or not, agree (or disagree) with beyond chance, the clearest first."""
    count, of = (said.agreed if agree else said.disagreed).sum(0), said.answered.sum(0)
    share, share_z = _share(count, of), _against_half(count, of)
    ranked = np.argsort(-share * share_z, kind="stable")
    return [int(at) for at in ranked if share[at] > 0.5 and share_z[at] > SURE][:MOST_LISTED]


def held_by_each(said: Said) -> list[int]:
    """At most five statements that more than half of each group agree with, smoothed; the greatest consensus first."""
    ranked = np.argsort(-consensus(said), kind="stable")
    least = _share(said.agreed, said.answered).min(0)
    return [int(at) for at in ranked if least[at] > 0.5][:MOST_LISTED]


def _share(count: Counts, of: Counts) -> Floats:
    smoothed: Floats = (count + 1) / (of + 2)
    return smoothed


def _against_half(count: Counts, of: Counts) -> Floats:
    z: Floats = 2 * np.sqrt(of + 1) * ((count + 1) / (of + 1) - 0.5)
    return z


def _against_others(count: Counts, of: Counts, others: Counts, others_of: Counts) -> Floats:
    mine, theirs = (count + 1) / (of + 1), (others + 1) / (others_of + 1)
    pooled = (count + others + 2) / (of + others_of + 2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / (of + 1) + 1 / (others_of + 1)))
    return np.divide(mine - theirs, spread, out=np.zeros_like(spread), where=spread > 0)

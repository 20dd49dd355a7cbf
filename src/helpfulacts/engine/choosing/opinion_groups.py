"""Groups of people who answer alike, and how sure they are.

Polis finds groups by k-means and takes as many as the silhouette says; run twice, it can show other groups. Here the start is
drawn from a seed, and all is done again for redrawn people (bootstrap): where the groups do not come back, none are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .opinion_axes import NOTHING, Floats, axes_of, positions_on
from .opinion_votes import Mask, Votes

MOST_GROUPS = 5
PEOPLE_A_GROUP = 12
"""Each further group that is tried needs this many people more, as in Polis."""
STARTS = 8
ROUNDS = 100
REDRAWS = 50
MOST_COMPARED = 8_000
"""The silhouette compares each with each: of more people than this it takes every so-manieth."""

Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Grouping:
    """`labels[i]`: the group of person i, the largest group is 0. `clearness`: mean silhouette, −1 to 1.

    `stability`: mean adjusted Rand index with the groups of redrawn people, 1 where they always come back, about 0 by chance.
    """

    labels: Labels
    clearness: float
    stability: float


def grouped(
    votes: Votes, answered: Mask, placed: Mask, points: Floats, smallest: int, rng: np.random.Generator
) -> Grouping | None:
    """The groups of those who are `placed`, who stand at `points`; None where each way to group leaves one below `smallest`.

    Somebody must stand elsewhere than the others.
    """
    apart = len(np.unique(np.round(points, 9), axis=0))
    most = min(MOST_GROUPS, 2 + len(points) // PEOPLE_A_GROUP, apart)
    tried = [k_means(points, k, rng)[0] for k in range(2, most + 1)]
    tried = [labels for labels in tried if _least(labels) >= smallest]
    if not tried:
        return None
    clear = silhouettes(points, tried)
    best = int(np.argmax(np.round(clear, 9)))
    labels = largest_first(tried[best], points)
    return Grouping(labels, float(clear[best]), stability_of(votes, answered, placed, labels, rng))


def _least(labels: Labels) -> int:
    """The size of the smallest group."""
    return int(np.unique(labels, return_counts=True)[1].min())


def k_means(
    points: Floats, k: int, rng: np.random.Generator, weights: Floats | None = None, starts: int = STARTS
) -> tuple[Labels, Floats]:
    """(the group of each point, the centres): the best of some starts, each spread out as k-means++ does (Arthur 2007)."""
    heavy = np.ones(len(points)) if weights is None else weights
    best: tuple[float, Labels, Floats] | None = None
    for _ in range(starts):
        centres = _spread_out(points, k, rng, heavy)
        labels, far = _nearest(points, centres)
        for _ in range(ROUNDS):
            size = np.bincount(labels, heavy, k)
            sums = np.stack([np.bincount(labels, heavy * axis, k) for axis in points.T], axis=1)
            centres = np.where(size[:, None] > 0, sums / np.maximum(size, NOTHING)[:, None], centres)
            before, (labels, far) = labels, _nearest(points, centres)
            if np.array_equal(before, labels):
                break
        cost = float(heavy @ far)
        if best is None or cost < best[0] - NOTHING:
            best = cost, labels, centres
    assert best is not None
    return best[1], best[2]


def _spread_out(points: Floats, k: int, rng: np.random.Generator, heavy: Floats) -> Floats:
    chosen = [_drawn(heavy, rng)]
    far = ((points - points[chosen[0]]) ** 2).sum(1)
    for _ in range(1, k):
        chosen.append(_drawn(heavy * far if (heavy * far).sum() > 0 else heavy, rng))
        far = np.minimum(far, ((points - points[chosen[-1]]) ** 2).sum(1))
    return points[chosen].copy()


def _drawn(chances: Floats, rng: np.random.Generator) -> int:
    upto = np.cumsum(chances)
    return min(int(np.searchsorted(upto, rng.random() * upto[-1], side="right")), len(chances) - 1)


def _nearest(points: Floats, centres: Floats) -> tuple[Labels, Floats]:
    across, up = points.T
    far = np.stack([(across - x) ** 2 + (up - y) ** 2 for x, y in centres])
    return far.argmin(0), far.min(0)


def largest_first(labels: Labels, points: Floats) -> Labels:
    """The same groups, numbered by size; of equal ones the more to the right comes first."""
    names = [int(name) for name in np.unique(labels)]
    names.sort(key=lambda name: (-int((labels == name).sum()), -float(points[labels == name, 0].mean())))
    again = np.zeros(max(names) + 1, np.int64)
    again[names] = range(len(names))
    renamed: Labels = again[labels]
    return renamed


def silhouettes(points: Floats, groupings: list[Labels]) -> Floats:
    """The mean silhouette (Rousseeuw 1987) of each grouping, in one pass over the distances. A group of one counts 0."""
    step = -(-len(points) // MOST_COMPARED)
    points, groupings = points[::step], [labels[::step] for labels in groupings]
    found = np.zeros(len(groupings))
    members = [np.eye(int(labels.max()) + 1)[labels] for labels in groupings]
    chunk = max(1, 4_000_000 // len(points))
    for begin in range(0, len(points), chunk):
        part = points[begin : begin + chunk]
        far = np.hypot(part[:, :1] - points[:, 0], part[:, 1:] - points[:, 1])
        for at, (labels, member) in enumerate(zip(groupings, members, strict=True)):
            own, row = labels[begin : begin + chunk], np.arange(len(part))
            size = member.sum(0)
            sums = far @ member
            within = sums[row, own] / np.maximum(size[own] - 1, 1)
            mean = np.where(size > 0, sums / np.maximum(size, 1), np.inf)
            mean[row, own] = np.inf
            other = mean.min(1)
            most = np.maximum(within, other)
            good = (size[own] > 1) & np.isfinite(other) & (most > 0)
            found[at] += ((other[good] - within[good]) / most[good]).sum()
    return found / len(points)


def adjusted_rand(one: Labels, other: Labels) -> float:
    """How far two groupings of the same people agree (Hubert and Arabie 1985): 1 the same, about 0 by chance."""
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    pairs = lambda counts: float((counts * (counts - 1) / 2).sum())  # noqa: E731
    both, first, second = pairs(table), pairs(table.sum(1)), pairs(table.sum(0))
    total = len(one) * (len(one) - 1) / 2
    by_chance = first * second / total if total else 0.0
    most = (first + second) / 2
    return 1.0 if most == by_chance else (both - by_chance) / (most - by_chance)


def stability_of(
    votes: Votes, answered: Mask, placed: Mask, labels: Labels, rng: np.random.Generator
) -> float:
    """The mean adjusted Rand index of `labels` with the groups that redrawn people give, axes and all made again."""
    k = int(labels.max()) + 1
    people = len(votes)
    said, mask = votes.astype(np.float64), answered.astype(np.float64)
    said_placed, mask_placed = said[placed], mask[placed]
    agreement = []
    for _ in range(REDRAWS):
        times = np.bincount(rng.integers(0, people, people), minlength=people).astype(np.float64)
        if not times[placed].any():
            continue
        there = times > 0
        centre, axes = axes_of(said[there], mask[there], times[there])
        points = positions_on(said_placed, mask_placed, centre, axes)
        agreement.append(adjusted_rand(labels, k_means(points, k, rng, times[placed], starts=3)[0]))
    return float(np.mean(agreement)) if agreement else 0.0

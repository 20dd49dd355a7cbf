"""What matters more: weights from points, swings or pairs, a weighted total where somebody set its weights, and who is at odds.

Two kinds of conflict are shown apart, for they are settled in different ways. Principles conflict where what is good for one
is bad for the other, whoever looks (`between_principles`: negative rank correlation over the options). People conflict where
they give the same principle different weight (`between_people`: spread, and Kendall's W over all).

There is no total without weights that somebody set and gave their name to (`Weights.set_by`): nothing here makes up equal weights.
Sizes: M people, O options, C principles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

Floats = NDArray[np.float64]

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Mean inconsistency of random comparisons of 1 to 15 things: Saaty, "The Analytic Hierarchy Process", 1980."""

CONSISTENT = 0.1
"""Above this ratio Saaty asks to compare again."""


class BadWeighing(ValueError):
    """This cannot be weighed; the message is one sentence for the person who gave it."""


@dataclass(frozen=True)
class Weights:
    """shares: C parts of one whole. set_by: whose weights these are, as it is shown beside every total."""

    shares: tuple[float, ...]
    set_by: str

    def __post_init__(self) -> None:
        if not self.set_by.strip():
            raise BadWeighing("Say whose weights these are. A total has weights that somebody set.")
        if not self.shares or min(self.shares) < 0 or abs(sum(self.shares) - 1) > 1e-9:
            raise BadWeighing("Weights are parts of one whole, none below nothing.")


@dataclass(frozen=True)
class Spread:
    """How people weigh one principle, in shares of one: the mean, the middle half from `low` to `high`, least and most."""

    mean: float
    low: float
    high: float
    least: float
    most: float


@dataclass(frozen=True)
class People:
    """spreads: one a principle. agreement: Kendall's W from 0 (none) to 1, None with fewer than two people or all alike.

    counted: people who gave at least one point; the others said nothing and count nowhere.
    """

    spreads: tuple[Spread, ...]
    agreement: float | None
    counted: int


@dataclass(frozen=True)
class Conflict:
    """Two principles, by their numbers, of which options that are good for one are bad for the other. rho: below 0, Spearman's."""

    first: int
    second: int
    rho: float


@dataclass(frozen=True)
class Turn:
    """Where another option comes first: `principle` weighs `at` instead of `now`, the others keeping their proportions."""

    principle: int
    now: float
    at: float
    option: int


@dataclass(frozen=True)
class Total:
    """totals: O weighted sums. first: who has the greatest, all of them where several have. turns: by how near they are."""

    totals: tuple[float, ...]
    first: tuple[int, ...]
    turns: tuple[Turn, ...]
    set_by: str


@dataclass(frozen=True)
class Compared:
    """Weights from comparing pairs. greatest: the eigenvalue. ratio: inconsistency beside that of random answers."""

    shares: tuple[float, ...]
    greatest: float
    index: float
    ratio: float

    @property
    def consistent(self) -> bool:
        return self.ratio <= CONSISTENT


def shares_of_points(points: ArrayLike) -> Floats:
    """float64[people who gave any, C]: each one's points as parts of what they gave, so that all count the same.

    points: number[M, C], 0 or more.
    """
    given = _table(points, "Points")
    if given.min(initial=0) < 0:
        raise BadWeighing("Points are 0 or more.")
    sums = given.sum(axis=1)
    return np.asarray(given[sums > 0] / sums[sums > 0, None], np.float64)


def weights_of_points(points: ArrayLike, set_by: str) -> Weights:
    """The mean of everybody's shares. points: number[M, C]. Raises BadWeighing where nobody gave any."""
    shares = shares_of_points(points)
    if not len(shares):
        raise BadWeighing("Nobody gave any points yet.")
    return _weights(shares.mean(axis=0), set_by)


def weights_of_swings(swings: ArrayLike, set_by: str) -> Weights:
    """Swing weights (von Winterfeldt and Edwards 1986): what it is worth to go from the worst to the best on each principle.

    swings: number[C] beside the one that matters most, which has the greatest, by custom 100.
    """
    given = _table(np.atleast_2d(np.asarray(swings, np.float64)), "Swings")[0]
    if given.min() < 0 or given.max() <= 0:
        raise BadWeighing("Swings are 0 or more, and one of them is more than 0.")
    return _weights(given, set_by)


def compared(pairs: ArrayLike) -> Compared:
    """Saaty's weights from pairs. pairs: number[C, C], how many times more principle i matters than j; j, i is one part of it.

    Raises BadWeighing for a table that is not so, and for more than 15 principles.
    """
    given = _table(pairs, "Comparisons")
    count = len(given)
    if given.shape != (count, count) or count > len(RANDOM_INDEX):
        raise BadWeighing(f"Compare each with each other one, at most {len(RANDOM_INDEX)}.")
    if given.min() <= 0 or np.abs(given * given.T - 1).max() > 1e-6:
        raise BadWeighing("Where one matters so many times more, the other matters that part of it.")
    values, vectors = np.linalg.eig(given)
    at = int(np.argmax(values.real))
    vector = np.abs(vectors[:, at].real)
    greatest = max(float(values[at].real), float(count))
    index = (greatest - count) / (count - 1) if count > 1 else 0.0
    ratio = index / RANDOM_INDEX[count - 1] if count > 2 else 0.0
    return Compared(_parts(vector), greatest, index, ratio)


def weighted_total(scores: ArrayLike, weights: Weights) -> Total:
    """How options come out under weights that somebody set, and how far each weight moves before another comes first.

    scores: number[O, C], 0 to 1, more is better. Weight w of one principle moves all totals in straight lines, since the
    others share out 1 - w as they do now; where the first line is met by another is the turn.
    """
    given = _scores(scores)
    shares = np.array(weights.shares)
    if given.shape[1] != shares.size:
        raise BadWeighing(f"There are {given.shape[1]} principles and {shares.size} weights.")
    totals = given @ shares
    first = np.flatnonzero(totals >= totals.max() - 1e-12)
    turns = [turn for at in range(shares.size) for turn in _turns(given, shares, totals, int(first[0]), at)]
    turns.sort(key=lambda turn: abs(turn.at - turn.now))
    return Total(
        tuple(float(one) for one in totals), tuple(int(one) for one in first), tuple(turns), weights.set_by
    )


def _turns(scores: Floats, shares: Floats, totals: Floats, first: int, at: int) -> list[Turn]:
    """The nearest turn as this weight goes up, and as it goes down. None where the others have no weight to share out."""
    now = float(shares[at])
    if now >= 1:
        return []
    others = (totals - now * scores[:, at]) / (1 - now)
    lead = totals[first] - totals
    slope = (scores[first, at] - scores[:, at]) - (others[first] - others)
    found = []
    for way in (-1, 1):
        rivals = np.flatnonzero(slope * way < -1e-12)
        rivals = rivals[rivals != first]
        if not rivals.size:
            continue
        met = now - lead[rivals] / slope[rivals]
        nearest = int(np.argmin(np.abs(met - now)))
        if 0 <= met[nearest] <= 1:
            found.append(Turn(at, now, float(met[nearest]), int(rivals[nearest])))
    return found


def between_principles(scores: ArrayLike) -> tuple[Conflict, ...]:
    """Pairs of principles that are at odds over these options, the worst first. A principle that tells none apart is in none.

    scores: number[O, C], 0 to 1.
    """
    ranks = rankdata(_scores(scores), axis=0)
    away = ranks - ranks.mean(axis=0)
    size = np.sqrt((away**2).sum(axis=0))
    found = [
        Conflict(one, other, float(away[:, one] @ away[:, other] / (size[one] * size[other])))
        for one in range(ranks.shape[1])
        for other in range(one + 1, ranks.shape[1])
        if size[one] and size[other] and away[:, one] @ away[:, other] < -1e-9
    ]
    return tuple(sorted(found, key=lambda pair: pair.rho))


def between_people(points: ArrayLike) -> People:
    """How far people are apart on each principle. points: number[M, C]."""
    shares = shares_of_points(points)
    if not len(shares):
        return People((), None, 0)
    low, high = np.quantile(shares, [0.25, 0.75], axis=0)
    rows = zip(shares.mean(axis=0), low, high, shares.min(axis=0), shares.max(axis=0), strict=True)
    return People(
        tuple(Spread(*(float(one) for one in row)) for row in rows), concordance(shares), len(shares)
    )


def concordance(scores: ArrayLike) -> float | None:
    """Kendall's W with ties (Kendall 1948): how alike people put things in order, from 0 to 1.

    scores: number[M, C]. None with fewer than two people or things, or where nobody tells anything apart.
    """
    given = _table(scores, "Answers")
    people, things = given.shape
    if people < 2 or things < 2:
        return None
    ranks = rankdata(given, axis=1)
    ties = sum(float((np.unique(row, return_counts=True)[1] ** 3).sum() - things) for row in ranks)
    away = ranks.sum(axis=0) - people * (things + 1) / 2
    most = people**2 * (things**3 - things) - people * ties
    return float(12 * (away**2).sum() / most) if most > 1e-9 else None


def _table(given: ArrayLike, what: str) -> Floats:
    try:
        table = np.asarray(given, np.float64)
    except (TypeError, ValueError):
        raise BadWeighing(f"{what} must be a table of numbers.") from None
    if table.ndim != 2 or not table.shape[1] or not np.isfinite(table).all():
        raise BadWeighing(f"{what} must be a table of numbers.")
    return table


def _scores(given: ArrayLike) -> Floats:
    scores = _table(given, "Scores")
    if not len(scores) or scores.min() < 0 or scores.max() > 1:
        raise BadWeighing("Scores are from 0 to 1, for at least one option.")
    return scores


def _parts(values: Floats) -> tuple[float, ...]:
    return tuple(float(one) for one in values / values.sum())


def _weights(values: Floats | Sequence[float], set_by: str) -> Weights:
    return Weights(_parts(np.asarray(values, np.float64)), set_by)

"""Rates of small areas, drawn towards the rate of the whole by as much as chance alone would move them.

Marshall's empirical Bayes estimate (R. J. Marshall, Applied Statistics 40, 1991): with θ_i = O_i / n_i, m = ΣO / Σn,
s² = Σ n_i (θ_i - m)² / Σn - m / n̄ and w_i = s² / (s² + m / n_i),  θ_i' = m + w_i (θ_i - m).
Where s² is none, all that the areas differ by is chance: every estimate is m, and `differ` is False.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .intervals import normal_quantile


@dataclass(frozen=True)
class Smoothed:
    """mean: the rate of the whole. differ: is there any evidence that the areas differ? rate, low, high: of each area."""

    mean: float
    differ: bool
    rate: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def marshall(count: ArrayLike, people: ArrayLike, level: float = 0.8) -> Smoothed:
    """Smoothed rates of areas that each have somebody, with an approximate normal interval of `level`."""
    found, n = np.asarray(count, float), np.asarray(people, float)
    if found.shape != n.shape or not n.size or not (n > 0).all() or (found < 0).any():
        raise ValueError("Each area needs somebody in it, and a count of none or more.")
    mean = float(found.sum() / n.sum())
    raw = found / n
    between = float((n * (raw - mean) ** 2).sum() / n.sum() - mean / n.mean())
    if between <= 0:
        same = np.full(n.size, mean)
        return Smoothed(mean, False, same, same, same)
    within = mean / n
    weight = between / (between + within)
    rate = mean + weight * (raw - mean)
    half = normal_quantile(level) * np.sqrt(weight * within)
    return Smoothed(mean, True, rate, np.maximum(0.0, rate - half), rate + half)

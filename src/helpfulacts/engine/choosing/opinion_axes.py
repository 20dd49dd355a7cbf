"""Two axes along which answers differ most, and where each person stands on them.

After Small et al. (2021), “Polis: Scaling deliberation by mapping high dimensional opinion spaces”, sections 3 and 4: what
somebody did not answer is taken as the mean of those who did; then principal components; and who answered few statements is
moved out from the middle, for only their few answers moved them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

Floats = NDArray[np.float64]
Given = NDArray[Any]
"""Votes, 0 where nothing was answered, and what was answered, as they are or as floats (many maps of the same are quicker so)."""
AXES = 2
NOTHING = 1e-9
"""A spread below this is none: it is what is left of rounding."""


def axes_of(votes: Given, answered: Given, weights: Floats | None = None) -> tuple[Floats, Floats]:
    """(the mean of each statement, the two axes as rows of length one, or of zeros where nothing is left to differ).

    `weights`: how often each person counts. An axis points to where its greatest part is positive.
    """
    heavy = np.ones(len(votes)) if weights is None else weights
    said = heavy @ answered
    centre = np.divide(heavy @ votes, said, out=np.zeros(votes.shape[1]), where=said > 0)
    spread = (votes - answered * centre) * np.sqrt(heavy)[:, None]
    people, statements = votes.shape
    axes = np.zeros((AXES, statements))
    smaller = spread.T @ spread if statements <= people else spread @ spread.T
    most = min(AXES, len(smaller))
    if not most:
        return centre, axes
    values, vectors = eigh(smaller, subset_by_index=[len(smaller) - most, len(smaller) - 1])
    for at, (value, vector) in enumerate(zip(values[::-1], vectors.T[::-1], strict=True)):
        if value > NOTHING:
            axis = vector if statements <= people else spread.T @ vector / np.sqrt(value)
            size = np.abs(axis)
            axes[at] = axis * np.sign(axis[np.argmax(size >= size.max() - NOTHING)])
    return centre, axes


def positions_on(votes: Given, answered: Given, centre: Floats, axes: Floats) -> Floats:
    """Where each person stands (people by two), moved out by √(statements / answered)."""
    stretch = np.sqrt(votes.shape[1] / np.maximum(answered.sum(1), 1))
    placed: Floats = (votes @ axes.T - answered @ (centre * axes).T) * stretch[:, None]
    return placed

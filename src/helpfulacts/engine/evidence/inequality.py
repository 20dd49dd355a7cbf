"""How unequally something is spread over groups that have an order, from most to least deprived.

    slope_index(people, values)          -> Slope: the slope and the relative index of inequality
    concentration_index(values, people)  -> C, from -1 (all of it with the most deprived) to 1 (all with the least)
    erreygers(values, people, low, high) -> E, the same for what has a least and a most, such as a share

The slope index is the difference, and the relative index the ratio, between the two ends of a line fitted to the values
over the rank of the people, weighted by how many they are, as `phe_sii` of OHID's PHEindicatormethods 2.1 fits it: with
p = people / all, b = the middle of the group on the scale of ranks, least squares of √p·y on √p and √p·b. A rate may be
put on the logarithm first and a proportion on the logit, and the ends are put back. After E. Regidor, Journal of
Epidemiology and Community Health 58, 2004. Its interval: the same line fitted to draws of the values, as there.

C = 2/μ · cov(h, r), weighted by people (N. Kakwani, A. Wagstaff and E. van Doorslaer, Journal of Econometrics 77, 1997);
E = 4μ/(most - least) · C (G. Erreygers, Journal of Health Economics 28, 2009).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .intervals import WATCH

Floats = NDArray[np.float64]
Scale = Literal["as it is", "rate", "proportion"]
DRAWS = 100_000
SEED = 20260101
"""Of the draws of an interval: fixed, so that the same figures give the same bytes."""


@dataclass(frozen=True)
class Slope:
    """sii: value at the least deprived end minus value at the most deprived end. rii: the first divided by the second.

    Each with its (low, high) at 95 % where the standard errors of the values were given. rii is None where the line
    reaches 0 or less at the most deprived end: a ratio means nothing there.
    """

    sii: float
    rii: float | None
    sii_between: tuple[float, float] | None = None
    rii_between: tuple[float, float] | None = None


def ranks(people: Sequence[float] | Floats) -> Floats:
    """The middle of each group on a scale from 0 (most deprived) to 1."""
    share = _shares(people)
    middle: Floats = np.cumsum(share) - share / 2
    return middle


def slope_index(
    people: Sequence[float] | Floats,
    values: Sequence[float] | Floats,
    standard_errors: Sequence[float] | Floats | None = None,
    scale: Scale = "as it is",
) -> Slope:
    """The line over groups in order, most deprived first.

    people: how many in each, none of them empty. values: of each; above 0 for a rate, between 0 and 1 for a proportion.
    standard_errors: of the values on the scale on which the line is fitted.
    """
    there, back = _SCALES[scale]
    share = _shares(people)
    given = np.asarray(values, float)
    if given.shape != share.shape or given.size < 2:
        raise ValueError("Give as many values as groups, and two groups at least.")
    with np.errstate(divide="ignore", invalid="ignore"):
        fitted_to = there(given)
    if not np.isfinite(fitted_to).all():
        raise ValueError("A rate must be above 0, and a proportion between 0 and 1.")
    root = np.sqrt(share)
    to_line = np.linalg.pinv(np.column_stack([root, root * ranks(people)])) * root
    sii, rii = _ends(to_line @ fitted_to, back)
    one = float(rii) if np.isfinite(rii) else None
    if standard_errors is None:
        return Slope(float(sii), one)
    errors = np.asarray(standard_errors, float)
    drawn = fitted_to + np.random.default_rng(SEED).standard_normal((DRAWS, given.size)) * errors
    many_sii, many_rii = _ends(to_line @ drawn.T, back)
    ratio = _between(many_rii) if one is not None and np.isfinite(many_rii).all() else None
    return Slope(float(sii), one, _between(many_sii), ratio)


def concentration_index(values: Sequence[float] | Floats, people: Sequence[float] | Floats) -> float:
    """C of groups in order, most deprived first. 0 where there is nothing of it."""
    share, given = _shares(people), np.asarray(values, float)
    mean = float(share @ given)
    if mean == 0:
        return 0.0
    return float(2 / mean * (share @ ((given - mean) * (ranks(people) - 0.5))))


def erreygers(
    values: Sequence[float] | Floats, people: Sequence[float] | Floats, least: float = 0.0, most: float = 1.0
) -> float:
    """Erreygers' index of something that lies between `least` and `most`."""
    above = np.asarray(values, float) - least
    mean = float(_shares(people) @ above)
    return 4 * mean / (most - least) * concentration_index(above, people)


def _shares(people: Sequence[float] | Floats) -> Floats:
    given = np.asarray(people, float)
    if given.ndim != 1 or not given.size or not (given > 0).all():
        raise ValueError("Each group must have somebody in it.")
    return given / given.sum()


def _ends(line: Floats, back: Callable[[Floats], Floats]) -> tuple[Floats, Floats]:
    """(difference, ratio) of the two ends of one line or of many; a ratio is nan where its base is not above 0."""
    most, least = back(line[0]), back(line[0] + line[1])
    base = np.where(most > 0, most, np.nan)
    return least - most, least / base


def _between(many: Floats) -> tuple[float, float]:
    low, high = np.quantile(many, [(1 - WATCH) / 2, (1 + WATCH) / 2])
    return float(low), float(high)


_SCALES: dict[str, tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]] = {
    "as it is": (lambda y: y, lambda y: y),
    "rate": (np.log, np.exp),
    "proportion": (lambda y: np.log(y / (1 - y)), lambda y: 1 / (1 + np.exp(-y))),
}

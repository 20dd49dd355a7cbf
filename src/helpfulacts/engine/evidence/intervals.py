"""How sure a figure is: intervals of shares, counts and differences, and the limits of a funnel.

    wilson(5, 100)            -> (0.021544, 0.111750)   a share
    poisson(65)               -> (50.16, 82.85)         a count: Byar's method, exact below ten
    newcombe(56, 70, 48, 80)  -> (0.0524, 0.3339)       the difference of two shares
    funnel(0.8, 50)           -> Funnel                 where shares of 50 people lie by chance, were the true share 0.8

Levels are two-sided: 0.95 unless told. Sources: E. B. Wilson, Journal of the American Statistical Association 22, 1927;
N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II, 1987 (Byar); F. Garwood, Biometrika 28, 1936
(exact); R. G. Newcombe, Statistics in Medicine 17, 1998, method 10; D. J. Spiegelhalter, Statistics in Medicine 24, 2005
(funnels: "watch" at 95 %, "act" at 99.8 %, so that many looks raise few false alarms).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from scipy.special import chdtri, ndtri

from helpfulacts.engine.small import SMALL

WATCH, ACT = 0.95, 0.998
"""Levels at which a group that differs is watched, and at which somebody must act."""


def normal_quantile(level: float = WATCH) -> float:
    """1.959964 for 0.95: how many standard errors a two-sided interval of that level reaches each way."""
    if not 0 < level < 1:
        raise ValueError("A level lies between 0 and 1.")
    return float(ndtri(0.5 + level / 2))


def wilson(hits: float, n: float, level: float = WATCH) -> tuple[float, float]:
    """The interval of a share, as (low, high): it stays inside 0 and 1. (0, 1) when nobody was asked."""
    if not 0 <= hits <= n:
        raise ValueError("There cannot be more hits than tries, or fewer than none.")
    if n == 0:
        return 0.0, 1.0
    z, share = normal_quantile(level), hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (max(0.0, middle - half) if hits else 0.0), (min(1.0, middle + half) if hits < n else 1.0)


def exact_poisson(count: int, level: float = WATCH) -> tuple[float, float]:
    """Garwood's interval of a count, from the chi-squared distribution."""
    if count < 0:
        raise ValueError("A count is none or more.")
    tail = (1 - level) / 2
    low = float(chdtri(2 * count, 1 - tail)) / 2 if count else 0.0
    return low, float(chdtri(2 * count + 2, tail)) / 2


def byar(count: int, level: float = WATCH) -> tuple[float, float]:
    """Byar's approximation to the interval of a count: good from ten upwards."""
    if count < 0:
        raise ValueError("A count is none or more.")
    z, more = normal_quantile(level), count + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0.0
    return low, more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3


def poisson(count: int, level: float = WATCH) -> tuple[float, float]:
    """The interval of a count as public health in England gives it: exact below ten, Byar's from ten.

    Divide both by the people (or by what was expected) for the interval of a rate (or of a ratio).
    """
    return exact_poisson(count, level) if count < SMALL else byar(count, level)


def newcombe(
    hits: float, n: float, other_hits: float, other_n: float, level: float = WATCH
) -> tuple[float, float]:
    """The interval of hits/n - other_hits/other_n, from Wilson's interval of each. (-1, 1) when nobody is in one."""
    if not n or not other_n:
        return -1.0, 1.0
    one, other = hits / n, other_hits / other_n
    low, high = wilson(hits, n, level)
    other_low, other_high = wilson(other_hits, other_n, level)
    return (
        one - other - sqrt((one - low) ** 2 + (other_high - other) ** 2),
        one - other + sqrt((high - one) ** 2 + (other - other_low) ** 2),
    )


@dataclass(frozen=True)
class Funnel:
    """Where shares of `n` people lie by chance, were the true share `baseline`: 95 % of them within `watch`, 99.8 % within `act`."""

    baseline: float
    n: float
    watch: tuple[float, float]
    act: tuple[float, float]

    def says(self, share: float) -> str:
        """ "" inside; else "watch" or "act" and the side: "watch low", "act high"."""
        for word, (low, high) in (("act", self.act), ("watch", self.watch)):
            if share < low:
                return f"{word} low"
            if share > high:
                return f"{word} high"
        return ""


def funnel(baseline: float, n: float) -> Funnel:
    """The control limits of a share of n people around `baseline`, kept between 0 and 1: baseline ± z·√(baseline·(1 - baseline)/n).

    A share lies outside where Wilson's interval of that level around it leaves the baseline out.
    """
    if not 0 <= baseline <= 1 or n <= 0:
        raise ValueError("A baseline lies between 0 and 1, and somebody must be counted.")

    def limits(level: float) -> tuple[float, float]:
        half = normal_quantile(level) * sqrt(baseline * (1 - baseline) / n)
        return max(0.0, baseline - half), min(1.0, baseline + half)

    return Funnel(baseline, n, limits(WATCH), limits(ACT))

"""The chances that a panel could give if people were divisible: never worse than the real ones, and mostly the same.

They come from small linear programmes over the expected people of each type, x_t from 0 to n_t, that have the size and meet the
quotas. Every mixture of panels is such an x, so whatever a real lottery reaches, this does: it bounds each step of `sortition`,
and where the bound is reached its prices prove it. It is a good start too: mostly the x is a mixture of panels, and a walk
finds them. From x take a panel on the same face (whatever holds with nothing to spare at x does so at the panel), and go on
from the panel through x until something more holds with nothing to spare (Carathéodory 1907). Where there is no such panel
the walk ends early; what it found is still a start.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import LinearConstraint, linprog

from .panel_quotas import Floats, Ints, Panels, solve

CLOSE = 1e-7
"""How near numbers must be to count as the same here."""


@dataclass(frozen=True)
class Step:
    """y: the greatest smallest chance of the types that are open. prices: float64[T], what proves it. x: float64[T]."""

    y: float
    prices: Floats
    x: Floats


def step(possible: Panels, settled: Floats) -> Step | None:
    """settled: float64[T], the chance that a type has at least, nan while it is open. None where the solver finds nothing.

    Columns of the programme: x, then y.
    """
    sizes = possible.pool.sizes.astype(float)
    types = sizes.size
    has, (least, most) = possible.pool.has.astype(float), possible.pool.bounds
    is_open = np.isnan(settled)
    chances = np.hstack([-np.diag(1 / sizes), is_open[:, None].astype(float)])
    answer = linprog(
        np.append(np.zeros(types), -1.0),
        A_ub=np.vstack([np.pad(np.vstack([has, -has]), ((0, 0), (0, 1))), chances]),
        b_ub=np.concatenate([most, -least, np.where(is_open, 0.0, CLOSE / 100 - np.nan_to_num(settled))]),
        A_eq=np.append(np.ones(types), 0.0)[None],
        b_eq=[possible.size],
        bounds=[*((0, one) for one in sizes), (0, None)],
        method="highs-ds",
    )
    if answer.x is None:
        return None
    return Step(float(answer.x[-1]), -answer.ineqlin.marginals[2 * least.size :], answer.x[:-1])


def panels_to_start(possible: Panels) -> list[Ints]:
    """int64[T] each: a walk from the fairest chances of divisible people. May be empty, and may leave out types."""
    settled = np.full(possible.pool.sizes.size, np.nan)
    while (found := step(possible, settled)) is not None:
        priced = np.isnan(settled) & (found.prices > CLOSE)
        settled[priced] = found.y
        if not priced.any() or not np.isnan(settled).any():
            return _walk(possible, found.x)
    return []


def _walk(possible: Panels, x: Floats) -> list[Ints]:
    has = possible.pool.has.astype(float)
    least, most = possible.pool.bounds
    panels: list[Ints] = []
    for _ in range(x.size + least.size + 1):
        low, high = np.floor(x + CLOSE), np.ceil(x - CLOSE)
        held = has @ x
        above = np.where(held > most - CLOSE, most, least)
        below = np.where(held < least + CLOSE, least, most)
        one = solve(-x, high, [possible.of_size, LinearConstraint(has, above, below)], low)
        if one is None:
            break
        panels.append(one)
        away = x - one
        if np.abs(away).max() < CLOSE:
            break
        steps = min(_room(x, away, low, high), _room(held, has @ away, above, below))
        if not np.isfinite(steps):
            break
        x = x + away * steps
    return panels


def _room(at: Floats, away: Floats, low: Floats, high: Floats) -> float:
    """How many steps it is from `at` until something reaches its bound. What has one bound alone stays on it."""
    moves = (np.abs(away) > CLOSE) & (low < high)
    room = np.where(away > 0, high - at, at - low)[moves] / np.abs(away[moves])
    return max(float(room.min(initial=np.inf)), 0.0)

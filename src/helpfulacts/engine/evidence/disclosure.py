"""Which counts of a set of linked tables to hide, so that nobody can work out a small one from all that is shown.

    tables = Tables({"all": 30, "yes": 27, "no": 3}, [("all", ("yes", "no"))])
    hide(tables)           -> {"yes", "no"}
    audit(tables, hidden)  -> {"yes": (0.0, 30.0), "no": (0.0, 30.0)}

A count of 1 to 9 is small; none is no secret. The attacker knows every count that is shown, which counts add up to which,
and that none is below zero, and solves a linear programme for the least and the most that each hidden count can be:

    least, most of x_c   subject to   A x = 0,  x ≥ 0,  x_k = value of k for all that is shown.

A release passes when most - least ≥ 10 for every hidden count. Two hidden counts of which the sum is known to be below ten
fail by themselves. What else is hidden is found by linear programmes too: for the first count that fails, the cheapest
change of counts after which it may differ by ten (M. Fischetti and J. J. Salazar-González, Journal of the American
Statistical Association 95, 2000; A. Hundepool and others, Statistical Disclosure Control, 2012, chapter 4). That hides
now and then more than it must; what is given out has passed the audit. Solved by HiGHS through scipy.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array, hstack

from helpfulacts.engine.small import SMALL

Key = Hashable
Floats = NDArray[np.float64]
NEAR = 1e-6
"""Tolerance of the solver, in people."""


class CannotBeShown(ValueError):
    """Not even by hiding all else would what is already known keep a small count safe."""


@dataclass(frozen=True)
class Tables:
    """values: every count, totals too, by a name of it. sums: (name of a total, names of its parts)."""

    values: Mapping[Any, int]
    sums: Sequence[tuple[Any, Sequence[Any]]]

    def __post_init__(self) -> None:
        for total, parts in self.sums:
            if self.values[total] != sum(self.values[part] for part in parts):
                raise ValueError(f"The parts of {total!r} do not add up to it.")
        if any(value < 0 for value in self.values.values()):
            raise ValueError("A count is none or more.")

    @cached_property
    def keys(self) -> list[Any]:
        return list(self.values)

    @cached_property
    def counts(self) -> Floats:
        return np.array([self.values[key] for key in self.keys], float)

    @cached_property
    def equations(self) -> csr_array:
        """A of A x = 0: one row a sum."""
        column = {key: number for number, key in enumerate(self.keys)}
        rows, columns, signs = [], [], []
        for row, (total, parts) in enumerate(self.sums):
            for key, sign in ((total, -1.0), *((part, 1.0) for part in parts)):
                rows.append(row)
                columns.append(column[key])
                signs.append(sign)
        return csr_array((signs, (rows, columns)), shape=(len(self.sums), len(self.keys)))


def hide(tables: Tables, known: Collection[Key] = (), already: Collection[Key] = ()) -> frozenset[Any]:
    """Names of the counts to hide. known: told elsewhere already, so that hiding them would be of no use. already: hidden
    before, and stays so.

    Raises CannotBeShown where what is known gives a small count away, whatever is hidden.
    """
    fixed, before = (
        np.array([key in one for key in tables.keys], bool) for one in (set(known), set(already))
    )
    counts = tables.counts
    hidden = (before | ((counts > 0) & (counts < SMALL))) & ~fixed
    reached = counts.copy(), counts.copy()
    while (cell := _first_that_fails(tables, hidden, reached)) is not None:
        more = _moved(tables, cell, hidden, fixed) & ~hidden
        if not more.any():
            raise CannotBeShown("What is known already gives a small count away.")
        hidden |= more
    return frozenset(key for key, out in zip(tables.keys, hidden.tolist(), strict=True) if out)


def audit(tables: Tables, hidden: Collection[Key]) -> dict[Any, tuple[float, float]]:
    """(least, most) that each hidden count can be, to whoever knows all the rest; most is infinite where nothing holds it."""
    out = np.array([key in set(hidden) for key in tables.keys], bool)
    ranges = {}
    for cell in np.flatnonzero(out).tolist():
        (low, _), (high, _) = _end(tables, out, cell, 1), _end(tables, out, cell, -1)
        ranges[tables.keys[cell]] = (low, high)
    return ranges


def passes(tables: Tables, hidden: Collection[Key]) -> bool:
    """Can every hidden count be of a range of ten or more?"""
    return all(high - low >= SMALL - NEAR for low, high in audit(tables, hidden).values())


def _end(tables: Tables, out: NDArray[np.bool_], cell: int, sign: int) -> tuple[float, Floats]:
    """(least, or most where sign is -1, of a hidden count; the counts with which it is reached)."""
    free = np.flatnonzero(out)
    cost = np.zeros(free.size)
    cost[np.searchsorted(free, cell)] = sign
    matrix = tables.equations[:, free]
    told = tables.equations @ np.where(out, 0.0, tables.counts)
    solved = linprog(
        cost,
        A_eq=matrix if matrix.shape[0] else None,
        b_eq=-told if matrix.shape[0] else None,
        method="highs",
    )
    if solved.status == 3 or (
        solved.status == 4 and sign < 0
    ):  # unbounded; HiGHS may not tell it from infeasible
        return float("inf"), tables.counts
    if not solved.success:
        raise ArithmeticError(f"The audit could not be solved: {solved.message}")
    reached = tables.counts.copy()
    reached[free] = solved.x
    return float(sign * solved.fun), reached


def _first_that_fails(tables: Tables, out: NDArray[np.bool_], ends: tuple[Floats, Floats]) -> int | None:
    """The smallest hidden count of a range below ten, or None. What one programme reaches proves others safe too.

    ends: the least and the most of each count that was reached so far, kept up here. What was reached with less hidden can
    be reached with more, so no count is proven safe twice: else the work grows with the square of what is hidden.
    """
    least, most = ends
    for cell in sorted(np.flatnonzero(out).tolist(), key=lambda one: (tables.counts[one], one)):
        for sign in (-1, 1):
            if most[cell] - least[cell] >= SMALL - NEAR:
                break
            value, reached = _end(tables, out, cell, sign)
            np.minimum(least, reached, out=least)
            np.maximum(most, reached, out=most)
            if value == float("inf"):
                most[cell] = value
        if most[cell] - least[cell] < SMALL - NEAR:
            return int(cell)
    return None


def _moved(tables: Tables, cell: int, out: NDArray[np.bool_], fixed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which counts change in the cheapest pair of changes, one up and one down, that lets `cell` range over ten.

    x = counts + up, and x = counts + down, both without a count below zero and both adding up. What is hidden moves for
    nothing; anything else costs its count for each person by which it moves, so that small ones are hidden before totals.
    """
    counts, free = tables.counts, np.flatnonzero(~fixed)
    price = np.where(counts == 0, 2.0 * SMALL, counts + 1.0)
    price[out] = 0.0
    matrix, size = tables.equations[:, free], free.size
    # Variables: rise and fall of the first, rise and fall of the second; a fall is no more than there is.
    changes = block_diag([hstack([matrix, -matrix]), hstack([matrix, -matrix])])
    most = np.concatenate([np.full(size, np.inf), counts[free]])
    at = int(np.searchsorted(free, cell))
    apart = np.zeros(4 * size)
    apart[[at, size + at, 2 * size + at, 3 * size + at]] = (-1, 1, 1, -1)
    solved = linprog(
        np.tile(price[free] + NEAR, 4),
        A_ub=apart[None, :],
        b_ub=[-float(SMALL)],
        A_eq=changes,
        b_eq=np.zeros(changes.shape[0]),
        bounds=np.column_stack([np.zeros(4 * size), np.tile(most, 2)]),
        method="highs",
    )
    moved = np.zeros(counts.size, bool)
    if solved.success:
        moved[free] = (solved.x.reshape(4, size) > NEAR).any(axis=0)
    return moved

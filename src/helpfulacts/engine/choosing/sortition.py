"""A panel that is drawn by lot, meets all quotas, and gives everybody a chance as equal as can be.

After Flanigan, Gölz, Gupta, Hennig and Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596 (2021):
among all ways to draw from the panels that meet the quotas, the one whose smallest chance is greatest; among those the
one whose next smallest is greatest, and so on (leximin). Here over types of people who are alike (`panel_quotas`), which
have the same chance, so that the programme is small:

    maximise y    so that  sum_c p_c x_ct / n_t >= y  for types t that are open,  >= y_t  for those that are settled,
                           sum_c p_c = 1,  p >= 0

over panels c, which take x_ct people of type t of n_t. Panels come in one by one (column generation, Gilmore and Gomory 1961):
the prices of the programme say what one more person of each type is worth, HiGHS finds the panel worth most, and when it is
worth no more than those that are in, y cannot grow; nor where it is what it would be if people were divisible (`divisible`). Types that have a price are then settled at y, for they have it in
every best answer (complementary slackness), and the next smallest chance is raised.

The chances p are rounded to TICKETS equal tickets, which makes them exact and the draw the same on any machine: the list of
panels and their tickets can be published first and the seed later. sha256(`seed|`) picks the ticket, and within a type
those come who have the lowest sha256(`seed|id`), as in a sharing round.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from scipy.optimize import linprog

from helpfulacts.engine.sharing.order import ticket

from .divisible import panels_to_start, step
from .panel_quotas import Floats, Ints, Panels, Pool

TICKETS = 10**9
"""Equal tickets of a lottery among panels: a chance is exact to less than one in a million."""

NEAR = 1e-6
"""Chances that are no further apart count as the same while they are worked out."""


def drawn(tickets: Sequence[int], seed: str) -> int:
    """Which of the panels it is, by the tickets of each, in sum TICKETS."""
    left = int(ticket(seed, ""), 16) * TICKETS >> 256
    at = 0
    while left >= tickets[at]:
        left -= tickets[at]
        at += 1
    return at


@dataclass(frozen=True)
class PanelLottery:
    """Panels that may be drawn, and on how many of TICKETS each is drawn. It knows no seed.

    panels: int64[C, T], people of each type. tickets: C whole numbers, at least 1, in sum TICKETS. proved: nothing is more equal;
    False where the search was ended after `seconds`, by which it was to be proved; None: as long as it takes.
    """

    pool: Pool
    size: int
    panels: Ints
    tickets: tuple[int, ...]
    proved: bool = True
    seconds: float | None = None

    @property
    def chances(self) -> tuple[Fraction, ...]:
        """Of one person of each type, exactly."""
        expected = np.array(self.tickets, np.int64) @ self.panels
        pairs = zip(expected.tolist(), self.pool.sizes.tolist(), strict=True)
        return tuple(Fraction(one, TICKETS * people) for one, people in pairs)

    @property
    def smallest_chance(self) -> Fraction:
        return min(self.chances)

    def panel(self, seed: str) -> tuple[str, ...]:
        """Who is drawn, in the order of the alphabet. The same seed gives the same panel on any machine."""
        at = drawn(self.tickets, seed)
        chosen: list[str] = []
        for people, many in zip(self.pool.people, self.panels[at].tolist(), strict=True):
            chosen += sorted(people, key=lambda one: ticket(seed, one))[:many]
        return tuple(sorted(chosen))


def panel_lottery(pool: Pool, size: int, *, seconds: float | None = None) -> PanelLottery:
    """The fairest lottery over panels of `size` that meet the quotas of `pool`.

    seconds: after so many no further panel is looked for; what was found by then meets all quotas too, with chances that may be less
    equal (`proved` is False). Raises BadPool for a size that cannot be had, CannotHold where the quotas cannot.
    """
    until = None if seconds is None else time.monotonic() + seconds
    possible = Panels(pool, size)
    possible.check()
    panels, chances, proved = _leximin(possible, until)
    tickets = _tickets(chances)
    kept = [at for at, many in enumerate(tickets) if many]
    kept.sort(key=lambda at: panels[at].tolist())
    return PanelLottery(pool, size, panels[kept], tuple(tickets[at] for at in kept), proved, seconds)


@dataclass(frozen=True)
class _Master:
    """The answer over the panels so far. y: the smallest chance of open types. p: of panels. prices, par: of types, of panels."""

    y: float
    p: Floats
    prices: Floats
    par: float


def _master(shares: Floats, settled: Floats) -> _Master:
    """shares: float64[C, T], x_ct / n_t. settled: float64[T], the chance at which a type is settled, nan while it is open."""
    panels = len(shares)
    is_open = np.isnan(settled)
    rows = np.hstack([-shares.T, is_open[:, None].astype(float)])
    aim = np.append(np.zeros(panels), -1.0)
    whole = np.append(np.ones(panels), 0.0)[None]
    # What is settled was rounded: where it holds no more, by a hair, give a little.
    for give in (NEAR / 10, NEAR, 10 * NEAR):
        limit = np.where(is_open, 0.0, give - np.nan_to_num(settled))
        answer = linprog(
            aim, A_ub=rows, b_ub=limit, A_eq=whole, b_eq=[1.0], bounds=(0, None), method="highs-ds"
        )
        if answer.x is not None:
            break
    else:
        raise RuntimeError(f"The chances were not found: {answer.message}")
    return _Master(
        float(answer.x[-1]), answer.x[:-1], -answer.ineqlin.marginals, float(-answer.eqlin.marginals[0])
    )


def _leximin(possible: Panels, until: float | None) -> tuple[Ints, Floats, bool]:
    """(panels int64[C, T], the chance of each, whether it is proved that none are more equal). until: on the clock of the machine."""
    panels, settled = _first(possible)
    while True:
        found, panels, proved = _raised(possible, panels, settled, until)
        priced = np.isnan(settled) & (found.prices > NEAR)
        settled[priced] = found.y
        if not proved or not priced.any() or not np.isnan(settled).any():
            return panels, found.p, proved


def _raised(
    possible: Panels, panels: Ints, settled: Floats, until: float | None
) -> tuple[_Master, Ints, bool]:
    """The greatest smallest chance of the types that are open, with panels added until it is proved that none would raise it."""
    sizes = possible.pool.sizes
    bound = step(possible, settled)
    while True:
        found = _master(panels / sizes, settled)
        if bound is not None and found.y >= bound.y - NEAR:
            return replace(found, prices=bound.prices), panels, True
        if until is not None and time.monotonic() >= until:
            return found, panels, False
        worth = found.prices / sizes
        one = possible.best(worth)
        if float(one @ worth) <= found.par + NEAR or (panels == one).all(axis=1).any():
            return found, panels, True
        panels = np.vstack([panels, one])


def _first(possible: Panels) -> tuple[Ints, Floats]:
    """(panels in which every type is that can be in one, the chance of those that cannot: 0, nan for all others)."""
    types = possible.pool.sizes.size
    settled = np.full(types, np.nan)
    panels = panels_to_start(possible)
    seen = sum(panels, np.zeros(types, np.int64))
    for at in range(types):
        if not seen[at]:
            one = possible.best((np.arange(types) == at).astype(float))
            settled[at] = np.nan if one[at] else 0.0
            panels.append(one)
            seen = seen + one
    return np.unique(panels, axis=0), settled


def _tickets(chances: Sequence[float] | Floats) -> list[int]:
    """Whole tickets in sum TICKETS, by the largest remainder."""
    exact = np.maximum(np.asarray(chances, np.float64), 0)
    exact = exact / exact.sum() * TICKETS
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: TICKETS - int(whole.sum())]] += 1
    return [int(one) for one in whole]

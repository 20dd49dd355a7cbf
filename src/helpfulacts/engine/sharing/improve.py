"""L2: where the admitted people are placed. Everybody stays placed and the total gain is greatest, with proof.

Programme, for the set S that L1 admitted (people with a met floor have qualifying pairs only):
    max  sum g_ij x_ij    s.t.  sum_j x_ij = 1 (i in S),   sum_i x_ij <= c_j,   x >= 0
    dual: min  sum_j c_j p_j + sum_{i in S} max_j (g_ij - p_j),   p >= 0   (person duals of free sign)
A transport problem: its vertices are whole numbers, so the linear optimum is the true one.

Method. (1) `moves.components`: drop pairs that no assignment of S can use, fix people left with one pair.
(2) `auction`: epsilon-scaling on the rest, warm in prices from scale to scale. (3) From fine scales on,
`prices.lift` carries the prices over to the dropped pairs and `prices.least_prices` asks whether any chain of
moves still gains; when none does, the least optimal prices come out and dual = primal: proved, and the later
scales are not needed. `prices.certify` recomputes both from the original data, so the gap reported rests on
nothing before it. Should every scale pass without proof, the auction's own prices give the certified gap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .admit import Admission, room
from .auction import reduce_problem, run_scale, slack
from .instance import Instance, Ints
from .moves import components, group_holders
from .prices import certify, least_prices, lift

SHRINK = 8
"""Epsilon falls by this factor from one scale of the auction to the next."""

FINE = 16
"""From an epsilon of this many micro-gains on, each scale is followed by an attempt to prove the optimum."""

PATIENCE = 4
"""An attempt gives up after taking up each offer this many times on average."""


FOR_EVER = 1 << 62


@dataclass(frozen=True)
class Improved:
    """assign: int64[P], the offer held, -1 outside the admitted set.

    price: float64[R], in units of micro-gain; when certified_gap is 0, what one more place at the offer would add
    to the total gain of the people admitted (the least optimal prices: see `prices`).
    primal: total gain in micro-gains. dual: the bound that proves it.
    certified_gap: (dual - primal) / max(1, |dual|) of the problem on the admitted set.
    """

    assign: Ints
    price: NDArray[np.float64]
    primal: int
    dual: float
    certified_gap: float


def improve(instance: Instance, admission: Admission) -> Improved:
    """Maximise the total gain of the people in `admission`, all of whom stay placed. Deterministic.

    The pairs used are `admission.restricted`; `instance` must be the one admitted from.
    """
    pairs = admission.restricted
    if pairs.people != instance.people or pairs.offers != instance.offers:
        raise ValueError("The admission belongs to another instance.")
    capacity = room(pairs)
    admitted = admission.assign >= 0
    graph = (pairs.indptr, pairs.offer)
    first, holder = group_holders(*graph, capacity, admission.assign)
    component, count = components(*graph, first, holder, capacity)
    person, pointer, arc, left, filler = reduce_problem(
        *graph, pairs.gain, capacity, first, holder, component
    )
    top = int(arc[:, 1].max()) if arc.size else 1
    scale = _scale(units=person.size + filler, top=max(1, top), offers=pairs.offers)
    auction = _Auction(pointer, arc, left, component[:-1] == component[-1], filler, scale)
    assign = admission.assign.copy()
    epsilon = scale * max(1, top // 4)
    while True:
        auction.run(epsilon)
        sure = auction.within_one_micro_gain()
        last = sure or epsilon == 1
        if last or epsilon <= FINE * scale:
            assign[person] = auction.assign
            price = auction.price.copy()
            lift(*graph, pairs.gain, first, holder, component, count, price, scale)
            limit = FOR_EVER if sure else PATIENCE * (pairs.offers + 1)
            now_first, now_holder = group_holders(*graph, capacity, assign)
            least, settled = least_prices(*graph, pairs.gain, now_first, now_holder, price, scale, limit)
            tried = least if settled else price // scale
            primal, dual = certify(*graph, pairs.gain, capacity, admitted, assign, tried)
            if last or primal == dual:
                gap = (dual - primal) / max(1, abs(dual))
                return Improved(assign, tried.astype(np.float64), int(primal), float(dual), gap)
        epsilon = max(1, epsilon // SHRINK)


def _scale(units: int, top: int, offers: int) -> int:
    """Steps per micro-gain: the power of two above the number of units, so that one step of slack each proves it.

    Kept small enough that no price can leave 63 bits (a chain of moves visits each offer at most once). Where
    that binds, the gap is still certified, on prices rounded down to micro-gains, but may not be 0.
    """
    scale = 1
    while scale <= units and 4 * scale * (top + 1) * (offers + 2) < 1 << 62:
        scale *= 2
    return scale


class _Auction:
    """The state of the auction from scale to scale; arrays as in `auction.run_scale`."""

    def __init__(
        self,
        pointer: Ints,
        arc: NDArray[np.int32],
        left: Ints,
        spare: NDArray[np.bool_],
        filler: int,
        scale: int,
    ) -> None:
        self.pointer, self.arc, self.left, self.spare = pointer, arc, left, spare
        self.filler, self.scale = filler, scale
        self.first = np.zeros(left.size + 1, np.int64)
        np.cumsum(left, out=self.first[1:])
        self.assign = np.full(pointer.size - 1, -1, np.int32)
        self.filled = np.zeros(left.size, np.int64)
        self.price = np.zeros(left.size, np.int64)
        self.bid = np.empty(self.first[-1], np.int64)
        self.holder = np.empty(self.first[-1], np.int32)

    def run(self, epsilon: int) -> None:
        run_scale(
            self.pointer,
            self.arc,
            self.left,
            self.first,
            self.spare,
            self.assign,
            self.filled,
            self.filler,
            self.price,
            epsilon,
            self.scale,
            self.bid,
            self.holder,
        )

    def within_one_micro_gain(self) -> bool:
        """Whether dual - primal of the reduced problem is below one micro-gain, so that it is optimal."""
        return bool(
            slack(
                self.pointer,
                self.arc,
                self.left,
                self.spare,
                self.assign,
                self.filled,
                self.price,
                self.scale,
            )
            < self.scale
        )

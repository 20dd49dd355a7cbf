"""The methods that are timed: each takes a place and returns who holds which offer, with a gap where it proves one.

`first-come` and `greedy` know neither rights nor classes: they show what is lost, or not, without them. The peers in
`peers` maximise one sum in which no gain outweighs a person of a higher class. Ours follows class and ticket.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from helpfulacts.engine.sharing.order import total_order
from helpfulacts.engine.sharing.share import share

from . import peers
from .instances import SyntheticPlace

Assignment = NDArray[np.int64]


@dataclass(frozen=True)
class Method:
    """`run` returns int64[P], the offer held or -1, and the certified gap or None. `needs` is what to install."""

    name: str
    run: Callable[[SyntheticPlace], tuple[Assignment, float | None]]
    needs: str = ""


def first_come(place: SyntheticPlace) -> tuple[Assignment, None]:
    """Everybody in the order they came takes the best that is still free."""
    one = place.instance
    return _first_come(one.indptr, one.offer, one.gain, one.capacity), None


def greedy(place: SyntheticPlace) -> tuple[Assignment, None]:
    """The pair with the greatest gain first, as long as the person has no place and the offer has one."""
    one = place.instance
    person = np.repeat(np.arange(one.people), np.diff(one.indptr))
    best_first = np.argsort(-one.gain, kind="stable")
    return _greedy(person[best_first], one.offer[best_first], one.capacity, one.people), None


def ours(place: SyntheticPlace) -> tuple[Assignment, float]:
    """Admission in the order of class and ticket, then the greatest gain for the people admitted."""
    outcome = share(place.instance, place.classes, place.tickets)
    return outcome.assign, outcome.certified_gap


def set_by_order(place: SyntheticPlace) -> tuple[Assignment, None]:
    """The people to be admitted, found in another way: a flow in which an earlier turn weighs more.

    Sets that can be served together form a matroid, so with weights that fall strictly along the order the one
    heaviest set is the one that admission in that order must give.
    """
    order = total_order(place.classes, place.tickets)
    weight = np.empty(place.instance.people, np.int64)
    weight[order] = np.arange(place.instance.people, 0, -1)
    one = place.instance
    return peers.ortools_flow(one, np.repeat(weight, np.diff(one.indptr))), None


@numba.njit(cache=True)
def _first_come(indptr, offer, gain, capacity):  # type: ignore[no-untyped-def]
    left = capacity.copy()
    assign = np.full(indptr.size - 1, -1, np.int64)
    for person in range(assign.size):
        best = -1
        for pair in range(indptr[person], indptr[person + 1]):
            if left[offer[pair]] > 0 and gain[pair] > best:
                best = gain[pair]
                assign[person] = offer[pair]
        if assign[person] >= 0:
            left[assign[person]] -= 1
    return assign


@numba.njit(cache=True)
def _greedy(person, offer, capacity, people):  # type: ignore[no-untyped-def]
    left = capacity.copy()
    assign = np.full(people, -1, np.int64)
    for pair in range(person.size):
        if assign[person[pair]] < 0 and left[offer[pair]] > 0:
            assign[person[pair]] = offer[pair]
            left[offer[pair]] -= 1
    return assign


def _by_class(solve: Callable[..., Assignment]) -> Callable[[SyntheticPlace], tuple[Assignment, None]]:
    return lambda place: (solve(place.instance, peers.class_weights(place.instance, place.classes)), None)


FLOW, OURS, CHECK = "ortools-min-cost-flow", "helpfulacts", "set-by-order"
ROWS = [
    Method(FLOW, _by_class(peers.ortools_flow), needs="ortools"),
    Method("first-come", first_come),
    Method("greedy", greedy),
    Method("scipy", _by_class(peers.scipy_matching)),
    Method("highs", _by_class(peers.highs_program), needs="highspy"),
    Method("networkx", _by_class(peers.networkx_flow), needs="networkx"),
    Method(OURS, ours),
]
METHODS = {method.name: method for method in [*ROWS, Method(CHECK, set_by_order, needs="ortools")]}

"""Prices that prove the answer: lifted across components, brought down to their least values, and certified.

Shadow prices that prove an optimum are not unique. The ones presented are the *least*: of all optimal prices
the smallest for every offer at once (they form a lattice: Shapley and Shubik 1971; Demange, Gale and
Sotomayor 1986). They have one meaning: price[j] is exactly what the total gain of the people admitted would
rise by if offer j had one more place. They depend on the instance and the admitted set only, never on the
route by which the optimum was found.
"""

from __future__ import annotations

import numpy as np

from .kernel import kernel

NOTHING = -(1 << 62)


@kernel
def lift(indptr, offer, gain, first, holder, component, count, price, scale):
    """Add one constant per component, in place, so that no pair dropped by the reduction is attractive.

    Components are exactly full except that of the spare store (lowest price 0), so the dual is unmoved.
    """
    offers = price.size
    raised = np.zeros(count, np.int64)
    cheapest = np.full(count, 1 << 62, np.int64)
    begin = np.zeros(count + 1, np.int64)
    for j in range(offers):
        cheapest[component[j]] = min(cheapest[component[j]], price[j])
        begin[component[j] + 1] += 1
    for c in range(count):
        if begin[c + 1] > 0:
            raised[c] = -cheapest[c]
        begin[c + 1] += begin[c]
    free = begin[:-1].copy()
    member = np.empty(offers, np.int32)
    for j in range(offers):
        member[free[component[j]]] = j
        free[component[j]] += 1
    for c in range(count - 1, -1, -1):
        for at in range(begin[c], begin[c + 1]):
            j = member[at]
            for seat in range(first[j], first[j + 1]):
                person = holder[seat]
                best = NOTHING
                leaves = False
                for pair in range(indptr[person], indptr[person + 1]):
                    if component[offer[pair]] == c:
                        best = max(best, gain[pair] * scale - price[offer[pair]])
                    else:
                        leaves = True
                if not leaves:
                    continue
                for pair in range(indptr[person], indptr[person + 1]):
                    other = component[offer[pair]]
                    if other != c:
                        needed = raised[c] + gain[pair] * scale - price[offer[pair]] - best
                        if needed > raised[other]:
                            raised[other] = needed
    for j in range(offers):
        price[j] += raised[component[j]]


@kernel
def _settle_down(key, node, place, at, size):
    """Move the entry at `at` down the indexed min-heap."""
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and key[node[child + 1]] < key[node[child]]:
            child += 1
        if key[node[at]] <= key[node[child]]:
            break
        node[at], node[child] = node[child], node[at]
        place[node[at]] = at
        at = child
    place[node[at]] = at


@kernel
def _settle_up(key, node, place, at):
    """Move the entry at `at` up the indexed min-heap."""
    while at > 0:
        parent = (at - 1) // 2
        if key[node[parent]] <= key[node[at]]:
            break
        node[at], node[parent] = node[parent], node[at]
        place[node[at]] = at
        at = parent
    place[node[at]] = at


@kernel
def least_prices(indptr, offer, gain, first, holder, price, scale, limit):
    """(worth: int64[R] in micro-gains, whether it settled). `price` (in 1/scale) guides the search, no more.

    worth[j] = max(0, max over people i who hold some k and have a pair with j of gain_ij - gain_ik + worth[k]):
    the best chain of moves that one more place at j would start. At an optimum no cycle of moves gains, so
    the least fixed point exists and is the least optimal prices; labels are corrected in the order of price -
    worth (Dijkstra with reduced lengths; these may fall short of 0 by epsilon, then an offer is taken up again).
    Short of an optimum it may not settle: it gives up after taking up `limit` offers.
    """
    offers = price.size
    worth = np.zeros(offers, np.int64)
    key = price.copy()
    node = np.arange(offers)
    place = np.arange(offers)
    size = offers
    for at in range(size // 2 - 1, -1, -1):
        _settle_down(key, node, place, at, size)
    while size > 0:
        if limit == 0:
            return worth, False
        limit -= 1
        k = node[0]
        size -= 1
        node[0] = node[size]
        place[node[0]] = 0
        place[k] = -1
        if size > 0:
            _settle_down(key, node, place, 0, size)
        for seat in range(first[k], first[k + 1]):
            person = holder[seat]
            own = 0
            for pair in range(indptr[person], indptr[person + 1]):
                if offer[pair] == k:
                    own = gain[pair]
            for pair in range(indptr[person], indptr[person + 1]):
                j = offer[pair]
                chain = gain[pair] - own + worth[k]
                if chain > worth[j]:
                    worth[j] = chain
                    key[j] = price[j] - chain * scale
                    if place[j] < 0:
                        node[size] = j
                        place[j] = size
                        size += 1
                    _settle_up(key, node, place, place[j])
    return worth, True


@kernel
def certify(indptr, offer, gain, capacity, admitted, assign, price):
    """(primal, dual) in micro-gains from the original data alone; price: int64[R], micro-gains.

    Raises ValueError if `assign` does not place exactly `admitted` on their own pairs within capacity, or a
    price is negative: whatever came before, the dual returned is then an upper bound.
    """
    load = np.zeros(capacity.size, np.int64)
    primal = 0
    dual = 0
    for person in range(assign.size):
        if (assign[person] >= 0) != admitted[person]:
            raise ValueError("The admitted set changed.")
        if assign[person] < 0:
            continue
        best = NOTHING
        own = -1
        for pair in range(indptr[person], indptr[person + 1]):
            best = max(best, gain[pair] - price[offer[pair]])
            if offer[pair] == assign[person]:
                own = gain[pair]
        if own < 0:
            raise ValueError("Somebody holds an offer that is not one of their pairs.")
        primal += own
        dual += best
        load[assign[person]] += 1
    for j in range(capacity.size):
        if load[j] > capacity[j]:
            raise ValueError("An offer has more holders than places.")
        if price[j] < 0:
            raise ValueError("A price is negative.")
        dual += capacity[j] * price[j]
    return primal, dual

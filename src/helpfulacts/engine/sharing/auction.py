"""The auction that finds the best places for people who are all to stay placed. Integers only, one thread.

Source: the epsilon-scaling auction (Bertsekas 1988) in the form for similar objects (Bertsekas and Castanon
1989), made symmetric: places that stay unused are held by identical *filler* units of gain 0, so that prices
need no floor and each scale keeps the prices and every placement still within epsilon of the best.

Units: prices, bids and epsilon are in 1/scale of a micro-gain. Sizes: N people and M pairs of the reduced
problem (people who have a choice left), R offers. arc: int32[M, 2] = (offer, gain in micro-gains).
"""

from __future__ import annotations

import numpy as np

from .kernel import kernel

NOTHING = -(1 << 62)


@kernel
def reduce_problem(indptr, offer, gain, capacity, first, holder, component):
    """Keep people with two or more pairs inside their component; everybody else stays where they are.

    -> person: int32[N], pointer: int64[N + 1], arc: int32[M, 2], places left: int64[R], filler units: int.
    """
    offers = capacity.size
    spare = component[offers]
    left = capacity.copy()
    people = 0
    pairs = 0
    for j in range(offers):
        for at in range(first[j], first[j + 1]):
            inside = 0
            for pair in range(indptr[holder[at]], indptr[holder[at] + 1]):
                if component[offer[pair]] == component[j]:
                    inside += 1
            if inside > 1:
                people += 1
                pairs += inside
            else:
                left[j] -= 1
    person = np.empty(people, np.int32)
    pointer = np.zeros(people + 1, np.int64)
    arc = np.empty((pairs, 2), np.int32)
    filler = 0
    people = 0
    pairs = 0
    for j in range(offers):
        if component[j] == spare:
            filler += left[j]
        for at in range(first[j], first[j + 1]):
            begin = pairs
            inside = 0
            for pair in range(indptr[holder[at]], indptr[holder[at] + 1]):
                if component[offer[pair]] == component[j]:
                    inside += 1
            if inside < 2:
                continue
            for pair in range(indptr[holder[at]], indptr[holder[at] + 1]):
                if component[offer[pair]] == component[j]:
                    arc[pairs, 0] = offer[pair]
                    arc[pairs, 1] = gain[pair]
                    pairs += 1
            person[people] = holder[at]
            people += 1
            pointer[people] = begin + inside
            if component[j] == spare:
                filler -= 1
    return person, pointer, arc, left, filler


@kernel
def _sift(key, value, base, at, size):
    """Restore the min-heap key[base:base + size] downwards from `at`."""
    while True:
        child = 2 * at + 1
        if child >= size:
            return
        if child + 1 < size and key[base + child + 1] < key[base + child]:
            child += 1
        if key[base + at] <= key[base + child]:
            return
        key[base + at], key[base + child] = key[base + child], key[base + at]
        value[base + at], value[base + child] = value[base + child], value[base + at]
        at = child


@kernel
def _best_and_held(pointer, arc, price, scale, i, held):
    """(greatest worth among person i's pairs, worth of the pair held); worth = gain - price."""
    best = NOTHING
    own = NOTHING
    for pair in range(pointer[i], pointer[i + 1]):
        worth = arc[pair, 1] * scale - price[arc[pair, 0]]
        if worth > best:
            best = worth
        if arc[pair, 0] == held:
            own = worth
    return best, own


@kernel
def run_scale(
    pointer, arc, capacity, first, spare, assign, filled, filler, price, epsilon, scale, bid, holder
):
    """One scale of the auction, in place; returns the number of bids made.

    assign: int32[N], offer or -1; filled: int64[R], filler units at each offer; price: int64[R].
    spare: bool[R], the offers that filler units may hold; filler: how many filler units there are.
    bid: int64, holder: int32, both of sum(capacity): seats first[j]:first[j + 1] as min-heaps; holder N = filler.
    """
    people = pointer.size - 1
    offers = capacity.size
    taken = np.zeros(offers, np.int64)
    queue = np.empty(people + 1, np.int32)
    waiting = 0
    head = 0
    for i in range(people):
        j = assign[i]
        if j >= 0:
            best, own = _best_and_held(pointer, arc, price, scale, i, j)
            if best - own > epsilon:
                assign[i] = -1
                j = -1
            else:
                bid[first[j] + taken[j]] = price[j]
                holder[first[j] + taken[j]] = i
                taken[j] += 1
        if j < 0:
            queue[waiting] = i
            waiting += 1
    # Filler units all value every offer at 0, so they want the cheapest: a heap of offers by price. Its keys
    # are refreshed only when they reach the top; a stale key is a lower bound and gives a smaller, valid bid.
    cheap_price = np.empty(offers, np.int64)
    cheap_offer = np.empty(offers, np.int32)
    cheap = 0
    for j in range(offers):
        if spare[j] and capacity[j] > 0:
            cheap_price[cheap] = price[j]
            cheap_offer[cheap] = j
            cheap += 1
    for at in range(cheap // 2 - 1, -1, -1):
        _sift(cheap_price, cheap_offer, 0, at, cheap)
    filler_waiting = filler
    for j in range(offers):
        if filled[j] == 0:
            continue
        if price[j] - cheap_price[0] > epsilon:
            filled[j] = 0
            continue
        for _ in range(filled[j]):
            bid[first[j] + taken[j]] = price[j]
            holder[first[j] + taken[j]] = people
            taken[j] += 1
        filler_waiting -= filled[j]
    tail = waiting if waiting <= people else 0
    bids = 0
    while waiting > 0 or filler_waiting > 0:
        best = NOTHING
        second = NOTHING
        j = -1
        if filler_waiting > 0 and (waiting == 0 or (bids & 1)):
            i = people
            filler_waiting -= 1
            while cheap_price[0] != price[cheap_offer[0]]:
                cheap_price[0] = price[cheap_offer[0]]
                _sift(cheap_price, cheap_offer, 0, 0, cheap)
            j = cheap_offer[0]
            best = -cheap_price[0]
            second = best
            if cheap > 1:
                second = -cheap_price[1]
                if cheap > 2 and cheap_price[2] < cheap_price[1]:
                    second = -cheap_price[2]
        else:
            i = queue[head]
            head += 1
            waiting -= 1
            if head > people:
                head = 0
            for pair in range(pointer[i], pointer[i + 1]):
                worth = arc[pair, 1] * scale - price[arc[pair, 0]]
                if worth > best:
                    second = best
                    best = worth
                    j = arc[pair, 0]
                elif worth > second:
                    second = worth
        bids += 1
        base = first[j]
        offered = price[j] + (best - second) + epsilon
        if taken[j] < capacity[j]:
            at = taken[j]
            taken[j] += 1
            bid[base + at] = offered
            holder[base + at] = i
            while at > 0:
                parent = (at - 1) // 2
                if bid[base + parent] <= bid[base + at]:
                    break
                bid[base + parent], bid[base + at] = bid[base + at], bid[base + parent]
                holder[base + parent], holder[base + at] = holder[base + at], holder[base + parent]
                at = parent
        else:
            moved = holder[base]
            if moved == people:
                filler_waiting += 1
                filled[j] -= 1
            else:
                assign[moved] = -1
                queue[tail] = moved
                waiting += 1
                tail += 1
                if tail > people:
                    tail = 0
            bid[base] = offered
            holder[base] = i
            _sift(bid, holder, base, 0, capacity[j])
        if i == people:
            filled[j] += 1
        else:
            assign[i] = j
        if taken[j] == capacity[j] and bid[base] > price[j]:
            price[j] = bid[base]
    return bids


@kernel
def slack(pointer, arc, capacity, spare, assign, filled, price, scale):
    """Dual minus primal of the reduced problem, in 1/scale of a micro-gain; at `scale` or above it stops adding."""
    total = 0
    cheapest = 1 << 62
    for i in range(pointer.size - 1):
        best, own = _best_and_held(pointer, arc, price, scale, i, assign[i])
        total += best - own
        if total >= scale:
            return total
    for j in range(capacity.size):
        if spare[j] and capacity[j] > 0 and price[j] < cheapest:
            cheapest = price[j]
    for j in range(capacity.size):
        if filled[j] > 0:
            total += filled[j] * (price[j] - cheapest)
            if total >= scale:
                return total
    return total

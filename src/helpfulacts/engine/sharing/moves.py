"""Who could move where: holders by offer, and the strongly connected components of possible moves.

The graph of moves has one node per offer and one for the *spare* store of unused places. An arc j -> k says
that somebody holding j could hold k instead; j -> spare that j has an unused place; spare -> j that j is held.
Two assignments of the same people differ by cycles of this graph, so a pair whose offer lies in another
strongly connected component than the offer its person holds can be used by no assignment of the same people
(Berge 1957; as in the all-different filtering of Regin 1994). Components by Tarjan 1972, without recursion.
"""

from __future__ import annotations

import numpy as np

from .kernel import kernel


@kernel
def group_holders(indptr, offer, capacity, assign):
    """(first: int64[R + 1], holder: int32[placed]): holder[first[j]:first[j + 1]] hold offer j, rising.

    Raises ValueError if somebody holds an offer they have no pair with, or an offer has too many holders.
    """
    people = assign.size
    offers = capacity.size
    first = np.zeros(offers + 1, np.int64)
    for person in range(people):
        held = assign[person]
        if held < 0:
            continue
        fits = False
        for pair in range(indptr[person], indptr[person + 1]):
            fits = fits or offer[pair] == held
        if not fits:
            raise ValueError("Somebody holds an offer that is not one of their pairs.")
        first[held + 1] += 1
    for j in range(offers):
        if first[j + 1] > capacity[j]:
            raise ValueError("An offer has more holders than places.")
        first[j + 1] += first[j]
    holder = np.empty(first[offers], np.int32)
    free = first[:-1].copy()
    for person in range(people):
        held = assign[person]
        if held >= 0:
            holder[free[held]] = person
            free[held] += 1
    return first, holder


@kernel
def components(indptr, offer, first, holder, capacity):
    """(component: int32[R + 1], number of components); the last entry is the spare store.

    Components are numbered against the arcs: an arc never leads to a component of higher number.
    """
    offers = capacity.size
    spare = offers
    lowest = np.full(offers + 1, -1, np.int32)
    number = np.full(offers + 1, -1, np.int32)
    component = np.full(offers + 1, -1, np.int32)
    at_holder = np.zeros(offers + 1, np.int64)
    at_pair = np.zeros(offers + 1, np.int64)
    open_nodes = np.empty(offers + 1, np.int32)
    path = np.empty(offers + 1, np.int32)
    opened = 0
    clock = 0
    found = 0
    for root in range(offers, -1, -1):
        if number[root] >= 0:
            continue
        depth = 0
        enter = root
        while True:
            if enter >= 0:
                number[enter] = clock
                lowest[enter] = clock
                clock += 1
                open_nodes[opened] = enter
                opened += 1
                path[depth] = enter
                depth += 1
                if enter < offers:
                    at_holder[enter] = first[enter]
                    if first[enter + 1] > first[enter]:
                        at_pair[enter] = indptr[holder[first[enter]]]
            node = path[depth - 1]
            enter = -1
            if node == spare:
                while at_holder[node] < offers:
                    k = at_holder[node]
                    at_holder[node] += 1
                    if first[k + 1] > first[k]:
                        if number[k] < 0:
                            enter = k
                            break
                        if component[k] < 0 and number[k] < lowest[node]:
                            lowest[node] = number[k]
            else:
                last = first[node + 1]
                while at_holder[node] < last and enter < 0:
                    end = indptr[holder[at_holder[node]] + 1]
                    pair = at_pair[node]
                    while pair < end:
                        k = offer[pair]
                        pair += 1
                        if number[k] < 0:
                            enter = k
                            break
                        if component[k] < 0 and number[k] < lowest[node]:
                            lowest[node] = number[k]
                    at_pair[node] = pair
                    if pair == end:
                        at_holder[node] += 1
                        if at_holder[node] < last:
                            at_pair[node] = indptr[holder[at_holder[node]]]
                if enter < 0 and at_holder[node] == last:
                    at_holder[node] += 1
                    if last - first[node] < capacity[node]:
                        if number[spare] < 0:
                            enter = spare
                        elif component[spare] < 0 and number[spare] < lowest[node]:
                            lowest[node] = number[spare]
            if enter >= 0:
                continue
            depth -= 1
            if lowest[node] == number[node]:
                while True:
                    opened -= 1
                    k = open_nodes[opened]
                    component[k] = found
                    if k == node:
                        break
                found += 1
            if depth == 0:
                break
            if lowest[node] < lowest[path[depth - 1]]:
                lowest[path[depth - 1]] = lowest[node]
    return component, found

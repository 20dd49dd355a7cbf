"""Random rounds, and slow plain answers to compare the engine with. Shared by the tests of sharing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from helpfulacts.engine.sharing.admit import Floors
from helpfulacts.engine.sharing.instance import Instance
from helpfulacts.engine.sharing.order import ticket

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Round:
    """All that `share` is given."""

    instance: Instance
    classes: Ints
    tickets: list[str]
    standing: Ints
    floors: Floors | None = None


def tickets(people: int, seed: str = "seed") -> list[str]:
    return [ticket(seed, str(person)) for person in range(people)]


@st.composite
def rounds(draw: st.DrawFn, with_floors: bool = False, most_people: int = 14, most_offers: int = 7) -> Round:
    people = draw(st.integers(1, most_people))
    offers = draw(st.integers(1, most_offers))
    capacity = draw(st.lists(st.integers(0, 3), min_size=offers, max_size=offers))
    an_offer = st.integers(0, offers - 1)  # made once, for to make it is what takes long
    some, few = st.sets(an_offer, max_size=4), st.sets(an_offer, max_size=3)
    wanted = [draw(some) for _ in range(people)]
    gain = st.integers(0, draw(st.sampled_from([0, 1, 5, 9_000_000])))
    pairs = [(i, j, draw(gain)) for i in range(people) for j in sorted(wanted[i])]
    classes = draw(st.lists(st.integers(1, 3), min_size=people, max_size=people))
    standing = draw(st.lists(st.integers(0, 1), min_size=people, max_size=people))
    floors = None
    if with_floors:
        owed = sorted(draw(st.sets(st.integers(0, people - 1), max_size=5)))
        rows = [sorted(draw(few)) for _ in owed]
        floors = make_floors(owed, rows)
    return Round(
        Instance.from_pairs(people, capacity, pairs),
        np.array(classes, np.int64),
        tickets(people, draw(st.sampled_from(["a", "b", "c"]))),
        np.array(standing, np.int64),
        floors,
    )


def make_floors(people: list[int], rows: list[list[int]]) -> Floors:
    indptr = np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64)
    flat = np.array([j for row in rows for j in row], np.int32)
    return Floors(np.array(people, np.int64), indptr, flat)


def random_instance(rng: np.random.Generator, people: int, offers: int, pairs: int, top: int) -> Instance:
    return Instance.from_arrays(
        people,
        rng.integers(0, 4, offers).astype(np.int64),
        rng.integers(0, people, pairs),
        rng.integers(0, offers, pairs),
        rng.integers(0, top + 1, pairs),
    )


def slow_greedy(instance: Instance, order: Ints, pairs: dict[int, list[int]] | None = None) -> set[int]:
    """Who is placed when people are tried in order, each by a plain recursive search for a chain of moves.

    pairs: offers to use instead of the instance's for some people.
    """
    replaced = pairs or {}
    offers = [replaced.get(i, instance.offers_of(i).tolist()) for i in range(instance.people)]
    holders: list[list[int]] = [[] for _ in range(instance.offers)]

    def place(person: int, seen: set[int]) -> bool:
        for j in offers[person]:
            if j in seen:
                continue
            seen.add(j)
            if len(holders[j]) < instance.capacity[j]:
                holders[j].append(person)
                return True
            for other in list(holders[j]):
                if place(other, seen):
                    holders[j].remove(other)
                    holders[j].append(person)
                    return True
        return False

    return {int(person) for person in order if place(int(person), set())}


def servable(instance: Instance, people: list[int]) -> bool:
    return len(slow_greedy(instance, np.array(people, np.int64))) == len(people)


def greatest_number(instance: Instance, people: Ints) -> int:
    """How many of `people` can be placed at once, by scipy's maximum flow."""
    count, offers = instance.people, instance.offers
    owner = np.repeat(np.arange(count), np.diff(instance.indptr))
    used = np.isin(owner, people)
    source, sink = count + offers, count + offers + 1
    tail = np.concatenate([owner[used], count + np.arange(offers), np.full(people.size, source)])
    head = np.concatenate([count + instance.offer[used], np.full(offers, sink), people])
    room = np.concatenate([np.ones(used.sum()), instance.capacity, np.ones(people.size)]).astype(np.int32)
    graph = csr_array((room, (tail, head)), shape=(sink + 1, sink + 1))
    return int(maximum_flow(graph, source, sink).flow_value)


def greatest_gain(instance: Instance, admitted: Ints) -> float:
    """The greatest total gain with all of `admitted` placed, by scipy's linear programming (HiGHS)."""
    if admitted.size == 0:
        return 0.0
    row = np.full(instance.people, -1)
    row[admitted] = np.arange(admitted.size)
    owner = row[np.repeat(np.arange(instance.people), np.diff(instance.indptr))]
    used = owner >= 0
    column = np.arange(used.sum())
    ones = np.ones(column.size)
    everybody = csr_array((ones, (owner[used], column)), shape=(admitted.size, column.size))
    places = csr_array((ones, (instance.offer[used], column)), shape=(instance.offers, column.size))
    answer = linprog(
        -instance.gain[used].astype(float),
        A_eq=everybody,
        b_eq=np.ones(admitted.size),
        A_ub=places,
        b_ub=instance.capacity,
        method="highs",
    )
    assert answer.status == 0, answer.message
    return -float(answer.fun)

"""Which offers fit whom, against a plain reference that looks at every pair."""

from __future__ import annotations

from math import isqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.engine.sharing.candidates import Offers, People, candidates, near_misses, pool
from helpfulacts.engine.sharing.instance import MICRO, BadInstance

RATE = 250_000


def sparse_bits(rng: np.random.Generator, bits: int, count: int) -> np.ndarray:
    return rng.integers(0, 2**bits, count) & rng.integers(0, 2**bits, count)


def make(seed: int, most: int = 25) -> tuple[People, Offers]:
    rng = np.random.default_rng(seed)
    rows, offers, facets = (int(rng.integers(1, top)) for top in (most, most, 7))
    people = People.build(
        x=rng.integers(-3000, 3000, rows),
        y=rng.integers(-3000, 3000, rows),
        reach=rng.integers(0, 5000, rows),
        facets=rng.integers(0, 2**facets, rows),
        importance=rng.integers(1, 4, rows),
        slots=sparse_bits(rng, 21, rows) & sparse_bits(rng, 21, rows),
        languages=rng.integers(0, 8, rows),
        facts=rng.integers(0, 16, rows),
        unknown=sparse_bits(rng, 4, rows),
        age=rng.integers(-1, 90, rows),
        access=sparse_bits(rng, 3, rows),
        vetoes=np.stack([rng.integers(0, rows, 5), rng.integers(0, offers, 5)], 1),
    )
    return people, Offers.build(
        x=rng.integers(-3000, 3000, offers),
        y=rng.integers(-3000, 3000, offers),
        grades=rng.integers(0, 4, (offers, facets)) * (rng.random((offers, facets)) < 0.5),
        capacity=rng.integers(0, 4, offers),
        located=rng.random(offers) < 0.7,
        slots=sparse_bits(rng, 21, offers),
        languages=rng.integers(0, 8, offers),
        required=sparse_bits(rng, 4, offers),
        age_from=rng.choice([0, 0, 18, 60], offers),
        age_to=rng.choice([25, 70, 200], offers),
        access=rng.integers(0, 8, offers),
    )


def unmet(people: People, offers: Offers, i: int, j: int) -> set[str]:
    """The requirements this pair fails, one plain line each."""

    def apart(mine: int, theirs: int) -> bool:
        return mine != 0 and theirs != 0 and not mine & theirs

    def squared() -> int:
        return int((people.x[i] - offers.x[j]) ** 2 + (people.y[i] - offers.y[j]) ** 2)

    failed = set()
    if apart(int(people.slots[i]), int(offers.slots[j])):
        failed.add("times")
    if apart(int(people.languages[i]), int(offers.languages[j])):
        failed.add("language")
    if offers.located[j] and squared() > int(people.reach[i]) ** 2:
        failed.add("travel")
    if int(offers.required[j]) & ~int(people.facts[i]) & ~int(people.unknown[i]):
        failed.add("eligibility")
    if people.age[i] >= 0 and not offers.age_from[j] <= people.age[i] <= offers.age_to[j]:
        failed.add("eligibility")
    if int(people.access[i]) & ~int(offers.access[j]):
        failed.add("access")
    return failed


def wanted(people: People, offers: Offers, i: int, j: int) -> int:
    """The best grade among the facets chosen, 0 if vetoed."""
    if [i, j] in people.vetoes.tolist():
        return 0
    chosen = [f for f in range(offers.grades.shape[1]) if int(people.facets[i]) >> f & 1]
    return max((int(offers.grades[j, f]) for f in chosen), default=0)


def metres(people: People, offers: Offers, i: int, j: int) -> int:
    if not offers.located[j]:
        return 0
    return isqrt(int((people.x[i] - offers.x[j]) ** 2 + (people.y[i] - offers.y[j]) ** 2))


def test_it_works() -> None:
    people = People.build(x=[0], y=[0], reach=[5000], facets=[0b10], importance=[3])
    offers = Offers.build(
        x=[3000, 0, 9000], y=[4000, 0, 0], grades=[[0, 2], [3, 0], [0, 3]], capacity=[1, 1, 1]
    )
    pairs = candidates(people, offers)
    assert pairs.instance.offer.tolist() == [0]
    assert pairs.instance.gain.tolist() == [3 * 2 * MICRO - 500_000]
    assert (pairs.grade.tolist(), pairs.metres.tolist(), pairs.ask.tolist()) == ([2], [5000], [False])
    misses = near_misses(people, offers, 0)
    assert (misses.travel, misses.nearest_metres, misses.times) == (1, 9000, 0)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([1, 300, 100_000]))
def test_pairs_equal_the_plain_reference(seed: int, cell: int) -> None:
    people, offers = make(seed)
    pairs = candidates(people, offers, travel_per_km=RATE, cell=cell)
    found = []
    for i in range(people.x.size):
        for j in range(offers.x.size):
            grade = wanted(people, offers, i, j)
            if grade == 0 or unmet(people, offers, i, j):
                continue
            away = metres(people, offers, i, j)
            gain = max(0, int(people.importance[i]) * grade * MICRO - RATE * away // 1000)
            question = int(offers.required[j]) & ~int(people.facts[i]) & int(people.unknown[i]) != 0
            ageless = offers.age_from[j] == 0 and offers.age_to[j] >= 150
            found.append((i, j, gain, grade, away, question or (people.age[i] < 0 and not ageless)))
    row = np.repeat(np.arange(people.x.size), np.diff(pairs.instance.indptr))
    columns = (row, pairs.instance.offer, pairs.instance.gain, pairs.grade, pairs.metres, pairs.ask)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == found


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_near_misses_equal_relaxing_one_requirement_at_a_time(seed: int) -> None:
    people, offers = make(seed)
    for i in range(people.x.size):
        misses = near_misses(people, offers, i)
        for name in ("times", "language", "travel", "eligibility", "access"):
            fits = [
                j
                for j in range(offers.x.size)
                if wanted(people, offers, i, j) and unmet(people, offers, i, j) == {name}
            ]
            assert getattr(misses, name) == len(fits)
            if name == "travel":
                nearest = min((metres(people, offers, i, j) for j in fits), default=None)
                assert misses.nearest_metres == nearest


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_persons_claims_are_pooled_and_a_pair_keeps_its_best(seed: int) -> None:
    people, offers = make(seed)
    rng = np.random.default_rng(seed)
    owner = rng.integers(0, 5, people.x.size)
    pairs = candidates(people, offers)
    pooled = pool(pairs, owner, 5)
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(people.x.size):
        part = pairs.instance.pairs_of(i)
        for j, gain in zip(
            pairs.instance.offer[part].tolist(), pairs.instance.gain[part].tolist(), strict=True
        ):
            key = (int(owner[i]), j)
            best[key] = max(best.get(key, (-1, 0)), (gain, -i))
    person = np.repeat(np.arange(5), np.diff(pooled.instance.indptr)).tolist()
    got = {
        (i, j): (gain, -row)
        for i, j, gain, row in zip(
            person,
            pooled.instance.offer.tolist(),
            pooled.instance.gain.tolist(),
            pooled.row.tolist(),
            strict=True,
        )
    }
    assert got == best


def test_many_pairs_outgrow_the_first_store() -> None:
    people = People.build(x=np.zeros(300), y=np.zeros(300), reach=10, facets=1)
    offers = Offers.build(x=np.zeros(40), y=np.zeros(40), grades=np.ones((40, 1)), capacity=np.ones(40))
    assert candidates(people, offers).instance.pairs == 12_000


def test_help_at_home_has_no_travel() -> None:
    people = People.build(x=[0], y=[0], reach=[0], facets=[1])
    offers = Offers.build(x=[90_000], y=[0], grades=[[1]], capacity=[1], located=False)
    assert candidates(people, offers).instance.gain.tolist() == [MICRO]


def test_what_cannot_be_right_is_refused() -> None:
    people = People.build(x=[0], y=[0], reach=[0], facets=[1])
    offers = Offers.build(x=[0], y=[0], grades=[[1]], capacity=[1])
    with pytest.raises(BadInstance, match="each 0 to 3"):
        Offers.build(x=[0], y=[0], grades=[[4]], capacity=[1])
    with pytest.raises(BadInstance, match="Importance"):
        candidates(People.build(x=[0], y=[0], reach=[0], facets=[1], importance=[4]), offers)
    with pytest.raises(BadInstance, match="below zero"):
        candidates(People.build(x=[0], y=[0], reach=[-1], facets=[1]), offers)
    with pytest.raises(BadInstance, match="does not exist"):
        candidates(People.build(x=[0], y=[0], reach=[0], facets=[1], vetoes=[[0, 1]]), offers)
    with pytest.raises(BadInstance, match="travel term"):
        candidates(people, offers, travel_per_km=-1)

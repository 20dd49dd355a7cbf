"""The engine against solvers no one here wrote: scipy's maximum flow, HiGHS and matching, OR-tools' min-cost flow."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching
from sharing_makers import greatest_gain, greatest_number, random_instance, tickets

from helpfulacts.engine.sharing.admit import Admission, admit, run_greedy
from helpfulacts.engine.sharing.improve import improve
from helpfulacts.engine.sharing.instance import Instance
from helpfulacts.engine.sharing.order import total_order
from helpfulacts.engine.sharing.share import share


def best_by_min_cost_flow(instance: Instance, assign: np.ndarray) -> int:
    """The greatest gain with everybody in `assign` placed, by OR-tools."""
    min_cost_flow = pytest.importorskip("ortools.graph.python.min_cost_flow")
    people, offers = instance.people, instance.offers
    owner = np.repeat(np.arange(people), np.diff(instance.indptr))
    used = assign[owner] >= 0
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        owner[used], people + instance.offer[used], np.ones(used.sum(), np.int64), -instance.gain[used]
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        people + np.arange(offers),
        np.full(offers, people + offers),
        instance.capacity,
        np.zeros(offers, np.int64),
    )
    supply = np.concatenate([assign >= 0, np.zeros(offers), [-np.sum(assign >= 0)]]).astype(np.int64)
    flow.set_nodes_supplies(np.arange(people + offers + 1), supply)
    assert flow.solve() == flow.OPTIMAL
    return -int(flow.optimal_cost())


def check_against_scipy(rng: np.random.Generator, trials: int) -> None:
    for _ in range(trials):
        people, offers = int(rng.integers(1, 50)), int(rng.integers(1, 20))
        instance = random_instance(
            rng, people, offers, int(rng.integers(0, 200)), int(rng.choice([1, 3, 1000, 9_000_000]))
        )
        classes = rng.integers(1, 5, people)
        outcome = share(instance, classes, tickets(people))
        so_far = 0
        for last in sorted(outcome.served_by_class):
            so_far += outcome.served_by_class[last]
            assert so_far == greatest_number(instance, np.flatnonzero(classes <= last))
        admitted = np.flatnonzero(outcome.assign >= 0)
        assert abs(outcome.benefit - greatest_gain(instance, admitted)) < 0.5
        assert outcome.certified_gap == 0


@pytest.mark.slow
def test_a_thousand_random_rounds_equal_scipy() -> None:
    """Numbers per class equal scipy's maximum flow class by class; gain equals HiGHS on the people admitted."""
    check_against_scipy(np.random.default_rng(21), 1000)


@pytest.mark.long
def test_ten_thousand_random_rounds_equal_scipy() -> None:
    check_against_scipy(np.random.default_rng(22), 10_000)


@pytest.mark.parametrize("seed", range(4))
def test_gain_equals_min_cost_flow(seed: int) -> None:
    rng = np.random.default_rng(seed)
    instance = random_instance(rng, 800, 150, 6000, 9_000_000)
    outcome = share(instance, rng.integers(1, 4, 800), tickets(800))
    assert outcome.benefit == best_by_min_cost_flow(instance, outcome.assign)


def test_gain_equals_min_cost_flow_in_a_small_town() -> None:
    rng = np.random.default_rng(9)
    instance = random_instance(rng, 20_000, 2_000, 300_000, 9_000_000)
    outcome = share(instance, rng.integers(1, 4, 20_000), tickets(20_000))
    assert outcome.certified_gap == 0
    assert outcome.benefit == best_by_min_cost_flow(instance, outcome.assign)


def held(instance: Instance, assign: np.ndarray) -> Admission:
    """An admission that holds everybody where `assign` has them."""
    people = np.arange(instance.people)
    nobody = np.zeros(0, np.int64)
    tight = np.full(instance.offers, -1)
    return Admission(np.asarray(assign, np.int64), tight, nobody, people, instance)


def ring(rng: np.random.Generator, size: int) -> Instance:
    """As many places as people, each fitting two neighbours of a ring: only two assignments, far apart."""
    people = np.repeat(np.arange(size), 2)
    offers = np.stack([np.arange(size), (np.arange(size) + 1) % size], 1).ravel()
    return Instance.from_arrays(
        size, np.ones(size, np.int64), people, offers, rng.integers(1, 9_000_000, 2 * size)
    )


def crowd(rng: np.random.Generator, people: int, degree: int, places: int, spread: int) -> Instance:
    """Every place taken: everybody has their own offer and others within `spread` of it."""
    offers = people // places
    own = np.arange(people) // places
    other = (own[:, None] + rng.integers(1, spread, (people, degree - 1))) % offers
    offer = np.concatenate([own[:, None], other], 1)
    person = np.repeat(np.arange(people), degree)
    gain = rng.integers(1, 9_000_000, person.size)
    return Instance.from_arrays(people, np.full(offers, places, np.int64), person, offer.ravel(), gain)


@pytest.mark.parametrize("size", [10, 1000, 4000])
def test_full_rings(size: int) -> None:
    instance = ring(np.random.default_rng(size), size)
    stay = instance.gain[instance.offer == np.repeat(np.arange(size), 2)].sum()
    move = instance.gain.sum() - stay
    result = improve(instance, held(instance, np.arange(size)))
    assert result.primal == max(stay, move) and result.certified_gap == 0


@pytest.mark.parametrize(
    ("people", "degree", "places", "spread"),
    [(3000, 10, 10, 50), (3000, 10, 10, 300), (2000, 3, 1, 2000), (2000, 3, 1, 10)],
)
def test_full_crowds(people: int, degree: int, places: int, spread: int) -> None:
    instance = crowd(np.random.default_rng(spread), people, degree, places, spread)
    result = improve(instance, held(instance, np.arange(people) // places))
    assert result.certified_gap == 0
    if places == 1:
        weight = csr_array((10_000_000.0 - instance.gain, instance.offer, instance.indptr))
        row, column = min_weight_full_bipartite_matching(weight)
        best = 10_000_000 * people - weight[row, column].sum()
    else:
        best = best_by_min_cost_flow(instance, result.assign)
    assert result.primal == best


def test_where_the_proof_stops_short_the_gap_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With steps too coarse to prove an optimum, primal <= best <= dual still holds and the gap is their distance."""
    monkeypatch.setattr("helpfulacts.engine.sharing.improve._scale", lambda units, top, offers: 1)
    rng = np.random.default_rng(12)
    stopped_short = 0
    for _ in range(40):
        instance = random_instance(rng, 60, 12, 300, 3)
        admission = admit(instance, rng.permutation(60))
        result = improve(instance, admission)
        best = greatest_gain(instance, np.flatnonzero(admission.assign >= 0))
        assert result.primal <= best + 0.5 and best <= result.dual + 0.5
        assert result.certified_gap == pytest.approx((result.dual - result.primal) / max(1, result.dual))
        stopped_short += result.certified_gap > 0
    assert stopped_short


def test_any_order_admits_the_greatest_number() -> None:
    rng = np.random.default_rng(5)
    instance = random_instance(rng, 400, 60, 1500, 5)
    most = greatest_number(instance, np.arange(400))
    for _ in range(10):
        assert (run_greedy(instance, rng.permutation(400))[0] >= 0).sum() == most


def test_closed_offers_are_full_and_lead_nowhere_else() -> None:
    rng = np.random.default_rng(6)
    instance = random_instance(rng, 300, 50, 1500, 5)
    admission = admit(instance, total_order(rng.integers(1, 4, 300), tickets(300)))
    for person in np.flatnonzero(admission.assign >= 0):
        number = admission.tight[admission.assign[person]]
        if number >= 0:
            reachable = admission.tight[instance.offers_of(int(person))]
            assert ((reachable >= 0) & (reachable <= number)).all()
    load = np.bincount(admission.assign[admission.assign >= 0], minlength=50)
    wanted = np.bincount(instance.offer, minlength=50) > 0
    closed = (admission.tight >= 0) & wanted
    assert closed.any() and (load[closed] == instance.capacity[closed]).all()

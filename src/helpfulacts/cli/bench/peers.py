"""Other people's solvers on the same problem, each given the form it takes best. Imported only when they are run.

    max  sum w_ij x_ij    s.t.  sum_j x_ij <= 1,   sum_i x_ij <= capacity_j,   x >= 0

With `class_weights` one sum holds both wishes: as many as can be of the first class, then of the second and so on,
and among all such ways the greatest gain. Tickets have no part in it: within a class it prefers whoever gains more.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from helpfulacts.engine.sharing.instance import Instance

Weights = NDArray[np.int64]


def class_weights(instance: Instance, classes: NDArray[np.int64]) -> Weights:
    """int64[E]: the gain of each pair plus a step for each class from the last up.

    Two ways of serving people differ by chains of moves in which an offer occurs once, so no chain alters the gain
    by as much as (offers + 2) times the greatest gain. That is the step. Gains are divided by their greatest common
    measure first, which keeps the numbers small for the solvers.
    """
    unit = max(1, int(np.gcd.reduce(instance.gain))) if instance.pairs else 1
    gain = instance.gain // unit
    step = (instance.offers + 2) * (int(gain.max(initial=0)) + 1)
    return gain + step * np.repeat(classes.max(initial=1) + 1 - classes, np.diff(instance.indptr))


def owners(instance: Instance) -> NDArray[np.int64]:
    """int64[E], the person of each pair."""
    return np.repeat(np.arange(instance.people), np.diff(instance.indptr))


def _assign(instance: Instance, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    assign = np.full(instance.people, -1, np.int64)
    assign[owners(instance)[chosen]] = instance.offer[chosen]
    return assign


def ortools_flow(instance: Instance, weights: Weights) -> NDArray[np.int64]:
    """Min-cost flow: person -> offer -> sink, and person -> sink for those without a place."""
    from ortools.graph.python import min_cost_flow

    people, offers, pairs = instance.people, instance.offers, instance.pairs
    sink = people + offers
    flow = min_cost_flow.SimpleMinCostFlow()
    person, offer = np.arange(people, dtype=np.int32), np.arange(offers, dtype=np.int32)
    flow.add_arcs_with_capacity_and_unit_cost(
        owners(instance).astype(np.int32),
        instance.offer + np.int32(people),
        np.ones(pairs, np.int64),
        -weights,
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        offer + np.int32(people),
        np.full(offers, sink, np.int32),
        instance.capacity,
        np.zeros(offers, np.int64),
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        person, np.full(people, sink, np.int32), np.ones(people, np.int64), np.zeros(people, np.int64)
    )
    flow.set_nodes_supplies(np.append(person, np.int32(sink)), np.append(np.ones(people, np.int64), -people))
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("The flow was not solved to optimality.")
    return _assign(instance, flow.flows(np.arange(pairs, dtype=np.int32)) > 0)


def scipy_matching(instance: Instance, weights: Weights) -> NDArray[np.int64]:
    """Bipartite matching of people with single places, and with staying without one."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    people = instance.people
    places = np.minimum(instance.capacity, np.bincount(instance.offer, minlength=instance.offers))
    first = np.concatenate([[0], np.cumsum(places)])
    copies = places[instance.offer]
    row = np.repeat(owners(instance), copies)
    within = np.arange(copies.sum()) - np.repeat(np.cumsum(copies) - copies, copies)
    column = np.repeat(first[instance.offer], copies) + within
    cost = np.repeat(-weights, copies).astype(float)
    everybody = np.arange(people)
    cost = np.concatenate([cost, np.zeros(people)]) - 1.0  # an explicit 0 would be no edge
    row, column = np.concatenate([row, everybody]), np.concatenate([column, first[-1] + everybody])
    table = csr_matrix((cost, (row, column)), shape=(people, int(first[-1]) + people))
    matched, place = min_weight_full_bipartite_matching(table)
    assign = np.full(people, -1, np.int64)
    real = place < first[-1]
    assign[matched[real]] = np.repeat(np.arange(instance.offers), places)[place[real]]
    return assign


def highs_program(instance: Instance, weights: Weights) -> NDArray[np.int64]:
    """The linear program as it stands; its vertices are whole numbers."""
    import highspy

    people, offers, pairs = instance.people, instance.offers, instance.pairs
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = pairs, people + offers
    program.col_cost_ = -weights.astype(float)
    program.col_lower_, program.col_upper_ = np.zeros(pairs), np.full(pairs, highspy.kHighsInf)
    program.row_lower_ = np.full(people + offers, -highspy.kHighsInf)
    program.row_upper_ = np.concatenate([np.ones(people), instance.capacity])
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = 2 * np.arange(pairs + 1)
    program.a_matrix_.index_ = np.stack([owners(instance), instance.offer + people], axis=1).ravel()
    program.a_matrix_.value_ = np.ones(2 * pairs)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(program)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError("The program was not solved to optimality.")
    return _assign(instance, np.array(solver.getSolution().col_value) > 0.5)


def networkx_flow(instance: Instance, weights: Weights) -> NDArray[np.int64]:
    """The same flow by the network simplex method in Python."""
    import networkx

    people = instance.people
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(people), demand=-1)
    graph.add_node("sink", demand=people)
    person = owners(instance).tolist()
    for i, j, weight in zip(person, instance.offer.tolist(), weights.tolist(), strict=True):
        graph.add_edge(i, people + j, capacity=1, weight=-weight)
    for j, capacity in enumerate(instance.capacity.tolist()):
        graph.add_edge(people + j, "sink", capacity=capacity, weight=0)
    graph.add_edges_from(((i, "sink") for i in range(people)), capacity=1, weight=0)
    _, flow = networkx.network_simplex(graph)
    chosen = [flow[i][people + j] > 0 for i, j in zip(person, instance.offer.tolist(), strict=True)]
    return _assign(instance, np.array(chosen, dtype=bool))

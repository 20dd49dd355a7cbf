"""Jobs given to agents, each agent within a budget of its own: the generalised assignment problem.

Programme, for jobs j and agents i:
    max  sum v_ij x_ij   s.t.  sum_i x_ij = 1 (every job),   sum_j u_ij x_ij <= b_i (every agent),   x in {0, 1}
NP-hard (Fisher, Jaikumar and Van Wassenhove, "A multiplier adjustment method for the generalized assignment problem",
Management Science 32, 1986), so no combinatorial guarantee is claimed: what is reached is told beside a bound.

Method. (1) The linear optimum by scipy's HiGHS is a bound. (2) Its whole parts are kept and the other jobs go, those with
most at stake first, to the agent with room that values them most. (3) Where the instance is small, branch and bound (HiGHS
as well) is run up to a number of nodes, never to a time, so that the same inputs give the same answer on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from .instance import BadInstance, Ints

SMALL_PROGRAMME = 5_000
"""Up to so many pairs of job and agent the exact search is tried."""

NODES = 20_000
"""Nodes of branch and bound at most."""

ALMOST = 1e-6
"""How near a whole number the solver's number must be to count as it."""


@dataclass(frozen=True)
class Assigned:
    """agent: int64[jobs], -1 where a job goes to nobody. reached: total value. bound: no assignment has more value."""

    agent: Ints
    reached: int
    bound: int

    @property
    def loss(self) -> int:
        """At most so much value is lost by not having searched on; 0 is a proof."""
        return self.bound - self.reached


def assign_jobs(
    value: ArrayLike, use: ArrayLike, budget: ArrayLike, *, every_job: bool = True, nodes: int = NODES
) -> Assigned:
    """The most valuable assignment found, with its bound. nodes: 0 leaves the exact search out.

    value, use: int[agents, jobs], 0 or more. budget: int[agents]. every_job: each job must be given to somebody;
    otherwise at most one. Raises BadInstance where that cannot be done, or was not found within the nodes.
    """
    v, u, b = (np.asarray(one, np.int64) for one in (value, use, budget))
    if v.ndim != 2 or u.shape != v.shape or b.shape != v.shape[:1]:
        raise BadInstance("Values and uses must be tables of agents by jobs, with one budget for each agent.")
    if min(v.min(initial=0), u.min(initial=0), b.min(initial=0)) < 0:
        raise BadInstance("A value, a use or a budget is below 0.")
    agents, jobs = v.shape
    if not v.size:
        return Assigned(np.full(jobs, -1, np.int64), 0, 0)
    each_job = csr_array(np.tile(np.eye(jobs), agents))
    each_agent = csr_array((u.ravel(), (np.repeat(np.arange(agents), jobs), np.arange(v.size))))
    each_agent.resize(agents, v.size)
    fits = Bounds(0, (u <= b[:, None]).ravel().astype(float))
    share, bound = _relaxed(v, each_job, each_agent, b, fits, every_job)
    found = _rounded(share, v, u, b)
    best = found if not every_job or (found >= 0).all() else None
    if nodes and v.size <= SMALL_PROGRAMME and (best is None or _worth(best, v) < bound):
        least = np.full(jobs, float(every_job))
        answer = milp(
            -v.ravel().astype(float),
            integrality=np.ones(v.size),
            bounds=fits,
            constraints=[LinearConstraint(each_job, least, 1), LinearConstraint(each_agent, -np.inf, b)],
            options={"node_limit": nodes, "mip_rel_gap": 0.0},
        )
        if answer.status == 2:
            raise BadInstance("No way of giving every job to an agent keeps to the budgets.")
        if answer.mip_dual_bound is not None and np.isfinite(answer.mip_dual_bound):
            bound = min(bound, floor(-answer.mip_dual_bound + ALMOST))
        if answer.x is not None:
            table = answer.x.reshape(agents, jobs) > 0.5
            exact = np.where(table.any(axis=0), table.argmax(axis=0), -1).astype(np.int64)
            if best is None or _worth(exact, v) > _worth(best, v):
                best = exact
    if best is None:
        raise BadInstance("No way of giving every job to an agent was found within the budgets.")
    reached = _worth(best, v)
    return Assigned(best, reached, max(bound, reached))


def _relaxed(
    v: Ints, each_job: csr_array, each_agent: csr_array, b: Ints, fits: Bounds, every_job: bool
) -> tuple[NDArray[np.float64], int]:
    """(share of each job at each agent, the bound) of the linear programme."""
    jobs = v.shape[1]
    # Some versions of the solver take no bounds as one object, but all take pairs.
    pairs = np.stack([np.zeros(v.size), fits.ub], axis=1)
    form = {"c": -v.ravel().astype(float), "bounds": pairs, "method": "highs"}
    if every_job:
        answer = linprog(**form, A_ub=each_agent, b_ub=b, A_eq=each_job, b_eq=np.ones(jobs))
    else:
        both = csr_array(vstack([each_agent, each_job]))
        answer = linprog(**form, A_ub=both, b_ub=np.concatenate([b, np.ones(jobs)]))
    if answer.status == 2:
        raise BadInstance("No way of giving every job to an agent keeps to the budgets.")
    if answer.status:
        raise BadInstance(f"The linear programme was not solved: {answer.message}")
    return answer.x.reshape(v.shape), floor(-answer.fun + ALMOST)


def _rounded(share: NDArray[np.float64], v: Ints, u: Ints, b: Ints) -> Ints:
    """Whole shares kept, the other jobs to the most valuable agent with room, and then any single move that gains."""
    agents, jobs = v.shape
    agent = np.where(share.max(axis=0) > 1 - ALMOST, share.argmax(axis=0), -1).astype(np.int64)
    given = agent >= 0
    room = b - np.bincount(agent[given], u[agent[given], np.flatnonzero(given)], minlength=agents).astype(
        np.int64
    )
    for j in sorted(np.flatnonzero(~given).tolist(), key=lambda j: (-int(v[:, j].max()), j)):
        can = np.flatnonzero(u[:, j] <= room)
        if can.size:
            agent[j] = can[np.argmax(v[can, j])]
            room[agent[j]] -= u[agent[j], j]
    moved = True
    while moved:
        moved = False
        for j in range(jobs):
            now = int(agent[j])
            can = np.flatnonzero((u[:, j] <= room) & (v[:, j] > (v[now, j] if now >= 0 else -1)))
            if can.size:
                if now >= 0:
                    room[now] += u[now, j]
                agent[j] = can[np.argmax(v[can, j])]
                room[agent[j]] -= u[agent[j], j]
                moved = True
    return agent


def _worth(agent: Ints, v: Ints) -> int:
    given = np.flatnonzero(agent >= 0)
    return int(v[agent[given], given].sum())

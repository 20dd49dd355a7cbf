"""Jobs within budgets: the published optima, and every assignment of tiny instances tried."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.engine.sharing.instance import BadInstance
from helpfulacts.engine.sharing.jobs import assign_jobs

PUBLISHED = (336, 327)
"""Optima of gap1-1 and gap1-2 (maximise) of the OR-Library: J. E. Beasley, "OR-Library: distributing test problems by
electronic mail", Journal of the Operational Research Society 41, 1990."""


def test_it_works() -> None:
    found = assign_jobs([[5, 4], [3, 1]], [[2, 2], [1, 1]], [2, 2])
    assert (found.agent.tolist(), found.reached, found.bound, found.loss) == ([1, 0], 7, 7, 0)


def test_the_published_optima_come_out(shared: Path) -> None:
    file = shared / "sketches" / "allocation" / "gap1.txt"
    if not file.is_file():
        pytest.skip(f"no instances at {file}")
    numbers = iter(map(int, file.read_text().split()))

    def table(*shape: int) -> np.ndarray:
        return np.array([next(numbers) for _ in range(int(np.prod(shape)))]).reshape(shape)

    instances = next(numbers)
    assert instances >= len(PUBLISHED)
    for optimum in PUBLISHED:
        agents, jobs = next(numbers), next(numbers)
        value, use, budget = table(agents, jobs), table(agents, jobs), table(agents)
        found = assign_jobs(value, use, budget)
        assert (found.reached, found.bound) == (optimum, optimum)
        assert (np.bincount(found.agent, use[found.agent, np.arange(jobs)], agents) <= budget).all()
        rough = assign_jobs(value, use, budget, every_job=False, nodes=0)
        assert rough.reached <= rough.bound and rough.bound >= optimum


@settings(max_examples=60, deadline=None)
@given(st.data(), st.booleans(), st.sampled_from([0, 1_000]))
def test_the_loss_is_true_against_every_assignment(data: st.DataObject, every_job: bool, nodes: int) -> None:
    agents, jobs = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 4))
    small = st.integers(0, 6)

    def table(rows: int, columns: int) -> np.ndarray:
        each = st.lists(small, min_size=rows * columns, max_size=rows * columns)
        return np.array(data.draw(each)).reshape(rows, columns)

    value, use, budget = table(agents, jobs), table(agents, jobs), table(agents, 1)[:, 0]
    best = None
    for choice in product(range(0 if every_job else -1, agents), repeat=jobs):
        load = [sum(use[i, j] for j, one in enumerate(choice) if one == i) for i in range(agents)]
        if all(load[i] <= budget[i] for i in range(agents)):
            worth = sum(int(value[i, j]) for j, i in enumerate(choice) if i >= 0)
            best = worth if best is None else max(best, worth)
    if best is None:
        with pytest.raises(BadInstance, match="No way"):
            assign_jobs(value, use, budget, nodes=nodes)
        return
    try:
        found = assign_jobs(value, use, budget, every_job=every_job, nodes=nodes)
    except BadInstance:
        assert every_job and not nodes  # rounding alone may find nothing
        return
    assert found.reached <= best <= found.bound and found.loss >= 0
    if nodes:
        assert found.reached == best == found.bound


@pytest.mark.parametrize(
    ("value", "use", "budget", "words"),
    [
        ([[1]], [[1, 2]], [1], "tables"),
        ([[1]], [[-1]], [1], "below 0"),
        ([[1]], [[2]], [1], "No way"),
    ],
)
def test_what_cannot_be_is_said(value: list, use: list, budget: list, words: str) -> None:
    with pytest.raises(BadInstance, match=words):
        assign_jobs(value, use, budget)

"""Numbers are rounded in one way: to the nearest, and the upper one of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpfulacts.engine.small import nearest


@pytest.mark.parametrize(
    ("number", "step", "told"),
    [
        (12, 5, 10),
        (13, 5, 15),
        (12.5, 5, 15),
        (25, 10, 30),
        (35, 10, 40),
        (62.5, 1, 63),
        (0, 5, 0),
        (950, 100, 1000),
    ],
)
def test_it_works(number: float, step: int, told: int) -> None:
    assert nearest(number, step) == told


@given(st.integers(0, 10**9), st.sampled_from([1, 5, 10, 100]))
def test_nothing_nearer_is_told_and_a_whole_number_of_steps_is(number: int, step: int) -> None:
    told = nearest(number, step)
    assert told % step == 0 and -step <= 2 * (number - told) < step

"""Inequality over deprivation, access by area and small areas: numbers that others published, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.engine.evidence.access import SLOW_FALL, distances_km, two_step, weights
from helpfulacts.engine.evidence.inequality import concentration_index, erreygers, slope_index
from helpfulacts.engine.evidence.small_areas import marshall

AREA1_PEOPLE = [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534]
AREA1_VALUES = [
    75.933459, 78.344238, 83.836063, 83.637540, 80.465503, 81.115676, 81.693084, 84.190006, 80.595564, 86.289435,
]  # fmt: skip
"""OHID, PHEindicatormethods 2.1.0, test data of phe_sii, area1: ten deciles."""


def test_slope_and_relative_index_are_ohids() -> None:
    slope = slope_index(AREA1_PEOPLE, AREA1_VALUES)
    assert slope.sii == pytest.approx(6.934616, abs=2e-6)
    assert slope.rii == pytest.approx(1.088818, abs=2e-6)


def test_slope_of_a_line_is_its_ends() -> None:
    """On each scale, values that lie on a line give the difference and the ratio of its ends."""
    ranks = (np.arange(5) + 0.5) / 5
    slope = slope_index([10] * 5, 2 + 3 * ranks, [0.0] * 5)
    assert (slope.sii, slope.rii) == pytest.approx((3, 2.5))
    assert slope.sii_between == pytest.approx((3, 3))
    rate = slope_index([10] * 5, np.exp(1 + ranks), scale="rate")
    assert rate.rii == pytest.approx(np.e)
    share = slope_index([10] * 5, 1 / (1 + np.exp(-(ranks - 0.5))), scale="proportion")
    assert share.sii == pytest.approx(1 / (1 + np.exp(-0.5)) - 1 / (1 + np.exp(0.5)))


def test_interval_of_the_slope_is_the_analytic_one() -> None:
    """The slope is a weighted sum of the values, so that its standard error is known; and the draws are always the same."""
    errors = [1.0] * 10
    slope = slope_index([1] * 10, AREA1_VALUES, errors)
    middle = (np.arange(10) + 0.5) / 10
    half = 1.959964 / np.sqrt(((middle - 0.5) ** 2).sum())
    assert slope.sii_between == pytest.approx((slope.sii - half, slope.sii + half), abs=0.06)
    assert slope == slope_index([1] * 10, AREA1_VALUES, errors)


def test_a_ratio_means_nothing_where_the_line_reaches_none() -> None:
    assert slope_index([1, 1, 1], [0, 1, 2]).rii is None


@pytest.mark.parametrize(
    ("people", "values", "scale"),
    [
        ([1, 0], [1, 2], "as it is"),
        ([1], [1], "as it is"),
        ([1, 1], [0, 0.5], "proportion"),
        ([1, 1], [0, 2], "rate"),
    ],
)
def test_what_cannot_be_fitted_is_refused(people: list[int], values: list[float], scale: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        slope_index(people, values, scale=scale)  # type: ignore[arg-type]


def test_concentration_index_of_quintiles() -> None:
    """evidence.md §6: quintiles 10, 8, 6, 5, 3 from the most deprived: -0.2125 (sum (2r - 1) h / sum h, by hand)."""
    assert concentration_index([10, 8, 6, 5, 3], [1] * 5) == pytest.approx(-0.2125, abs=1e-9)
    assert concentration_index([4, 4, 4], [1, 5, 2]) == pytest.approx(0)
    assert concentration_index([0, 0], [1, 1]) == 0
    assert erreygers([0.1, 0.3], [1, 1]) == pytest.approx(4 * 0.2 * concentration_index([0.1, 0.3], [1, 1]))


def test_two_step_is_its_formula() -> None:
    """Luo and Wang's two steps, by hand: site 0 is near areas 0 and 1, site 1 near area 1 alone."""
    found = two_step([10, 30], [4, 3], [[1, 0], [1, 1]])
    assert found.score.tolist() == pytest.approx([4 / 40, 4 / 40 + 3 / 30])
    assert found.out_of_reach == 0


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 8), st.integers(1, 6), st.integers(0, 10_000))
def test_what_can_be_reached_is_shared_out_whole(areas: int, sites: int, seed: int) -> None:
    """Σ P·A = Σ S, of the places that anybody can reach."""
    random = np.random.default_rng(seed)
    people, places = random.integers(0, 50, areas), random.integers(0, 20, sites)
    near = weights(random.uniform(0, 6, (areas, sites)), 3.0, SLOW_FALL)
    found = two_step(people, places, near)
    assert people @ found.score == pytest.approx(places.sum() - found.out_of_reach)


def test_weights_fall_with_distance() -> None:
    assert weights([0, 1, 1.5, 3, 3.1], 3.0, SLOW_FALL).tolist() == [1, 1, 0.68, 0.22, 0]
    assert weights([2.9, 3.1], 3.0).tolist() == [1, 0]


def test_a_degree_of_latitude_is_111_km() -> None:
    assert distances_km([52.0], [-2.0], [53.0], [-2.0])[0, 0] == pytest.approx(111.195, abs=0.01)


def test_small_areas_that_differ_by_chance_are_all_the_mean() -> None:
    found = marshall([3, 4, 5, 4], [20, 20, 20, 20])
    assert not found.differ and found.rate.tolist() == [0.2] * 4


def test_small_areas_are_drawn_towards_the_mean_the_smaller_the_more() -> None:
    """Marshall 1991, by the formulas: of two areas with the same rate, the smaller one is drawn further."""
    found = marshall([45, 9, 10, 10], [90, 18, 100, 100])
    assert found.differ
    raw = 0.5
    assert found.mean < found.rate[1] < found.rate[0] < raw
    assert found.low[0] < found.rate[0] < found.high[0]


def test_an_area_without_anybody_is_refused() -> None:
    with pytest.raises(ValueError, match="somebody"):
        marshall([1, 0], [4, 0])

"""Intervals: numbers that others published."""

from __future__ import annotations

import pytest

from helpfulacts.engine.evidence.intervals import byar, exact_poisson, funnel, newcombe, poisson, wilson

OHID = "OHID, PHEindicatormethods 2.1.0, test data"


@pytest.mark.parametrize(
    ("level", "low", "high"),
    [(0.95, 0.021544, 0.111750), (0.998, 0.013865, 0.164589)],
)
def test_wilson_5_of_100_is_ohids(level: float, low: float, high: float) -> None:
    assert wilson(5, 100, level) == pytest.approx((low, high), abs=1e-6), OHID


def test_byar_and_exact_are_ohids() -> None:
    assert byar(65) == pytest.approx((50.163188, 82.849139), abs=1e-6), OHID
    assert exact_poisson(5) == pytest.approx((1.623486, 11.668332), abs=1e-6), OHID
    assert poisson(5) == exact_poisson(5) and poisson(65) == byar(65)
    assert exact_poisson(0)[0] == 0 and byar(0)[0] == 0


def test_difference_is_newcombes() -> None:
    """Newcombe 1998, table II, method 10, example (a): 56/70 - 48/80."""
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert newcombe(1, 0, 3, 4) == (-1.0, 1.0)


def test_funnel_is_ohids() -> None:
    """OHID, PHEindicatormethods, testdata_funnel_prop_outputs.csv: n = 10 around 80.642448 %."""
    limits = funnel(0.80642448, 10)
    assert (limits.watch[0], limits.act[0]) == pytest.approx((0.56154344, 0.4203259), abs=1e-7)
    assert limits.act[1] == 1
    assert limits.says(limits.act[0] - 0.01) == "act low" and limits.says(0.8) == ""
    assert limits.says((limits.act[0] + limits.watch[0]) / 2) == "watch low"


@pytest.mark.parametrize(
    "bad",
    [
        lambda: wilson(3, 2),
        lambda: exact_poisson(-1),
        lambda: byar(-1),
        lambda: wilson(1, 2, 1.0),
        lambda: funnel(1.2, 5),
    ],
)
def test_what_cannot_be_is_refused(bad) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=r"\w"):
        bad()

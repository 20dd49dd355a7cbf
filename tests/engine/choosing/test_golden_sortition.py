"""Pools of other tools: respondents and quotas of real panels, and the chances that were published for them.

Source of example_small_20: the pool, quotas and statistics that Flanigan et al. (2021) published with their method.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from helpfulacts.engine.choosing.divisible import step
from helpfulacts.engine.choosing.panel_quotas import Panels
from helpfulacts.engine.choosing.sortition import panel_lottery
from helpfulacts.exchange.panels import read_panel_files


def test_everybody_of_the_small_example_has_ten_in_a_hundred(shared: Path) -> None:
    folder = shared / "data/participation/sortition/example_small_20"
    pool = read_panel_files(folder / "respondents.csv", folder / "categories.csv").pool
    assert (
        "LEXIMIN minimum probability (exact):\t10.0%"
        in (folder / "example_small_20_statistics.txt").read_text()
    )
    assert sum(pool.sizes) == 200
    assert [float(one) for one in panel_lottery(pool, 20).chances] == pytest.approx([0.1] * 3, abs=1e-6)


@pytest.mark.slow
def test_a_panel_of_22_from_150_meets_all_quotas_with_the_greatest_smallest_chance(shared: Path) -> None:
    folder = shared / "data/participation/sortition/scotland_150_22"
    pool = read_panel_files(folder / "candidates.csv", folder / "features.csv").pool
    lottery = panel_lottery(pool, 22)
    least, most = pool.bounds
    held = lottery.panels @ pool.has.T
    assert ((held >= least) & (held <= most)).all() and (lottery.panels.sum(axis=1) == 22).all()
    assert len(lottery.panel("a public seed")) == 22
    bound = step(Panels(pool, 22), np.full(len(pool.types), np.nan))
    assert bound is not None, "no lottery at all can give more than this"
    assert float(lottery.smallest_chance) == pytest.approx(bound.y, abs=1e-5) == 1 / 11

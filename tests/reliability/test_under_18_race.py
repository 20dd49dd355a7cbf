"""An age, a yes and somebody who joins at the same moment: whoever comes last, nobody under 18 is left with one alone."""

from __future__ import annotations

from typing import Any

import pytest

JOBS = "young_workers.py"


@pytest.mark.slow
def test_an_age_said_while_they_say_yes_and_somebody_joins_leaves_nobody_alone(installation: Any) -> None:
    installation.run("begin", "young-race", workers=JOBS)
    told = installation.run("race", "young-race", 12, workers=JOBS)
    assert told == [{"live": 0, "held": 0, "alone": True}] * 12

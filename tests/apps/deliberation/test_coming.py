"""Votes and decisions that are still to come, for the place and for each ward."""

from __future__ import annotations

from typing import Any

import pytest
from deciding_makers import when_decided

from helpfulacts.deliberation import decisions
from helpfulacts.deliberation.templates import Step

pytestmark = pytest.mark.django_db
STEPS = [Step("inform", 1), Step("gather", 5, "agree"), Step("ballot", 5, "approval"), Step("decide", 10)]


def test_what_is_coming_is_told_to_each_ward_and_to_all(
    make_deliberation: Any, place: Any, during: Any
) -> None:
    from helpfulacts.places.models import Area

    north, south = Area.objects.filter(place=place, level="ward").order_by("code")[:2]
    everywhere = make_deliberation(steps=STEPS)
    make_deliberation(steps=STEPS, area=north)
    with during(everywhere, "ballot"):
        assert [one.open_now for one in decisions.coming(place)] == [True, True, False, False]
        assert len(decisions.coming(place, north)) == 4 and len(decisions.coming(place, south)) == 2
    with when_decided(everywhere):
        assert [one.stage.kind for one in decisions.coming(place, south)] == ["decide"]

"""Count the rounds that a person has confirmed, once each, for the ward pages and “Is it fair?”: from then on it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from helpfulacts.core import register
from helpfulacts.core.clock import now

from ..models import WardFigures
from ..wards import figures_of, without_figures

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def publish_ward_figures(*, place: Place) -> int:
    """How many rounds got theirs. None is made of rounds that were superseded, are older than the last that was told, or
    in which fewer than ten people are counted another way than in that one."""
    made = 0
    for run in without_figures(place):
        # Some seconds of work in a large place: nobody else's writing waits for it. What another made meanwhile is left alone.
        table = figures_of(run)
        if table is None:
            continue
        with register.writing(place):
            if run.pk not in {one.pk for one in without_figures(place)}:
                continue
            assert run.confirmed_at is not None  # a database constraint of confirmed rounds
            WardFigures.objects.create(
                place=place,
                run_number=run.number,
                confirmed_on=run.confirmed_at.astimezone(ZoneInfo(place.zone)).date(),
                table=table,
                made_at=now(),
            )
            register.record(
                place=place, action="told by ward", noun="round", subject=run.pk, facts={"round": run.number}
            )
            made += 1
    return made

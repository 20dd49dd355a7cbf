"""Let an introduction rest until a day, and go on with it."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..introducing import Next, carer, move
from ..models import Introduction
from ..rules import may_report_on_act
from ..states import read_introduction_again

LONGEST = dt.timedelta(days=366)


def hold_introduction(*, introduction: Introduction, until: dt.date, by: Actor) -> Introduction:
    """It rests until `until`, when whoever introduced them sees if it can go on."""
    require(may_report_on_act(by, introduction.act), "let this rest")
    with register.writing(introduction.place_id):
        in_the_next_year(introduction, until)
        read_introduction_again(introduction)
        step = Next(carer(introduction), "See if it can go on", until)
        move(introduction, "on-hold", by=by, step=step)
    return introduction


def go_on(*, introduction: Introduction, by: Actor) -> Introduction:
    """It goes on from where it rested. Raises Refused when it does not rest."""
    require(may_report_on_act(by, introduction.act), "go on with this")
    with register.writing(introduction.place_id):
        read_introduction_again(introduction)
        if introduction.state != "on-hold":
            raise Refused("This does not rest. Reload the page to see it as it is now.")
        move(introduction, "in-progress", by=by)
    return introduction


def in_the_next_year(introduction: Introduction, day: dt.date) -> None:
    first = today(introduction.place.zone)
    if not first <= day <= first + LONGEST:
        raise Refused("Choose a day from today on, within a year.", field="due")

"""Move the day of what comes next in an introduction."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.except_promise import except_promise

from ..introducing import Next, next_promise, owner_of, promise_next
from ..models import Introduction
from ..rules import may_report_on_act
from ..states import read_introduction_again
from .hold_introduction import in_the_next_year


def move_next(*, introduction: Introduction, due: dt.date, by: Actor) -> Introduction:
    """The next thing gets another day, with the same owner. The day before stays on record as moved."""
    require(may_report_on_act(by, introduction.act), "move this day")
    with register.writing(introduction.place_id):
        in_the_next_year(introduction, due)
        read_introduction_again(introduction)
        promise = next_promise(introduction)
        if promise is None:
            raise Refused("This has ended, so nothing comes next.", field="due")
        if promise.due == due:
            return introduction
        except_promise(promise=promise, reason="another day was agreed", by=by.role)
        promise_next(introduction, Next(owner_of(promise), promise.what, due))
    return introduction

"""“That was a mistake”: a “done” of the same day is taken back, while nobody has built on it."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.except_promise import except_promise

from ..came import last_said, takes_back
from ..models import HelpfulAct
from ..rules import may_change_plan
from ..states import move, read_again
from ..versions import require_in_use
from .take_place import owe_act, owed, take_place

TRIGGER = "it was said by mistake that it came"


def take_back_done(*, act: HelpfulAct, by: Actor) -> HelpfulAct:
    """Promised again, on the day that was fixed before. It is owed again. Raises Refused where it is too late, or full."""
    require(may_change_plan(by, act.plan), "take this back")
    with register.writing(act.place_id):
        require_in_use(act.plan)
        read_again(act)
        what = takes_back(act)
        if not what:
            raise Refused("This cannot be taken back any more. Ring us, and we put it right together.")
        if what == "done":
            move(act, "promised")
            if not take_place(act):
                raise Refused("Its place has gone to somebody else meanwhile. Ask for it again instead.")
        _as_before(act, ended=what == "done")
        for promise in owed(act):
            except_promise(promise=promise, reason=TRIGGER, by=by.role)
        owe_act(act, trigger=TRIGGER)
        register.record(
            place=act.place, action="took back that it was done", noun="helpful act", subject=act.pk,
            facts={"by": by.role, "what": what},
        )  # fmt: skip
    return act


def _as_before(act: HelpfulAct, *, ended: bool) -> None:
    said = last_said(act)
    if said is None or said["end"] != ended:
        return  # its day was fixed, and stays
    day, starts = said["was"]
    act.on_day = dt.date.fromisoformat(day) if day else None
    act.starts = dt.time.fromisoformat(starts) if starts else None
    act.came = act.came[:-1]
    act.save(update_fields=["came", "on_day", "starts"])

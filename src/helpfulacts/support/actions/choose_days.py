"""“I come on Wednesdays and Sundays”: of help that is on several days, its person says on which they come."""

from __future__ import annotations

from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.except_promise import except_promise

from ..days_joined import days_on, first_on, has_begun, joined
from ..models import HelpfulAct
from ..rules import may_change_plan
from ..states import read_again
from ..versions import require_in_use
from .take_place import owe_act, owed

REASON = "they chose other days"


def choose_days(*, act: HelpfulAct, days: Iterable[int], by: Actor) -> HelpfulAct:
    """They come on these weekdays (0 is Monday), from the next of them on, which is owed by then. Raises Refused.

    Where the time that is owed has begun, or has gone by, it stays owed as it was, for only they know if it came: the
    days they choose are those of the weeks after it.
    """
    require(may_change_plan(by, act.plan), "change this plan")
    chosen = set(days)
    with register.writing(act.place_id):
        require_in_use(act.plan)
        read_again(act)
        on = days_on(act)
        if not on:
            raise Refused("It is not on several days now, so there is nothing to choose.")
        if not chosen or not chosen <= set(on):
            raise Refused("Choose at least one of its days.", field="days")
        first = first_on(act, chosen)
        if first is None:
            raise Refused("It does not come on those days any more. Choose another.", field="days")
        if chosen == set(joined(act)):
            return act
        moved = first.day != act.on_day and not has_begun(act)
        act.joins = sorted(chosen)
        if moved:
            act.on_day, act.starts = first.day, first.starts
        act.save(update_fields=["joins", "on_day", "starts"])
        was_owed = owed(act) if moved else []
        for promise in was_owed:
            except_promise(promise=promise, reason=REASON, by=by.role)
        if was_owed:
            owe_act(act, trigger=REASON)
        register.record(place=act.place, action="chose their days", noun="helpful act", subject=act.pk)
    return act

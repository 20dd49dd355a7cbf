"""“It is done” of help that comes again: this time, and the next stays; or for good."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..came import comes_again, last_time, next_time, times_noted
from ..models import HelpfulAct
from ..rules import may_change_plan
from ..sessions import wants_day
from ..states import read_again
from .finish_act import finish_act
from .free_place import ends_how
from .report_act import it_can_have_happened, mark_done, may_be_the_day
from .take_place import OWN_HELP_WITHIN, owe_act, owed


def note_time(*, act: HelpfulAct, by: Actor, on: dt.date | None = None) -> HelpfulAct:
    """It came this time: that is noted, and the next time is promised. `on`: the day, where none was fixed.

    What comes next is owed by the last day, or within twelve weeks: nobody has to say each week that it came. Raises
    Refused.
    """
    require(may_change_plan(by, act.plan), "say that this came")
    with register.writing(act.place_id):
        read_again(act)
        it_can_have_happened(act, by)
        if not comes_again(act):
            raise Refused("This is not to come again, as far as we know. Say that it is done.")
        day = may_be_the_day(act, on) if wants_day(act) else last_time(act)
        assert day is not None
        if day in times_noted(act):
            raise Refused("You have noted that day. Choose another, or go back.", field="on_day")
        _keep(act, day)
        for promise in owed(act):
            keep_promise(promise=promise, evidence=f"said to have come by {by.role}", by=by.role)
        due = act.ends_on or today(act.place.zone) + OWN_HELP_WITHIN
        owe_act(act, trigger="it came, and comes again", due=due)
        if act.from_round:
            Person.objects.filter(place=act.place_id, pk=act.plan.person_id).update(missed_rounds=0)
        register.record(
            place=act.place, action="came this time", noun="helpful act", subject=act.pk,
            facts={"by": by.role, "kind": act.kind, "sphere": act.sphere},
        )  # fmt: skip
    return act


def _keep(act: HelpfulAct, day: dt.date) -> None:
    """The day it came, what was fixed before that, and the next day."""
    was = [value.isoformat() if value else "" for value in (act.on_day, act.starts)]
    said = today(act.place.zone).isoformat()
    after = next_time(act)
    act.came = [*act.came, {"day": day.isoformat(), "said": said, "was": was, "end": False}]
    act.on_day, act.starts = (after.day, after.starts) if after else (None, None)
    act.save(update_fields=["came", "on_day", "starts"])


def end_for_good(*, act: HelpfulAct, by: Actor, on: dt.date | None = None) -> HelpfulAct:
    """It is done, and does not come again: the place that it kept is free. Raises Refused."""
    require(may_change_plan(by, act.plan), "say that this is done")
    with register.writing(act.place_id):
        read_again(act)
        noted = max(times_noted(act), default=None)
        if on is not None and noted is not None and on < noted:
            said = date_in_words(noted)
            raise Refused(f"You noted that it came on {said}. Say that day, or a later one.", field="on_day")
        mark_done(act=act, by=by, on=on)
        if act.holds_id is not None and ends_how(act) in ("date", "said"):
            finish_act(act=act, by=by)
    return act

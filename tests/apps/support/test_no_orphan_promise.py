"""No promise outlives what it is about: whatever ends an act keeps or excuses what was owed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.promises.models import OPEN, Promise
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.actions.report_act import confirm_act, decline_act, mark_done, stop_act
from helpfulacts.support.models import HelpfulAct

DESK = Actor("Tom, link worker", "navigator")
DONE_WITH = ("not_now", "declined", "lapsed", "stopped", "done", "confirmed")


def orphans(place: Any) -> list[Promise]:
    """Open promises of help, a next step or a remedy about an act that has ended, or that is not there any more.

    News is no orphan: the desk owes it because something ended.
    """
    live = HelpfulAct.objects.filter(place=place).exclude(state__in=DONE_WITH)
    owed = Promise.objects.filter(OPEN, place=place, about_noun="helpful act").exclude(kind="tell")
    return list(owed.exclude(about_id__in=live.values("pk")))


def test_however_an_act_ends_nothing_is_owed_about_it(make_plan: Any, offer: Any, place: Any) -> None:
    def promised(**fields: Any) -> Any:
        plan = make_plan()
        act = answer_act(
            act=choose_offer(plan=plan, offer=offer("A bed", by="A club", **fields), by=plan.actor),
            answer="yes",
            by=plan.actor,
        )
        assert act.state == "promised"
        return plan, act

    endings = {
        "stopped": lambda plan, act: stop_act(act=act, by=plan.actor),
        "declined": lambda plan, act: decline_act(act=act, by=DESK),
        "not now": lambda plan, act: answer_act(act=act, answer="not_now", by=plan.actor),
        "done": lambda plan, act: mark_done(act=act, by=plan.actor, on=today()),
        "confirmed": lambda plan, act: confirm_act(
            act=act, outcome="", changed="", by=plan.actor, on=today()
        ),
        "erased": lambda plan, act: erase_plan(plan=plan, by=plan.actor),
    }
    for name, end in endings.items():
        plan, act = promised()
        assert Promise.objects.filter(OPEN, place=place, about_id=act.pk, kind="act").count() == 1
        end(plan, act)
        assert orphans(place) == [], name
    plan, act = promised()
    waiting = choose_offer(plan=plan, offer=offer("A kettle", by="A club"), by=plan.actor)
    end_offers(place=place, offers=[waiting.offer], by=SYSTEM)
    lapse_unanswered(place=place, day=today() + dt.timedelta(days=90))
    assert orphans(place) == []

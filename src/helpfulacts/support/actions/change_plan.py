"""Change a plan: its words, what the person could offer, pause, resume, end, and whether it asks in rounds."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Plan
from ..rules import may_change_plan
from ..versions import note_change
from .begin_plan import tidy_words
from .release_act import LETS_GO, release_each


def reword_plan(*, plan: Plan, words: str, by: Actor) -> Plan:
    """The sentence on top, in other words. Earlier ones stay readable to the person."""
    require(may_change_plan(by, plan), "change this plan")
    plan.words = tidy_words(words)
    with register.writing(plan.place_id):
        note_change(plan=plan, by=by, change="changed the words")
    return plan


def say_what_you_offer(*, plan: Plan, words: str, by: Actor) -> Plan:
    """What the person could offer. Optional, asked last, and never read when places are shared."""
    require(may_change_plan(by, plan), "change this plan")
    plan.can_offer = tidy_words(words, field="can_offer", needed=False)
    with register.writing(plan.place_id):
        note_change(plan=plan, by=by, change="changed what you could offer")
    return plan


def join_rounds(*, plan: Plan, by: Actor, join: bool = True) -> Plan:
    """The person agrees, or no longer agrees, that this plan asks for places in sharing rounds."""
    require(may_change_plan(by, plan), "change this plan")
    if plan.in_rounds == join:
        return plan
    if join and plan.state != "live":
        raise Refused("Go on with your plan first. Then you can ask for places in sharing rounds.")
    plan.in_rounds = join
    with register.writing(plan.place_id):
        note_change(plan=plan, by=by, change="joined sharing rounds" if join else "left sharing rounds")
    return plan


def _set_state(plan: Plan, state: str, change: str, by: Actor) -> Plan:
    require(may_change_plan(by, plan), "change this plan")
    if plan.state == "ended":
        raise Refused("This plan has ended. Begin a new one whenever you like.")
    if plan.state == state:
        return plan
    plan.state = state
    with register.writing(plan.place_id):
        note_change(plan=plan, by=by, change=change)
        if state == "ended":
            release_each(
                acts=plan.acts.filter(state__in=LETS_GO).order_by("created_at"),
                state_of=lambda act: "not_now" if act.state == "suggested" else "stopped",
                by=by,
            )
    return plan


def pause_plan(*, plan: Plan, by: Actor) -> Plan:
    """Nothing new is suggested and no round asks for it, until the person resumes."""
    return _set_state(plan, "paused", "paused the plan", by)


def resume_plan(*, plan: Plan, by: Actor) -> Plan:
    return _set_state(plan, "live", "went on with the plan", by)


def end_plan(*, plan: Plan, by: Actor) -> Plan:
    """Over. Places held are let go; what was done stays readable to the person."""
    return _set_state(plan, "ended", "ended the plan", by)

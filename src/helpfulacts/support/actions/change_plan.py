"""Change a plan: its words, what the person could offer, pause, resume, end, and whether it asks in rounds."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Plan
from ..rules import may_change_plan
from ..versions import note_change, require_in_use
from .begin_plan import tidy_heading, tidy_words
from .free_place import ends_how, free_place
from .release_act import LETS_GO, release_each, state_when_stopped


def reword_plan(
    *, plan: Plan, words: str, by: Actor, seen: int | None = None, heading: str | None = None
) -> Plan:
    """The sentence on top, in other words. Earlier ones stay readable to the person. `seen`: see `note_change`.

    heading: that of the plan of a group or a street.
    """
    require(may_change_plan(by, plan), "change this plan")
    fields = {"words": tidy_words(words)}
    if heading is not None and plan.group:
        fields["heading"] = tidy_heading(heading)
    with register.writing(plan.place_id):
        note_change(plan=plan, by=by, change="changed the words", seen=seen, **fields)
    return plan


def say_what_you_offer(*, plan: Plan, words: str, by: Actor, seen: int | None = None) -> Plan:
    """What the person could offer. Optional, asked last, and never read when places are shared."""
    require(may_change_plan(by, plan), "change this plan")
    words = tidy_words(words, field="can_offer", needed=False)
    with register.writing(plan.place_id):
        note_change(plan=plan, by=by, change="changed what you could offer", seen=seen, can_offer=words)
    return plan


def join_rounds(*, plan: Plan, by: Actor, join: bool = True) -> Plan:
    """The person agrees, or no longer agrees, that this plan asks for places in sharing rounds."""
    require(may_change_plan(by, plan), "change this plan")
    with register.writing(plan.place_id):
        require_in_use(plan)
        if plan.in_rounds == join:
            return plan
        if join and plan.state != "live":
            raise Refused("Go on with your plan first. Then you can ask for places in sharing rounds.")
        change = "joined sharing rounds" if join else "left sharing rounds"
        note_change(plan=plan, by=by, change=change, in_rounds=join)
    return plan


def _set_state(plan: Plan, state: str, change: str, by: Actor, stays_with: str = "") -> Plan:
    require(may_change_plan(by, plan), "change this plan")
    with register.writing(plan.place_id):
        require_in_use(plan)
        if plan.state == state:
            return plan
        note_change(plan=plan, by=by, change=change, state=state, stays_with=stays_with)
        if state == "ended":
            release_each(
                acts=plan.acts.filter(state__in=LETS_GO).order_by("created_at"),
                state_of=state_when_stopped,
                by=by,
            )
            for act in (
                plan.acts.filter(holds__isnull=False).select_related("offer", "place").order_by("created_at")
            ):
                if ends_how(act) not in ("back", "never"):  # what was given or lent is still with the person
                    free_place(act=act, by=by)
    return plan


def pause_plan(*, plan: Plan, by: Actor) -> Plan:
    """Nothing new is suggested and no round asks for it, until the person resumes."""
    return _set_state(plan, "paused", "paused the plan", by)


def stay_with(*, plan: Plan, by: Actor, whom: str = "") -> Plan:
    """“I stay with this person, no new offer”: no suggestions and no rounds, until the person is open to ideas again.

    `whom` may stay empty. What was agreed goes on, and the person may still look for help themselves.
    """
    name = tidy(whom)
    if len(name) > 80:
        raise Refused("Please keep the name under 80 letters.", field="whom")
    return _set_state(plan, "stays", "said that nothing new is wanted", by, name)


def resume_plan(*, plan: Plan, by: Actor) -> Plan:
    """It goes on. A plan that ended stays ended: a new one is begun instead."""
    return _set_state(plan, "live", "went on with the plan", by)


def end_plan(*, plan: Plan, by: Actor) -> Plan:
    """Over. Places held are let go; what was done stays readable to the person."""
    return _set_state(plan, "ended", "ended the plan", by)

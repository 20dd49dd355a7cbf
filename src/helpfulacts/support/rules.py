"""Who may change a plan: its person, or somebody at a desk on their behalf (logged as by proxy)."""

from __future__ import annotations

from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_keep_offers, may_use_desk

from .models import HelpfulAct, Plan, Story


def may_change_plan(actor: Actor, plan: Plan) -> bool:
    return actor.person_id == plan.person_id or may_use_desk(actor)


def may_report_on_act(actor: Actor, act: HelpfulAct) -> bool:
    """The giver says an act was done; the person and the desk may too. Only the person confirms."""
    return may_change_plan(actor, act.plan) or may_answer_for_giver(actor, act)


def may_answer_for_giver(actor: Actor, act: HelpfulAct) -> bool:
    """Those who keep the body's offers, the person who gives it, or the desk for either. Never its receiver."""
    if may_use_desk(actor):
        return True
    if act.offer is None or actor.person_id == act.plan.person_id:
        return False
    gives = actor.person_id is not None and actor.person_id in (act.offer.giver_id, act.offer.kept_by_id)
    return gives or may_keep_offers(actor, act.offer.provider_id)


def may_tell_stories(actor: Actor) -> bool:
    return actor.has("storyteller")


def may_write_story(actor: Actor, story: Story) -> bool:
    """Whoever began it, while they hold the role."""
    return may_tell_stories(actor) and actor.account_id == story.by_account

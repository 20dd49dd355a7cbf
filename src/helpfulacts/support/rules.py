"""Who may change a plan: its person, or somebody at a desk on their behalf (logged as by proxy)."""

from __future__ import annotations

from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_keep_offers, may_use_desk

from .models import HelpfulAct, Plan


def may_change_plan(actor: Actor, plan: Plan) -> bool:
    return actor.person_id == plan.person_id or may_use_desk(actor)


def may_report_on_act(actor: Actor, act: HelpfulAct) -> bool:
    """The giver says an act was done; the person and the desk may too. Only the person confirms."""
    provider = act.offer.provider_id if act.offer else None
    return may_change_plan(actor, act.plan) or may_keep_offers(actor, provider)

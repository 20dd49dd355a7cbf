"""Who may change a plan: its person, or somebody at a desk on their behalf (logged as by proxy). Who may suggest."""

from __future__ import annotations

from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_keep_offers, may_use_desk

from .models import HelpfulAct, NamedHelper, Plan, Proposal, Story


def may_change_plan(actor: Actor, plan: Plan) -> bool:
    return actor.person_id == plan.person_id or may_use_desk(actor)


def may_suggest(actor: Actor, plan: Plan) -> bool:
    """Somebody whom its person named and has not stopped, or the desk. The person writes; they need not suggest."""
    if actor.person_id == plan.person_id:
        return False
    return may_use_desk(actor) or _is_named_on(actor, plan)


def _is_named_on(actor: Actor, plan: Plan) -> bool:
    live = NamedHelper.objects.filter(place=plan.place_id, plan=plan, stopped_at__isnull=True)
    return actor.helper_id is not None and live.filter(pk=actor.helper_id).exists()


def may_dissent(actor: Actor, plan: Plan) -> bool:
    """A professional with a name and a body, on somebody else's plan."""
    return may_use_desk(actor) and actor.account_id is not None and actor.person_id != plan.person_id


def is_author(actor: Actor, proposal: Proposal) -> bool:
    if proposal.helper_id is not None:
        return actor.helper_id == proposal.helper_id
    return actor.account_id is not None and actor.account_id == proposal.by_account


def may_put_on_plan(actor: Actor, plan: Plan) -> bool:
    """Put an offer there as a suggestion: nothing is agreed by it."""
    return may_change_plan(actor, plan) or _is_named_on(actor, plan)


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

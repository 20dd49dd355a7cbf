"""Under 18 a grown-up of a body is there: the one rule for every road that leads to one person alone.

A yes, a talk first, an introduction, a place that comes free, a suggestion, a round and the giver's own yes ask it here,
inside `register.writing`: what stands in the database then counts, never what a page read before. What was promised
earlier is put aside by `actions/release_alone.py`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.directory.alone import is_alone, offers_alone
from helpfulacts.directory.models import Offer
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import may_use_desk

from .models import HelpfulAct, Plan
from .selectors import set_aside

PUT_ASIDE = "put_aside"
"""In the `reason` of an act that `release_alone` put aside: the moment it did."""
_SAID_FOR = dt.timedelta(days=28)
"""So long the plan says first what was put aside because they are under 18; then it stands with what was put aside."""


def is_under_18(plan: Plan) -> bool:
    """Did they, or their group, say so? As the database says now."""
    return Person.objects.filter(place=plan.place_id, pk=plan.person_id, age_band=Person.UNDER_18).exists()


def is_held(plan: Plan, offer: Offer | None) -> bool:
    """Would a yes bring somebody under 18, or their group, together with one person alone?"""
    return offer is not None and is_under_18(plan) and is_alone(offer)


def refuse_alone(plan: Plan, offer: Offer | None) -> None:
    """Raises Refused, with whom to talk to, where `is_held`."""
    if is_held(plan, offer):
        raise Refused(
            "Under 18, a grown-up of a group, a club or the council is there. This is from one person alone. "
            f"Talk to {plan.place.talk_to}: they find a way with you."
        )


def refuse_giver_alone(act: HelpfulAct) -> None:
    """The same for whoever gives it; it does not say how old anybody is. Raises Refused."""
    if is_held(act.plan, act.offer):
        raise Refused(
            f"The desk arranges this one, so that nobody meets alone. Talk to {act.plan.place.talk_to} first."
        )


def refuse_naming(plan: Plan, by: Actor) -> None:
    """Somebody at the desk names with them who helps with the plan of somebody under 18. Raises Refused."""
    if is_under_18(plan) and not may_use_desk(by):
        raise Refused(
            f"Under 18, we choose together who helps with your plan. Talk to {plan.place.talk_to}: they do it with you."
        )


def never_alone(plan: Plan) -> frozenset[uuid.UUID]:
    """Ids of the offers that are not to be suggested on this plan."""
    return offers_alone(plan.place_id) if is_under_18(plan) else frozenset()


def put_aside(plan: Plan) -> list[HelpfulAct]:
    """What `release_alone` put aside on this plan, and nobody has asked for again; the last first."""
    return [act for act in set_aside(plan) if PUT_ASIDE in act.reason]


def lately_put_aside(aside: Iterable[HelpfulAct]) -> list[HelpfulAct]:
    """Of what stands aside on a plan, what `release_alone` put there in the last four weeks."""
    lately = now() - _SAID_FOR
    return [act for act in aside if PUT_ASIDE in act.reason and act.changed_at > lately]

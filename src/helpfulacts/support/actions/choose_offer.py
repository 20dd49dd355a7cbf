"""Put an offer on a plan as a suggestion: nothing is agreed until the person says yes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.apart import offers_apart
from helpfulacts.directory.facets import KINDS, SPHERES
from helpfulacts.directory.models import CapacityPeriod, Offer, Prerequisite
from helpfulacts.directory.offer_costs import for_plans
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import ActDependency, Aspiration, HelpfulAct, Plan, Veto
from ..rules import may_change_plan, may_put_on_plan
from ..sessions import first_sessions
from ..versions import require_in_use
from ..young import refuse_alone
from .suggest_change import author_of
from .take_place import owe_act

FURTHEST_DAY = dt.timedelta(days=2 * 366)
"""How far ahead help of one's own may have its day: what is further is a slip of the pen."""


def draft_act(
    *,
    plan: Plan,
    offer: Offer,
    aspiration: Aspiration | None,
    reason: dict[str, Any],
    answer_by: dt.date | None = None,
    holds: CapacityPeriod | None = None,
    from_round: bool = False,
    urgent: bool = False,
    on_day: dt.date | None = None,
    starts: dt.time | None = None,
) -> HelpfulAct:
    """A suggested act, not yet in the database: for `choose_offer` and for batches."""
    moment = now()
    act = HelpfulAct(
        place=plan.place,
        plan=plan,
        aspiration=aspiration,
        offer=offer,
        holds=holds,
        shown_from=offer.shown_from,
        kind=offer.kind,
        sphere=offer.sphere,
        from_round=from_round,
        urgent=urgent,
        reason=reason,
        on_day=on_day,
        starts=starts,
        answer_by=answer_by,
        created_at=moment,
        changed_at=moment,
    )
    act.title, act.costs = offer.title, for_plans(offer.costs)
    return act


def link_dependencies(act: HelpfulAct) -> None:
    """An act whose offer needs another offer waits for that act on the same plan."""
    if act.offer is None:
        return
    needed = Prerequisite.objects.filter(place=act.place_id, offer=act.offer).values_list(
        "needs_id", flat=True
    )
    for before in act.plan.acts.filter(
        offer__in=list(needed), state__in=["suggested", "agreed", "promised", "done"]
    ).order_by("created_at"):
        ActDependency.objects.get_or_create(place=act.place, act=act, needs=before)


def choose_offer(
    *,
    plan: Plan,
    offer: Offer,
    by: Actor,
    aspiration: Aspiration | None = None,
    reason: dict[str, Any] | None = None,
    urgent: bool = False,
) -> HelpfulAct:
    """A suggestion on the plan, waiting for yes or not now. A shared offer is asked for in a round instead.

    Where somebody else than the person puts it there, it says who.
    """
    require(may_put_on_plan(by, plan), "change this plan")
    if offer.access == "shared":
        raise Refused(
            "Places here are given in a sharing round. Tick “ask for me in sharing rounds” on your plan."
        )
    if offer.giver_id == plan.person_id:
        raise Refused("This is something that you give yourself.")
    try:
        with register.writing(plan.place_id):
            require(may_put_on_plan(by, plan), "change this plan")  # or were they stopped a moment ago?
            require_in_use(plan)
            if plan.state == "stays" and by.person_id != plan.person_id:
                raise Refused("They stay with whom they know, and want nothing new for now.")
            offer.refresh_from_db(fields=["status", "check_until"])
            may_hear_of(plan, offer)
            on_day, starts = first_sessions([offer], plan.place).get(offer.pk, (None, None))
            act = draft_act(
                plan=plan,
                offer=offer,
                aspiration=aspiration,
                reason=reason or {"code": "chosen"},
                urgent=urgent,
                on_day=on_day,
                starts=starts,
            )
            if by.person_id != plan.person_id:
                act.suggested_by = author_of(by, plan)
            act.save(force_insert=True)
            link_dependencies(act)
            register.record(
                place=plan.place,
                action="suggested",
                noun="helpful act",
                subject=act.pk,
                facts={"kind": offer.kind, "sphere": offer.sphere},  # not which: few may use it
            )
    except IntegrityError:
        raise Refused("This is already on your plan.") from None
    return act


def may_hear_of(plan: Plan, offer: Offer) -> None:
    """Raises Refused when the offer is not open, or from one person alone for somebody under 18, or the person wants to hear no more of it."""
    refuse_alone(plan, offer)
    if not directory.is_still_listed(offer) or offer.pk in offers_apart(plan.place_id, plan.person_id):
        raise Refused("This offer is not open at the moment. Look for another, or ring us.")
    if Veto.objects.filter(place=plan.place_id, person=plan.person_id, offer=offer).exists():
        raise Refused(
            "You said “not this one” to this. Say on your plan that you may hear of it again first."
        )


def add_own_act(
    *,
    plan: Plan,
    title: str,
    shown_from: str,
    kind: str,
    sphere: str,
    by: Actor,
    costs: list[dict[str, Any]] | None = None,
    on_day: dt.date | None = None,
    state: str = "agreed",
) -> HelpfulAct:
    """Help that is in no directory: a sister who rings on Sundays, a husband who cares.

    `state` "promised" is the helper's own promise, for `on_day` or within twelve weeks.
    """
    require(may_change_plan(by, plan), "change this plan")
    if not title.strip() or not shown_from.strip():
        raise Refused(
            "Say what it is and who it is from.", field="title" if not title.strip() else "shown_from"
        )
    if kind not in KINDS or sphere not in SPHERES or state not in ("agreed", "promised"):
        raise Refused("Choose the kind of help and who it comes from.", field="kind")
    if on_day and on_day < today(plan.place.zone):
        raise Refused("Choose today or a day to come, or leave the day empty.", field="on_day")
    if on_day and on_day - today(plan.place.zone) > FURTHEST_DAY:
        raise Refused(
            f"The year {on_day.year} is too far off. Choose a day in the next two years, or leave the day empty.",
            field="on_day",
        )
    moment = now()
    act = HelpfulAct(
        place=plan.place,
        plan=plan,
        shown_from=shown_from.strip()[:120],
        kind=kind,
        sphere=sphere,
        state=state,
        reason={"code": "yours"},
        on_day=on_day,
        created_at=moment,
        changed_at=moment,
    )
    act.title, act.costs = title.strip()[:160], costs or []
    with register.writing(plan.place_id):
        require_in_use(plan)
        act.save(force_insert=True)
        register.record(
            place=plan.place, action="added", noun="helpful act", subject=act.pk, facts={"sphere": sphere}
        )
        if state == "promised":
            owe_act(act, trigger="the person says it was promised")
    return act

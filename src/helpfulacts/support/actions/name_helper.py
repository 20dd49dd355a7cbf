"""Name somebody who helps with a plan: six words of their own, that the person stops with one press."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.phrases import new_phrase
from helpfulacts.people.rules import require
from helpfulacts.people.selectors import phrase_hash

from ..authors import OPENS
from ..models import NamedHelper, Plan
from ..rules import may_change_plan
from ..versions import require_in_use
from ..young import refuse_naming

MOST = 8
LONGEST = 60


def name_helper(*, plan: Plan, called: str, by: Actor) -> tuple[NamedHelper, str]:
    """(who helps, their six words, shown once). They read the plan and suggest; they say yes to nothing."""
    require(may_change_plan(by, plan), "name somebody for this plan")
    name = tidy(called)
    if not name:
        raise Refused("Say what you call them.", field="called")
    if len(name) > LONGEST:
        raise Refused(f"Please keep the name under {LONGEST} letters.", field="called")
    with register.writing(plan.place_id):
        refuse_naming(plan, by)
        require_in_use(plan)
        live = plan.helpers.filter(stopped_at__isnull=True)
        if len(live) >= MOST:
            raise Refused(f"{MOST} people help you already. Stop one of them first.")
        if any(one.called.casefold() == name.casefold() for one in live):
            raise Refused(
                "Somebody of that name helps you already. Use another name for this one.", field="called"
            )
        helper = NamedHelper(place=plan.place, plan=plan, named_at=now())
        helper.called = name
        phrase = _fresh_words(helper)
        helper.save(force_insert=True)
        register.record(
            place=plan.place, action="named a helper", noun="plan", subject=plan.pk, facts={"by": by.role}
        )
    return helper, phrase


def give_helper_words(*, helper: NamedHelper, by: Actor) -> str:
    """Six fresh words. The ones before stop; somebody who was stopped helps again."""
    require(may_change_plan(by, helper.plan), "name somebody for this plan")
    with register.writing(helper.place_id):
        refuse_naming(helper.plan, by)
        require_in_use(helper.plan)
        helper.stopped_at = None
        phrase = _fresh_words(helper)
        helper.save(update_fields=["stopped_at", "phrase_hash"])
        register.record(
            place=helper.place,
            action="named a helper",
            noun="plan",
            subject=helper.plan_id,
            facts={"by": by.role},
        )
    return phrase


def stop_helper(*, helper: NamedHelper, by: Actor) -> None:
    """At once: their words open nothing, and what is open in their browser closes. What they suggested stays theirs."""
    require(may_change_plan(by, helper.plan), "stop somebody on this plan")
    with register.writing(helper.place_id):
        helper.refresh_from_db(fields=["stopped_at"])
        if helper.stopped_at is not None:
            return
        helper.stopped_at, helper.phrase_hash = now(), ""
        helper.save(update_fields=["stopped_at", "phrase_hash"])
        register.record(
            place=helper.place,
            action="stopped a helper",
            noun="plan",
            subject=helper.plan_id,
            facts={"by": by.role},
        )


def _fresh_words(helper: NamedHelper) -> str:
    phrase = new_phrase()
    helper.phrase_hash = phrase_hash(helper.place, phrase, OPENS)
    return phrase

"""Look for rights before anything else is suggested, and keep what was found.

check_rights(plan=) -> RightsCheck          on its own: the person changed a fact
keep_check(plan, found) -> RightsCheck      inside a transaction that suggests something next
"""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.support.models import Plan

from ..entitlement import Found, as_kept, look_for_rights, offers_for
from ..models import RightsCheck
from ..options import asker_of, wishes_of


def check_rights(*, plan: Plan, quiet: bool = False) -> RightsCheck:
    """From what the person says of themselves now. Older rows stay with what was suggested after them, until the plan goes.

    `quiet`: as for the facts themselves (`say_facts`), the register says nothing.
    """
    plan = Plan.objects.select_related("person__postcode", "person__ward", "place").get(
        place=plan.place_id, pk=plan.pk
    )
    found = look_for_rights(plan, wishes_of(plan), asker_of(plan), offers_for(plan))
    with register.writing(plan.place_id):
        return keep_check(plan, found, quiet=quiet)


def keep_check(plan: Plan, found: Found, *, quiet: bool = False) -> RightsCheck:
    """The register says that rights were looked for and under which rules: not what anybody has a right to."""
    check = RightsCheck(place=plan.place, plan=plan, rule_set=found.rule_set, at=now())
    check.found = as_kept(found)
    check.save(force_insert=True)
    if quiet:
        return check
    number = found.rule_set.number if found.rule_set else None
    register.record(
        place=plan.place, action="looked for rights", noun="plan", subject=plan.pk, facts={"rules": number}
    )
    return check

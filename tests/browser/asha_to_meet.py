"""For Asha's story, inside the demonstration's data (`people_to_meet.py`): who types at the library, and her plan read again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.entitlement import offers_for
from helpfulacts.coordination.fitting import fit
from helpfulacts.coordination.freeze import claim_columns
from helpfulacts.coordination.offer_columns import columns_of
from helpfulacts.coordination.options import ENTITLEMENTS, _looking_for, asker_of, wishes_of
from helpfulacts.coordination.suggested import reason_sentence
from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.support.models import HelpfulAct, Plan

PASSWORD = "six quiet herons at dusk"
LIBRARY, VOLUNTEER = "library@demo.invalid", "A volunteer at Brierley Hill library"


def volunteer(place: Any) -> dict[str, str]:
    account = people.account_by_email(LIBRARY)
    if account is None:
        account = begin_account(email=LIBRARY, password=PASSWORD)
        grant_role(
            place=place, account=account, role="navigator", shown_as=VOLUNTEER, begins=today(),
            body=begin_organisation(place=place, name="Brierley Hill library"), until=today() + dt.timedelta(days=90),
        )  # fmt: skip
    return {"email": LIBRARY, "password": PASSWORD}


def _typed() -> Plan:
    return Plan.objects.filter(by_proxy=VOLUNTEER).latest("created_at")


def six_weeks_ago(place: Any) -> int:
    """How many acts were moved."""
    plan, back = _typed(), dt.timedelta(weeks=6)
    Plan.objects.filter(pk=plan.pk).update(
        created_at=F("created_at") - back, changed_at=F("changed_at") - back
    )
    acts = plan.acts.filter(state__in=("promised", "agreed"))
    return acts.update(
        on_day=today(place.zone) - back, created_at=F("created_at") - back, changed_at=F("changed_at") - back
    )


def again(place: Any) -> dict[str, Any]:
    """From the wishes, the offers and where both are, as they were recorded; nothing of the kept reason is used."""
    plan = _typed()
    wishes = {wish.aspiration: wish for wish in wishes_of(plan)}
    offers = {offer.id: offer for offer in offers_for(plan)}
    asker, said = asker_of(plan), {}
    for act in plan.acts.exclude(offer=None).select_related("offer", "plan"):
        wish, offer = wishes[act.aspiration_id], offers[act.offer_id]
        rights_only = not set(wish.facets) & set(offer.facets)
        claims = claim_columns([asker], [wish], [asker.ward])
        pairs, _ = fit(
            _looking_for(claims, ENTITLEMENTS) if rights_only else claims,
            columns_of([offer], [asker.ward], place),
        )
        found = {
            "code": "entitlement" if rights_only else "suggested",
            "facets": list(wish.facets),
            "right": "",
        }
        found |= {"grade": int(pairs.grade[0]), "metres": int(pairs.distance_m[0])}
        said[act.title] = reason_sentence(HelpfulAct(plan=plan, reason=found))
    lines = register.entries(place, noun="plan").filter(subject=plan.pk).order_by("sequence")
    check = coordination.last_check(plan)
    return {
        "said": said,
        "register": [line.action for line in lines],
        "begun": lines[0].facts,
        "checked": check.at.isoformat() if check else "",
        "suggested": {act.title: act.created_at.isoformat() for act in plan.acts.all()},
        "typed_for": plan.by_proxy,
    }


def left(place: Any) -> int:
    """Plans that this volunteer typed and that are still there."""
    return Plan.objects.filter(place=place, by_proxy=VOLUNTEER).count()

"""Reads of who else writes for a plan: whom its person named, what others suggest, and what stands beside it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.db.models import QuerySet

from helpfulacts.core.errors import NotFound
from helpfulacts.people.actor import Actor
from helpfulacts.people.phrases import tidy
from helpfulacts.people.selectors import phrase_hash
from helpfulacts.places.models import Place

from .models import Dissent, NamedHelper, Plan, Proposal
from .rules import is_author

OPENS = "helper"
SHOWN_AS = "Somebody you named"


def helpers_of(plan: Plan) -> list[NamedHelper]:
    """Those who may help now, then those who were stopped."""
    found = list(plan.helpers.order_by("named_at", "pk"))
    return sorted(found, key=lambda one: one.stopped_at is not None)


def get_helper(plan: Plan, helper_id: uuid.UUID) -> NamedHelper:
    found = NamedHelper.objects.filter(place=plan.place_id, plan=plan, pk=helper_id).first()
    if found is None:
        raise NotFound("There is nobody of that kind on this plan.")
    return found


def _live(place: Place) -> QuerySet[NamedHelper]:
    """Those whose words open a plan now. While its person must not be found, it is open to them and the desk alone."""
    rows = NamedHelper.objects.filter(place=place, stopped_at__isnull=True, plan__person__protected=False)
    rows = rows.exclude(plan__state="ended")
    return rows.select_related("plan__person", "plan__place", "place")


def helper_by_phrase(place: Place, phrase: str) -> NamedHelper | None:
    """Who these six words are for; None where they open nothing now."""
    return (
        _live(place).filter(phrase_hash=phrase_hash(place, phrase, OPENS)).first() if tidy(phrase) else None
    )


def live_helper(place: Place, helper_id: uuid.UUID) -> NamedHelper | None:
    return _live(place).filter(pk=helper_id).first()


def actor_of(helper: NamedHelper) -> Actor:
    """Whoever holds their words. Their name is on what they suggest, and on nothing that outlives the plan."""
    return Actor(SHOWN_AS, "helper", helper_id=helper.pk)


def waiting_proposals(plan: Plan) -> list[Proposal]:
    """What waits for the person's answer, in the order it was said."""
    return list(plan.proposals.filter(state="open").select_related("about").order_by("at", "pk"))


def answered_proposals(plan: Plan) -> list[Proposal]:
    rows = plan.proposals.filter(state__in=("accepted", "declined")).select_related("about")
    return list(rows.order_by("-decided_at", "pk"))


def proposals_by(plan: Plan, by: Actor) -> list[Proposal]:
    """What one author suggested here, newest first."""
    rows = plan.proposals.select_related("about").order_by("-at", "pk")
    return [one for one in rows if is_author(by, one)]


def get_proposal(plan: Plan, proposal_id: uuid.UUID) -> Proposal:
    found = (
        Proposal.objects.filter(place=plan.place_id, plan=plan, pk=proposal_id)
        .select_related("about")
        .first()
    )
    if found is None:
        raise NotFound("There is no such suggestion on this plan.")
    return found


@dataclass(frozen=True)
class Beside:
    """What professionals wrote beside one plan: beside all of it, beside each wish and each act (by id)."""

    plan: list[Dissent] = field(default_factory=list)
    parts: dict[uuid.UUID, list[Dissent]] = field(default_factory=dict)

    @property
    def all(self) -> list[Dissent]:
        return [*self.plan, *(one for ones in self.parts.values() for one in ones)]


def beside(plan: Plan, *, printed: bool = False) -> Beside:
    """What stands beside a plan now; `printed`: what its person lets out on paper."""
    found = Beside()
    rows = Dissent.objects.filter(place=plan.place_id, plan=plan, withdrawn_at__isnull=True)
    if printed:
        rows = rows.filter(in_print=True)
    for one in rows.select_related("body", "wish", "act").order_by("at", "pk"):
        part = one.wish_id or one.act_id
        (found.parts.setdefault(part, []) if part else found.plan).append(one)
    return found


def withdrawn_by(plan: Plan, by: Actor) -> list[Dissent]:
    """What one author took back here: they may put it there again."""
    if by.account_id is None:
        return []
    rows = Dissent.objects.filter(place=plan.place_id, plan=plan, withdrawn_at__isnull=False)
    return list(
        rows.filter(by_account=by.account_id).select_related("body", "wish", "act").order_by("-withdrawn_at")
    )


def get_dissent(plan: Plan, dissent_id: uuid.UUID) -> Dissent:
    found = Dissent.objects.filter(place=plan.place_id, plan=plan, pk=dissent_id).first()
    if found is None:
        raise NotFound("There is nothing like that beside this plan.")
    return found

"""Each change to a plan makes a version that its person can read back. Erased with the plan."""

from __future__ import annotations

from django.db.models import F

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.people.actor import Actor

from .models import Plan, PlanVersion


def note_change(*, plan: Plan, by: Actor, change: str) -> None:
    """Save `plan` as its next version and put the change, without its words, on the register."""
    commitment, plan.salt = register.commit_to(plan.words)
    Plan.objects.filter(place=plan.place_id, pk=plan.pk).update(
        version=F("version") + 1,
        changed_at=now(),
        words_sealed=plan.words_sealed,
        can_offer_sealed=plan.can_offer_sealed,
        state=plan.state,
        in_rounds=plan.in_rounds,
        salt=plan.salt,
    )
    plan.refresh_from_db()
    version = PlanVersion(
        place=plan.place,
        plan=plan,
        number=plan.version,
        at=plan.changed_at,
        author="you" if by.person_id == plan.person_id else f"{by.shown_as}, for you",
        change=change[:120],
    )
    version.words = plan.words
    version.save(force_insert=True)
    register.record(
        place=plan.place,
        action="changed a plan",
        noun="plan",
        subject=plan.pk,
        facts={"change": change, "version": plan.version, "proxy": by.person_id != plan.person_id},
        commitment=commitment,
    )

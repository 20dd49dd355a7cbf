"""Each change to a plan makes a version that its person can read back. Erased with the plan."""

from __future__ import annotations

from typing import Any

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor

from .models import Plan, PlanVersion

SEALED = ("words", "can_offer", "stays_with", "heading")


def require_in_use(plan: Plan) -> None:
    """Read `plan` again, inside `register.writing`. Raises Refused when it has ended, or was deleted."""
    try:
        plan.refresh_from_db()
    except Plan.DoesNotExist:
        raise Refused("This plan was deleted. Begin a new one whenever you like.") from None
    if plan.state == "ended":
        raise Refused("This plan has ended. Begin a new one whenever you like.")


def note_change(*, plan: Plan, by: Actor, change: str, seen: int | None = None, **fields: Any) -> None:
    """Set `fields`, and no other, as the next version of `plan`; the change goes on the register without its words.

    Inside `register.writing`. `seen` is the version that a form was made from: Refused when there is a newer one, so
    that nobody writes over what they have not read. Afterwards `plan` is as it is now, whether refused or not.
    """
    require_in_use(plan)
    if seen is not None and seen != plan.version:
        raise Refused(
            "Your plan was changed after you opened this page. What you wrote is still here, and not kept yet. "
            "Press again to keep it."
        )
    for name, value in fields.items():
        setattr(plan, name, value)
    commitment, plan.salt = register.commit_to(plan.words)
    plan.version, plan.changed_at = plan.version + 1, now()
    columns = [f"{name}_sealed" if name in SEALED else name for name in fields]
    plan.save(update_fields=[*columns, "version", "changed_at", "salt"])
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

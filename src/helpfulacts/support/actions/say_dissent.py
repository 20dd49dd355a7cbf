"""A professional's dissent: beside the plan, never over it. It changes no word, wish or act."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Aspiration, Dissent, HelpfulAct, Plan
from ..rules import may_change_plan, may_dissent
from ..versions import require_in_use
from .begin_plan import tidy_words


def say_dissent(
    *, plan: Plan, words: str, by: Actor, wish: Aspiration | None = None, act: HelpfulAct | None = None
) -> Dissent:
    """Beside the whole plan, or beside one `wish` or one `act` of it, with the author's name, role and body."""
    require(may_dissent(by, plan), "write beside this plan")
    assert by.account_id is not None  # `may_dissent` says so
    for part in (wish, act):
        if part is not None and part.plan_id != plan.pk:
            raise Refused("That is not on this plan.", field="beside")
    dissent = Dissent(
        place=plan.place,
        plan=plan,
        wish=wish,
        act=act,
        by_shown_as=by.shown_as[:80],
        role=by.role,
        body_id=by.body_id,
        by_account=by.account_id,
        at=now(),
    )
    dissent.words = tidy_words(words)
    with register.writing(plan.place_id):
        require_in_use(plan)
        dissent.save(force_insert=True)
        _record(dissent, "wrote beside a plan", by)
    return dissent


def withdraw_dissent(*, dissent: Dissent, by: Actor, withdraw: bool = True) -> Dissent:
    """Only its author; it can be put back."""
    require(by.account_id == dissent.by_account, "take this back")
    with register.writing(dissent.place_id):
        dissent.refresh_from_db()
        if (dissent.withdrawn_at is not None) != withdraw:
            dissent.withdrawn_at = now() if withdraw else None
            dissent.save(update_fields=["withdrawn_at"])
            _record(dissent, "took back what was beside a plan" if withdraw else "wrote beside a plan", by)
    return dissent


def answer_dissent(*, dissent: Dissent, words: str, by: Actor) -> Dissent:
    """The person says what they think of it, or nothing any more: empty words take the answer back."""
    require(may_change_plan(by, dissent.plan), "answer for this person")
    said = tidy_words(words, needed=False)
    with register.writing(dissent.place_id):
        dissent.refresh_from_db()
        dissent.answer = said
        dissent.save(update_fields=["answer_sealed"])
        _record(dissent, "answered what was beside a plan", by)
    return dissent


def keep_out_of_print(*, dissent: Dissent, by: Actor, out: bool = True) -> Dissent:
    """Whether it comes out on paper: the person says."""
    require(may_change_plan(by, dissent.plan), "change this plan")
    with register.writing(dissent.place_id):
        dissent.in_print = not out
        dissent.save(update_fields=["in_print"])
    return dissent


def _record(dissent: Dissent, action: str, by: Actor) -> None:
    register.record(
        place=dissent.place, action=action, noun="plan", subject=dissent.plan_id, facts={"by": by.role}
    )

"""Write the two lines of an introduction. Nothing is sent: the person reads them first, and may say them otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..introducing import next_of, promise_next
from ..models import HelpfulAct, Introduction
from ..rules import may_change_plan
from ..selectors import is_named
from ..states import read_again
from ..versions import require_in_use
from ..young import refuse_alone

LONGEST_LINE = 160


def draft_introduction(
    *,
    act: HelpfulAct,
    lines: Sequence[str],
    by: Actor,
    parent: Introduction | None = None,
    from_parent: str = "",
) -> Introduction:
    """An introduction to whoever offers `act`, in one or two lines that both sides will see. Raises Refused."""
    require(may_change_plan(by, act.plan), "introduce this person")
    words = two_lines(lines)
    one = new_introduction(act, by, parent=parent, from_parent=from_parent)
    one.words = words
    with register.writing(act.place_id):
        read_again(act)
        require_in_use(act.plan)
        may_be_introduced(act)
        save_introduction(one)
    return one


def two_lines(lines: Sequence[str]) -> str:
    """The lines as they are kept. Raises Refused when the first is empty or one is too long."""
    kept = [tidy(line) for line in lines][:2]
    if not kept or not kept[0]:
        raise Refused("Write one line that introduces them.", field="first")
    for name, line in zip(("first", "second"), kept, strict=False):
        if len(line) > LONGEST_LINE:
            raise Refused(f"Keep each line to {LONGEST_LINE} letters.", field=name)
    return "\n".join(line for line in kept if line)


def new_introduction(
    act: HelpfulAct, by: Actor, *, parent: Introduction | None = None, from_parent: str = ""
) -> Introduction:
    """Not yet in the database: by whom, and from which one it goes on."""
    moment = now()
    return Introduction(
        place=act.place, act=act, parent=parent, from_parent=from_parent, introduced_by=by.shown_as[:80],
        role=by.role, by_account=by.account_id, body_id=by.body_id, created_at=moment, changed_at=moment,
    )  # fmt: skip


def save_introduction(one: Introduction) -> None:
    """Keep it, with the promise of what comes next, inside `register.writing`. Raises Refused for a second open one."""
    try:
        with transaction.atomic():
            one.save(force_insert=True)
    except IntegrityError:
        raise Refused("They are being introduced here already.") from None
    promise_next(one, next_of(one))
    register.record(
        place=one.place, action="drafted an introduction", noun="introduction", subject=one.pk,
        facts={"by": one.role, "kind": one.act.kind, "sphere": one.act.sphere},
    )  # fmt: skip


def may_be_introduced(act: HelpfulAct) -> None:
    """Raises Refused where nobody is to be introduced: own help, an idea, a round's place, or what is past a yes."""
    if act.offer is None:
        raise Refused("This is help that they have already. Nobody needs to be introduced.")
    if act.kind == "idea":
        raise Refused("An idea is theirs to try. Nobody needs to be introduced.")
    if act.from_round:
        raise Refused("This place comes from a sharing round. They answer yes or not now to it.")
    refuse_alone(act.plan, act.offer)
    if not is_named(act):
        raise Refused("This is not open at the moment. Look for another, or ring us.")
    if act.state not in ("suggested", "agreed"):
        raise Refused("This was answered already. Reload the page to see it as it is now.")

"""The person reads the two lines, says what may be passed on until when, and they are sent. Nothing is sent before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actions.give_consent import give_consent
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Consent
from helpfulacts.people.rules import require

from ..introducing import move
from ..models import HelpfulAct, Introduction
from ..rules import may_change_plan
from ..states import move as move_act
from ..states import must_wait, read_introduction_again
from ..versions import require_in_use
from ..young import is_under_18
from .answer_act import may_go_ahead
from .draft_introduction import may_be_introduced, two_lines
from .move_up_queue import move_up_queue
from .take_place import take_place, tell_giver

LONGEST_REACH = 200
LONGEST = dt.timedelta(days=366)
WHAT = "introduction"
WHY = "So that you can be introduced"
MAY_REACH = ("phone", "message", "email", "letter")


@dataclass(frozen=True)
class Yes:
    """What the person agreed to: how they may be reached (`reach` only where `way` needs it), until when, how they said it.

    `basis`: "self" on their own page, "spoken" to somebody at the desk, "written".
    """

    way: str
    until: dt.date
    reach: str = ""
    basis: str = "self"


def request_introduction(
    *, introduction: Introduction, lines: Sequence[str], yes: Yes, by: Actor
) -> Introduction:
    """The two lines go to the giver, as `lines` say them; the act is agreed, and holds a place or waits in the queue.

    `lines` are what the person had before their eyes: nothing else is sent. Raises Refused.
    """
    act = introduction.act
    require(may_change_plan(by, act.plan), "say yes for this person")
    words, reach = two_lines(lines), _checked(yes, act, by)
    with register.writing(introduction.place_id):
        read_introduction_again(introduction)
        require_in_use(act.plan)
        if introduction.state != "draft":
            raise Refused("They were asked already. Reload the page to see what comes next.")
        if yes.way in MAY_REACH and is_under_18(act.plan):
            raise Refused(
                "Under 18, somebody from the desk is there. Choose that somebody comes along.", field="way"
            )
        _may_ask(act)
        consent = _consent(act, yes)
        if act.holds_id is None and act.offer is not None:
            move_up_queue(offer=act.offer)  # whoever waits already comes first
        take_place(act)
        introduction.words, introduction.reach = words, reach
        move(
            introduction, "requested", by=by, consent=consent, way=yes.way,
            words_sealed=introduction.words_sealed, reach_sealed=introduction.reach_sealed,
        )  # fmt: skip
        if act.state == "suggested":
            move_act(act, "agreed")
        tell_giver(act)
        register.record(
            place=act.place, action="said yes", noun="helpful act", subject=act.pk,
            facts={"state": act.state, "kind": act.kind, "sphere": act.sphere, "by": by.role},
        )  # fmt: skip
    return introduction


def _checked(yes: Yes, act: HelpfulAct, by: Actor) -> str:
    """How they may be reached, tidied. Raises Refused for what cannot be agreed to like this."""
    if yes.way not in dict(Introduction.WAYS):
        raise Refused("Choose how they may get in touch, or that they may not.", field="way")
    reach = tidy(yes.reach)
    if yes.way in MAY_REACH and not reach:
        raise Refused("Write the number or the address for that.", field="reach")
    if len(reach) > LONGEST_REACH:
        raise Refused(f"Keep it to {LONGEST_REACH} letters.", field="reach")
    day = today(act.place.zone)
    if not day < yes.until <= day + LONGEST:
        raise Refused("Choose a day within the next year.", field="until")
    theirs = by.person_id == act.plan.person_id
    if yes.basis not in dict(Consent.BASES) or theirs != (yes.basis == "self"):
        raise Refused("Say how they told you: in words, or in writing.", field="basis")
    return reach if yes.way in MAY_REACH else ""


def _may_ask(act: HelpfulAct) -> None:
    may_be_introduced(act)
    may_go_ahead(act)
    if must_wait(act):
        raise Refused("Something else comes first here. When that is done, they can be asked.")


def _consent(act: HelpfulAct, yes: Yes) -> Consent:
    return give_consent(
        person=act.plan.person, what=WHAT, with_whom=act.shown_from, why=WHY, until=yes.until,
        basis=yes.basis,
    )  # fmt: skip

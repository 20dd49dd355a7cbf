"""A courteous question to a giver who has been silent: the system drafts it, a person reads it, sends it or drops it."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_use_desk, require

from ..models import Introduction, Nudge
from ..silence import silent_since
from ..states import read_introduction_again


def answer_nudge(*, introduction: Introduction, send: bool, by: Actor) -> Nudge:
    """Write down that the drafted nudge was sent, or dropped. Refused when the giver is not silent (any more).

    The letter itself goes out after this, by whoever pressed the button: nothing is sent by itself.
    """
    require(may_use_desk(by), "nudge a giver")
    with register.writing(introduction.place_id):
        read_introduction_again(introduction)
        if silent_since(introduction) is None:
            raise Refused("They have answered, or were asked a short time ago. Nothing was sent.")
        nudge = Nudge.objects.create(
            place=introduction.place,
            introduction=introduction,
            sent=send,
            by_shown_as=by.shown_as[:80],
            at=now(),
        )
        register.record(
            place=introduction.place, action="sent a nudge" if send else "dropped a nudge",
            noun="introduction", subject=introduction.pk, facts={"by": by.role},
        )  # fmt: skip
    return nudge

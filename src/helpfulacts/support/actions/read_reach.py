"""How the giver may get in touch with somebody who was introduced: shown once both said yes, and each look is kept."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actions.open_record import open_passed_on
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Introduction
from ..models.introductions import BOTH_SAID_YES
from ..rules import may_answer_for_giver
from ..states import read_introduction_again

WHY = "You said how they may get in touch"


def read_reach(*, introduction: Introduction, by: Actor) -> str:
    """The person's own words for it. Raises Refused before both yeses, after the end, and where they come by themselves."""
    require(may_answer_for_giver(by, introduction.act), "read this")
    with register.writing(introduction.place_id):
        read_introduction_again(introduction)
        if introduction.state not in BOTH_SAID_YES or not introduction.reach:
            raise Refused("There is nothing to show here. They come by themselves, or it has ended.")
        open_passed_on(
            place=introduction.place, actor=by, person=introduction.act.plan.person_id, why=WHY,
            noun="introduction", subject=introduction.pk,
        )  # fmt: skip
    return introduction.reach

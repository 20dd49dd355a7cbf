"""“We met”: the introduction is going on."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..introducing import move
from ..models import Introduction
from ..rules import may_report_on_act
from ..states import read_introduction_again


def start_introduction(*, introduction: Introduction, by: Actor) -> Introduction:
    """Either side, or the desk, says that they met. Raises Refused before a yes."""
    require(may_report_on_act(by, introduction.act), "say that they met")
    with register.writing(introduction.place_id):
        read_introduction_again(introduction)
        if introduction.state == "on-hold":
            raise Refused("This rests for a while. Go on with it first.")
        move(introduction, "in-progress", by=by)
    return introduction

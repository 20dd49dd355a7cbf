"""It did not work out. An ordinary thing to say, and nobody's fault: the place is free, and another way can be tried."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..introducing import move
from ..models import Introduction
from ..models.introductions import FAILED
from ..rules import may_report_on_act
from ..states import read_introduction_again
from .begin_plan import tidy_words
from .complete_introduction import said_by
from .release_act import release_place_of


def fail_introduction(*, introduction: Introduction, how: str, by: Actor, words: str = "") -> Introduction:
    """`how` is a code of `FAILED`; the act stops. `words` as of `complete_introduction`. Raises Refused."""
    act = introduction.act
    require(may_report_on_act(by, act), "say how this ended")
    if how not in FAILED:
        raise Refused("Say what did not work.", field="how")
    kept = tidy_words(words, needed=False)
    with register.writing(introduction.place_id):
        read_introduction_again(introduction)
        move(introduction, "failed", by=by, how=how, **said_by(introduction, kept, by))
        release_place_of(act=act, state="stopped", by=by)
    return introduction

"""An introduction ends: it worked out, and how; or it did not, and why. A leaflet is neither: it is a note."""

from __future__ import annotations

from typing import Any

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..introducing import move
from ..models import Introduction
from ..models.introductions import COMPLETED
from ..rules import may_change_plan, may_report_on_act
from ..states import read_introduction_again
from .begin_plan import tidy_words
from .report_act import mark_done


def complete_introduction(
    *, introduction: Introduction, how: str, by: Actor, words: str = ""
) -> Introduction:
    """It worked out; the act is done, and the person is asked how it went. `how` is a code of `COMPLETED`.

    `words` are the person's own where they, or the desk for them, say it; else the giver's. Raises Refused.
    """
    act = introduction.act
    require(may_report_on_act(by, act), "say how this ended")
    if how not in COMPLETED:
        raise Refused(
            "Say how it worked out. A leaflet or a number is not an end: write it as a note.", field="how"
        )
    kept = tidy_words(words, needed=False)
    with register.writing(introduction.place_id):
        read_introduction_again(introduction)
        move(introduction, "completed", by=by, how=how, **said_by(introduction, kept, by))
        mark_done(act=act, by=by)
    return introduction


def said_by(introduction: Introduction, words: str, by: Actor) -> dict[str, Any]:
    """The column that `words` belong in: the person's, or the giver's; none when nothing was said."""
    if not words:
        return {}
    if may_change_plan(by, introduction.act.plan):
        introduction.outcome = words
        return {"outcome_sealed": introduction.outcome_sealed}
    introduction.giver_outcome = words
    return {"giver_outcome_sealed": introduction.giver_outcome_sealed}

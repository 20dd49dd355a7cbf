"""A yes to somebody who talks with people first is an introduction: whether there is a place, they say afterwards."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core.clock import today
from helpfulacts.people.actions.give_consent import give_consent
from helpfulacts.people.actor import Actor

from ..introducing import move
from ..models import HelpfulAct, Introduction
from .draft_introduction import new_introduction, save_introduction, two_lines

FOR = dt.timedelta(weeks=26)
WHAT = "wish to talk with them"
WHY = "So that they can talk with you first, and say if there is a place"
LINES = ("Somebody would like this: {title}", "They said yes to a talk first.")


def open_talk(*, act: HelpfulAct, by: Actor) -> Introduction:
    """Ask the giver for a talk, with two lines that say nothing of the person, inside `register.writing`.

    The person's yes to the offer is the consent: that somebody asked is all that is passed on. They come by themselves.
    """
    theirs = by.person_id == act.plan.person_id
    one = new_introduction(act, by)
    one.words = two_lines((LINES[0].format(title=act.title)[:160], LINES[1]))
    save_introduction(one)
    consent = give_consent(
        person=act.plan.person, what=WHAT, with_whom=act.shown_from, why=WHY,
        until=today(act.place.zone) + FOR, basis="self" if theirs else "spoken",
    )  # fmt: skip
    move(one, "requested", by=by, consent=consent, way="none")
    return one

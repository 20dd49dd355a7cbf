"""The person stops an introduction: at once, free, without a reason. Or takes back what may be shared."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actions.give_consent import withdraw_consent
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.people.models import Consent
from helpfulacts.people.rules import may_use_desk, require

from ..introducing import move
from ..models import Introduction
from ..models.introductions import BOTH_SAID_YES, OPEN
from ..rules import may_change_plan
from ..states import read_introduction_again
from .ask_next_door import let_go_next_door
from .release_act import LETS_GO, release_place_of, state_when_stopped
from .take_back_telling import empty_resting_on

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def cancel_introduction(*, introduction: Introduction, by: Actor) -> Introduction:
    """“Not now”, at any time. Its act goes with it; what was passed on is deleted."""
    act = introduction.act
    require(may_change_plan(by, act.plan), "stop this for this person")
    with register.writing(introduction.place_id):
        read_introduction_again(introduction)
        if not introduction.is_open:
            raise Refused("This has ended already. Reload the page to see it as it is now.")
        release_place_of(act=act, state=state_when_stopped(act), by=by)
        introduction.refresh_from_db()
    return introduction


def void_introduction(*, introduction: Introduction, by: Actor) -> Introduction:
    """It was put in by mistake: it is marked so, and what had been agreed by it is let go. For the desk."""
    act = introduction.act
    require(may_use_desk(by), "take this out")
    with register.writing(introduction.place_id):
        read_introduction_again(introduction)
        draft = introduction.state == "draft"
        move(introduction, "entered-in-error", by=by, how="mistake")
        if not draft:
            release_place_of(act=act, state="stopped", by=by, why="it was put in by mistake")
    return introduction


def withdraw_sharing(*, consent: Consent, by: Actor) -> None:
    """The person takes back what may be shared: it counts from now, and all that rests on it stops: introductions,
    stories that quote words offered by it, and what a place next door suggests."""
    require(by.person_id == consent.person_id or may_use_desk(by), "take this back for this person")
    with register.writing(consent.place_id):
        withdraw_consent(consent=consent)
        for one in _resting_on(consent):
            _end(one, "consent", by)
        empty_resting_on(consent)
        let_go_next_door(consent=consent, by=by)


def _resting_on(consent: Consent) -> list[Introduction]:
    rows = Introduction.objects.filter(place=consent.place_id, consent=consent, state__in=OPEN)
    return list(rows.select_related("act__plan__person", "act__offer", "place").order_by("created_at"))


def _end(one: Introduction, how: str, by: Actor) -> None:
    """Inside `register.writing`."""
    move(one, "cancelled", by=by, how=how)
    if one.act.state in LETS_GO:
        release_place_of(act=one.act, state="stopped", by=by)


def end_consents(*, place: Place, day: dt.date) -> int:
    """How many introductions lost the ground they stood on before `day`. Run again, it changes nothing.

    Who was asked and did not answer while it counted is not asked any more. Where they met already it goes on, without
    how to reach the person.
    """
    with register.writing(place):
        over = list(
            Introduction.objects.filter(place=place, state__in=OPEN, consent__until__lt=day)
            .exclude(reach_sealed__isnull=True, state__in=BOTH_SAID_YES)
            .select_related("act__plan__person", "act__offer", "place")
            .order_by("created_at", "pk")
        )
        for one in over:
            if one.state == "requested":
                _end(one, "over", SYSTEM)
            else:
                Introduction.objects.filter(place=place, pk=one.pk).update(reach_sealed=None)
                register.record(
                    place=place, action="forgot how to reach", noun="introduction", subject=one.pk
                )
    return len(over)

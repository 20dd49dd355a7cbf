"""Take a place for an act and promise it. What follows a yes, and what follows when a place comes free."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell
from helpfulacts.promises.actions.make_promise import make_promise
from helpfulacts.promises.models import Promise

from ..giving import giver_of
from ..introducing import open_introduction
from ..models import HelpfulAct
from ..sessions import first_sessions
from ..states import move

OWN_HELP_WITHIN = dt.timedelta(weeks=12)
"""Help of the person's own without a day (a husband who cares) is owed by then: as long as a giver's number stands."""


def take_place(act: HelpfulAct) -> bool:
    """Hold a place if the offer counts them. False when it is full.

    Where they talk with people first, none is held: the yes is an introduction, and they say later if there is a place.
    """
    if act.offer is None or act.holds_id is not None or not behaviour_of(act.offer).can_be_full:
        return True
    period = directory.current_capacity(act.offer, today(act.place.zone))
    if period is None or period.talks_first:
        return True
    try:
        hold_place(period=period)
    except Refused:
        return False
    _keep_hold(act, period)
    return True


def _keep_hold(act: HelpfulAct, period: CapacityPeriod) -> None:
    kept = HelpfulAct.objects.filter(place=act.place_id, pk=act.pk, state=act.state).update(holds=period)
    if not kept:
        raise Refused("Somebody changed this a moment ago. Reload the page to see it as it is now.")
    act.holds = period


def promise_act(act: HelpfulAct) -> None:
    """Move to promised, with the giver's promise; somebody without e-mail goes on the list to tell."""
    move(act, "promised")
    _set_dates(act)
    if not _is_owed(act):
        return
    introduced = open_introduction(act) is not None
    owe_act(act, trigger="both said yes" if introduced else "the person said yes")
    if not introduced:
        tell_giver(act)
    person = act.plan.person
    if person.channel != "email":
        ask_desk_to_tell(
            place=act.place,
            to=("person", person.pk),
            about=("helpful act", act.pk),
            what=f"Tell them what happens next: {act.title}",
            trigger="the person has no e-mail",
        )


def tell_giver(act: HelpfulAct) -> None:
    """The desk tells a person who gives, or keeps something for a body, that somebody asked; a body reads it on its page."""
    if giver := giver_of(act):
        ask_desk_to_tell(
            place=act.place,
            to=("person", giver),
            about=("helpful act", act.pk),
            what=f"Somebody said yes to what they offer: {act.title}. Ask if they say yes too.",
            trigger="somebody asked for what they offer",
        )


def _set_dates(act: HelpfulAct) -> None:
    """The day it happens, when the one suggested went by unanswered or in a queue: the next that is still to come. The
    last day; the day a lent thing is due back.
    """
    if act.offer is None:
        return
    day = today(act.place.zone)
    if act.on_day is not None and act.on_day <= day:
        act.on_day, act.starts = first_sessions([act.offer], act.place).get(act.offer.pk, (None, None))
    yes = behaviour_of(act.offer).on_yes(act.offer.particulars, day, act.on_day)
    act.ends_on, act.return_by = yes.ends_on, yes.return_by
    act.save(update_fields=["on_day", "starts", "ends_on", "return_by"])


def _is_owed(act: HelpfulAct) -> bool:
    """An idea is the person's own to try: nobody owes it."""
    return act.offer is None or behaviour_of(act.offer).makes_promise


def owed(act: HelpfulAct) -> list[Promise]:
    """What is promised of this act and still open."""
    return promises.open_about(act.place, "helpful act", act.pk, kind="act")


def owe_act(act: HelpfulAct, *, trigger: str, due: dt.date | None = None) -> None:
    """The promise of this act: by its body, by whoever offers it, or by the person's own helper. `due`: by then instead.

    Nothing is promised of an idea.
    """
    if not _is_owed(act):
        return
    day = today(act.place.zone)
    if act.offer is None:
        by_noun, by_id, usual = "helper", None, act.on_day or day + OWN_HELP_WITHIN
    else:
        by_noun = "organisation" if act.offer.provider_id else "offer"
        by_id = act.offer.provider_id or act.offer.pk
        usual = behaviour_of(act.offer).due(day, act.on_day)
    make_promise(
        place=act.place,
        by_noun=by_noun,
        by_id=by_id,
        by_shown_as=act.shown_from,
        to_noun="person",
        to_id=act.plan.person_id,
        about_noun="helpful act",
        about_id=act.pk,
        what=act.title,
        trigger=trigger,
        due=due or usual,
    )

"""Say that an act was done; and, by the person alone, that it was and what changed."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..models import HelpfulAct
from ..rules import may_answer_for_giver, may_change_plan, may_report_on_act
from ..selectors import has_told
from ..sessions import not_yet, wants_day
from ..states import move, must_wait, read_again
from .begin_plan import tidy_words
from .free_place import ends_how, free_place
from .move_up_queue import move_up_queue
from .release_act import release_place_of, state_when_stopped
from .take_place import owed, promise_act, take_place


def mark_done(*, act: HelpfulAct, by: Actor, on: dt.date | None = None) -> HelpfulAct:
    """The giver, the person or the desk says it happened. The person is asked to confirm.

    Nobody can say so before the day and hour that were agreed, or before a time is booked: nothing
    has happened yet. Where no day was fixed, the person says `on` which day it was. Raises Refused.
    """
    require(may_report_on_act(by, act), "report on this")
    with register.writing(act.place_id):
        read_again(act)
        it_can_have_happened(act, by)
        if wants_day(act) and (on is not None or not may_answer_for_giver(by, act)):
            _keep_day(act, on)
        move(act, "done")
        for promise in owed(act):
            keep_promise(promise=promise, evidence=f"said done by {by.role}", by=by.role)
        register.record(
            place=act.place,
            action="done",
            noun="helpful act",
            subject=act.pk,
            facts={"by": by.role, "kind": act.kind, "sphere": act.sphere},
        )
        if act.from_round:  # only help that came ends a turn: what was let go costs none
            Person.objects.filter(place=act.place_id, pk=act.plan.person_id).update(missed_rounds=0)
        if ends_how(act) == "done":
            free_place(act=act, by=by)
        for dependant in HelpfulAct.objects.filter(
            place=act.place_id, waits_for__needs=act, state="agreed"
        ).order_by("created_at"):
            if dependant.offer is not None:
                move_up_queue(offer=dependant.offer)  # others may wait for the same, and were before
            elif not must_wait(dependant) and take_place(dependant):
                promise_act(dependant)
    return act


def it_can_have_happened(act: HelpfulAct, by: Actor) -> None:
    """Raises Refused before the day and hour that were agreed."""
    why = not_yet(act)
    if not why:
        return
    if may_change_plan(by, act.plan):
        raise Refused(
            f"{why} So nothing has happened yet. Say that it is done then, or after. If you do not want it any more, "
            "press “Stop this”. You need not say why."
        )
    raise Refused(
        f"{why} Say that it is done then, or after. If you cannot do it, say that: you need no reason."
    )


def _keep_day(act: HelpfulAct, on: dt.date | None) -> None:
    """The day on which it happened, by the word of who got it; that none was fixed before is kept with it."""
    day = may_be_the_day(act, on)
    said = today(act.place.zone).isoformat()
    act.on_day = day
    act.came = [*act.came, {"day": day.isoformat(), "said": said, "was": ["", ""], "end": True}]
    HelpfulAct.objects.filter(place=act.place_id, pk=act.pk).update(on_day=day, came=act.came)


def may_be_the_day(act: HelpfulAct, on: dt.date | None) -> dt.date:
    """`on`, where it can have happened then: not before it was agreed, and not to come. Raises Refused."""
    if on is None:
        raise Refused("No day was fixed for this. Say on which day it happened.", field="on_day")
    if on > today(act.place.zone):
        raise Refused("That day has not come yet. Choose today, or a day before.", field="on_day")
    agreed = agreed_on(act)
    if on < agreed:
        began = "You agreed it" if act.offer is not None else "You put it on your plan"
        raise Refused(
            f"{began} on {date_in_words(agreed)}. Choose that day, or one after it.", field="on_day"
        )
    return on


def agreed_on(act: HelpfulAct) -> dt.date:
    """The day on which a promised act was promised; the day it came on the plan where nobody owes it, or where it
    has come before and is owed anew."""
    again = act.offer is None or bool(act.came)
    made = [] if again else [one.made_at for one in owed(act)]
    return min(made, default=act.created_at).astimezone(ZoneInfo(act.place.zone)).date()


def confirm_act(
    *, act: HelpfulAct, outcome: str, changed: str, by: Actor, on: dt.date | None = None
) -> HelpfulAct:
    """The person says it was done and, if they like, what changed: themselves, or by the desk writing for them.

    What the desk writes down is marked as by proxy on the register. Who said nothing yet may still say it when the act
    was closed meanwhile. `on`: the day it happened, where none was fixed. Raises Refused.
    """
    require(may_change_plan(by, act.plan), "confirm this")
    words = _checked(outcome, changed)
    with register.writing(act.place_id):
        read_again(act)
        if act.state == "promised":
            if on is None and wants_day(act):
                _keep_day(act, on)
            mark_done(act=act, by=by, on=on)
        if act.state != "confirmed" or has_told(act):
            move(act, "confirmed")
        _keep_words(act, words, changed, by, action="confirmed by the person")
    return act


def tell_so_far(*, act: HelpfulAct, outcome: str, changed: str, by: Actor) -> HelpfulAct:
    """How it goes so far, of help that came and comes again: it stays promised, and may be said anew. Raises Refused."""
    require(may_change_plan(by, act.plan), "say how this goes")
    words = _checked(outcome, changed)
    with register.writing(act.place_id):
        read_again(act)
        if act.state != "promised" or not act.came:
            raise Refused("This has not come yet. Say then, or after, how it went.")
        if words or changed:  # a time that somebody told us of is not taken back any more
            act.came = [*act.came[:-1], {**act.came[-1], "told": True}]
            act.save(update_fields=["came"])
        _keep_words(act, words, changed, by, action="said how it goes so far")
    return act


def _checked(outcome: str, changed: str) -> str:
    """The words, tidied. Raises Refused."""
    if changed not in ("", "yes", "a_bit", "no"):
        raise Refused("Choose yes, a bit or no, or leave it out.", field="changed")
    return tidy_words(outcome, field="outcome", needed=False)


def _keep_words(act: HelpfulAct, words: str, changed: str, by: Actor, *, action: str) -> None:
    act.outcome = words
    act.changed_anything = changed
    HelpfulAct.objects.filter(place=act.place_id, pk=act.pk).update(
        outcome_sealed=act.outcome_sealed, changed_anything=changed
    )
    if act.aspiration and changed == "yes" and act.aspiration.state == "open":
        act.aspiration.state = "met"
        act.aspiration.save(update_fields=["state"])
    register.record(
        place=act.place,
        action=action,
        noun="helpful act",
        subject=act.pk,
        facts={
            "told us what changed": bool(changed or words),
            "proxy": by.person_id != act.plan.person_id,
        },
    )


def decline_act(*, act: HelpfulAct, by: Actor) -> HelpfulAct:
    """The giver says not now, without a reason: themselves, or the desk for them. It loses them nothing."""
    require(may_answer_for_giver(by, act), "answer for this giver")
    return release_place_of(act=act, state="declined", by=by)


def stop_act(*, act: HelpfulAct, by: Actor) -> HelpfulAct:
    """The person ends what was going on, at any time."""
    require(may_change_plan(by, act.plan), "stop this")
    return release_place_of(act=act, state=state_when_stopped(act), by=by)

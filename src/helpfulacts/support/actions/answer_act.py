"""Say yes or not now. Yes makes a promise with an owner and a date; not now costs nothing, ever."""

from __future__ import annotations

from django.db import IntegrityError

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.apart import offers_apart
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..introducing import open_introduction, talks_first
from ..models import HelpfulAct, Veto
from ..rules import may_change_plan
from ..selectors import is_named
from ..states import move, must_wait, read_again
from ..versions import require_in_use
from ..young import PUT_ASIDE, refuse_alone
from .choose_offer import link_dependencies, may_hear_of
from .move_up_queue import move_up_queue
from .open_talk import open_talk
from .release_act import LETS_GO, release_place_of
from .take_place import promise_act, take_place, tell_giver


def answer_act(*, act: HelpfulAct, answer: str, by: Actor) -> HelpfulAct:
    """`answer` is "yes" or "not_now". Raises Refused when the act is past answering.

    Yes: `promised` when a place is held (or none is needed) and nothing it waits for is undone; otherwise `agreed`,
    which is a place in the queue, a wait for another act, or a talk first: that is an introduction.
    """
    require(may_change_plan(by, act.plan), "answer for this person")
    if answer not in ("yes", "not_now"):
        raise Refused("Choose “Yes please” or “Not now”.", field="answer")
    with register.writing(act.place_id):
        if answer == "not_now":
            _they_know(act, by)
            return release_place_of(act=act, state="not_now", by=by)
        require_in_use(act.plan)
        read_again(act)
        _still_asked(act)
        _they_know(act, by)
        refuse_alone(act.plan, act.offer)
        may_go_ahead(act)
        _not_asked_yet(act)
        if act.offer is not None and act.holds_id is None:
            move_up_queue(offer=act.offer)  # whoever waits already comes first, and that may be this one
            read_again(act)
            if act.state == "promised":
                return act
        if must_wait(act) or not take_place(act):
            if act.state == "agreed":
                raise Refused("You said yes to this already. It goes ahead as soon as it can.")
            move(act, "agreed")
        elif talks_first(act):  # whether there is a place, they say after the talk
            move(act, "agreed")
            open_talk(act=act, by=by)
            tell_giver(act)
        else:
            promise_act(act)
        register.record(
            place=act.place,
            action="said yes",
            noun="helpful act",
            subject=act.pk,
            facts={"state": act.state, "kind": act.kind, "sphere": act.sphere, "by": by.role},
        )
    return act


def _still_asked(act: HelpfulAct) -> None:
    """Raises Refused when a yes comes too late."""
    if act.state not in ("suggested", "agreed"):
        raise Refused("This was answered already. Reload the page to see it as it is now.")
    if act.state == "suggested" and act.answer_by and act.answer_by < today(act.place.zone):
        raise Refused(
            "The day to answer by has passed, so this place may go to somebody else. You can ask again."
        )


def _not_asked_yet(act: HelpfulAct) -> None:
    """Raises Refused where they are being introduced: a yes goes with the two lines, and is said once."""
    one = open_introduction(act)
    if one is not None and one.state == "draft":
        raise Refused("Read the two lines first that introduce you. You say yes to them there.")
    if one is not None:
        raise Refused("You said yes to this already, and they were asked.")


def _they_know(act: HelpfulAct, by: Actor) -> None:
    """Whoever answers has been told: what the desk still owed them to say about this suggestion is kept."""
    if act.state == "suggested":
        for promise in promises.open_about(act.place, "helpful act", act.pk, kind="tell"):
            keep_promise(promise=promise, evidence="they answered", by=by.role)


def may_go_ahead(act: HelpfulAct) -> None:
    """Raises Refused where its offer is not listed any more, or what it waits for was let go: the wait would never end."""
    apart = offers_apart(act.place_id, act.plan.person_id)
    if act.offer is not None and (act.offer.pk in apart or not directory.is_still_listed(act.offer)):
        raise Refused("This offer has ended, or is being looked at. Look for another, or ring us.")
    relink(act)
    link = (
        act.waits_for.filter(needs__state__in=["not_now", "declined", "lapsed", "stopped"])
        .select_related("needs")
        .order_by("needs__created_at")
        .first()
    )
    if link is not None:
        first = f"“{link.needs.title}”" if is_named(link.needs) else "something"
        raise Refused(f"This comes after {first}, which is not on your plan now. Ask for that again first.")


def veto_offer(*, act: HelpfulAct, by: Actor) -> Veto:
    """“Not this one, please”: it goes from the plan, and is not suggested or given again until lifted."""
    require(may_change_plan(by, act.plan), "answer for this person")
    if act.offer is None:
        raise Refused("This help is not in the directory. Choose “Not now” instead.")
    with register.writing(act.place_id):
        read_again(act)
        if act.state in LETS_GO:
            _they_know(act, by)
            release_place_of(act=act, state="not_now", by=by)
        veto, _ = Veto.objects.get_or_create(
            place=act.place, person=act.plan.person, offer=act.offer, defaults={"at": now()}
        )
        register.record(place=act.place, action="vetoed", noun="offer", subject=act.offer_id)
    return veto


def lift_veto(*, veto: Veto, by: Actor) -> None:
    """It may be suggested again."""
    require(by.person_id == veto.person_id, "lift this veto")
    with register.writing(veto.place_id):
        register.record(place=veto.place, action="lifted a veto", noun="offer", subject=veto.offer_id)
        veto.delete()


def ask_again(*, act: HelpfulAct, by: Actor) -> HelpfulAct:
    """Undo “not now” (or a lapse): the suggestion is back, without its old place."""
    require(may_change_plan(by, act.plan), "answer for this person")
    if act.from_round:
        raise Refused("Places here are given in a sharing round. You are asked for again in the next one.")
    try:
        with register.writing(act.place_id):
            require_in_use(act.plan)
            read_again(act)
            if act.offer is not None:
                may_hear_of(act.plan, act.offer)
            move(act, "suggested")
            HelpfulAct.objects.filter(place=act.place_id, pk=act.pk).update(answer_by=None)
            act.answer_by = None
            if act.reason.pop(PUT_ASIDE, None):
                act.save(update_fields=["reason"])
            relink(act)
            register.record(place=act.place, action="asked again", noun="helpful act", subject=act.pk)
    except IntegrityError:
        raise Refused("This is already on your plan.") from None
    return act


def relink(act: HelpfulAct) -> None:
    """Let `act` wait for what now gives it the offer it needs, in place of one that was let go."""
    for link in act.waits_for.select_related("needs").order_by("needs__created_at"):
        again = (
            act.plan.acts.filter(offer=link.needs.offer_id, state__in=HelpfulAct.LIVE).first()
            if link.needs.offer_id and link.needs.state not in HelpfulAct.LIVE
            else None
        )
        if again is not None:
            link.delete()
    link_dependencies(act)

"""The plan itself: one page that its person writes and reads; its prints; who looked; who may see what."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse

from helpfulacts.coordination import next_door_shown as shown
from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.next_door_owed import NOUN
from helpfulacts.core.clock import today
from helpfulacts.deliberation import told
from helpfulacts.people import looks
from helpfulacts.people import selectors as people
from helpfulacts.places import selectors as places
from helpfulacts.promises import selectors as promises
from helpfulacts.support import authors, giving, next_door_shown, plans, stories, young
from helpfulacts.support import caseload as care
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.cancel_introduction import withdraw_sharing
from helpfulacts.support.clashes import at_the_same_time
from helpfulacts.support.too_early import too_early

from ..refusals import press_button
from .plan_mine import UNDONE_YES, Mine, show, with_plan


def _everything(mine: Mine, *, printed: bool = False) -> dict[str, Any]:
    """What the page and its prints are made of. `printed`: what its person keeps off paper is left out."""
    acts = support.acts_of(mine.plan)
    asked = [one for one in acts if one.act.state == "suggested"]
    return {
        "plan": mine.plan,
        "person": mine.person,
        "by_proxy": mine.by_proxy,
        "version": plans.versions_of(mine.plan)[0],
        "wishes": plans.aspirations_of(mine.plan),
        "acts": acts,
        "same_time": at_the_same_time(acts),
        "early": too_early(acts),
        "asked": asked,
        "to_confirm": [one for one in acts if one.act.state == "done"],
        "answer_first": min(asked, key=_how_soon, default=None),
        "costs": plans.costs_by_bearer(acts),
        "map": plans.support_map(mine.plan, acts),
        "beside": authors.beside(mine.plan, printed=printed),
    }


def _how_soon(one: Any) -> dt.date:
    """What to answer first: what has a last day to answer; else they stay in the order of the chain."""
    return one.act.answer_by or dt.date.max


def _undone(request: HttpRequest, aside: list[Any]) -> Any | None:
    """What a “not now” from an older page has just taken back: it had been a yes."""
    kept = request.session.pop(UNDONE_YES, None)
    if kept is None:
        return None
    return next((act for act in aside if str(act.pk) == kept), None)


@with_plan
def my_plan(request: HttpRequest, mine: Mine) -> HttpResponse:
    day = today(mine.place.zone)
    vetoes = plans.vetoes_of(mine.person)
    check = coordination.last_check(mine.plan)
    never = {veto.offer_id for veto in vetoes}
    aside = support.set_aside(mine.plan)
    everything = _everything(mine)
    return show(
        request,
        "plan",
        {
            **everything,
            "rights": coordination.rights_said(check),
            "rights_at": check.at if check else None,
            "undone": _undone(request, aside),
            "struck": plans.struck_out(mine.plan),
            "aside": [act for act in aside if act.offer_id not in never],
            "put_aside": young.lately_put_aside(aside),
            "young": mine.person.is_under_18,
            "not_alone": young.never_alone(mine.plan),
            "ended_acts": support.acts_of(mine.plan, states=("declined", "stopped")),
            "vetoes": vetoes,
            "suggestions": authors.waiting_proposals(mine.plan),
            "helpers": [one for one in authors.helpers_of(mine.plan) if one.stopped_at is None],
            "steps": care.steps_by_act(mine.plan),
            "introduced": [one for one in care.introductions_of(mine.plan) if not one.is_open],
            "notes": care.notes_on(mine.person),
            "spends": care.spends_on(mine.person),
            "consents": [
                one
                for one in people.consents_of(mine.person)
                if not one.withdrawn_at and one.until >= day and not shown.is_next_door(one)
            ],
            "next_door": shown.waits_for(mine.person),
            "next_door_asked": next_door_shown.of_plan(mine.plan),
            "next_door_near": [] if mine.person.protected else places.may_be_asked(mine.place, day),
            "next_door_served": {one.act.aspiration_id for one in everything["acts"]},
            "answer": coordination.my_latest(mine.person),
            "moved": len(told.lately(mine.person)),
            "to_read": stories.waits_for(mine.person),
            "found": promises.found_of(mine.place, day, to=mine.person.pk),
            "owed": [
                promise
                for promise in promises.made_to(mine.place, mine.person.pk)
                if promise.about_noun not in ("helpful act", "introduction", NOUN)
                and not promise.kept_at
                and not promise.excepted_at
            ],
        },
    )


@with_plan
def plan_print(request: HttpRequest, mine: Mine) -> HttpResponse:
    """One A4 page: the sentence, the wants, the offer, what happens, and everyone behind it."""
    return show(request, "print", _everything(mine, printed=True))


@with_plan
def plan_large_print(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Big letters, short sentences, one thing after another."""
    return show(request, "large_print", _everything(mine, printed=True))


@with_plan
def who_looked(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Whoever must not be found reads it with somebody from the desk: it could tell whoever has their slip where they went."""
    with_us = mine.by_proxy or not mine.person.protected
    seen = looks.seen_by(mine.person) if with_us else []
    helps = giving.helpers_who_looked(mine.place, [one.look for one in seen])
    rows = [(one, helps.get(one.look.pk, "")) for one in seen]
    return show(request, "who_looked", {"looks": rows, "with_us": with_us})


@with_plan
def plan_sharing(request: HttpRequest, mine: Mine, consent_id: uuid.UUID | None = None) -> HttpResponse:
    """What may be shared with whom, until when; stop any of it."""
    if request.method == "POST" and consent_id is not None:
        consent = people.get_consent(mine.person, consent_id)
        return press_button(
            request, "withdraw", lambda: withdraw_sharing(consent=consent, by=mine.actor),
            "Stopped. It counts from now, and so does all that rested on it.", "plan_sharing",
        )  # fmt: skip
    return show(
        request,
        "sharing",
        {"consents": people.consents_of(mine.person), "day": today(mine.place.zone)},
    )

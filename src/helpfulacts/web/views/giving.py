"""What somebody gives: change it, say not now, go on, their own number, end it; and who asked, with a yes from both."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory import vetting
from helpfulacts.directory.actions.change_offer import change_offer, end_offers
from helpfulacts.directory.actions.pause_offer import pause_offer
from helpfulacts.directory.drafts import Weekly
from helpfulacts.directory.facets import DAYS
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.directory.redraft import redraft
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import Actor
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.forget_giver import forget_giver
from helpfulacts.support.actions.move_up_queue import go_on_giving, state_own_cap
from helpfulacts.support.actions.pass_on import (
    both_said_yes,
    pass_on,
    read_passed_on,
    say_yes_as_giver,
    take_back,
)
from helpfulacts.support.actions.report_act import decline_act, mark_done

from ..cards import cards_for
from ..forms.giving import ChangeGiftForm, OwnCapForm, PassOnForm
from ..gifts import PARTS
from ..listing import NAMES
from ..visitor import leave_plan, visitor_of
from .plan_mine import actor_for, back, press, show, write_form

View = Callable[..., HttpResponse]
TO_WRITE = "To write on what you give, at the desk"


@dataclass(frozen=True)
class Giver:
    """Whose giving is open in this browser, and the actor: they themselves, or the desk writing for them."""

    place: Any
    person: Any
    actor: Actor
    by_proxy: bool


@dataclass(frozen=True)
class Asked:
    """Somebody's act with one of my offers. `theirs`: they passed on how to reach them; `mine`: I did."""

    act: Any
    number: int
    both: bool
    mine: bool
    theirs: bool
    ends: str


@dataclass(frozen=True)
class Given:
    """One of my offers, as its row shows it. `period`: its places now. `rows`: what may be asked of me for it."""

    offer: Any
    card: Any
    period: Any
    asked: list[Asked]
    rows: list[Any]
    cap_form: OwnCapForm | None
    missing: str


def with_giver(view: View) -> View:
    """Gives the view `giver`. Nobody open in this browser: to the page where six words open it."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, **named: Any) -> HttpResponse:
        person = visitor_of(request).person
        if person is None:
            return redirect("come_back", place_slug=request.place.slug)  # type: ignore[attr-defined]
        actor = actor_for(request, person)
        giver = Giver(request.place, person, actor, actor.person_id != person.pk)  # type: ignore[attr-defined]
        if giver.by_proxy and request.method == "GET":
            open_record(
                place=giver.place, actor=actor, person=person, why=TO_WRITE, noun="offer", subject=None
            )  # fmt: skip
        try:
            return view(request, giver, **named)
        except NotFound:
            return back(request, "my_giving")

    return wrapped


def _mine(giver: Giver, offer_id: uuid.UUID) -> Any:
    """One of their offers; somebody else's is as good as not there."""
    offer = directory.get_offer(giver.place, offer_id)
    if giver.person.pk not in (offer.giver_id, offer.kept_by_id):
        raise NotFound("There is no such offer of yours.")
    return offer


def _asked(giver: Giver, act_id: uuid.UUID) -> Any:
    act = support.get_act(giver.place, act_id)
    if act.offer is None or giver.person.pk not in (act.offer.giver_id, act.offer.kept_by_id):
        raise NotFound("Nobody asked you for this.")
    return act


def _given(giver: Giver, bound: OwnCapForm | None, at: uuid.UUID | None) -> list[Given]:
    offers = directory.offers_of(giver.place, giver_id=giver.person.pk)
    asked = support.asked_of(giver.person)
    day_of = today(giver.place.zone)
    rows = []
    for offer, card in zip(offers, cards_for(giver.place, offers), strict=True):
        acts = [act for act in asked if act.offer_id == offer.pk]
        period = directory.current_capacity(offer)
        counts = offer.status in ("active", "paused") and behaviour_of(offer).can_be_full
        form = bound if bound is not None and offer.pk == at else None
        cap = period.own_cap if period is not None and period.own_cap is not None else None
        rows.append(
            Given(
                offer=offer,
                card=card,
                period=period,
                asked=[_row(act, number) for number, act in enumerate(acts, 1)],
                rows=vetting.activities_of(offer.activities) if offer.status == "held" else [],
                cap_form=form or OwnCapForm(initial={"own_cap": cap}, auto_id=f"id_{offer.pk}_%s")
                if counts
                else None,
                missing=vetting.still_missing(offer, day_of) if offer.status == "held" else "",
            )
        )
    return rows


def _row(act: Any, number: int) -> Asked:
    passed = support.passed_on_by(act)
    return Asked(act, number, both_said_yes(act), "giver" in passed, "person" in passed, support.end_of(act))


def _page(
    request: HttpRequest,
    giver: Giver,
    bound: OwnCapForm | None = None,
    at: uuid.UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "giver": giver,
        "by_proxy": giver.by_proxy,
        "rows": _given(giver, bound, at),
        "looks": people.who_looked(giver.person)[:20],
        "has_plan": support.plan_of(giver.person) is not None,
        "form": bound,
        "pass_form": PassOnForm(auto_id=False),
    }
    return show(request, "giving", context, status)


@require_GET
@with_giver
def my_giving(request: HttpRequest, giver: Giver) -> HttpResponse:
    """Everything this person gives, and who asked for it."""
    return _page(request, giver)


@with_giver
def giving_change(request: HttpRequest, giver: Giver, offer_id: uuid.UUID) -> HttpResponse:
    """Other words, other days. It is read again by a person before others see it."""
    offer = _mine(giver, offer_id)
    if offer.status == "ended":
        raise NotFound("This has ended.")

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(request, "giving_change", {"offer": offer, "by_proxy": giver.by_proxy, **context}, status)

    now = redraft(offer)
    if request.method != "POST":
        said = {"title": offer.title, "words": offer.summary, "shown_from": offer.shown_from}
        days = [week.day for week in now.weekly]
        return page({"form": ChangeGiftForm(initial={**said, "days": days, "part": ""})})
    form = ChangeGiftForm(request.POST)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        draft = replace(
            now,
            title=given["title"],
            summary=given["words"],
            shown_from=given["shown_from"],
            weekly=_weeks(now.weekly, given["days"], given["part"]),
        )
        change_offer(offer=offer, draft=draft, by=giver.actor)
        return {"offer": str(offer.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Changed, thank you. A person reads the new words before others see them.")
        return back(request, "my_giving")

    return write_form(
        request, form, action="giving_change", write=write, page=page, done=done,
        free=("title", "words", "shown_from"), names=NAMES,
    )  # fmt: skip


def _weeks(kept: tuple[Weekly, ...], days: list[str], part: str) -> tuple[Weekly, ...]:
    """The days that are ticked: each at its old time, unless another time of day was chosen or it is new."""
    times = {week.day: week for week in kept}
    hours = PARTS.get(part)
    usual = kept[0] if kept else Weekly(DAYS[0], *PARTS["any"][1:])
    return tuple(
        Weekly(day, hours[1], hours[2]) if hours else replace(times.get(day, usual), day=day) for day in days
    )


def _press(request: HttpRequest, action: str, write: Callable[[], Any], said: str) -> HttpResponse:
    refused = press(request, action, write, "my_giving")
    if refused is None:
        messages.success(request, said)
    return refused or back(request, "my_giving")


@require_POST
@with_giver
def giving_pause(request: HttpRequest, giver: Giver, offer_id: uuid.UUID) -> HttpResponse:
    """Not now, without a reason."""
    offer = _mine(giver, offer_id)

    def write() -> str:
        return str(pause_offer(offer=offer, by=giver.actor).pk)

    return _press(
        request, "giving_pause", write,
        "Nobody new is sent to you now. You need no reason, and it costs you nothing. Go on whenever you like.",
    )  # fmt: skip


@require_POST
@with_giver
def giving_resume(request: HttpRequest, giver: Giver, offer_id: uuid.UUID) -> HttpResponse:
    """Go on: it is on the list again, as it was."""
    offer = _mine(giver, offer_id)

    def write() -> str:
        return str(go_on_giving(offer=offer, by=giver.actor).pk)

    return _press(request, "giving_resume", write, "It is on the list again, as it was. Thank you.")


@require_POST
@with_giver
def giving_number(request: HttpRequest, giver: Giver, offer_id: uuid.UUID) -> HttpResponse:
    """The giver's own limit. Fewer than people hold takes nothing from anybody."""
    offer = _mine(giver, offer_id)
    form = OwnCapForm(request.POST, auto_id=f"id_{offer.pk}_%s")

    def write() -> dict[str, Any]:
        number = form.cleaned_data["own_cap"]
        period = state_own_cap(offer=offer, own_cap=number, by=giver.actor)
        return {"number": number, "held": period.held}

    def done(answer: Any) -> HttpResponse:
        kept = (
            f" {answer['held']} have your yes already, and keep it."
            if answer["held"] > answer["number"]
            else ""
        )
        messages.success(
            request, f"{offer.title}: {answer['number']} at once, and nobody goes over it.{kept}"
        )
        return back(request, "my_giving")

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return _page(request, giver, form, offer.pk, status)

    return write_form(request, form, action="giving_number", write=write, page=page, done=done)


@require_POST
@with_giver
def giving_end(request: HttpRequest, giver: Giver, offer_id: uuid.UUID) -> HttpResponse:
    """It ends. What was agreed stays agreed."""
    offer = _mine(giver, offer_id)

    def write() -> int:
        return end_offers(place=giver.place, offers=[offer], by=giver.actor)

    return _press(request, "giving_end", write, f"{offer.title} has ended. Thank you for what you gave.")


@require_POST
@with_giver
def giving_yes(request: HttpRequest, giver: Giver, act_id: uuid.UUID) -> HttpResponse:
    """Yes to this one too."""
    act = _asked(giver, act_id)

    def write() -> str:
        return str(say_yes_as_giver(act=act, by=giver.actor).pk)

    return _press(
        request, "giving_yes", write,
        "You both said yes. Now each of you can pass on how to reach you, if you like.",
    )  # fmt: skip


@require_POST
@with_giver
def giving_not_now(request: HttpRequest, giver: Giver, act_id: uuid.UUID) -> HttpResponse:
    """Not this one, without a reason."""
    act = _asked(giver, act_id)

    def write() -> str:
        return str(decline_act(act=act, by=giver.actor).pk)

    return _press(
        request, "giving_not_now", write, "You said not now. You need no reason. The desk tells them."
    )


@require_POST
@with_giver
def giving_done(request: HttpRequest, giver: Giver, act_id: uuid.UUID) -> HttpResponse:
    """It was done."""
    act = _asked(giver, act_id)

    def write() -> str:
        return str(mark_done(act=act, by=giver.actor).pk)

    return _press(request, "giving_done", write, "Thank you. They are asked what changed for them.")


@require_POST
@with_giver
def giving_back(request: HttpRequest, giver: Giver, act_id: uuid.UUID) -> HttpResponse:
    """It came back, or they no longer come."""
    act = _asked(giver, act_id)

    def write() -> str:
        return str(finish_act(act=act, by=giver.actor).pk)

    return _press(request, "giving_back", write, "Thank you. Its place is free for somebody else.")


@with_giver
def giving_pass_on(request: HttpRequest, giver: Giver, act_id: uuid.UUID) -> HttpResponse:
    """How they can reach me: one sentence, for this one person."""
    act = _asked(giver, act_id)
    return pass_on_page(request, act, "giver", giver.actor, giver.by_proxy, "my_giving")


@require_POST
@with_giver
def giving_take_back(request: HttpRequest, giver: Giver, act_id: uuid.UUID) -> HttpResponse:
    """It is gone, from now."""
    act = _asked(giver, act_id)
    return _press(
        request, "giving_take_back", lambda: take_back(act=act, side="giver", by=giver.actor),
        "Taken back. They cannot read it any more.",
    )  # fmt: skip


@require_POST
@with_giver
def giving_reach(request: HttpRequest, giver: Giver, act_id: uuid.UUID) -> HttpResponse:
    """What they passed on to me: one look, which they see."""
    return reach_page(request, _asked(giver, act_id), "giver", giver.actor, giver.by_proxy, "my_giving")


@with_giver
def giving_forget(request: HttpRequest, giver: Giver) -> HttpResponse:
    """Delete all that we know of somebody who only gives. There is no way back."""
    if support.plan_of(giver.person) is not None:
        return back(request, "plan_erase")
    if request.method != "POST":
        return show(request, "giving_forget", {"by_proxy": giver.by_proxy})
    refused = press(
        request, "giving_forget", lambda: forget_giver(person=giver.person, by=giver.actor), "my_giving"
    )
    if refused is not None:
        return refused
    leave_plan(request)
    messages.success(request, "Deleted. Thank you for what you gave.")
    return back(request, "home")


def pass_on_page(
    request: HttpRequest, act: Any, side: str, actor: Actor, by_proxy: bool, to: str
) -> HttpResponse:
    """GET and POST for either side. The words pass the crisis rules; contact is what they are for."""

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(
            request, "pass_on", {"act": act, "side": side, "by_proxy": by_proxy, "to": to, **context}, status
        )

    if request.method != "POST":
        if not both_said_yes(act):
            messages.error(request, "You both say yes first. Until then nothing is passed on.")
            return back(request, to)
        return page({"form": PassOnForm()})
    form = PassOnForm(request.POST)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        pass_on(act=act, side=side, channel=given["channel"], words=given["words"], by=actor)
        return {"act": str(act.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Passed on. Only they can read it, and you see when they look.")
        return back(request, to)

    return write_form(
        request, form, action=f"pass_on_{side}", write=write, page=page, done=done, free=("words",)
    )


def reach_page(
    request: HttpRequest, act: Any, side: str, actor: Actor, by_proxy: bool, to: str
) -> HttpResponse:
    """What the other side passed on, shown once a press."""
    try:
        row = read_passed_on(act=act, side=side, by=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return back(request, to)
    return show(request, "reach_them", {"act": act, "row": row, "side": side, "by_proxy": by_proxy, "to": to})

"""What somebody gives: change it, say not now, go on, their own number, end it; and who asked, with a yes from both."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.directory import selectors as directory
from helpfulacts.directory import vetting
from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.drafts import Weekly
from helpfulacts.directory.facets import DAYS
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.directory.redraft import redraft
from helpfulacts.people import looks
from helpfulacts.support import caseload as care
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.change_dates import change_dates
from helpfulacts.support.actions.forget_giver import forget_giver
from helpfulacts.support.actions.move_up_queue import state_own_cap
from helpfulacts.support.actions.pass_on import (
    both_said_yes,
)
from helpfulacts.support.giving import asked_of, end_of

from ..cards import cards_for
from ..coming import with_told
from ..forms.giving import ChangeGiftForm, OwnCapForm, PassOnForm
from ..gifts import PARTS
from ..listing import NAMES
from ..seen import as_seen
from ..visitor import leave_plan
from .giving_mine import Giver, offer_of, with_giver
from .plan_mine import back, press, show, write_form


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
    """One of my offers, as its row shows it. `period`: its places now. `rows`: what may be asked of me for it.

    done: how many acts of others it has been, of which they said so themselves.
    """

    offer: Any
    card: Any
    period: Any
    asked: list[Asked]
    done: int
    rows: list[Any]
    cap_form: OwnCapForm | None
    missing: str


def _given(giver: Giver, bound: OwnCapForm | None, at: uuid.UUID | None) -> list[Given]:
    offers = directory.offers_of(giver.place, giver_id=giver.person.pk)
    asked, done = asked_of(giver.person), asked_of(giver.person, ("confirmed",))
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
                done=sum(act.offer_id == offer.pk for act in done),
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
    return Asked(act, number, both_said_yes(act), "giver" in passed, "person" in passed, end_of(act))


def _page(
    request: HttpRequest,
    giver: Giver,
    bound: OwnCapForm | None = None,
    at: uuid.UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    with_us = giver.by_proxy or not giver.person.protected  # as on the page of who looked
    context = {
        "giver": giver,
        "by_proxy": giver.by_proxy,
        "rows": _given(giver, bound, at),
        "asked": care.asked_of_giver(giver.person),
        "looks": looks.seen_by(giver.person)[:20] if with_us else [],
        "with_us": with_us,
        "has_plan": plans.plan_of(giver.person) is not None,
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
    offer = offer_of(giver, offer_id)
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

    def write() -> dict[str, Any]:
        given, seen = form.cleaned_data, as_seen(request, offer, form)
        draft = replace(
            now,
            title=given["title"],
            summary=given["words"],
            shown_from=given["shown_from"],
            weekly=_weeks(now.weekly, given["days"], given["part"]),
        )
        told = change_dates(
            offer=offer,
            write=lambda: change_offer(offer=offer, draft=draft, by=giver.actor, seen=seen),
        )
        return {"offer": str(offer.pk), "to_tell": told}

    def done(answer: Any) -> HttpResponse:
        said = "Changed, thank you. A person reads the new words before others see them."
        messages.success(request, with_told(said, answer["to_tell"]))
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


@require_POST
@with_giver
def giving_number(request: HttpRequest, giver: Giver, offer_id: uuid.UUID) -> HttpResponse:
    """The giver's own limit. Fewer than people hold takes nothing from anybody."""
    offer = offer_of(giver, offer_id)
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


@with_giver
def giving_forget(request: HttpRequest, giver: Giver) -> HttpResponse:
    """Delete all that we know of somebody who only gives. There is no way back."""
    if plans.plan_of(giver.person) is not None:
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

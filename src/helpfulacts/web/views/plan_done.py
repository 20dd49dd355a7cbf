"""What is done of a plan's acts: this time or for good, what changed, finished with, and a “done” that was a mistake."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.core.clock import date_in_words
from helpfulacts.core.errors import Refused
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.note_time import end_for_good, note_time
from helpfulacts.support.actions.report_act import confirm_act, mark_done, tell_so_far
from helpfulacts.support.actions.take_back_done import take_back_done
from helpfulacts.support.came import came_today, comes_again, last_time, next_time
from helpfulacts.support.sessions import not_yet, wants_day
from helpfulacts.support.states import STANDS

from ..forms.plan_done import ConfirmForm, WhichForm
from ..refusals import press_button, refuse_and_return
from .plan_mine import Mine, act_of, back, press, show, with_plan, write_form


@require_POST
@with_plan
def act_finish(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """“I have finished with this”: the place goes to somebody else. If they have not said how it went, we ask."""
    act = act_of(mine, act_id)
    refused = press(request, "act_finish", lambda: {"state": finish_act(act=act, by=mine.actor).state})
    if refused is None:
        messages.success(request, "It has ended. Your place is free for somebody else.")
        if not support.has_told(act_of(mine, act_id)):
            return back(request, "act_confirm", act_id=act.pk)
    return refused or back(request, anchor="acts")


@require_POST
@with_plan
def act_done(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """The person says that it happened; then we ask what changed, and on which day it was where none was fixed.

    Of what comes again we ask first whether it was this time, or for good.
    """
    act = act_of(mine, act_id)
    if comes_again(act) and not not_yet(act):
        return back(request, "act_which", act_id=act.pk)
    if wants_day(act) and not not_yet(act):
        return back(request, "act_confirm", act_id=act.pk)
    refused = press(request, "act_done", lambda: {"state": mark_done(act=act, by=mine.actor).state})
    return refused or back(request, "act_confirm", act_id=act.pk)


@with_plan
def act_confirm(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """What changed for you? In the person's own words; all of it may stay empty. So far, of what comes again.

    It is not asked of what has not happened.
    """
    act = act_of(mine, act_id)
    so_far = came_today(act)
    if request.method != "POST" and act.state not in ("promised", "done", "confirmed"):
        return refuse_and_return(request, Refused(STANDS[act.state]), "my_plan")
    if request.method != "POST" and not so_far and (why := not_yet(act)):
        early = Refused(f"{why} Say then, or after, how it went.")
        return refuse_and_return(request, early, "my_plan")

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(request, "confirm", {**context, "act": act, "told": told, "so_far": so_far}, status)

    told = act.state == "confirmed" and support.has_told(act)
    no_day = wants_day(act) and not so_far
    if told or request.method != "POST":
        said = {"outcome": act.outcome, "changed": act.changed_anything}
        return page({"form": ConfirmForm(wants_day=no_day, initial=said)})
    form = ConfirmForm(request.POST, wants_day=no_day)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        words = {"outcome": given["outcome"], "changed": given["changed"]}
        if so_far:
            tell_so_far(act=act, by=mine.actor, **words)
        else:
            confirm_act(act=act, on=given.get("on_day"), by=mine.actor, **words)
        return {"state": act.state}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Thank you for telling us. Your words are kept locked, for you.")
        return back(request, anchor="acts")

    return write_form(
        request, form, action="act_confirm", write=write, page=page, done=done, free=("outcome",)
    )


@with_plan
def act_which(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """Of help that comes again: was it this time, or for good?"""
    act = act_of(mine, act_id)
    if request.method != "POST" and (not comes_again(act) or not_yet(act)):
        return back(request, anchor=f"act-{act.pk}")
    no_day, after = wants_day(act), next_time(act)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(request, "which", {**context, "act": act, "last": last_time(act), "next": after}, status)

    if request.method != "POST":
        return page({"form": WhichForm(wants_day=no_day)})
    form = WhichForm(request.POST, wants_day=no_day)

    def write() -> dict[str, bool]:
        again = form.cleaned_data["which"] == "this"
        (note_time if again else end_for_good)(act=act, by=mine.actor, on=form.cleaned_data.get("on_day"))
        return {"again": again}

    def done(answer: Any) -> HttpResponse:
        if answer["again"]:
            comes = f" The next time is {date_in_words(after.day)}." if after else " It stays on your plan."
            messages.success(request, f"Noted: it came.{comes}")
        return back(request, "act_confirm", act_id=act.pk)

    return write_form(request, form, action="act_which", write=write, page=page, done=done)


@require_POST
@with_plan
def act_not_done(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """“It is not done: I pressed that by mistake.”"""
    act = act_of(mine, act_id)
    return press_button(
        request, "act_not_done", lambda: take_back_done(act=act, by=mine.actor),
        "Taken back. It stands on your plan as before.", "my_plan", anchor=f"act-{act.pk}",
    )  # fmt: skip

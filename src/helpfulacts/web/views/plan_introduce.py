"""The person's side of an introduction: read the two lines, change them, say yes with what may be passed on; “we met”."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.support import caseload as care
from helpfulacts.support.actions.draft_introduction import draft_introduction, may_be_introduced
from helpfulacts.support.actions.request_introduction import Yes, request_introduction
from helpfulacts.support.actions.start_introduction import start_introduction
from helpfulacts.support.introducing import open_introduction

from ..forms.introductions import AgreeForm
from ..refusals import press_button
from .care import navigators_only
from .plan_mine import Mine, act_of, back, show, with_plan, write_form

SENT = "Sent. They read the same two lines, and say yes or not now."


def _form(act: Any, one: Any | None, by_proxy: bool, data: Any = None) -> AgreeForm:
    lines = one.lines if one is not None else []
    initial = {
        "first": lines[0] if lines else "",
        "second": lines[1] if len(lines) > 1 else "",
        "until": "182",
        "way": "none",
    }
    return AgreeForm(data, by_proxy=by_proxy, initial=initial)


def _send(act: Any, one: Any | None, form: AgreeForm, by: Any) -> dict[str, str]:
    """The introduction is written, where nobody wrote one yet, and sent with the person's yes."""
    given = form.cleaned_data
    lines = (given["first"], given["second"])
    yes = Yes(
        way=given["way"], reach=given["reach"], until=today(act.place.zone) + form.days(),
        basis=given.get("basis") or "self",
    )  # fmt: skip
    one = one or draft_introduction(act=act, lines=lines, by=by)
    asked = request_introduction(introduction=one, lines=lines, yes=yes, by=by)
    return {"introduction": str(asked.pk)}


@with_plan
def plan_introduce(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """The two lines of one act, for its person: theirs, or written by whoever helps them."""
    act = act_of(mine, act_id)
    one = open_introduction(act)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(
            request, "introduce", {"act": act, "one": one, "by_proxy": mine.by_proxy, **context}, status
        )

    if request.method != "POST":
        _still_to_send(act, one)
        return page({"form": _form(act, one, mine.by_proxy)})
    form = _form(act, one, mine.by_proxy, request.POST)

    def done(answer: Any) -> HttpResponse:
        messages.success(request, SENT)
        return back(request, anchor=f"act-{act.pk}")

    return write_form(
        request, form, action="plan_introduce", write=lambda: _send(act, one, form, mine.actor), page=page,
        done=done, free=("first", "second"),
    )  # fmt: skip


def _still_to_send(act: Any, one: Any | None) -> None:
    """Raises NotFound, so that the plan shows why, where there is nothing to agree to."""
    try:
        if one is None:
            may_be_introduced(act)
        elif one.state != "draft":
            raise Refused("The two lines were sent already.")
    except Refused as refusal:
        raise NotFound(str(refusal)) from None


@require_POST
@with_plan
def plan_met(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """“We met”."""
    one = open_introduction(act_of(mine, act_id))
    if one is None:
        raise NotFound("Nobody is being introduced here any more.")
    return press_button(
        request, "plan_met", lambda: start_introduction(introduction=one, by=mine.actor),
        "Good. Tell us when it is done.", "my_plan", anchor=f"act-{act_id}",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@navigators_only
def agree_for_them(request: HttpRequest, introduction_id: uuid.UUID) -> HttpResponse:
    """Somebody says yes by voice or on paper, and a link worker writes it down: by proxy, and so marked."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    one = care.get_introduction(place, introduction_id)
    act, person = one.act, one.act.plan.person

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(
            request, "web/office/agree_for_them.html", {"act": act, "one": one, "person": person, **context},
            status=status,
        )  # fmt: skip

    if request.method != "POST":
        _still_to_send(act, one)
        open_record(
            place=place, actor=actor, person=person, why="To write down your yes", noun="introduction",
            subject=one.pk,
        )  # fmt: skip
        return page({"form": _form(act, one, True)})
    form = _form(act, one, True, request.POST)

    def done(answer: Any) -> HttpResponse:
        messages.success(request, SENT)
        return redirect("my_person", place_slug=place.slug, person_id=person.pk)

    return write_form(
        request, form, action="agree_for_them", write=lambda: _send(act, one, form, actor), page=page, done=done,
        free=("first", "second"),
    )  # fmt: skip

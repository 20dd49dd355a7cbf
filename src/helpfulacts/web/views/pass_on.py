"""Passing on how to reach me, and reading what was passed on: one page for either side of two who both said yes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.pass_on import both_said_yes, pass_on, read_passed_on

from ..forms.giving import PassOnForm
from .plan_mine import back, show, write_form


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

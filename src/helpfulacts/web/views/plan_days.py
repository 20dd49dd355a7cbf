"""On which days I come, of help that is on several days of the week."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from helpfulacts.core.errors import Refused
from helpfulacts.support.actions.choose_days import choose_days
from helpfulacts.support.days_joined import days_on, joined

from ..forms.plan_done import DaysForm
from ..refusals import refuse_and_return
from .plan_mine import Mine, act_of, back, show, with_plan_in_use, write_form


@with_plan_in_use
def act_days(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    act = act_of(mine, act_id)
    days = days_on(act)
    if not days:
        if request.method == "POST":
            gone = Refused(
                "There are no days to choose for this now. Look at your plan: it may have stopped."
            )
            return refuse_and_return(request, gone, "my_plan")
        return back(request, anchor=f"act-{act.pk}")

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(request, "days", {**context, "act": act}, status)

    if request.method != "POST":
        return page({"form": DaysForm(days=days, initial={"days": joined(act)})})
    form = DaysForm(request.POST, days=days)

    def write() -> dict[str, list[int]]:
        chosen = [int(day) for day in form.cleaned_data["days"]]
        return {"days": choose_days(act=act, days=chosen, by=mine.actor).joins}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Kept. Your plan and your calendar have these days now.")
        return back(request, anchor=f"act-{act.pk}")

    return write_form(request, form, action="act_days", write=write, page=page, done=done)

"""Who bears the cost of an act on my plan; and which act cannot wait."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.support import selectors as support
from helpfulacts.support.actions.say_costs import drop_cost, say_cost
from helpfulacts.support.actions.say_urgent import say_urgent

from ..forms.plan_costs import BearerForm
from ..refusals import press_button
from .plan_mine import Mine, act_of, back, press, show, with_plan, with_plan_in_use, write_form


@with_plan_in_use
def plan_costs(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """GET: who bears what, as far as we know. POST: one more who does; `drop` takes out what was said here."""
    act = act_of(mine, act_id)
    if drop := request.POST.get("drop", ""):
        return press_button(
            request, "plan_costs", lambda: drop_cost(act=act, said=drop, by=mine.actor),
            "It is taken out.", "plan_costs", act_id=act.pk,
        )  # fmt: skip

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(request, "act_costs", {**context, "act": act}, status)

    if request.method != "POST":
        gone = act.offer is not None and act.offer.forgotten
        begun = {} if gone else {"bearer": act.shown_from, "sphere": act.sphere}
        return page({"form": BearerForm(initial=begun)})
    form = BearerForm(request.POST)

    def write() -> dict[str, bool]:
        given = form.cleaned_data
        say_cost(
            act=act, bearer=given["bearer"], sphere=given["sphere"], pence=form.pence(),
            paid_minutes=given["paid_minutes"] or 0, unpaid_minutes=given["unpaid_minutes"] or 0, by=mine.actor,
        )  # fmt: skip
        return {"kept": True}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Kept.")
        return back(request, "plan_costs", act_id=act.pk)

    return write_form(request, form, action="plan_costs", write=write, page=page, done=done, free=("bearer",))


@require_POST
@with_plan
def act_urgent(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """`can_wait` takes it back."""
    act, urgent = act_of(mine, act_id), not request.POST.get("can_wait")

    def write() -> None:
        say_urgent(act=act, urgent=urgent, by=mine.actor)

    refused = press(request, "act_urgent", write)
    if refused is None:
        messages.success(request, _where_it_stands(mine, act) if urgent else "It can wait.")
    return refused or back(request, anchor=f"act-{act.pk}")


def _where_it_stands(mine: Mine, act: Any) -> str:
    """What cannot wait comes before the rest, and after what it waits for itself."""
    acts = support.acts_of(mine.plan)
    waits_for = next((one.waits_for for one in acts if one.act.pk == act.pk), [])
    if waits_for:
        first = " and ".join(f"“{name}”" for name in waits_for)
        return f"It says “cannot wait” now. It still comes after what it waits for: {first}."
    if acts and acts[0].act.pk == act.pk:
        return "It says “cannot wait” now. It stands first."
    return "It says “cannot wait” now. It stands before what can wait."

"""Small money at once: who may spend how much on one person, for which body, and until when."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.people import selectors as people
from helpfulacts.support import caseload as care
from helpfulacts.support.actions.give_micro_fund import end_micro_fund, give_micro_fund

from ..forms.introductions import FundForm
from ..refusals import press_button
from .office import officers_only
from .plan_mine import write_form


@require_http_methods(["GET", "POST"])
@officers_only
def micro_funds(request: HttpRequest) -> HttpResponse:
    """The limits in force, and a new one."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    grants = {str(grant.pk): grant for grant in people.live_grants_of_role(place, "navigator")}
    choices = [(key, f"{grant.shown_as}, for {grant.body.name}") for key, grant in grants.items()]
    form = FundForm(request.POST or None, grants=choices)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        spent = care.spent_in_all(place)
        funds = [(fund, spent.get(fund.pk, 0)) for fund in care.live_funds(place)]
        return render(
            request, "web/office/micro_funds.html", {"funds": funds, "choices": choices, **context}, status=status
        )  # fmt: skip

    if request.method != "POST":
        return page({"form": form})

    def write() -> dict[str, str]:
        given = form.cleaned_data
        fund = give_micro_fund(
            place=place, grant=grants[given["grant"]], sphere=given["sphere"],
            each_pence=int(given["pounds"] * 100), until=given["until"], by=actor,
        )  # fmt: skip
        return {"fund": str(fund.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Given. They can spend from now on, and every sum is on the register.")
        return redirect("micro_funds", place_slug=place.slug)

    return write_form(request, form, action="micro_funds", write=write, page=page, done=done)


@require_POST
@officers_only
def micro_fund_end(request: HttpRequest, fund_id: uuid.UUID) -> HttpResponse:
    """Nothing more is spent from it."""
    fund = care.get_fund(request.place, fund_id)  # type: ignore[attr-defined]
    return press_button(
        request, "micro_fund_end", lambda: end_micro_fund(fund=fund, by=request.actor),  # type: ignore[attr-defined]
        "Ended. Nothing more is spent from it.", "micro_funds",
    )  # fmt: skip

"""Two questions a quarter for those who give, and what asking costs them, for those who pay and everybody else."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.engine.small import SMALL
from helpfulacts.support import quarters
from helpfulacts.support.actions.answer_quarter import answer_quarter

from ..forms.quarters import QuarterForm
from .office import givers_only
from .office_giver import our_body, our_offer
from .plan_mine import write_form


@require_http_methods(["GET", "POST"])
@givers_only
def our_quarter(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """The two questions of one offer; with nothing to ask, back with a sentence."""
    offer, body = our_offer(request, offer_id), our_body(request)
    form = QuarterForm(request.POST or None)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        first, last = quarters.last_quarter(today(offer.place.zone))
        return render(
            request, "web/office/our_quarter.html",
            {"offer": offer, "first": first, "last": last, "told": quarters.told_of(offer), **context}, status=status,
        )  # fmt: skip

    if request.method != "POST":
        if offer.pk not in {one.pk for one in quarters.asked_of(body)}:
            raise NotFound("Nothing is asked about this now. We ask once a quarter, and no more.")
        return page({"form": form})

    def write() -> dict[str, str]:
        answer = answer_quarter(offer=offer, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        return {"answer": str(answer.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Thank you. That is all until the next quarter.")
        return redirect("my_offers", place_slug=offer.place.slug)

    return write_form(request, form, action="our_quarter", write=write, page=page, done=done)


@require_GET
def what_asking_costs(request: HttpRequest) -> HttpResponse:
    """By quarter, as those who give say: nothing about persons, and no number under ten bodies."""
    place = request.place  # type: ignore[attr-defined]
    return render(
        request, "web/public/what_asking_costs.html",
        {"rows": quarters.burden(place), "questions": quarters.QUESTIONS, "fewest": SMALL},
    )  # fmt: skip

"""What each project costs, and who worked it out: the check before there is a vote on them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.core.words import pounds
from helpfulacts.deliberation import contributions, selectors
from helpfulacts.deliberation.actions.cost_proposal import cost_proposal

from ..forms.office_deciding import CostForm
from .office import convenors_only
from .plan_mine import write_form


@require_http_methods(["GET", "POST"])
@convenors_only
def deciding_costs(request: HttpRequest, number: int) -> HttpResponse:
    """Each project that is shown, those without a cost first. POST: what one of them costs."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    deliberation = selectors.get_deliberation(place, number)
    rows = contributions.shown(deliberation, kind="proposal")
    rows.sort(key=lambda one: (bool(one.contribution.costed_by_shown_as), one.contribution.number))
    sum_of = sum(one.contribution.pence or 0 for one in rows)
    form = CostForm(
        request.POST if request.method == "POST" else None,
        projects=[
            (str(one.contribution.number), f"{one.contribution.number} {one.title or one.words}")
            for one in rows
        ],
    )

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        given = {
            "one": deliberation,
            "rows": rows,
            "sum": sum_of,
            "there_is": deliberation.subject.get("pence"),
            **context,
        }
        return render(request, "web/office/deciding_costs.html", given, status=status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> int:
        given = form.cleaned_data
        cost_proposal(
            contribution=contributions.get_contribution(deliberation, int(given["project"])), pence=int(given["pounds"] * 100),
            costed_by=given["costed_by"], by=actor,
        )  # fmt: skip
        return int(given["pounds"] * 100)

    def done(answer: Any) -> HttpResponse:
        words, pot = "Its cost is there for everybody to read.", deliberation.subject.get("pence")
        if pot and answer > pot:
            words += f" It is more than the {pounds(pot)} there is, so it cannot be paid for."
        messages.success(request, words)
        return redirect("deciding_costs", place_slug=place.slug, number=number)

    return write_form(request, form, action="deciding_costs", write=write, page=page, done=done)

"""The public log of decisions about words that were reported, and another look for the one who wrote them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.core.errors import Refused
from helpfulacts.directory import corrections
from helpfulacts.directory.actions.decide_reported import appeal

from ..forms.trust import GROUNDS, AppealForm
from ..once import once_only
from ..refusals import add_refusal
from ..safety import first_advice
from ..visitor import visitor_of
from .office import page_of


@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    """Newest first, without the words, and how many of each."""
    rows = corrections.decisions(request.place)  # type: ignore[attr-defined]
    context = {
        "page": page_of(request, rows),
        "grounds": GROUNDS,
        "appeals": rows.filter(appealed_at__isnull=False).count(),
        **{name: rows.filter(decision=name).count() for name in ("hidden", "kept", "shown")},
    }
    return render(request, "web/public/decisions.html", context)


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, decided: int) -> HttpResponse:
    """GET: one decision. POST: the one who wrote it asks for another look."""
    row = corrections.decision_by_number(request.place, decided)  # type: ignore[attr-defined]
    if request.method != "POST":
        return _page(request, row, AppealForm())
    form = AppealForm(request.POST)
    advice = first_advice(request.POST.get("words", ""))
    if advice and not request.POST.get("safe"):
        return _page(request, row, form, advice=advice)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    visitor = visitor_of(request)

    def write() -> dict[str, int]:
        person_id = visitor.person.pk if visitor.person is not None else None
        appeal(decision=row, words=form.cleaned_data["words"], by=visitor.actor, person_id=person_id)
        return {"decision": row.number}

    try:
        once_only(request, "appeal", write)
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, row, form, status=422)
    messages.success(request, "Thank you. Somebody else than before looks at it now.")
    return redirect("decision", place_slug=row.place.slug, decided=row.number)


def _page(
    request: HttpRequest, row: Any, form: AppealForm, *, advice: Any = None, status: int = 200
) -> HttpResponse:
    visitor = visitor_of(request)
    person_id = visitor.person.pk if visitor.person is not None else None
    later = corrections.decided_again(row)
    open_still = (
        row.decision == "hidden" and row.appealed_at is None and row.answers_id is None and later is None
    )
    context = {
        "row": row,
        "form": form,
        "advice": advice,
        "later": later,
        "answer": next(iter(row.answered_by.all()), None),
        "may_appeal": open_still and corrections.wrote_it(visitor.actor, person_id, row),
    }
    return render(request, "web/public/decision.html", context, status=status)

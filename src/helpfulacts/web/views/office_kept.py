"""What was promised by a decision, and how it stands: for whoever asked, who says that a promise is kept and what shows it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.deliberation import decisions
from helpfulacts.deliberation.actions.keep_undertaking import keep_undertaking

from ..deciding_words import PROMISES
from ..forms.office_undertakings import KeptForm
from .office import convenors_only
from .plan_mine import write_form

OPEN = ("open", "late")


@require_http_methods(["GET", "POST"])
@convenors_only
def decide_kept(request: HttpRequest, decision: int) -> HttpResponse:
    """GET: each promise, with how it stands. POST: one of them is kept."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    made = decisions.get_decision(place, decision)
    owed = decisions.shown(made).promises
    by_id = {str(one.promise.pk): one.promise for one in owed}
    form = KeptForm(
        request.POST if request.method == "POST" else None,
        promises=[
            (str(one.promise.pk), f"{one.promise.by_shown_as}: {one.promise.what}")
            for one in owed
            if one.standing in OPEN or request.method == "POST"
        ],
    )

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        given = {
            "decision": made,
            "one": made.deliberation,
            "rows": [(one.promise, *PROMISES[one.standing]) for one in owed],
            "still": any(one.standing in OPEN for one in owed),
            **context,
        }
        return render(request, "web/office/decide_kept.html", given, status=status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> None:
        given = form.cleaned_data
        keep_undertaking(decision=made, promise=by_id[given["promise"]], shows=given["shows"], by=actor)

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "It is kept. Everybody can read it, and whom it concerns hears of it.")
        return redirect("decide_kept", place_slug=place.slug, decision=decision)

    return write_form(request, form, action="decide_kept", write=write, page=page, done=done)

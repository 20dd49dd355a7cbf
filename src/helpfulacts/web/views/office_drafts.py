"""Throwing a draft away, of a question or of a decision: a page that asks first, and then it is gone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.core.errors import NotFound
from helpfulacts.deliberation import decisions, selectors
from helpfulacts.deliberation.actions.throw_away_draft import throw_away_decision, throw_away_question

from ..refusals import gone_already, press_button
from .office import convenors_only

GONE = "The draft is thrown away."


@require_http_methods(["GET", "POST"])
@convenors_only
def deciding_away(request: HttpRequest, number: int) -> HttpResponse:
    """GET: are you sure? POST: the draft of a question is gone. What is published, or gone already, only leads to its desk."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    deliberation = selectors.get_deliberation(place, number)
    if request.method == "POST":
        return press_button(
            request, "deciding_away", lambda: throw_away_question(deliberation=deliberation, by=actor), GONE,
            "office_deciding",
        )  # fmt: skip
    if deliberation.published_at is not None or deliberation.ended_at is not None:
        return redirect("deciding_desk", place_slug=place.slug, number=number)
    return render(request, "web/office/deciding_away.html", {"one": deliberation})


@require_http_methods(["GET", "POST"])
@convenors_only
def decide_away(request: HttpRequest, decision: int) -> HttpResponse:
    """GET: are you sure? POST: the draft of a decision is gone, with its answers. What is published is shown as it is."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    try:
        draft = decisions.get_decision(place, decision, drafts=True)
    except NotFound:
        if request.method == "POST":
            return gone_already(request, "This draft is not there any more.", "office_deciding")
        raise
    if request.method == "POST":
        return press_button(
            request, "decide_away", lambda: throw_away_decision(decision=draft, by=actor), GONE, "deciding_desk",
            anchor="to-decide", number=draft.deliberation.number,
        )  # fmt: skip
    if draft.published_at is not None:
        return redirect("decided", place_slug=place.slug, number=decision)
    answers = len(decisions.shown(draft).outcomes)
    return render(
        request,
        "web/office/decide_away.html",
        {"draft": draft, "one": draft.deliberation, "answers": answers},
    )

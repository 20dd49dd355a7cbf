"""A decision that is written down and not published: its answers, what it means for twelve ideas, what is missing, publishing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.coordination.rules import may_enact_rules
from helpfulacts.core.clock import today
from helpfulacts.deliberation import clauses, decisions, drafting
from helpfulacts.deliberation.actions.answer_contribution import answer_contributions
from helpfulacts.deliberation.actions.mark_trade_off import mark_trade_off
from helpfulacts.deliberation.actions.publish_decision import Undertaking, publish_decision
from helpfulacts.deliberation.rules_asked import changes_asked
from helpfulacts.people import selectors as people

from ..forms.office_decide import AnswersForm, IdeasForm
from ..forms.office_undertakings import ROWS, PublishForm
from .office import acting_as, page_of
from .office_decide import convenors_only, draft_here, stands_as_opened
from .plan_mine import write_form


def _to_decided(request: HttpRequest, number: int) -> HttpResponse:
    return redirect("decided", place_slug=request.place.slug, number=number)  # type: ignore[attr-defined]


def _rows_in(sent: Any, every: list[Any]) -> list[Any]:
    return [one for one in every if f"r{one.brought.contribution.number}" in sent]


@require_http_methods(["GET", "POST"])
@convenors_only
def decide_answers(request: HttpRequest, decision: int) -> HttpResponse:
    """What people brought, a page at a time; what must be answered comes first."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    draft = draft_here(request, decision)
    if draft.published_at is not None and request.method != "POST":
        return _to_decided(request, decision)
    every = drafting.to_answer(draft)
    shown = page_of(request, every)
    sent = request.POST if request.method == "POST" else None
    # Those of the page that was sent, though others came before them meanwhile.
    rows = list(shown.object_list) if sent is None else _rows_in(sent, every)
    form = AnswersForm(sent, rows=rows)
    context = {
        "draft": draft, "one": draft.deliberation, "page": shown, "form": form,
        "changes": clauses.changes_of(row.brought for row in rows if row.brought.name), "still": sum(1 for row in every if row.must and not row.answer),
    }  # fmt: skip

    def page(more: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(request, "web/office/decide_answers.html", {**context, **more}, status=status)

    def write() -> int:
        stands_as_opened(
            request,
            draft,
            form,
            lambda: AnswersForm(rows=_rows_in(request.POST, drafting.to_answer(draft))).boxes,
        )
        given = form.given()
        return len(answer_contributions(decision=draft, answers=given, by=actor)) if given else 0

    def done(answer: int) -> HttpResponse:
        said = f"{answer} answered." if answer else "Nothing was changed."
        messages.success(request, said)
        back = redirect("decide_answers", place_slug=place.slug, decision=decision)
        if shown.number > 1:
            back["Location"] += f"?page={shown.number}"
        return back

    if request.method != "POST":
        return page({})
    return write_form(request, form, action="decide_answers", write=write, page=page, done=done)


@require_http_methods(["GET", "POST"])
@convenors_only
def decide_ideas(request: HttpRequest, decision: int) -> HttpResponse:
    """What it supports and what it costs, idea by idea, and how anybody knows."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    draft = draft_here(request, decision)
    if draft.published_at is not None and request.method != "POST":
        return _to_decided(request, decision)

    def form_of(sent: Any = None) -> IdeasForm:
        return IdeasForm(sent, marks=decisions.shown(draft).trade_offs)

    form = form_of(request.POST if request.method == "POST" else None)
    promised = draft.deliberation.subject.get("trade_offs")

    def page(more: dict[str, Any], status: int = 200) -> HttpResponse:
        given = {"draft": draft, "one": draft.deliberation, "promised": promised, "form": form, **more}
        return render(request, "web/office/decide_ideas.html", given, status=status)

    def write() -> None:
        stands_as_opened(request, draft, form, lambda: form_of().boxes)
        for code, (mark, sentence, evidence) in form.given().items():
            mark_trade_off(
                decision=draft, principle=code, mark=mark, sentence=sentence, evidence=evidence, by=actor
            )

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "It is kept. Nobody reads it but you and your colleagues.")
        return redirect("decide_publish", place_slug=place.slug, decision=decision)

    if request.method != "POST":
        return page({})
    return write_form(request, form, action="decide_ideas", write=write, page=page, done=done)


@require_http_methods(["GET", "POST"])
@convenors_only
def decide_publish(request: HttpRequest, decision: int) -> HttpResponse:
    """What is still missing; where nothing is, who promises what, which rules it adopts, and publishing it."""
    place = request.place  # type: ignore[attr-defined]
    draft = draft_here(request, decision)
    if draft.published_at is not None and request.method != "POST":
        return _to_decided(request, decision)
    actor = _publisher(request)
    changes = changes_asked(draft.deliberation, by=draft)
    adopts = drafting.adopts(draft)
    bodies = {str(one.pk): one for one in people.organisations(place)}
    rows = request.POST.get("rows", "")
    more = "more" in request.POST
    form = PublishForm(
        request.POST if request.method == "POST" and not more else None,
        bodies=[(key, one.name) for key, one in bodies.items()],
        rows=(int(rows) if rows.isdecimal() and len(rows) < 4 else ROWS) + (ROWS if more else 0),
        asks_rules=adopts and may_enact_rules(actor),
        today=today(place.zone),
        initial=request.POST.dict() if more else None,
    )
    found = decisions.shown(draft)
    context = {
        "draft": draft, "one": draft.deliberation, "found": found, "missing": drafting.missing(draft), "form": form,
        "changes": changes, "adopts": adopts, "waits_for_officer": adopts and not may_enact_rules(actor),
        "looked": sum(1 for one in found.trade_offs if one.mark != decisions.NOT_LOOKED_AT),
    }  # fmt: skip

    def page(given: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(request, "web/office/decide_publish.html", {**context, **given}, status=status)

    if request.method != "POST" or more:
        return page({})

    def write() -> None:
        stands_as_opened(request, draft, form, lambda: decisions.shown(draft))
        promised = [Undertaking(bodies[who], what, due, seen) for who, what, due, seen in form.given()]
        said = form.cleaned_data.get("adopts")
        publish_decision(
            decision=draft, by=actor, undertakings=promised, adopts=None if said is None else said == "yes"
        )

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "It is published. Everybody can read it.")
        return _to_decided(request, decision)

    return write_form(request, form, action="decide_publish", write=write, page=page, done=done)


def _publisher(request: HttpRequest) -> Any:
    """Who is an officer as well as a member publishes as an officer, who alone puts rules in force."""
    try:
        return acting_as(request, "officer")
    except PermissionDenied:
        return request.actor  # type: ignore[attr-defined]

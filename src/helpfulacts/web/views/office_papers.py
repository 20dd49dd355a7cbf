"""Votes on paper, at the desk: slips to give out, batches that are counted, papers entered one by one, and checked."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.errors import Refused
from helpfulacts.deliberation import clauses, contributions, papers, selectors, stands
from helpfulacts.deliberation.actions.begin_paper_batch import begin_paper_batch
from helpfulacts.deliberation.actions.close_paper_batch import close_paper_batch
from helpfulacts.deliberation.actions.enter_paper import enter_paper
from helpfulacts.deliberation.actions.note_spoilt import note_spoilt
from helpfulacts.deliberation.actions.take_part import give_out_slips
from helpfulacts.deliberation.ballots import on_ballot
from helpfulacts.deliberation.selectors import last_day

from ..deciding_words import CONSENT
from ..forms.deciding import initial_of
from ..forms.office_papers import BatchForm, PaperForm, SlipsForm, SpoiltForm
from ..refusals import press_button
from .deciding_say import answer_words
from .office import desk_only
from .plan_mine import write_form

LAST = "paper_entered_last"
"""In the session: the batch and the slip that were entered last, so that a mistake is one press away. Never the answers."""


@require_GET
@desk_only
def papers_home(request: HttpRequest) -> HttpResponse:
    """The questions on which people can vote on paper."""
    place = request.place  # type: ignore[attr-defined]
    rows = [(one, _open(one)) for one in papers.questions_with_papers(place)]
    context = {"rows": rows, "positions": stands.open_now(place)}
    return render(request, "web/office/papers.html", context)


def _open(deliberation: Any) -> list[Any]:
    return [batch for batch in papers.batches(deliberation) if batch.closed_at is None]


@require_http_methods(["GET", "POST"])
@desk_only
def papers_of(request: HttpRequest, number: int) -> HttpResponse:
    """GET: one question, its slips and its batches. POST: begin a batch."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    one = selectors.get_deliberation(place, number)
    stages = papers.ballots_to_count(one)
    form = BatchForm(request.POST if request.method == "POST" else None)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        given, came = papers.slips_of(one)
        facts = {
            "one": one,
            "count_now": bool(stages) and papers.on_paper(one),
            "on_paper": papers.on_paper(one),
            "no_slips": papers.why_no_slips(one),
            "batches": papers.batches(one),
            "given": given,
            "came": came,
            "limits": {stage.pk: last_day(stage, place.zone) for stage in stages},
        }
        return render(
            request, "web/office/papers_of.html", {**facts, "batch_form": form, **context}, status=status
        )

    if request.method != "POST":
        return page({})

    def write() -> dict[str, str]:
        if not stages:
            raise Refused("No vote is open here now, so no papers are counted.")
        return {"batch": str(begin_paper_batch(stage=stages[0], by=actor, **form.cleaned_data).pk)}

    def done(answer: dict[str, str]) -> HttpResponse:
        return redirect("paper_batch", place_slug=place.slug, batch_id=answer["batch"])

    return write_form(request, form, action="papers_begin", write=write, page=page, done=done)


@require_http_methods(["GET", "POST"])
@desk_only
def slips_give(request: HttpRequest, number: int) -> HttpResponse:
    """POST: a sheet of slips to print, shown once; sent twice, no more are made."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    one = selectors.get_deliberation(place, number)
    stage: Any = papers.slips_for(one)
    no_slips = papers.why_no_slips(one)
    form = SlipsForm(request.POST if request.method == "POST" else None)
    made: list[str] = []  # the numbers of this press; they are in no answer that is kept

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        facts = {
            "one": one,
            "stage": stage,
            "no_slips": no_slips,
            "begun": bool(stage) and selectors.standing_of(stage) != "coming",
        }
        return render(request, "web/office/slips_give.html", {**facts, **context}, status=status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> None:
        if stage is None:
            raise Refused(no_slips)
        made.extend(give_out_slips(deliberation=one, by=actor, **form.cleaned_data))

    def done(_: Any) -> HttpResponse:
        begun = selectors.standing_of(stage) != "coming"
        options = contributions.in_words(on_ballot(stage)) if begun else []
        context = {
            "one": one,
            "stage": stage,
            "slips": [in_fours(slip) for slip in made],
            "options": options,
            "changes": clauses.changes_of(options),
            "until": last_day(stage, place.zone),
            "consent": list(CONSENT.values()),
        }
        return render(request, "web/office/slips.html", context)

    return write_form(request, form, action="slips_give", write=write, page=page, done=done)


def in_fours(slip: str) -> str:
    """“ABCD-EFGH-JKLM”, as it is easy to read and to type."""
    return "-".join(slip[at : at + 4] for at in range(0, len(slip), 4))


@require_http_methods(["GET", "POST"])
@desk_only
def paper_batch(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """GET: the next paper; `?again=1`: the last one, to mend it. POST: enter it. The next form is ready at once."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    batch = papers.get_batch(place, batch_id)
    stage, options = batch.stage, contributions.in_words(on_ballot(batch.stage))
    form = PaperForm(
        request.POST if request.method == "POST" else None, stage=stage, options=options,
        initial=_to_mend(request, batch),
    )  # fmt: skip
    if request.method != "POST":
        return _page(request, batch, {"form": form})

    def write() -> None:
        by_number = {row.contribution.number: row.contribution for row in options}
        answers = {by_number[one]: value for one, value in form.answers.items()}
        given = form.cleaned_data
        enter_paper(batch=batch, slip=given["slip"], answers=answers, by=actor, again=given["again"])

    def done(_: Any) -> HttpResponse:
        slip = papers.tidy_slip(form.cleaned_data["slip"])
        request.session[LAST] = {"batch": str(batch.pk), "slip": slip}
        return redirect("paper_batch", place_slug=place.slug, batch_id=batch.pk)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return _page(request, batch, context, status)

    return write_form(request, form, action="paper_enter", write=write, page=page, done=done)


def _last(request: HttpRequest, batch: Any) -> str:
    kept = request.session.get(LAST) or {}
    return str(kept["slip"]) if kept.get("batch") == str(batch.pk) else ""


def _to_mend(request: HttpRequest, batch: Any) -> dict[str, Any]:
    """What the form of the last paper begins with, where it is entered again."""
    slip = _last(request, batch) if request.GET.get("again") else ""
    answers = papers.entered_under(batch, slip) if slip else None
    if answers is None:
        return {}
    return {"slip": in_fours(slip), "again": True, **initial_of(answers, batch.stage.rule)}


def _page(request: HttpRequest, batch: Any, context: dict[str, Any], status: int = 200) -> HttpResponse:
    slip = _last(request, batch)
    answers = papers.entered_under(batch, slip) if slip else None
    form = context["form"]
    last = None
    if answers is not None:
        rows = contributions.in_words(one for one in on_ballot(batch.stage) if one.number in answers)
        last = [(row.name, answer_words(batch.stage.rule, answers[row.contribution.number])) for row in rows]
    facts: dict[str, Any] = {
        "batch": batch,
        "one": batch.stage.deliberation,
        "stage": batch.stage,
        "left": papers.left_over(batch),
        "slip": in_fours(slip) if last is not None else "",
        "last": last,
        "mends": bool(request.GET.get("again")) and not form.is_bound and last is not None,
        "paper": form,
        "spoilt": SpoiltForm(initial={"spoilt": batch.spoilt, "why": batch.spoilt_why}),
        "counted_here": papers.counted_by(batch, request.actor),  # type: ignore[attr-defined]
        **context,
    }
    return render(request, "web/office/paper_batch.html", facts, status=status)


@require_POST
@desk_only
def papers_spoilt(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """How many of the whole batch, said anew each time."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    batch = papers.get_batch(place, batch_id)
    form = SpoiltForm(request.POST)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        paper = PaperForm(stage=batch.stage, options=contributions.in_words(on_ballot(batch.stage)))
        return _page(request, batch, {**context, "paper": paper, "spoilt": form}, status)

    def done(_: Any) -> HttpResponse:
        messages.success(request, "It is written down.")
        return redirect("paper_batch", place_slug=place.slug, batch_id=batch.pk)

    def write() -> None:
        note_spoilt(batch=batch, by=actor, **form.cleaned_data)

    return write_form(request, form, action="papers_spoilt", write=write, page=page, done=done)


@require_POST
@desk_only
def papers_close(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Somebody else than who counted them looks that nothing is missing."""
    batch = papers.get_batch(request.place, batch_id)  # type: ignore[attr-defined]
    actor = request.actor  # type: ignore[attr-defined]
    request.session.pop(LAST, None)
    return press_button(
        request, "papers_close", lambda: close_paper_batch(batch=batch, by=actor),
        "It is checked and closed. Nothing in it can be changed now.", "paper_batch", batch_id=batch.pk,
    )  # fmt: skip

"""One case of a round: opened with a reason that the person sees, explained, and changed if a person must."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.actions.override_allocation import override_allocation
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import mid_sentence
from helpfulacts.directory import selectors as directory
from helpfulacts.people.actions.open_record import open_record

from ..forms.office import NO_PLACE, ChangeForm, WhyForm
from ..once import once_only
from ..refusals import add_refusal
from ..why import keep_why, kept_why
from .office import officers_only, round_or_404

WHYS = ("alarm", "said", "cut_off", "sample")


def _case_or_404(request: HttpRequest, number: int, case_id: uuid.UUID) -> tuple[Any, Any]:
    run = round_or_404(request, number)
    allocation = coordination.get_allocation(run.place, case_id)
    if allocation.run_id != run.pk:
        raise Http404("There is no such case in this round.")
    return run, allocation


def _listed(run: Any, allocation: Any) -> Any:
    """The row that says why this case is on the list, or None."""
    return run.openings.filter(place=run.place_id, allocation=allocation).first()


@require_POST
@officers_only
def next_case(request: HttpRequest, number: int) -> HttpResponse:
    """The next case that nobody has opened: rights first. `why` keeps one kind of case."""
    run = round_or_404(request, number)
    why = request.POST.get("why", "")
    waiting = [row for row in coordination.cases_to_open(run) if why not in WHYS or row.why == why]
    if not waiting:
        messages.info(request, "All of these have been opened.")
        return redirect("round", place_slug=run.place.slug, number=number)
    return redirect("case", place_slug=run.place.slug, number=number, case_id=waiting[0].allocation_id)


@require_http_methods(["GET", "POST"])
@officers_only
def case(request: HttpRequest, number: int, case_id: uuid.UUID) -> HttpResponse:
    """GET: a listed case opens, with its own reason; any other asks why first. POST: that reason.

    Each time that the case is shown is one look, kept where the person sees it.
    """
    run, allocation = _case_or_404(request, number, case_id)
    if request.method == "POST":
        form = WhyForm(request.POST)
        if not form.is_valid():
            return _ask_why(request, run, allocation, form, 422)
        keep_why(request, "case", allocation.pk, form)
        return redirect("case", place_slug=run.place.slug, number=number, case_id=case_id)
    return _show(request, run, allocation)


@require_POST
@officers_only
def override(request: HttpRequest, number: int, case_id: uuid.UUID) -> HttpResponse:
    """Give something else, or no place, with a reason: checked again before it stands."""
    run, allocation = _case_or_404(request, number, case_id)
    actor = request.actor  # type: ignore[attr-defined]
    form = ChangeForm(request.POST, options=_options(coordination.alternatives(allocation)))
    if form.is_valid():
        chosen = form.cleaned_data["to_offer"]
        to_offer = None if chosen == NO_PLACE else directory.get_offer(run.place, chosen)

        def write() -> dict[str, str]:
            made = override_allocation(
                run=run,
                allocation=allocation,
                to_offer=to_offer,
                reason=form.cleaned_data["reason"],
                by=actor,
            )
            return {"override": str(made.pk)}

        try:
            once_only(request, "override", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Changed, and checked again: nobody else lost a place.")
            return redirect("round", place_slug=run.place.slug, number=number)
    return _show(request, run, allocation, form, 422)


def _options(alternatives: Any) -> list[tuple[str, str]]:
    """What may be chosen instead, as the form lists it."""
    found = [
        (str(one.offer.pk), f"{one.offer.title}: {one.free} free, from {mid_sentence(one.offer.shown_from)}")
        for one in alternatives.offers
    ]
    return [*found, (NO_PLACE, "No place in this round")] if alternatives.no_place else found


def _ask_why(
    request: HttpRequest, run: Any, allocation: Any, form: WhyForm, status: int = 200
) -> HttpResponse:
    context = {"run": run, "allocation": allocation, "case": allocation.index + 1, "form": form}
    return render(request, "web/office/case_why.html", context, status=status)


def _show(
    request: HttpRequest, run: Any, allocation: Any, form: ChangeForm | None = None, status: int = 200
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    listed = _listed(run, allocation)
    if listed is not None:
        explanation = open_case(run=run, allocation=allocation, by=actor)
        why = listed.get_why_display()
    else:
        why = kept_why(request, "case", allocation.pk)
        if not why:
            return _ask_why(request, run, allocation, WhyForm())
        open_record(
            place=run.place,
            actor=actor,
            person=allocation.person,
            why=f"Sharing round {run.number}: {why}",
            noun="allocation",
            subject=allocation.pk,
        )
        explanation = coordination.explanation_for(allocation)
    alternatives = coordination.alternatives(allocation)
    options = _options(alternatives)
    return render(
        request,
        "web/office/case.html",
        {
            "run": run,
            "allocation": allocation,
            "case": allocation.index + 1,
            "why": why,
            "listed": listed,
            "explanation": explanation,
            "said": coordination.words_for(allocation) if listed is not None else [],
            "can_change": coordination.may_be_changed(allocation),
            "options": options,
            "for_a_right": alternatives.for_a_right,
            "form": form or ChangeForm(options=options),
            "left": len(coordination.cases_to_open(run)),
        },
        status=status,
    )

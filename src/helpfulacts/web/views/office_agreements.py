"""Begin an agreement: its text, read as others will, then kept as a draft. And ask both sides to change one: a draft of the question."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.deliberation import agreements as reads
from helpfulacts.deliberation.actions.draft_agreement import ask_if_named, draft_agreement
from helpfulacts.deliberation.actions.open_change import open_change
from helpfulacts.deliberation.first_text import first_clauses
from helpfulacts.deliberation.text_decided import NextClause
from helpfulacts.people import selectors as people

from ..forms.agreement_begin import BeginAgreementForm
from ..forms.agreements import ChangeAgreementForm, NextTextForm
from ..forms.office_deciding import lines_of
from ..refusals import add_refusal
from .office import convenors_only
from .plan_mine import write_form


@require_http_methods(["GET", "POST"])
@convenors_only
def agreement_begin(request: HttpRequest) -> HttpResponse:
    """GET: its title, its sides and its text. POST: the text as others will read it, with who owes what by when; `keep`: kept."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    bodies = [(str(one.pk), one.name) for one in people.organisations(place)]
    if request.method != "POST" or "again" in request.POST:
        fresh = BeginAgreementForm(initial=request.POST.dict(), bodies=bodies)
        return render(request, "web/office/agreement_begin.html", {"form": fresh})
    begun = BeginAgreementForm(request.POST, bodies=bodies)
    clauses: list[dict[str, Any]] = []
    if begun.is_valid():
        try:
            clauses = first_clauses(begun.cleaned_data["text"])
            if not begun.cleaned_data["no_person"]:
                ask_if_named(place, begun.cleaned_data["title"], begun.sides(), clauses)
        except Refused as refusal:
            add_refusal(begun, refusal, clauses="text")
    if begun.errors:
        return render(request, "web/office/agreement_begin.html", {"form": begun}, status=422)
    sides = begun.sides()
    form = NextTextForm(
        request.POST if "keep" in request.POST else None,
        clauses=[NextClause(one["key"], one["parent"], one["title"], one["words"], "new") for one in clauses],
        sides=[(side["code"], side["name"]) for side in sides],
    )

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        facts = {"begun": begun, "sides": sides, "not_law": reads.NOT_LAW}
        return render(request, "web/office/agreement_preview.html", {**facts, **context}, status=status)

    if "keep" not in request.POST:
        return page({"form": form})

    def write() -> dict[str, int]:
        terms = form.terms()
        made = draft_agreement(
            place=place, title=begun.cleaned_data["title"], sides=sides, clauses=[one | terms[one["key"]] for one in clauses],
            review_on=form.cleaned_data["review_on"], by=actor, no_person=bool(begun.cleaned_data["no_person"]),
        )  # fmt: skip
        return {"number": made.agreement.number}

    def done(answer: dict[str, int]) -> HttpResponse:
        messages.success(
            request,
            "It is kept as a draft that everybody can read. Ask both sides about it, or let each sign it.",
        )
        return redirect("agreement", place_slug=place.slug, number=answer["number"])

    return write_form(request, form, action="agreement_begin", write=write, page=page, done=done)


@require_http_methods(["GET", "POST"])
@convenors_only
def agreement_change(request: HttpRequest, number: int) -> HttpResponse:
    """GET: what is to change, and who takes part. POST: a draft, with the clauses as its text, which nobody else reads yet."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    found = reads.get_agreement(place, number)
    version = reads.to_change(found)
    if version is None:
        raise NotFound("This agreement has no text yet. Draft one first.")
    bodies = people.organisations(place)
    form = ChangeAgreementForm(
        request.POST if request.method == "POST" else None,
        sides=[(side["code"], side["name"]) for side in found.sides],
        bodies={one.name.casefold(): one for one in bodies},
        initial={
            "question": f"What should change in “{found.title}”?"[:200], "open_to": "invited",
            "promise": "What each side says yes to goes into the text, and each side signs it.", "first_day": today(place.zone),
        },
    )  # fmt: skip

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        facts = {
            "agreement": found, "version": version, "there": reads.on_sides(version),
            "signed": {one.organisation_id for one in reads.signatures(version)}, "asked": reads.being_changed(found),
            "sides": {side["code"]: side["name"] for side in found.sides},
        }  # fmt: skip
        return render(request, "web/office/agreement_change.html", {**facts, **context}, status=status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> dict[str, int]:
        given = form.cleaned_data
        convenor = next((one for one in bodies if one.pk == actor.body_id), None)
        if convenor is None:
            raise NotFound("Your role belongs to no body here. Ask the office.")
        made = open_change(
            agreement=found, question=given["question"], promise=given["promise"], convenor=convenor, by=actor,
            bodies=form.chosen(), open_to_change=lines_of(given["open_to_change"]), fixed=lines_of(given["fixed"]),
            about=given["about"], first_day=given["first_day"], open_to=given["open_to"],
            absent=[{"who": given["missing_who"], "why": "", "doing": given["missing_doing"]}],
        )  # fmt: skip
        return {"number": made.number}

    def done(answer: dict[str, int]) -> HttpResponse:
        return redirect("deciding_desk", place_slug=place.slug, number=answer["number"])

    return write_form(request, form, action="agreement_change", write=write, page=page, done=done)

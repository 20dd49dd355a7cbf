"""Ask both sides to change an agreement that is in force: one page, and then a draft of the question."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.deliberation import agreements as reads
from helpfulacts.deliberation.actions.open_change import open_change
from helpfulacts.people import selectors as people

from ..forms.agreements import ChangeAgreementForm
from ..forms.office_deciding import lines_of
from .office import convenors_only
from .plan_mine import write_form


@require_http_methods(["GET", "POST"])
@convenors_only
def agreement_change(request: HttpRequest, number: int) -> HttpResponse:
    """GET: what is to change, and who takes part. POST: a draft, with the clauses as its text, which nobody else reads yet."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    found = reads.get_agreement(place, number)
    version = reads.in_force(found)
    if version is None:
        raise NotFound("This agreement is not in force: not every side has signed it.")
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
            "agreement": found, "signatures": reads.signatures(version), "asked": reads.being_changed(found),
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

"""The public record of the algorithm: its versions, plain words first, and the same as files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.accountability import atrs, records
from helpfulacts.accountability.actions.say_of_algorithm import say_of_algorithm
from helpfulacts.accountability.atrs_fields import in_order

from ..forms.accountability import AlgorithmForm
from .office import officers_only
from .plan_mine import write_form

TITLES = {
    "metadata": "About this record",
    "owner_and_responsibility": "Who is answerable",
    "description_and_rationale": "What it does, and why",
    "decision_making_process": "How a decision is made",
    "tool_specification": "What it is made of",
    "data": "What it knows about people",
    "risks_mitigations_and_impact_assessments": "What could go wrong",
}
TOLD_ABOVE = {"how_it_was_used"}
"""Fields that stand at the top of the page already."""


@require_GET
def transparency(request: HttpRequest) -> HttpResponse:
    """Each version, the newest first, with its hash."""
    context = {"versions": records.versions(request.place)}  # type: ignore[attr-defined]
    return render(request, "web/public/transparency.html", context)


@require_GET
def algorithm(request: HttpRequest) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    found = records.versions(place)
    latest = found[0] if found else None
    context: dict[str, Any] = {"record": latest}
    if latest is not None:
        document = in_order(latest.document)
        context |= {
            "tier_1": document["tier_1"],
            "used": document["tier_2"]["decision_making_process"]["how_it_was_used"],
            "sections": [
                _section("metadata", document["metadata"]),
                *(_section(name, fields) for name, fields in document["tier_2"].items()),
            ],
        }
    return render(request, "web/public/algorithm.html", context)


def _section(name: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": name,
        "title": TITLES[name],
        "fields": [_field(*pair) for pair in fields.items() if pair[0] not in TOLD_ABOVE],
    }


def _field(name: str, value: Any) -> dict[str, Any]:
    """One field as a page shows it: text, a list of texts, or a table of rows with their heads."""
    field: dict[str, Any] = {"title": _words(name), "text": "", "items": [], "heads": [], "rows": []}
    if isinstance(value, str):
        field["text"], field["code"] = value, name.endswith("in_one_number")
    elif value and isinstance(value[0], dict):
        field["heads"] = [_words(head) for head in value[0]]
        field["rows"] = [list(zip(field["heads"], row.values(), strict=True)) for row in value]
    else:
        field["items"] = value or ["None"]
    return field


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize().replace("Companies house", "Companies House")


@require_GET
def algorithm_json(request: HttpRequest, version: int | None = None) -> HttpResponse:
    """The newest version as a file, or the one of that number."""
    record = records.get_version(request.place, version)  # type: ignore[attr-defined]
    return JsonResponse(records.as_file(record), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_http_methods(["GET", "POST"])
@officers_only
def algorithm_say(request: HttpRequest) -> HttpResponse:
    """What only the place can say. What is left empty is said as not said yet."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(request, "web/office/algorithm_say.html", context, status=status)

    if request.method != "POST":
        return page({"form": AlgorithmForm(initial=atrs.own_words(place))})
    form = AlgorithmForm(request.POST)

    def write() -> None:
        say_of_algorithm(place=place, answers=form.cleaned_data, by=actor)

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Kept. The public record says it now.")
        return redirect("algorithm", place_slug=place.slug)

    return write_form(request, form, action="algorithm_say", write=write, page=page, done=done)

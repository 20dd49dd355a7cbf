"""What would happen to people, before anybody decides: everybody reads what the office shows, and the office works it out."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.coordination import kept_what_ifs
from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.keep_what_if import keep_what_if, show_what_if
from helpfulacts.coordination.rule_document import RuleDocument
from helpfulacts.coordination.rule_reading import shipped, shipped_names
from helpfulacts.coordination.what_if.naming import named
from helpfulacts.coordination.what_if.scenario import shared_offers
from helpfulacts.coordination.what_if.working import work_out
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused

from ..forms.what_if import WhatIfForm
from ..once import answer_already, once_only
from ..refusals import add_refusal, press_button
from ..what_if_shown import page_of_what_if
from .office import acting_as, officers_only


def _is_officer(request: HttpRequest) -> bool:
    try:
        acting_as(request, "officer")
    except PermissionDenied:
        return False
    return True


@require_GET
def what_ifs(request: HttpRequest) -> HttpResponse:
    """Every what-if that the office showed, newest first; an officer sees the others too."""
    officer = _is_officer(request)
    rows = kept_what_ifs.kept_what_ifs(request.place, shown_only=not officer)  # type: ignore[attr-defined]
    return render(request, "web/public/what_ifs.html", {"rows": rows, "officer": officer})


@require_GET
def what_if(request: HttpRequest, number: int) -> HttpResponse:
    """One what-if: up to three ways side by side, who gains and loses, and what it would mean."""
    officer = _is_officer(request)
    what_if = kept_what_ifs.what_if_by_number(request.place, number, shown_only=not officer)  # type: ignore[attr-defined]
    if what_if is None:
        raise Http404("There is no such page here, or it is not shown yet.")
    context = {
        "what_if": what_if,
        "officer": officer,
        **page_of_what_if(named(what_if.place, what_if.figures)),
    }
    return render(request, "web/public/what_if.html", context)


@require_GET
def what_if_file(request: HttpRequest, number: int) -> HttpResponse:
    """The same as a file, for those who want to count for themselves."""
    what_if = kept_what_ifs.what_if_by_number(request.place, number, shown_only=not _is_officer(request))  # type: ignore[attr-defined]
    if what_if is None:
        raise Http404("There is no such page here, or it is not shown yet.")
    text = (
        json.dumps(named(what_if.place, what_if.figures), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{what_if.place.slug}-what-if-{number}.json"'
    return response


def _documents(place: Any) -> dict[str, RuleDocument]:
    """Rules that can be chosen: those in force first, then those beside, then the shipped ones that are neither."""
    in_force = coordination.rules_in_force(place)
    if in_force is None:
        return {}
    sets = [in_force, *coordination.rules_beside(place)]
    found = {f"set-{one.number}": coordination.document_of(one) for one in sets}
    there = {document.hash for document in found.values()}
    for name in shipped_names():
        document = shipped(name, today(place.zone))  # past its review day it has another
        if not there & {document.hash, shipped(name).hash}:
            found[name] = document
    return found


@require_http_methods(["GET", "POST"])
@officers_only
def what_if_new(request: HttpRequest) -> HttpResponse:
    """GET: the form. POST: it is worked out, outside any write, and kept once; only officers read it at first.

    Its key counts once it is kept: pressed again after that, nothing is worked out anew; after a mistake, it is tried again.
    """
    place = request.place  # type: ignore[attr-defined]
    documents = _documents(place)
    form = WhatIfForm(
        request.POST or None, request.FILES or None, rules=documents, offers=shared_offers(place), place=place
    )
    if request.method == "POST" and documents:
        form.read_file()
        if form.is_valid():
            try:
                kept = answer_already(request, "what_if_new")
                if kept is None:
                    worked = work_out(place, form.cleaned_data["scenarios"], today(place.zone))
                    kept = once_only(request, "what_if_new", lambda: {"number": keep_what_if(
                        place=place, title=form.cleaned_data["title"], worked=worked, by=request.actor,  # type: ignore[attr-defined]
                    ).number})  # fmt: skip
            except Refused as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, "Worked out. Only officers see it until you show it.")
                return redirect("what_if", place_slug=place.slug, number=kept["number"])
    context = {"form": form, "rules": bool(documents)}
    return render(
        request, "web/office/what_if_new.html", context, status=422 if documents and form.errors else 200
    )


@require_POST
@officers_only
def what_if_show(request: HttpRequest, number: int) -> HttpResponse:
    """Everybody may read it from now on."""
    what_if = kept_what_ifs.what_if_by_number(request.place, number, shown_only=False)  # type: ignore[attr-defined]
    if what_if is None:
        raise Http404("There is no such page here.")
    return press_button(
        request, "what_if_show", lambda: show_what_if(what_if=what_if, by=request.actor),  # type: ignore[attr-defined]
        "Everybody can read it now.", "what_if", number=number,
    )  # fmt: skip

"""Looks at one's own record, and at that of somebody one works with: read, and looked into, by the information governance lead."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.people import looks
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.check_look import check_look, is_party
from helpfulacts.people.actions.open_record import open_passed_on

from ..forms.looks import CheckLookForm
from .office import for_roles, page_of
from .plan_mine import write_form

OF = 50
TO_CHECK = "To look into a look at your record by somebody you work with"
"""What the person reads of the look, so it speaks to them."""
lead_only = for_roles("information-lead")


@require_GET
@lead_only
def looks_to_check(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first, then what was looked into. Nobody whose record it is has a name here."""
    rows = looks.looks_to_check(request.place, request.actor)  # type: ignore[attr-defined]
    page = page_of(request, rows, OF)
    waiting = sum(row.check is None for row in rows)
    return render(request, "web/office/looks_to_check.html", {"page": page, "waiting": waiting})


@require_http_methods(["GET", "POST"])
@lead_only
def look_to_check(request: HttpRequest, look_id: uuid.UUID) -> HttpResponse:
    """GET: whose record it was, and they see that you looked. POST: what you found, once."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    row = looks.get_look_to_check(place, look_id, actor)
    person = people.get_person(place, row.look.person)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        open_passed_on(
            place=place, actor=actor, person=person.pk, why=TO_CHECK, noun=looks.NOUN, subject=row.look.pk
        )
        told = {"row": row, "person": person, "party": is_party(row.look, actor)}
        return render(request, "web/office/look_to_check.html", {**context, **told}, status=status)

    if request.method != "POST":
        return page({"form": CheckLookForm()})
    form = CheckLookForm(request.POST)

    def write() -> dict[str, str]:
        return {"check": str(check_look(look=row.look, by=actor, **form.cleaned_data).pk)}

    def done(answer: dict[str, str]) -> HttpResponse:
        messages.success(request, "Looked into. The person can read what you found.")
        return redirect("looks_to_check", place_slug=place.slug)

    return write_form(request, form, action="check_look", write=write, page=page, done=done)

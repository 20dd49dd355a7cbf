"""Who holds which role, for which body and until when: given and taken back by an officer, and what was before."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.appoint import appoint
from helpfulacts.people.actions.revoke_role import revoke_grant

from ..forms.roles import RoleForm
from ..refusals import press_button
from .office import officers_only, page_of
from .plan_mine import write_form

ORDERS: dict[str, tuple[str, Any]] = {
    "until": ("by their last day", lambda grant: (grant.until, grant.shown_as)),
    "name": ("by name", lambda grant: (grant.shown_as.casefold(), grant.until)),
    "role": ("by role", lambda grant: (grant.role, grant.until)),
    "body": ("by body", lambda grant: (grant.body.name.casefold(), grant.until)),
}
NEW = "Given, from now. They have no password yet: they choose one at “Get a new password”, on the page to sign in."


@require_http_methods(["GET", "POST"])
@officers_only
def roles(request: HttpRequest) -> HttpResponse:
    """Roles in force in the order that `?order=` names, those that were, and a new one."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    form = RoleForm(request.POST or None, roles=people.roles())

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        day, grants = today(place.zone), people.grants_of(place)
        order = request.GET.get("order", "")
        order = order if order in ORDERS else "until"
        live = [one for one in grants if one.revoked_at is None and one.until >= day]
        shown = {
            "live": sorted(live, key=ORDERS[order][1]),
            "page": page_of(request, [one for one in grants if one not in live]),
            "unheld": people.unheld(place),
            "soon": {one.pk for one in people.ending_soon(place)},
            "orders": [(code, words, code == order) for code, (words, _) in ORDERS.items()],
            "order": order, "day": day,
        }  # fmt: skip
        return render(request, "web/office/roles.html", {**shown, **context}, status=status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> dict[str, bool]:
        given = form.cleaned_data
        return {"new": appoint(place=place, password=None, by=actor, **given)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, NEW if answer["new"] else "Given, from now. It ends by itself on its day.")
        return redirect("roles", place_slug=place.slug)

    return write_form(request, form, action="roles", write=write, page=page, done=done)


@require_POST
@officers_only
def revoke(request: HttpRequest, grant_id: uuid.UUID) -> HttpResponse:
    """It counts no more on the next page that they ask for."""
    grant = people.get_grant(request.place, grant_id)  # type: ignore[attr-defined]
    return press_button(
        request, "role_revoke", lambda: revoke_grant(grant=grant, by=request.actor),  # type: ignore[attr-defined]
        "Taken back. It counts no more, also where they are signed in.", "roles",
    )  # fmt: skip

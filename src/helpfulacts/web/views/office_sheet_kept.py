"""What we remember of one list's columns, so that its next file needs no answers: change it, or forget it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import imports
from helpfulacts.directory.actions.stage_import import Choice, forget_mapping, keep_mapping
from helpfulacts.exchange.sheets.guessing import headers_key
from helpfulacts.exchange.sheets.mapping import checked_mapping

from ..forms.sheets import ColumnsForm
from ..once import once_only
from ..refusals import add_refusal, gone_already, press_button
from .office import desk_only


def _mapping_or_404(request: HttpRequest, mapping_id: uuid.UUID) -> Any:
    return imports.get_mapping(request.place, mapping_id)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@desk_only
def kept_columns(request: HttpRequest, mapping_id: uuid.UUID) -> HttpResponse:
    """What we remember of one list's columns, to change or forget."""
    kept, actor = _mapping_or_404(request, mapping_id), request.actor  # type: ignore[attr-defined]
    initial = {"name": kept.name, **kept.constants, **ColumnsForm.values_of(kept.columns.get("columns", []))}
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        headers=kept.headers,
        remember=False,
    )
    form.fields["name"].disabled = True
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            mapping = checked_mapping(kept.name, form.columns(), form.constants())
            choice = Choice(mapping.name, 0, 1, kept.headers, mapping.columns, mapping.constants)
            keep_mapping(
                place=kept.place,
                choice=choice,
                headers_key=headers_key(kept.headers),
                columns=mapping.as_json(),
                by=actor,
            )
            return str(kept.pk)

        try:
            once_only(request, "keep_columns", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"The columns of “{kept.name}” are kept.")
            return redirect("sheets", place_slug=request.place.slug)  # type: ignore[attr-defined]
    return render(
        request,
        "web/office/sheet_kept.html",
        {"kept": kept, "form": form},
        status=422 if form.errors else 200,
    )


@require_POST
@desk_only
def forget_columns(request: HttpRequest, mapping_id: uuid.UUID) -> HttpResponse:
    """Forget them: the next file of that list is looked at afresh."""
    try:
        kept = _mapping_or_404(request, mapping_id)
    except NotFound:
        return gone_already(request, "These columns are forgotten already. Their offers stay.", "sheets")
    return press_button(
        request, "forget_columns", lambda: forget_mapping(mapping=kept, by=request.actor),  # type: ignore[attr-defined]
        f"The columns of “{kept.name}” are forgotten. Its offers stay.", "sheets",
    )  # fmt: skip

"""A spreadsheet comes in: the file, and what each of its columns says. What becomes of it: `office_sheet`."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.core.errors import Refused
from helpfulacts.directory import imports
from helpfulacts.exchange.sheets import limits, staging
from helpfulacts.exchange.sheets.guessing import is_outpost

from ..forms.sheets import ColumnsForm, SheetForm
from ..once import once_only
from ..refusals import add_refusal
from .office import desk_only, page_of

_FIRST_ROWS = 8


def import_or_404(request: HttpRequest, import_id: uuid.UUID) -> Any:
    return imports.get_import(request.place, import_id)  # type: ignore[attr-defined]


def to(request: HttpRequest, name: str, one: Any, **more: Any) -> HttpResponse:
    return redirect(name, place_slug=request.place.slug, import_id=one.pk, **more)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@desk_only
def sheets(request: HttpRequest) -> HttpResponse:
    """GET: what was brought in lately. POST: a file, read and staged; it is not kept."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]

        def write() -> str:
            if file.size > limits.BYTES:
                raise Refused(
                    f"That file is larger than {limits.BYTES >> 20} MB. Split it into smaller files.",
                    field="file",
                )
            return str(staging.stage(place=place, raw=file.read(), file_name=file.name, by=actor).pk)

        try:
            found = once_only(request, "stage_sheet", write)
            return redirect("sheet_columns", place_slug=place.slug, import_id=found)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    page = page_of(request, imports.imports_of(place), 10)
    context = {"form": form, "page": page, "kept": imports.mappings_of(place)}
    return render(request, "web/office/sheets.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, one: Any) -> tuple[int, int]:
    """The sheet and row of headings that the address or the form names, else those chosen before, else the likeliest."""
    asked = request.POST if request.method == "POST" else request.GET
    sheet, row = asked.get("sheet", ""), asked.get("row", "")
    at = int(sheet) if sheet.isdecimal() and int(sheet) < len(one.sheets) else None
    if at is None:
        at = one.sheet if one.headers else staging.likely_sheet(one)
    if row.isdecimal() and 0 < int(row) < 10**6:
        return at, int(row)
    return at, one.header_row if one.headers and at == one.sheet else staging.likely_header(one, at)


@require_http_methods(["GET", "POST"])
@desk_only
def sheet_columns(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """GET: the columns with what they seem to say. POST: what they say; every row is looked at."""
    one = import_or_404(request, import_id)
    if one.state in ("done", "undone"):
        return to(request, "sheet", one)
    at, row = _chosen(request, one)
    try:
        headers, guessed, kept = staging.guess(one, at, row)
    except Refused:
        row = staging.likely_header(one, at)
        headers, guessed, kept = staging.guess(one, at, row)
    chosen = one.headers == headers and (one.sheet, one.header_row) == (at, row)
    constants = one.constants if chosen else kept.constants if kept else {}
    initial = {
        "name": one.name if chosen else kept.name if kept else _name_from(one, at),
        "remember": True,
        "kind": "service",
        **constants,
        **ColumnsForm.values_of(one.columns if chosen else guessed),
    }
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        headers=headers,
        samples=staging.samples(one, at, row, len(headers)),
    )
    if request.method == "POST" and form.is_valid() and _choose(request, one, at, row, form):
        return to(request, "sheet", one)
    first = imports.first_rows(one, at, _FIRST_ROWS)
    context = {
        "one": one,
        "form": form,
        "sheet_at": at,
        "sheet_name": one.sheets[at]["name"],
        "row": row,
        "kept": kept,
        "outpost": is_outpost(headers),
        "first": [(number, " · ".join(cell for cell in cells if cell)[:160]) for number, cells in first],
    }
    return render(request, "web/office/sheet_columns.html", context, status=422 if form.errors else 200)


def _choose(request: HttpRequest, one: Any, at: int, row: int, form: ColumnsForm) -> bool:
    def write() -> str:
        staging.choose(
            one=one,
            sheet=at,
            row=row,
            name=form.cleaned_data["name"],
            columns=form.columns(),
            constants=form.constants(),
            remember=form.cleaned_data["remember"],
            by=request.actor,  # type: ignore[attr-defined]
        )
        return str(one.pk)

    try:
        once_only(request, "choose_columns", write)
    except Refused as refusal:
        add_refusal(form, refusal)
        return False
    return True


def _name_from(one: Any, at: int) -> str:
    """“Libraries” of libraries_2024.csv: a name that stays while years and numbers go by."""
    titled = one.sheets[at]["name"] if len(one.sheets) > 1 else one.file_name.rsplit(".", 1)[0]
    words = "".join(c if c.isalpha() or c == "'" else " " for c in titled).split()
    return " ".join(words)[:100].capitalize()

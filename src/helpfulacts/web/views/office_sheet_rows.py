"""The rows of a spreadsheet on its way in: mended in place, left out, ended, or taken away in a file."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted
from helpfulacts.directory import imports
from helpfulacts.directory.actions.mend_import import (
    end_gone,
    leave_out,
    mend_row,
    take_in,
)
from helpfulacts.exchange.sheets import staging
from helpfulacts.exchange.sheets.csv_text import written
from helpfulacts.exchange.sheets.planning import Planner
from helpfulacts.exchange.sheets.saying import draft_in_words

from ..forms.sheets import RowForm
from ..once import once_only
from ..refusals import add_refusal
from .office import desk_only
from .office_sheets import import_or_404, to

_OUTCOMES = {
    "new": "It comes in as new.",
    "changed": "It would change what is listed.",
    "same": "It says the same as what is listed.",
    "closed": "It is closed, so it is not listed.",
    "ends": "It is closed, so it ends here.",
    "joined": "It adds to another row.",
    "aside": "Something is still wrong with it.",
}


def _row_or_404(one: Any, number: int) -> Any:
    return imports.get_row(one, number)


def _form(one: Any, row: Any, data: Any = None) -> RowForm:
    wrong = {at: sentence for at, sentence in reversed(row.reasons) if at is not None}
    same: dict[int, int] = {}
    if wrong:
        here = row.cells
        for other in imports.rows_of(one).filter(done=False).exclude(pk=row.pk):
            cells = other.cells
            for at in wrong:
                if at < len(cells) and at < len(here) and cells[at] == here[at]:
                    same[at] = same.get(at, 0) + 1
    return RowForm(data, headers=one.headers, columns=one.columns, cells=row.cells, wrong=wrong, same=same)


def _as_read(one: Any, row: Any) -> list[tuple[str, str]]:
    """The row as people would read it, where it can come in."""
    if row.outcome not in ("new", "changed", "same") or not row.cells:
        return []
    reader = staging.Reader(one)
    [plan] = Planner(one.place, reader.mapping).plan([reader.read(row)])
    return draft_in_words(plan.draft) if plan.draft else []


@require_http_methods(["GET", "POST"])
@desk_only
def sheet_row(request: HttpRequest, import_id: uuid.UUID, number: int) -> HttpResponse:
    """GET: one row, with what is wrong in it. POST: its cells as they should be."""
    one = import_or_404(request, import_id)
    row = _row_or_404(one, number)
    if row.done or not row.cells or one.state in ("mapping", "undone"):
        return to(request, "sheet", one)
    form = _form(one, row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def write() -> int:
            cells, everywhere = form.mended()
            many = mend_row(one=one, row=row, cells=cells, everywhere=everywhere, by=request.actor)  # type: ignore[attr-defined]
            staging.check_some(one)
            return many

        try:
            many = once_only(request, "mend_row", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            row.refresh_from_db()
            others = (
                f" {counted(many - 1, 'other row was', 'other rows were')} changed too." if many > 1 else ""
            )
            messages.success(request, f"Row {number} is kept. {_OUTCOMES.get(row.outcome, '')}{others}")
            if row.outcome == "aside":
                return to(request, "sheet_row", one, number=number)
            return to(request, "sheet", one)
    context = {
        "one": one,
        "row": row,
        "form": form,
        "whole": [sentence for at, sentence in row.reasons if at is None or f"cell_{at}" not in form.fields],
        "read": _as_read(one, row),
    }
    return render(request, "web/office/sheet_row.html", context, status=422 if form.errors else 200)


@require_POST
@desk_only
def row_out(request: HttpRequest, import_id: uuid.UUID, number: int) -> HttpResponse:
    """Leave a row out, or look at one again that was left out."""
    one = import_or_404(request, import_id)
    row = _row_or_404(one, number)

    def write() -> str:
        if row.outcome == "out":
            take_in(one=one, row=row, by=request.actor)  # type: ignore[attr-defined]
            staging.check_some(one)
            return "in"
        leave_out(one=one, row=row, by=request.actor)  # type: ignore[attr-defined]
        return "out"

    try:
        done = once_only(request, "row_out", write)
        messages.success(request, f"Row {number} is {'left out' if done == 'out' else 'taken in again'}.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return to(request, "sheet", one)


@require_POST
@desk_only
def end_gone_rows(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """End with the import those that are ticked, of what stands in the list no more."""
    one = import_or_404(request, import_id)
    ticked = [
        int(number) for number in request.POST.getlist("ends") if number.isdecimal() and len(number) < 8
    ]
    try:
        many = once_only(request, "end_gone", lambda: end_gone(one=one, numbers=ticked, by=request.actor))  # type: ignore[attr-defined]
        messages.success(
            request, f"{counted(many, 'offer', 'offers')} will end when you import. The rest stay."
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("sheet", place_slug=request.place.slug, import_id=one.pk)  # type: ignore[attr-defined]


@require_GET
@desk_only
def set_aside_file(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """The rows set aside as CSV with their reasons, safe to open in a spreadsheet: mend them there and upload it."""
    one = import_or_404(request, import_id)
    wide = len(one.headers)
    rows = [[*one.headers, "What is wrong"]]
    for row in imports.rows_of(one, "aside").iterator():
        cells = [*row.cells, *[""] * (wide - len(row.cells))][:wide]
        rows.append([*cells, " ".join(sentence for _, sentence in row.reasons)])
    answer = HttpResponse("\ufeff" + written(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="set-aside.csv"'
    return answer

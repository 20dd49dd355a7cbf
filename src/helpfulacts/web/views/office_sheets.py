"""A spreadsheet, from the file to the offers: upload, say what each column says, see what would change, import, undo."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import moment_in_words
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.core.words import counted
from helpfulacts.directory import imports
from helpfulacts.directory.actions.stage_import import throw_away
from helpfulacts.exchange.sheets import limits, staging
from helpfulacts.exchange.sheets.guessing import is_outpost
from helpfulacts.exchange.sheets.importing import finish, undo

from ..forms.sheets import ColumnsForm, SheetForm
from ..once import once_only
from ..refusals import add_refusal, gone_already, refuse_and_return
from .office import desk_only, page_of

SHOWS = (
    ("aside", "Set aside", "These cannot come in as they are. Mend a row, or leave it out."),
    ("new", "New", "These are not listed yet."),
    ("changed", "Changed", "These are listed, and would say something else."),
    ("ends", "Ends here", "These are listed, and would end."),
    ("gone", "No longer in your list", "These came from this list before. They stay unless you tick them."),
    ("closed", "Not listed", "These are closed, or not for everybody."),
    ("same", "Unchanged", "These are listed, and say the same."),
    ("joined", "Part of another row", "These add a time, a place or a price to another row."),
    ("out", "Left out", "You left these out."),
)
DONE = {"new": "These came in.", "changed": "These were changed.", "ends": "These ended."}
UNDONE = {
    "aside": "These were set aside, so they never came in.",
    "new": "These had come in. They ended, unless somebody counts on them or changed them since.",
    "changed": "These had been changed. They say again what they said before, unless people changed them since.",
    "ends": "These had ended. They are listed again as before, unless people changed them since.",
    "gone": "These were not in your list. They stayed.",
    "closed": "These were not listed.",
    "same": "These were listed already, and stayed as they are.",
    "joined": "These were parts of other rows.",
    "out": "You had left these out.",
}
"""What is true of each group once the import is done, and once it is undone."""
_UNDONE_WORDS = {
    "new": "Came in, then undone",
    "changed": "Changed, then undone",
    "ends": "Ended, then undone",
}
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
    context = {"form": form, "page": page, "kept": imports.mappings_of(place), "wrong": form}
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


@require_GET
@desk_only
def sheet(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """What would change, or what did. While rows wait to be looked at, each visit looks at the next few."""
    one = import_or_404(request, import_id)
    if one.state == "mapping":
        return to(request, "sheet_columns", one)
    if one.state != "undone" and imports.rows_of(one, "waiting").exists():
        left = staging.check_some(one)
        one.refresh_from_db()
        if left:
            total = one.sheets[one.sheet]["rows"] - 1 if one.sheets else left
            return render(
                request,
                "web/office/sheet_checking.html",
                {"one": one, "left": left, "total": max(total, left)},
            )
    return render(request, "web/office/sheet.html", _sheet_context(request, one))


def _shows(one: Any, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The groups of rows that there are, in words that are true of them now."""
    undone = one.state == "undone"
    told = UNDONE if undone else DONE if one.state == "done" else {}
    return [
        {
            "code": code,
            "words": _UNDONE_WORDS.get(code, words) if undone else words,
            "about": told.get(code, about),
            "count": counts[code],
        }
        for code, words, about in SHOWS
        if counts[code]
    ]


def _sheet_context(request: HttpRequest, one: Any) -> dict[str, Any]:
    counts = imports.counts_of(one)
    shows = _shows(one, counts)
    asked = request.GET.get("show", "")
    shown = next((show for show in shows if show["code"] == asked), shows[0] if shows else None)
    rows = imports.rows_of(one, str(shown["code"])).select_related("offer") if shown else []
    to_do = imports.rows_of(one, "new", "changed", "ends").filter(done=False).count()
    return {
        "one": one,
        "shows": shows,
        "shown": shown,
        "page": page_of(request, rows),
        "to_do": to_do,
        "outside": imports.asked_about(one).count() if one.state != "undone" else 0,
        "counts": counts,
        "empty": not shows,
        "done": one.state in ("done", "undone"),
        "undo_until": moment_in_words(imports.kept_until(one), one.place.zone)
        if imports.may_be_undone(one)
        else "",
    }


@require_POST
@desk_only
def import_sheet(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """Import what is ready, all of it or nothing."""
    one = import_or_404(request, import_id)
    try:
        done = once_only(
            request,
            "finish_import",
            lambda: finish(one=one, by=request.actor),  # type: ignore[attr-defined]
        )
        came = counted(done["new"], "offer is", "offers are")
        messages.success(
            request,
            f"{came} new, {done['changed']:,} changed, {done['ended']:,} ended. You can undo all of it.",
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return to(request, "sheet", one)


@require_POST
@desk_only
def undo_sheet(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """Undo the whole import, and name what stays."""
    one = import_or_404(request, import_id)

    def write() -> dict[str, Any]:
        done = undo(one=one, by=request.actor)  # type: ignore[attr-defined]
        held = [offer.title for offer in done.kept_held]
        changed = [offer.title for offer in done.kept_changed]
        counts = {"ended": done.ended, "back": done.put_back, "bodies": done.bodies}
        return counts | {"held": held, "changed": changed}

    try:
        done = once_only(request, "undo_import", write)
    except Refused as refusal:
        return refuse_and_return(request, refusal, "sheet", import_id=one.pk)
    words = f"It is undone. {counted(done['ended'], 'offer', 'offers')} ended, {done['back']:,} say again what they said before."
    if done["bodies"]:
        words += f" {counted(done['bodies'], 'organisation', 'organisations')} that came with it went too."
    for titles, why in (
        (done["held"], "stay, because somebody counts on them"),
        (done["changed"], "stay, because people changed them since"),
    ):
        if titles:
            words += f" These {why}: {', '.join(f'“{title}”' for title in titles[:20])}."
    messages.success(request, words)
    return to(request, "sheet", one)


@require_POST
@desk_only
def drop_sheet(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """Throw away a list that was not imported."""
    try:
        one = import_or_404(request, import_id)
    except NotFound:
        return gone_already(request, "That list is thrown away already. Nothing was changed.", "sheets")
    try:
        once_only(request, "throw_away", lambda: throw_away(one=one, by=request.actor))  # type: ignore[attr-defined]
    except Refused as refusal:
        return refuse_and_return(request, refusal, "sheet", import_id=one.pk)
    messages.success(request, "That list is thrown away. Nothing was changed.")
    return redirect("sheets", place_slug=request.place.slug)  # type: ignore[attr-defined]

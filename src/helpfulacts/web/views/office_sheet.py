"""A spreadsheet whose columns are said: what would change, import it, undo it, or throw it away."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.clock import moment_in_words
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.core.words import counted
from helpfulacts.directory import imports
from helpfulacts.directory.actions.stage_import import throw_away
from helpfulacts.exchange.sheets import staging
from helpfulacts.exchange.sheets.importing import finish, undo

from ..once import once_only
from ..refusals import gone_already, refuse_and_return
from .office import desk_only, page_of
from .office_sheets import import_or_404, to

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
    outside = imports.asked_about(one).count() if one.state != "undone" else 0
    return {
        "one": one,
        "shows": shows,
        "shown": shown,
        "page": page_of(request, rows),
        "to_do": to_do,
        "inside": to_do - outside,
        "outside": outside,
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
    """Import what is ready, all of it or nothing; what lies outside the place only where that was pressed."""
    one = import_or_404(request, import_id)
    outside = request.POST.get("outside") == "yes"
    try:
        done = once_only(
            request,
            "finish_import",
            lambda: finish(one=one, by=request.actor, outside=outside),  # type: ignore[attr-defined]
        )
        said = f"{counted(done['new'], 'offer is', 'offers are')} new, {done['changed']:,} changed, {done['ended']:,} ended. You can undo all of it."
        if done.get("left"):
            said += f" {counted(done['left'], 'row', 'rows')} outside {one.place.name}: left out."
        messages.success(request, said)
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
        unsure = [offer.title for offer in done.kept_unsure]
        counts = {"ended": done.ended, "back": done.put_back, "bodies": done.bodies}
        return counts | {"held": held, "changed": changed, "unsure": unsure}

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
        (
            done["unsure"],
            "stay, because they changed since, and this site was renewed, so we cannot tell who did: look at each",
        ),
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

"""Entries that may be the same: side by side, with why, and a person's answer that can be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.errors import Refused
from helpfulacts.directory import likenesses
from helpfulacts.directory.actions.answer_likeness import ask_again, keep_apart, part_entries
from helpfulacts.directory.public_contact import public_contact
from helpfulacts.support.actions.merge_offers import merge_offers

from ..cards import cards_for
from ..forms.likeness import ApartForm, MergeForm
from ..once import once_only
from ..refusals import add_refusal, press_button
from .office import for_roles, page_of

_REASONS = {
    "name": "their names are much alike",
    "words": "they say much the same",
    "phone": "they have the same telephone number",
    "postcode": "they are at the same postcode",
    "web": "they have the same web page",
    "giver": "they come from the same people",
}

directory_keepers = for_roles("officer", "navigator", "system-architect")


def why_words(reasons: list[str]) -> str:
    """“Their names are much alike, and they have the same telephone number.”"""
    words = [_REASONS[code] for code in reasons if code in _REASONS] or ["their names and words come near"]
    said = words[0] if len(words) == 1 else f"{', '.join(words[:-1])}, and {words[-1]}"
    return f"{said[:1].upper()}{said[1:]}."


@require_GET
@directory_keepers
def likenesses_page(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, most alike first; below it what was answered."""
    place = request.place  # type: ignore[attr-defined]
    page = page_of(request, likenesses.proposed(place))
    context = {
        "page": page,
        "pairs": [{"row": row, "why": why_words(row.reasons)} for row in page],
        "answered": likenesses.answered(place)[:20],
    }
    return render(request, "web/office/likenesses.html", context)


def _pair(request: HttpRequest, likeness_id: uuid.UUID) -> Any:
    return likenesses.likeness_by_id(request.place, likeness_id)  # type: ignore[attr-defined]


def _merge_form(row: Any, data: Any = None) -> MergeForm:
    entries = [(str(one.pk), f"{one.title}, from {one.shown_from}") for one in (row.first, row.second)]
    more = likenesses.could_take_over(row.first, row.second) | likenesses.could_take_over(
        row.second, row.first
    )
    names = [(name, words) for name, words in likenesses.TAKEN_OVER.items() if name in more]
    return MergeForm(data, entries=entries, take_over=names)


def _page(request: HttpRequest, row: Any, status: int = 200, **more: Any) -> HttpResponse:
    one, two = cards_for(row.place, [row.first, row.second])
    facts = [
        (label, mine or "Not said", theirs or "Not said", mine != theirs)
        for label, mine, theirs in (
            ("Name", row.first.title, row.second.title),
            ("From", row.first.shown_from, row.second.shown_from),
            ("Kind", one.kind, two.kind),
            ("In short", row.first.summary, row.second.summary),
            ("When", one.when, two.when),
            ("Where", one.where, two.where),
            ("Cost", row.first.cost, row.second.cost),
            ("How to reach them", public_contact(row.first), public_contact(row.second)),
            ("Their own page", row.first.website, row.second.website),
            ("Where it came from", row.first.source or "Written here", row.second.source or "Written here"),
            ("Checked", one.checked, two.checked),
        )
    ]
    context = {
        "row": row,
        "why": why_words(row.reasons),
        "facts": facts,
        "merge_form": _merge_form(row),
        "apart_form": ApartForm(),
        **more,
    }
    return render(request, "web/office/likeness.html", context, status=status)


@require_http_methods(["GET", "POST"])
@directory_keepers
def likeness(request: HttpRequest, likeness_id: uuid.UUID) -> HttpResponse:
    """GET: the two side by side. POST: they are one; which stays, and what it takes over."""
    row = _pair(request, likeness_id)
    if request.method != "POST":
        return _page(request, row)
    form = _merge_form(row, request.POST)
    if form.is_valid():
        kept = row.first if form.cleaned_data["keep"] == str(row.first_id) else row.second

        def write() -> dict[str, str]:
            merge_offers(
                likeness=row,
                keep=kept,
                take_over=form.cleaned_data.get("take_over", []),
                by=request.actor,  # type: ignore[attr-defined]
            )
            return {"kept": str(kept.pk)}

        try:
            once_only(request, "merge_entries", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, f"They are one entry now: “{kept.title}”. You can take them apart again below."
            )
            return redirect("likenesses", place_slug=request.place.slug)  # type: ignore[attr-defined]
    return _page(request, row, 422, merge_form=form, wrong=form)


@require_POST
@directory_keepers
def likeness_apart(request: HttpRequest, likeness_id: uuid.UUID) -> HttpResponse:
    """They are two different things, on purpose."""
    row = _pair(request, likeness_id)
    form = ApartForm(request.POST)
    if form.is_valid():

        def write() -> dict[str, str]:
            keep_apart(likeness=row, why=form.cleaned_data["why"], by=request.actor)  # type: ignore[attr-defined]
            return {"pair": str(row.pk)}

        try:
            once_only(request, "keep_apart", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "They stay two entries. We do not ask about these two again.")
            return redirect("likenesses", place_slug=request.place.slug)  # type: ignore[attr-defined]
    return _page(request, row, 422, apart_form=form, wrong=form)


@require_POST
@directory_keepers
def likeness_undo(request: HttpRequest, likeness_id: uuid.UUID) -> HttpResponse:
    """Take an answer back: a merge is taken apart, “two different things” is asked again."""
    row = _pair(request, likeness_id)
    undo: Callable[..., Any] = part_entries if row.state == "merged" else ask_again
    return press_button(
        request, "likeness_undo", lambda: undo(likeness=row, by=request.actor),  # type: ignore[attr-defined]
        "That is taken back. Both are listed as they were, and wait for an answer.", "likenesses",
    )  # fmt: skip

"""How an entry changed, for anybody to read; and “this was wrong”, in one tap, without saying who you are."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.errors import Refused
from helpfulacts.directory import history as kept
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.empty_version import empty_version
from helpfulacts.directory.actions.say_wrong import say_wrong
from helpfulacts.directory.corrections import is_hidden

from ..forms.trust import GROUNDS, WrongForm
from ..history_words import sentences_of
from ..how_often import count_said
from ..once import once_only
from ..refusals import add_refusal, press_button
from ..safety import first_advice
from ..trust import mark_of
from ..visitor import visitor_of
from .offer import shown_offer
from .office import desk_only, page_of


@require_GET
def history(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Newest first. Of what is held or hidden, or of a person's own words, nothing is told."""
    offer = shown_offer(request, offer_id)
    if is_hidden(offer):
        return redirect("offer", place_slug=offer.place.slug, offer_id=offer.pk)
    page = page_of(request, kept.versions_of(offer))
    office = visitor_of(request).actor.has("officer", "navigator")
    rows = [
        {
            "at": row.at, "by": row.by_shown_as, "sentences": sentences_of(row), "number": row.number,
            "can_go": office and (row.before or row.after),
        }
        for row in page.object_list
    ]  # fmt: skip
    context = {"offer": offer, "page": page, "rows": rows, "grounds": GROUNDS}
    return render(request, "web/public/offer_history.html", context)


@require_POST
@desk_only
def version_empty(request: HttpRequest, offer_id: uuid.UUID, number: int) -> HttpResponse:
    """Words that must go leave the history, on a ground."""
    offer, ground = shown_offer(request, offer_id), request.POST.get("ground", "")
    return press_button(
        request, "version_empty",
        lambda: empty_version(offer=offer, number=number, ground=ground, by=request.actor),  # type: ignore[attr-defined]
        "Those words are gone. That it was changed, when and by whom still stands here.",
        "offer_history", offer_id=offer.pk,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def wrong(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """GET: the choices, with room for a few words. POST: from there, or from one tap on the page of the entry."""
    offer = shown_offer(request, offer_id)
    if offer.status in ("ended", "hidden"):
        return redirect("offer", place_slug=offer.place.slug, offer_id=offer.pk)
    trial = _trial(offer, request.POST.get("trial", ""))
    if request.method != "POST":
        return _page(request, offer, WrongForm(), trial)
    form = WrongForm(request.POST)
    advice = first_advice(request.POST.get("note", ""))
    if advice and not request.POST.get("safe"):
        return _page(request, offer, form, trial, advice=advice)
    if not form.is_valid():
        return _page(request, offer, form, trial, status=422)
    given = form.cleaned_data

    def write() -> dict[str, str]:
        row = say_wrong(
            offer=offer, what=given["what"], note=given["note"], trial=trial, mark=mark_of(request, offer)
        )
        count_said(request)  # what was refused was not said, so it does not count
        return {"correction": str(row.pk)}

    try:
        once_only(request, "say_wrong", write)
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, offer, form, trial, status=422)
    messages.success(request, "Thank you. A person looks at it, and the answer will stand on this page.")
    return redirect("offer", place_slug=offer.place.slug, offer_id=offer.pk)


def _trial(offer: Any, trial_id: str) -> Any:
    """The words that are reported; None for the entry itself."""
    if not trial_id:
        return None
    found = next((row for row in directory.tries_of(offer) if str(row.pk) == trial_id), None)
    if found is None or found.hidden:
        raise Http404("Those words are not shown here.")
    return found


def _page(
    request: HttpRequest, offer: Any, form: WrongForm, trial: Any, *, advice: Any = None, status: int = 200
) -> HttpResponse:
    context = {"offer": offer, "form": form, "trial": trial, "advice": advice}
    return render(request, "web/public/offer_wrong.html", context, status=status)

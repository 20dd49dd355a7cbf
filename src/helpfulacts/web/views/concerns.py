"""A worry about somebody's safety: told without signing in, and added to by six words. Nothing of who tells it is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.core.clock import today
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.clocks import CLOCKS, due_day
from helpfulacts.support import concerns
from helpfulacts.support.actions.tell_concern import CLOCK, add_to_concern, tell_concern

from ..forms.concerns import TellConcernForm
from ..how_often import count_said
from ..open_worry import open_worry, words_shown_once, worry_open_here
from ..six_words import open_by_six_words
from .complaints import WRONG
from .plan_mine import write_form


@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """GET: 999 first, then a few words. POST: crisis first; then it is kept, and six words wait on its page."""
    place = request.place  # type: ignore[attr-defined]

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {
            **context,
            "personal": True,
            "somebody_reads": concerns.somebody_reads(place),
            "by_day": due_day(CLOCKS[CLOCK], today(place.zone), place.nation, amount=place.concern_days),
        }
        return render(request, "web/public/concern_tell.html", told, status=status)

    if request.method != "POST":
        return page({"form": TellConcernForm()})
    form = TellConcernForm(request.POST)

    def write() -> dict[str, str]:
        made, phrase = tell_concern(place=place, **form.cleaned_data)
        count_said(request)  # what was refused was not said, so it does not count
        open_worry(request, made, phrase)
        return {}  # which browser sent what is written down nowhere

    def done(answer: dict[str, str]) -> HttpResponse:
        return redirect("concern_mine", place_slug=place.slug)

    return write_form(
        request, form, action="tell_concern", write=write, page=page, done=done, free=("words",)
    )


@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Open a worry by its six words. Words that open nothing all get the same sentence."""
    place = request.place  # type: ignore[attr-defined]

    def page(context: dict[str, Any], status: int) -> HttpResponse:
        return render(
            request, "web/public/concern_come_back.html", {**context, "personal": True}, status=status
        )

    def opens(words: str) -> HttpResponse | None:
        found = concerns.concern_by_phrase(place, words)
        if found is None:
            return None
        open_worry(request, found)
        return redirect("concern_mine", place_slug=place.slug)

    return open_by_six_words(request, page=page, opens=opens, wrong=WRONG)


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """GET: the six words once, and if somebody has looked. POST: more. What was said is never shown: others may read along."""
    place = request.place  # type: ignore[attr-defined]
    found = worry_open_here(request)
    if found is None:
        return redirect("concern_come_back", place_slug=place.slug)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        owed = promises.open_about(place, concerns.NOUN, found.pk, kind="clock")
        told = {
            **context,
            "concern": found,
            "words": words_shown_once(request),
            "due": owed[0].due if owed else None,
            "late": bool(owed) and owed[0].due < today(place.zone),
            "personal": True,
        }
        return render(request, "web/public/concern_mine.html", told, status=status)

    if request.method != "POST":
        return page({"form": TellConcernForm(more=True)})
    form = TellConcernForm(request.POST, more=True)

    def write() -> dict[str, str]:
        add_to_concern(concern=found, words=form.cleaned_data["words"])
        count_said(request)
        return {}

    def done(answer: dict[str, str]) -> HttpResponse:
        return page({"form": TellConcernForm(more=True), "added": True})

    return write_form(
        request, form, action="concern_more", write=write, page=page, done=done, free=("words",)
    )

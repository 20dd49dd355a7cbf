"""Offer help: one page, two minutes; held for a check by a person before anybody sees it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from helpfulacts.core.errors import Refused

from .. import reading
from ..forms.public import OfferHelpForm
from ..listing import NAMES, list_what_they_give
from ..once import once_only
from ..refusals import add_refusal
from ..safety import first_advice
from ..visitor import open_plan_in_this_browser, visitor_of

_FREE_SENTENCES = ("words", "title", "shown_from", "called")


def offer_help(request: HttpRequest) -> HttpResponse:
    """GET: the form. POST: crisis first, then mistakes with everything kept, then the thank-you page."""
    place = request.place  # type: ignore[attr-defined]
    visitor = visitor_of(request)
    known = visitor.person is not None or visitor.actor.role == "provider"
    if request.method != "POST":
        return render(
            request, "web/public/offer_help.html", {"form": OfferHelpForm(place=place, known=known)}
        )
    form = OfferHelpForm(request.POST, place=place, known=known)
    advice = first_advice(*(request.POST.get(name, "") for name in _FREE_SENTENCES))
    if advice and not request.POST.get("safe"):
        return render(request, "web/public/offer_help.html", {"form": form, "advice": advice})
    if form.is_valid():
        given = form.cleaned_data
        facets = reading.facets_of(f"{given['title']}. {given['words']}")
        try:
            answer = once_only(
                request, "offer_help", lambda: list_what_they_give(place, given, facets, visitor)
            )
        except Refused as refusal:
            add_refusal(form, refusal, **NAMES)
        else:
            if answer["person"]:
                open_plan_in_this_browser(request, uuid.UUID(answer["person"]))
            request.session["offer_help"] = answer
            return redirect("offer_help_sent", place_slug=place.slug)
    return render(request, "web/public/offer_help.html", {"form": form}, status=422)


def sent(request: HttpRequest) -> HttpResponse:
    """Thank you: it is held for a check, who will be in touch and when, and how to change or stop it."""
    answer = request.session.get("offer_help")
    if answer is None:
        return redirect("offer_help", place_slug=request.place.slug)  # type: ignore[attr-defined]
    due = dt.date.fromisoformat(answer["due"])
    return render(
        request, "web/public/offer_help_sent.html", {"answer": answer, "due": due, "personal": True}
    )

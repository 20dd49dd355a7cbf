"""Offer help: choose what, one short page, see it as others will, send it; held for a check before anybody sees it.

Nothing that is typed is kept before it is sent: the words travel from page to page in the form itself. The desk types
a paper form in the same way, for whoever said yes to being listed.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from helpfulacts.core.errors import Refused
from helpfulacts.directory import vetting
from helpfulacts.directory.actions.list_offer import too_young
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_use_desk

from ..cards import card_before
from ..forms.giving import FREE, GiftForm
from ..gifts import GIFTS, Gift
from ..listing import NAMES, list_what_they_give, said_draft
from ..once import once_only
from ..own_name import own_name_in
from ..refusals import add_refusal
from ..safety import first_advice
from ..slips import sealed_slip, take_slip
from ..visitor import SLIP, open_plan_in_this_browser, visitor_of
from .office import desk_only
from .plan_mine import actor_for

SENT = "offer_help"


@require_GET
def offer_help(request: HttpRequest) -> HttpResponse:
    """What would you like to give? Seven plain choices."""
    return render(request, "web/public/offer_help.html", {"gifts": GIFTS.values(), "to": "offer_gift"})


def offer_gift(request: HttpRequest, gift: str) -> HttpResponse:
    """GET: what this choice needs. POST: crisis first, then mistakes with everything kept, the preview, or send it."""
    return _gift_page(request, _gift_or_404(gift), None)


@require_GET
@desk_only
def proxy_offer(request: HttpRequest) -> HttpResponse:
    """Somebody offers something on paper or by telephone: which of the seven is it?"""
    return render(
        request, "web/public/offer_help.html", {"gifts": GIFTS.values(), "to": "proxy_gift", "proxy": True}
    )


@desk_only
def proxy_gift(request: HttpRequest, gift: str) -> HttpResponse:
    """The same page for the desk, which types what somebody wrote on paper."""
    return _gift_page(request, _gift_or_404(gift), request.actor)  # type: ignore[attr-defined]


def _gift_or_404(code: str) -> Gift:
    if code not in GIFTS:
        raise Http404("There is no such choice.")
    return GIFTS[code]


def _gift_page(request: HttpRequest, gift: Gift, desk: Actor | None) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    visitor = visitor_of(request)
    person = visitor.person if desk is None and not visitor.actor.has("provider") else None
    actor = desk or (actor_for(request, person) if person is not None else visitor.actor)
    known = person is not None or actor.has("provider")
    made = {"gift": gift, "place": place, "known": known, "proxy": desk is not None}

    def page(form: GiftForm, status: int = 200, advice: Any = None) -> HttpResponse:
        context = {"gift": gift, "form": form, "advice": advice, "proxy": desk is not None}
        return render(request, "web/public/offer_gift.html", context, status=status)

    if request.method != "POST":
        return page(GiftForm(**made))
    form = GiftForm(request.POST, **made)
    step = request.POST.get("step", "show")
    advice = first_advice(*(request.POST.get(name, "") for name in FREE))
    if advice and not request.POST.get("safe"):
        return page(form, advice=advice)
    if step == "change":
        return page(GiftForm(initial=_typed(request, form), **made))
    if not form.is_valid():
        return page(form, 422)
    given = {**form.cleaned_data, "where": form.where}
    try:
        if step != "send":
            called = given.get("called") or (person.called if person is not None else "")
            return _preview(request, gift, form, given, desk, called)
        return _send(request, gift, given, person, actor, desk)
    except Refused as refusal:
        add_refusal(form, refusal, **NAMES)
    return page(form, 422)


def _typed(request: HttpRequest, form: GiftForm) -> dict[str, Any]:
    """Everything that was typed, for the same page again."""
    many = ("days", "ways", "includes", "what_kind")
    return {
        name: request.POST.getlist(name) if name in many else request.POST.get(name, "")
        for name in form.fields
    }


def _preview(
    request: HttpRequest, gift: Gift, form: GiftForm, given: dict[str, Any], desk: Actor | None, called: str
) -> HttpResponse:
    """The card exactly as others will read it, what we may ask before it is listed, and what happens next."""
    place = request.place  # type: ignore[attr-defined]
    if given.get("adult") == "no":
        raise Refused(too_young(place), field="adult")
    draft = said_draft(place, gift, given)
    context = {
        "gift": gift,
        "form": form,
        "card": card_before(place, draft),
        "rows": vetting.activities_of(draft.activities),
        "steps": draft.particulars.get("steps", []),
        "safe": request.POST.get("safe", ""),
        "proxy": desk is not None,
        "own_name": own_name_in(draft, called),
    }
    return render(request, "web/public/offer_preview.html", context)


def _send(
    request: HttpRequest, gift: Gift, given: dict[str, Any], person: Any, actor: Actor, desk: Actor | None
) -> HttpResponse:
    """`desk` types a paper form; with somebody's giving open in this browser, the desk writes for them too."""
    typed = desk is not None or (person is not None and may_use_desk(actor))
    place = request.place  # type: ignore[attr-defined]
    words: list[str] = []  # the six words of this press; they are in no answer that is kept

    def write() -> dict[str, str]:
        answer, phrase = list_what_they_give(place, gift, given, person, actor, typed=typed)
        words.append(phrase)
        return answer

    answer = once_only(request, "offer_help", write)
    if desk is not None:
        return render(
            request,
            "web/office/offer_slip.html",
            {"phrase": words[0] if words else "", "offer": answer["offer"]},
        )
    request.session[SENT] = answer
    if answer["person"]:
        open_plan_in_this_browser(request, uuid.UUID(answer["person"]))
        giver = people.person_by_id(place, uuid.UUID(answer["person"]))
        if words and giver is not None:  # not for a press that came again: its words wait already
            request.session[SLIP] = sealed_slip(words[0], giver)
    return redirect("offer_help_sent", place_slug=place.slug)


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """Thank you: it is held for a check, who will be in touch and when, how to change it, and six words, once."""
    place = request.place  # type: ignore[attr-defined]
    answer = request.session.get(SENT)
    if answer is None:
        return redirect("offer_help", place_slug=place.slug)
    person = visitor_of(request).person
    context = {
        "answer": answer,
        "due": dt.date.fromisoformat(answer["due"]),
        "words": take_slip(request, person).split() if person is not None else [],
        "known": person is not None,
        "personal": True,
    }
    return render(request, "web/public/offer_help_sent.html", context)


@require_GET
def offer_paper(request: HttpRequest) -> HttpResponse:
    """One side of A4 to print, fill in with a pen and hand in at a desk."""
    return render(request, "web/public/offer_paper.html", {"gifts": GIFTS.values()})

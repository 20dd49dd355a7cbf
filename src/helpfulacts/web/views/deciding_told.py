"""What became of what somebody brought or said yes to, of one question or of all of them: only what moved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.deliberation import contributions, told
from helpfulacts.people.actions.agree_to_hear import agree_to_hear, hear_no_more
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.hearing import WAYS, hears

from ..forms.deciding import HearForm
from ..refusals import press_button
from ..visitor import visitor_of
from .deciding_parts import WHY_OPENED
from .office import page_of
from .plan_mine import actor_for, write_form


@require_GET
def deciding_told(request: HttpRequest) -> HttpResponse:
    """Of every question, the latest first. Whoever we do not know writes their six words first."""
    person = visitor_of(request).person
    if person is None:
        return redirect("come_back", place_slug=request.place.slug)  # type: ignore[attr-defined]
    return _page(
        request, person, HearForm(initial={"email": person.contact if "@" in person.contact else ""})
    )


@require_POST
def deciding_hear(request: HttpRequest) -> HttpResponse:
    """Get a short e-mail when something moves; with `stop`, get none any more."""
    place, person = request.place, visitor_of(request).person  # type: ignore[attr-defined]
    if person is None:
        return redirect("come_back", place_slug=place.slug)
    actor = actor_for(request, person)
    if "stop" in request.POST:
        return press_button(
            request, "deciding_hear_no_more", lambda: hear_no_more(person=person, by=actor),
            "You get no e-mails about this any more.", "deciding_told",
        )  # fmt: skip
    form = HearForm(request.POST)

    def write() -> None:
        agree_to_hear(person=person, email=form.cleaned_data["email"], by=actor)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return _page(request, person, form, status)

    def done(_: Any) -> HttpResponse:
        messages.success(request, "We send you a short e-mail when something moves.")
        return redirect("deciding_told", place_slug=place.slug)

    return write_form(request, form, action="deciding_hear", write=write, page=page, done=done)


def _page(request: HttpRequest, person: Any, form: HearForm, status: int = 200) -> HttpResponse:
    place, actor = request.place, actor_for(request, person)  # type: ignore[attr-defined]
    by_proxy = actor.person_id != person.pk
    if by_proxy:
        open_record(place=place, actor=actor, person=person, why=WHY_OPENED, noun="deliberation")
    page = page_of(request, told.news_for(person))
    context = {
        "page": page, "news": in_words(page.object_list), "form": form, "hears": hears(person),
        "may_hear": person.channel in WAYS, "personal": True, "by_proxy": by_proxy,
    }  # fmt: skip
    return render(request, "web/deciding/told.html", context, status=status)


def in_words(news: Iterable[told.News]) -> list[tuple[told.News, Any]]:
    """Each with the words that it is about, where everybody can read them; else with None."""
    rows = list(news)
    shown = {one.contribution for one in rows if one.contribution.state == "shown"}
    words = {one.contribution.pk: one for one in contributions.in_words(shown)}
    return [(one, words.get(one.contribution.pk)) for one in rows]


def moved_lately(request: HttpRequest) -> int:
    """How much moved in the last 30 days for the person who is here by themselves; 0 for anybody else."""
    person = visitor_of(request).person
    if person is None or actor_for(request, person).person_id != person.pk:
        return 0
    return len(told.lately(person))

"""What people brought and waits to be read: show it, hide it by a line and for a reason, join the same, look again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.errors import NotFound
from helpfulacts.deliberation import clauses, moderation, selectors
from helpfulacts.deliberation.actions.appeal import answer_appeal
from helpfulacts.deliberation.actions.join_same import join_same
from helpfulacts.deliberation.actions.moderate import hide, show
from helpfulacts.deliberation.authors import fates_of
from helpfulacts.deliberation.contributions import all_brought, get_contribution, in_words
from helpfulacts.deliberation.policy import policy
from helpfulacts.people.actions.open_record import open_once_a_day

from ..forms.office_moderation import HideForm, JoinForm
from ..refusals import press_button
from ..safety import first_advice
from .office import for_roles, page_of
from .plan_mine import write_form

readers_only = for_roles("officer", "storyteller")
WHY = "To look again at what you brought"


@require_GET
@readers_only
def brought_waiting(request: HttpRequest) -> HttpResponse:
    """What may tell of danger first, then what has waited longest; beside it what authors want looked at again."""
    place = request.place  # type: ignore[attr-defined]
    waits = [(one, _danger(one.shown)) for one in moderation.waiting(place)]
    waits.sort(key=lambda row: not row[1])
    context = {
        "waits": waits,
        "appeals": moderation.appeals(place),
        "questions": selectors.published(place).filter(ended_at__isnull=True),
    }
    return render(request, "web/office/brought_waiting.html", context)


@require_GET
@readers_only
def brought_all(request: HttpRequest, number: int) -> HttpResponse:
    """All that was brought to one question, whatever became of it, the latest first."""
    one = selectors.get_deliberation(request.place, number)  # type: ignore[attr-defined]
    page = page_of(request, all_brought(one))
    return render(
        request, "web/office/brought_all.html", {"one": one, "page": page, "rows": in_words(page.object_list)}
    )


@require_http_methods(["GET", "POST"])
@readers_only
def brought_read(request: HttpRequest, number: int, brought: int) -> HttpResponse:
    """GET: one of them, with the policy. POST: hide it."""
    found = _found(request, number, brought)
    if request.method != "POST":
        return _page(request, found, {})
    form = HideForm(request.POST)

    def write() -> None:
        hide(contribution=found, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return _page(request, found, context, status)

    def done(_: Any) -> HttpResponse:
        return _done(request, found, f"Number {brought} is hidden. Its author reads why.")

    return write_form(request, form, action="brought_hide", write=write, page=page, done=done)


@require_POST
@readers_only
def brought_show(request: HttpRequest, number: int, brought: int) -> HttpResponse:
    """Everybody reads it from now on."""
    found = _found(request, number, brought)
    actor = request.actor  # type: ignore[attr-defined]
    return press_button(
        request, "brought_show", lambda: show(contribution=found, by=actor),
        f"Number {brought} is shown. Was that a mistake? Hide it here, by a line and for a reason.",
        "brought_read", number=number, brought=brought,
    )  # fmt: skip


@require_POST
@readers_only
def brought_join(request: HttpRequest, number: int, brought: int) -> HttpResponse:
    """Into the same that was said before."""
    found = _found(request, number, brought)
    form = JoinForm(request.POST)

    def write() -> None:
        into = get_contribution(found.deliberation, form.cleaned_data["into"])
        join_same(contribution=found, into=into, by=request.actor)  # type: ignore[attr-defined]

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return _page(request, found, {**context, "join": form}, status)

    def done(_: Any) -> HttpResponse:
        return _done(request, found, "They are joined. Who answered either counts once.")

    return write_form(request, form, action="brought_join", write=write, page=page, done=done)


@require_POST
@readers_only
def brought_again(request: HttpRequest, number: int, brought: int) -> HttpResponse:
    """Another look: show it again, or keep it hidden by a line and for a reason."""
    found = _found(request, number, brought)
    asked = _asked(found)
    actor = request.actor  # type: ignore[attr-defined]
    if asked is None:
        raise NotFound("Nobody waits for another look at this.")
    if request.POST.get("shown"):
        return press_button(
            request, "brought_again", lambda: answer_appeal(asked=asked.asked, shown=True, by=actor),
            f"Number {brought} is shown again.", "brought_read", number=number, brought=brought,
        )  # fmt: skip
    form = HideForm(request.POST)

    def write() -> None:
        answer_appeal(asked=asked.asked, shown=False, by=actor, **form.cleaned_data)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return _page(request, found, {**context, "keep": form}, status)

    def done(_: Any) -> HttpResponse:
        return _done(request, found, f"Number {brought} stays hidden. Its author reads why.")

    return write_form(request, form, action="brought_again", write=write, page=page, done=done)


def _found(request: HttpRequest, number: int, brought: int) -> Any:
    return get_contribution(selectors.get_deliberation(request.place, number), brought)  # type: ignore[attr-defined]


def _danger(shown: Any) -> Any:
    """Whether its words may tell of danger: then they are read first."""
    return None if shown.gone else first_advice(shown.title, shown.words)


def _asked(found: Any) -> Any:
    return next(
        (one for one in moderation.appeals(found.place) if one.shown.contribution.pk == found.pk), None
    )


def _page(request: HttpRequest, found: Any, context: dict[str, Any], status: int = 200) -> HttpResponse:
    asked, actor = _asked(found), request.actor  # type: ignore[attr-defined]
    waits = moderation.waiting(found.place)
    shown = next(iter(in_words([found])), None)
    fate = fates_of([found], None)[found.pk]
    hid_here = any(step.what == "hidden" and step.by_key == actor.key for step in fate.done)
    if asked is not None and not hid_here and found.author is not None and found.author.person_id:
        open_once_a_day(
            place=found.place, actor=actor, people=[found.author.person_id], why=WHY, noun="contribution",
            subject=found.pk,
        )  # fmt: skip
    given: dict[str, Any] = {
        "one": found.deliberation,
        "found": found,
        "shown": shown,
        "change": clauses.changes_of([shown] if shown else []).get(found.pk),
        "danger": _danger(shown) if shown else None,
        "waits": next((one for one in waits if one.shown.contribution.pk == found.pk), None),
        "next": next(
            (one.shown.contribution for one in waits if one.shown.contribution.pk != found.pk), None
        ),
        "asked": asked,
        "hid_here": hid_here,
        "fate": fate,
        "lines": policy(),
        "hide": HideForm(),
        "join": JoinForm(),
        "keep": HideForm(),
        **context,
    }
    if "form" in context and "join" not in context and "keep" not in context:
        given["hide"] = context["form"]
    return render(request, "web/office/brought_read.html", given, status=status)


def _done(request: HttpRequest, found: Any, said: str) -> HttpResponse:
    messages.success(request, said)
    place = request.place  # type: ignore[attr-defined]
    number = found.deliberation.number
    return redirect("brought_read", place_slug=place.slug, number=number, brought=found.number)

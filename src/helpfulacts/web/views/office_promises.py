"""Promises in the office: days to keep, and what is found of those that were not kept by their day."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.find_against_promise import agree_remedy, find_against_promise
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..forms.office import WhyForm
from ..forms.promises import FindingForm, RemedyForm
from ..refusals import press_button
from ..why import keep_why, kept_why
from .office import for_roles, officers_only, page_of
from .plan_mine import write_form

OF = 50
ALONG = ("asks", "key", *FindingForm.base_fields, *RemedyForm.base_fields)
"""What a finding or a remedy sends, beside the reason."""
STANDS = {"late": "Still owed", "kept late": "Kept late", "excused": "Excused"}


@dataclass(frozen=True)
class Row:
    """A promise that went past its day, and how it stands today, in words."""

    promise: Any
    stands: str


@require_GET
@for_roles("officer", "navigator", "system-architect")
def days_to_keep(request: HttpRequest) -> HttpResponse:
    """The late ones first. Nobody's name and no words: each opens where it is dealt with."""
    rows = promises.days_to_keep(request.place)  # type: ignore[attr-defined]
    return render(request, "web/office/days_to_keep.html", {"rows": rows})


@require_GET
@officers_only
def promises_late(request: HttpRequest) -> HttpResponse:
    """What is still owed first, then what was kept late or excused. Nobody's name and no words: each opens by itself."""
    place = request.place  # type: ignore[attr-defined]
    day = today(place.zone)
    past = promises.past_their_day(place, day)
    page = page_of(request, past, OF)
    rows = [Row(one, STANDS[promises.standing_of(one, day)]) for one in page.object_list]
    owed = sum(one.kept_at is None and one.excepted_at is None for one in past)
    return render(request, "web/office/promises_late.html", {"rows": rows, "page": page, "owed": owed})


@require_http_methods(["GET", "POST"])
@officers_only
def promise_found(request: HttpRequest, promise_id: uuid.UUID) -> HttpResponse:
    """GET: one promise; one to a person asks why first, and they see that you looked.

    POST: why; or what you found; then, if it was broken, the remedy. Where the reason was lost meanwhile (a new session),
    we ask why first, and what was sent goes along.
    """
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    day = today(place.zone)
    promise = promises.get_past_its_day(place, promise_id, day)
    person = _person(promise)
    if person and "purpose" in request.POST:
        said = WhyForm(request.POST)
        if not said.is_valid():
            return _ask_why(request, promise, said, 422)
        keep_why(request, "promise", promise.pk, said)
        if "asks" not in request.POST:
            return redirect("promise_found", place_slug=place.slug, promise_id=promise.pk)
    why = kept_why(request, "promise", promise.pk)
    if person and not why:
        return _ask_why(request, promise, WhyForm())
    remedies = promises.about(place, "promise", promise.pk)
    asks = _asks(promise, remedies) if request.method != "POST" else _sent(request)
    # What was sent says which form it is: the promise may have moved on.
    begun = RemedyForm if asks == "remedy" else FindingForm

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        if person:
            open_record(
                place=place,
                actor=actor,
                person=person,
                why=why,
                noun="promise",
                subject=promise.pk,
            )
        told = {
            "promise": promise,
            "asks": asks,
            "person": person,
            "reads": _who_reads(promise),
            "stands": STANDS[promises.standing_of(promise, day)],
            "remedies": [(one, promises.standing_of(one, day)) for one in remedies],
        }
        return render(request, "web/office/promise_found.html", {**context, **told}, status=status)

    if request.method != "POST":
        return page({"form": begun()})
    form = begun(request.POST)

    def write() -> dict[str, str]:
        do = agree_remedy if begun is RemedyForm else find_against_promise
        do(promise=promise, by=actor, **form.cleaned_data)  # type: ignore[operator]
        return {"promise": str(promise.pk)}

    def done(answer: dict[str, str]) -> HttpResponse:
        messages.success(request, "On record.")
        return redirect("promise_found", place_slug=place.slug, promise_id=promise.pk)

    return write_form(request, form, action="promise_found", write=write, page=page, done=done)


def _ask_why(request: HttpRequest, promise: Any, form: WhyForm, status: int = 200) -> HttpResponse:
    """The page that asks why; it sends along what was sent before the reason was lost."""
    along = [(name, request.POST[name]) for name in ALONG if name in request.POST]
    told = {"promise": promise, "form": form, "along": along}
    return render(request, "web/office/promise_why.html", told, status=status)


@require_POST
@officers_only
def promise_right(request: HttpRequest, promise_id: uuid.UUID) -> HttpResponse:
    """What was to put a broken promise right is done."""
    remedy = promises.get_remedy(request.place, promise_id)  # type: ignore[attr-defined]
    role = request.actor.role  # type: ignore[attr-defined]
    return press_button(
        request, "promise_right", lambda: keep_promise(promise=remedy, evidence="put right", by=role),
        "Kept: it is put right.", "promise_found", promise_id=remedy.remedy_of_id,
    )  # fmt: skip


def _sent(request: HttpRequest) -> str:
    return "remedy" if request.POST.get("asks") == "remedy" else "finding"


def _asks(promise: Any, remedies: list[Any]) -> str:
    """What an officer is asked next: "finding", then for one that was broken "remedy"; "" once all is said."""
    if not promise.finding:
        return "finding"
    return "remedy" if promise.finding == "broken" and not remedies else ""


def _person(promise: Any) -> Any | None:
    """To whom it was made; a body is public and is no record."""
    return people.person_by_id(promise.place, promise.to_id) if promise.to_noun == "person" else None


def _who_reads(promise: Any) -> str:
    """Where whoever promised can read what was found: not each of them has a page."""
    if promise.by_noun == "organisation":
        return f"{promise.by_shown_as} can read it with its offers."
    if promise.by_noun in ("desk", "partnership"):
        return "Every officer can read it here."
    guides = {grant.account_id for grant in people.live_grants_of_role(promise.place, "navigator")}
    if promise.by_noun == "navigator" and promise.by_id in guides:
        return f"{promise.by_shown_as} can read it on “My people”."
    return f"{promise.by_shown_as} has no page here: tell them."

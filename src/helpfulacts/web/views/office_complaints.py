"""Complaints in the office: taken down at the desk, listed by the day that is owed, opened one by one, and answered."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_passed_on
from helpfulacts.support import complaints
from helpfulacts.support.actions.answer_complaint import acknowledge_complaint, answer_complaint, put_right
from helpfulacts.support.actions.complain import complain

from ..complaint_words import next_after, steps_of
from ..forms.complaints import AnswerForm, ComplainForm
from ..refusals import press_button
from .office import desk_only, officers_only, page_of
from .plan_mine import write_form

TO_ANSWER = "To answer what you told us"
"""What they read of the look, so it speaks to them."""


@require_http_methods(["GET", "POST"])
@desk_only
def proxy_complaint(request: HttpRequest) -> HttpResponse:
    """Somebody says it or wrote it, the desk types it; then the slip with six words, shown once."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {**context, "proxy": True, "next_after": next_after(place)}
        return render(request, "web/public/complain.html", told, status=status)

    if request.method != "POST":
        return page({"form": ComplainForm(proxy=True)})
    form = ComplainForm(request.POST, proxy=True)
    words: list[str] = []  # of this press; they are in no answer that is kept

    def write() -> dict[str, str]:
        given = form.cleaned_data
        made, phrase = complain(
            place=place,
            about=given["about"],
            words=given["words"],
            contact=given["contact"],
            came_by=given["came_by"],
            by=actor,
        )
        words.extend(phrase.split())
        return {"complaint": str(made.pk)}

    def done(answer: dict[str, str]) -> HttpResponse:
        return render(request, "web/office/complaint_slip.html", {"words": words})

    return write_form(
        request, form, action="proxy_complaint", write=write, page=page, done=done, free=("words",)
    )


@require_GET
@officers_only
def to_answer(request: HttpRequest) -> HttpResponse:
    """What is owed about complaints, by its day, the late ones first; and what was answered. No words: they open one by one."""
    place = request.place  # type: ignore[attr-defined]
    waiting = complaints.to_answer(place, today(place.zone))
    context = {
        "waiting": waiting,
        "late": sum(row.late for row in waiting),
        "page": page_of(request, complaints.answered(place)),
    }
    return render(request, "web/office/complaints.html", context)


@require_http_methods(["GET", "POST"])
@officers_only
def complaint_case(request: HttpRequest, complaint_id: uuid.UUID) -> HttpResponse:
    """GET: one complaint, and they see that you looked. POST: the answer, for good."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    found = complaints.get_complaint(place, complaint_id)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        open_passed_on(
            place=place, actor=actor, person=found.pk, why=TO_ANSWER, noun="complaint", subject=found.pk
        )
        owed = complaints.owed_about(found)
        told = {
            **context,
            "complaint": found,
            "steps": steps_of(found, owed, office=True),
            "owes_word": any(one.clock == complaints.ACKNOWLEDGE and not one.kept_at for one in owed),
            "to_put_right": any(one.kind == "remedy" and not one.kept_at for one in owed),
            "next_after": next_after(place, found.about),
            "looks": people.looks_at(place, found.pk),
        }
        return render(request, "web/office/complaint.html", told, status=status)

    if request.method != "POST":
        return page({"form": AnswerForm()})
    form = AnswerForm(request.POST)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        answer_complaint(
            complaint=found,
            outcome=given["outcome"],
            words=given["words"],
            remedy=given["remedy"],
            remedy_by=given["remedy_by"],
            by=actor,
        )
        return {"complaint": str(found.pk)}

    def done(answer: dict[str, str]) -> HttpResponse:
        messages.success(request, "Answered. They can read it with their six words.")
        return redirect("complaints_to_answer", place_slug=place.slug)

    return write_form(request, form, action="answer_complaint", write=write, page=page, done=done)


def _press(
    request: HttpRequest, complaint_id: uuid.UUID, action: str, change: Callable[..., Any], said: str
) -> HttpResponse:
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    found = complaints.get_complaint(place, complaint_id)
    return press_button(
        request, action, lambda: change(complaint=found, by=actor), said, "complaint_case", complaint_id=found.pk
    )  # fmt: skip


@require_POST
@officers_only
def complaint_came(request: HttpRequest, complaint_id: uuid.UUID) -> HttpResponse:
    """Tell them that it came: on its page at once, and from now the answer is owed."""
    said = "Said: it came. If they left a number or an address, tell them there too."
    return _press(request, complaint_id, "complaint_came", acknowledge_complaint, said)


@require_POST
@officers_only
def complaint_right(request: HttpRequest, complaint_id: uuid.UUID) -> HttpResponse:
    """What was promised to put it right is done."""
    return _press(request, complaint_id, "complaint_right", put_right, "Kept: it is put right.")

"""How things are: one question at a time, as the person likes. Each day they said something can be put right or taken back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.core.errors import NotFound
from helpfulacts.support import readings
from helpfulacts.support.actions.choose_counting import choose_counting
from helpfulacts.support.actions.give_reading import (
    correct_reading,
    give_reading,
    put_back_reading,
    take_back_reading,
)

from ..forms.readings import ReadingForm
from ..refusals import press_button
from .plan_mine import Mine, back, show, with_plan, with_plan_in_use, write_form


@with_plan
def plan_readings(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Strand by strand what was said, then and now; the days; and if it may be counted."""
    kept = readings.readings_of(mine.plan)
    today = readings.todays_reading(mine.plan)
    asked = readings.questions_of(mine.plan)
    said_today = set(today.answers) if today else set()
    context = {
        "plan": mine.plan,
        "by_proxy": mine.by_proxy,
        "young": mine.person.is_under_18 and not mine.plan.group,
        "strands": readings.profile_of(mine.plan, kept),
        "days": [one.day for one in kept],
        "sheets": [readings.sheet_of(one, mine.plan) for one in reversed(kept)],
        "taken_back": readings.readings_of(mine.plan, taken_back=True),
        "asked": len(asked),
        "answered": sum(one.code in said_today for one in asked),
        "next": next((one for one in asked if one.code not in said_today), None),
        "counting": readings.counting_of(mine.person),
        "choice": readings.was_asked_about_counting(mine.person),
    }
    return show(request, "readings", context)


@with_plan_in_use
def reading_ask(request: HttpRequest, mine: Mine, code: str) -> HttpResponse:
    """One question, today. What is chosen is kept, and the next one follows; a link goes on without an answer."""
    asked = readings.questions_of(mine.plan)
    question = _question(asked, code)
    at = asked.index(question)
    after = asked[at + 1] if at + 1 < len(asked) else None

    def done(answer: Any) -> HttpResponse:
        if after is None:
            messages.success(request, "That was the last one. Thank you.")
            return back(request, "plan_readings")
        return back(request, "reading_ask", code=after.code)

    return _one(
        request,
        mine,
        question,
        told=readings.told_on(readings.todays_reading(mine.plan), code),
        write=lambda number: give_reading(plan=mine.plan, answers={code: number}, by=mine.actor),
        done=done,
        context={"number": at + 1, "asked": len(asked), "after": after},
    )


@with_plan
def reading_day(request: HttpRequest, mine: Mine, reading_id: uuid.UUID) -> HttpResponse:
    """One day: every question, what was said, and what was left out."""
    reading = readings.get_reading(mine.plan, reading_id)
    return show(
        request,
        "reading_day",
        {"sheet": readings.sheet_of(reading, mine.plan), "reading": reading, "by_proxy": mine.by_proxy},
    )


@with_plan
def reading_correct(request: HttpRequest, mine: Mine, reading_id: uuid.UUID, code: str) -> HttpResponse:
    """One question of an earlier day, to be put right."""
    reading = readings.get_reading(mine.plan, reading_id)
    question = _question([one for one, _ in readings.sheet_of(reading, mine.plan).lines], code)

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Put right.")
        return back(request, "reading_day", reading_id=reading.pk)

    return _one(
        request,
        mine,
        question,
        told=readings.told_on(reading, code),
        write=lambda number: correct_reading(reading=reading, answers={code: number}, by=mine.actor),
        done=done,
        context={"reading": reading},
    )


@require_POST
@with_plan
def reading_take_back(request: HttpRequest, mine: Mine, reading_id: uuid.UUID) -> HttpResponse:
    reading = readings.get_reading(mine.plan, reading_id)
    return press_button(
        request, "reading_take_back", lambda: take_back_reading(reading=reading, by=mine.actor),
        "Taken back. It counts nowhere. You can put it back below.", "plan_readings", "taken-back",
    )  # fmt: skip


@require_POST
@with_plan
def reading_put_back(request: HttpRequest, mine: Mine, reading_id: uuid.UUID) -> HttpResponse:
    reading = readings.get_reading(mine.plan, reading_id)
    return press_button(
        request, "reading_put_back", lambda: put_back_reading(reading=reading, by=mine.actor),
        "It is back.", "plan_readings", "days",
    )  # fmt: skip


@require_POST
@with_plan
def reading_counting(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Yes or no to being counted without a name; changed at any time."""
    answer = request.POST.get("answer", "")
    said = (
        "Kept. It is counted without your name. You can stop it at any time."
        if answer == "yes"
        else "Kept. It is not counted."
    )
    return press_button(
        request, "reading_counting", lambda: choose_counting(plan=mine.plan, answer=answer, by=mine.actor),
        said, "plan_readings", "counting",
    )  # fmt: skip


def _question(asked: list[Any], code: str) -> Any:
    found = next((one for one in asked if one.code == code), None)
    if found is None:
        raise NotFound("This is not asked here.")
    return found


def _one(
    request: HttpRequest,
    mine: Mine,
    question: Any,
    *,
    told: Any,
    write: Any,
    done: Any,
    context: dict[str, Any],
) -> HttpResponse:
    """The page of one question, drawn, refused or kept."""

    def page(given: dict[str, Any], status: int = 200) -> HttpResponse:
        more = {"question": question, "told": told, "by_proxy": mine.by_proxy, **context}
        return show(request, "reading_ask", {**given, **more}, status)

    if request.method != "POST":
        said = "" if told is None else str(told.number)
        return page({"form": ReadingForm(question=question, initial={"said": said})})
    form = ReadingForm(request.POST, question=question)

    def keep() -> dict[str, bool]:
        write(form.number)
        return {"kept": True}

    return write_form(request, form, action="reading", write=keep, page=page, done=done)

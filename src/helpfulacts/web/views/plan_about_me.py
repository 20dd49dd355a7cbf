"""“About you – only to check that we are fair”: a page of the person's own, with a button that deletes all of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.people.actions.say_equality import forget_equality, say_equality
from helpfulacts.people.equality import equality_answers, equality_consent
from helpfulacts.people.rules import require

from ..forms.about_me import AboutMeForm
from ..refusals import press_button
from .plan_mine import Mine, back, show, with_plan, write_form

ONLY_THEM = "answer this for somebody else"


@with_plan
def plan_about_me(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Whoever writes for somebody else, or for a group, reads what it is and is shown no answer."""
    person = mine.person
    may = not mine.by_proxy and not mine.plan.group and not person.is_under_18

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {"consent": equality_consent(person), "said": equality_answers(person)} if may else {}
        return show(
            request,
            "about_me",
            {**told, **context, "may": may, "by_proxy": mine.by_proxy, "plan": mine.plan},
            status,
        )

    if request.method != "POST":
        return page({"form": AboutMeForm(initial=equality_answers(person))} if may else {})
    require(not mine.by_proxy and not mine.plan.group, ONLY_THEM)
    form = AboutMeForm(request.POST)

    def write() -> dict[str, bool]:
        say_equality(person=person, answers=form.cleaned_data, by=mine.actor)
        return {"said": any(form.cleaned_data.values())}

    def done(answer: Any) -> HttpResponse:
        messages.success(
            request,
            "Kept, apart from all else. It is only counted. You can change or delete it at any time."
            if answer["said"]
            else "You said nothing, so nothing is kept.",
        )
        return back(request, "plan_about_me")

    return write_form(request, form, action="plan_about_me", write=write, page=page, done=done)


@require_POST
@with_plan
def about_me_forget(request: HttpRequest, mine: Mine) -> HttpResponse:
    require(not mine.by_proxy, ONLY_THEM)
    return press_button(
        request, "about_me_forget", lambda: forget_equality(person=mine.person),
        "Deleted. Nothing of it is kept or counted.", "plan_about_me",
    )  # fmt: skip

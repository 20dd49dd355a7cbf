"""Who else writes for my plan: whom I named, with their six words; what others suggest, and my yes or no thanks."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.core.errors import Refused
from helpfulacts.support import authors
from helpfulacts.support.actions.answer_proposal import accept_proposal, decline_proposal, reopen_proposal
from helpfulacts.support.actions.name_helper import give_helper_words, name_helper, stop_helper

from ..forms.plan_authors import HelperForm
from ..refusals import press_button
from ..slips import sealed_slip, take_slip
from .plan_mine import Mine, back, press, show, with_plan, with_plan_in_use, write_form


def _slip_of(helper_id: uuid.UUID) -> str:
    """Where the words of a helper wait in this session to be shown once."""
    return f"helper_slip:{helper_id}"


@with_plan_in_use
def plan_helpers(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Whom I named. POST: name somebody; their words are shown once, for me to hand on."""

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        helpers = authors.helpers_of(mine.plan)
        slips = [(one, take_slip(request, one, at=_slip_of(one.pk)).split()) for one in helpers]
        return show(
            request,
            "helpers",
            {
                **context,
                "plan": mine.plan,
                "helpers": helpers,
                "slips": [(one, words) for one, words in slips if words],
            },
            status,
        )

    if request.method != "POST":
        return page({"form": HelperForm()})
    form = HelperForm(request.POST)

    def write() -> dict[str, bool]:
        helper, phrase = name_helper(plan=mine.plan, called=form.cleaned_data["called"], by=mine.actor)
        request.session[_slip_of(helper.pk)] = sealed_slip(phrase, helper)
        return {"named": True}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "They can help you now. Here are their six words.")
        return back(request, "plan_helpers")

    return write_form(request, form, action="plan_helpers", write=write, page=page, done=done)


@require_POST
@with_plan
def plan_helper_words(request: HttpRequest, mine: Mine, helper_id: uuid.UUID) -> HttpResponse:
    """New words for somebody, lost or stopped: the old ones open nothing."""
    helper = authors.get_helper(mine.plan, helper_id)

    def write() -> None:
        phrase = give_helper_words(helper=helper, by=mine.actor)
        request.session[_slip_of(helper.pk)] = sealed_slip(phrase, helper)

    refused = press(request, "plan_helper_words", write, "plan_helpers")
    return refused or back(request, "plan_helpers")


@require_POST
@with_plan
def plan_helper_stop(request: HttpRequest, mine: Mine, helper_id: uuid.UUID) -> HttpResponse:
    helper = authors.get_helper(mine.plan, helper_id)
    return press_button(
        request, "plan_helper_stop", lambda: stop_helper(helper=helper, by=mine.actor),
        "Stopped. Their words open nothing now. You can let them help again.", "plan_helpers",
    )  # fmt: skip


_ANSWERS = {
    "yes": (accept_proposal, "It is in your plan. You can take your yes back under “Change my words”."),
    "no": (decline_proposal, "That is fine. Your plan stays as it is. You can look at it again under “Change my words”."),
    "again": (reopen_proposal, "It waits for your answer again. Your plan is as it was before."),
}  # fmt: skip


@require_POST
@with_plan
def plan_suggestion(request: HttpRequest, mine: Mine, proposal_id: uuid.UUID) -> HttpResponse:
    """Yes, no thanks, or look at it again."""
    proposal = authors.get_proposal(mine.plan, proposal_id)
    answer = request.POST.get("answer", "")

    def write() -> None:
        if answer not in _ANSWERS:
            raise Refused("Choose “Yes, put it in” or “No thanks”.")
        _ANSWERS[answer][0](proposal=proposal, by=mine.actor)

    said = _ANSWERS.get(answer, (None, ""))[1]
    return press_button(request, "plan_suggestion", write, said, "my_plan", anchor="suggestions")

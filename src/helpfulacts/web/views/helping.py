"""Somebody whom a person named: the plan as they may read it, and what they suggest. They say yes to nothing."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.errors import NotFound
from helpfulacts.support import authors, plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.suggest_change import suggest_change, withdraw_proposal

from ..forms.plan_authors import SUGGESTED, SuggestForm
from ..helping_session import Helping, with_helping
from ..refusals import press_button
from .plan_mine import back, show, write_form


@require_GET
@with_helping
def helping(request: HttpRequest, here: Helping) -> HttpResponse:
    """The words, the wishes and what happens: no facts, no letters, nothing that others wrote about the person."""
    plan = here.plan
    context = {
        "plan": plan,
        "wishes": plans.aspirations_of(plan),
        "acts": support.acts_of(plan),
        "mine": [one for one in authors.proposals_by(plan, here.actor) if one.state != "withdrawn"],
    }
    return show(request, "helping", context)


@with_helping
def helping_suggest(request: HttpRequest, here: Helping) -> HttpResponse:
    """One suggestion. `what` says of which part; `about` which wish it would change or strike out."""
    what = request.POST.get("what") or request.GET.get("what") or "wish"
    if what not in SUGGESTED:
        raise NotFound("There is nothing like that to suggest.")
    about = _wish(request, here, what)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(
            request, "helping_suggest",
            {**context, "plan": here.plan, "what": what, "about": about, "heading": SUGGESTED[what]}, status,
        )  # fmt: skip

    if request.method != "POST":
        now_there = {"words": here.plan.words, "can_offer": here.plan.can_offer}.get(what, "")
        return page({"form": SuggestForm(what=what, initial={"words": about.words if about else now_there})})
    form = SuggestForm(request.POST, what=what)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        proposal = suggest_change(
            plan=here.plan, part=what, words=given.get("words", ""), facets=given.get("facets", ()), about=about,
            by=here.actor,
        )  # fmt: skip
        return {"suggestion": str(proposal.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "It stands beside their plan, as yours. They say yes, or no thanks.")
        return back(request, "helping")

    return write_form(
        request, form, action="helping_suggest", write=write, page=page, done=done, free=("words",)
    )


def _wish(request: HttpRequest, here: Helping, what: str) -> Any | None:
    if what not in ("reword", "strike"):
        return None
    try:
        asked = uuid.UUID(request.POST.get("about") or request.GET.get("about") or "")
    except ValueError:
        raise NotFound("There is no such wish on this plan.") from None
    return plans.get_aspiration(here.plan, asked)


@require_POST
@with_helping
def helping_take_back(request: HttpRequest, here: Helping, proposal_id: uuid.UUID) -> HttpResponse:
    proposal = authors.get_proposal(here.plan, proposal_id)
    return press_button(
        request, "helping_take_back", lambda: withdraw_proposal(proposal=proposal, by=here.actor),
        "You took it back. It is gone from their page.", "helping",
    )  # fmt: skip

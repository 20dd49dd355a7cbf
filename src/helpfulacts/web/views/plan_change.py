"""Change the plan: its words, what the person can offer, help of their own; rounds, pause, end, delete."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from helpfulacts.core.errors import Refused
from helpfulacts.support import authors, plans
from helpfulacts.support.actions.change_plan import (
    end_plan,
    join_rounds,
    pause_plan,
    resume_plan,
    reword_plan,
    say_what_you_offer,
    stay_with,
)
from helpfulacts.support.actions.choose_offer import add_own_act
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.suggest_change import suggest_change

from ..forms.plan import CanOfferForm, EraseForm, OwnHelpForm, WordsForm
from ..forms.plan_authors import StayForm
from ..forms.plan_costs import costs_of
from ..visitor import leave_plan
from .plan_mine import SUGGESTED, Mine, back, press, show, suggests, with_plan, with_plan_in_use, write_form


def _seen(request: HttpRequest, mine: Mine) -> int | None:
    """The version that the form was made from; the one there is now when it is first shown."""
    if request.method != "POST":
        return int(mine.plan.version)
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() else None


def _version(mine: Mine, seen: int | None, form: Any) -> int | None:
    """What the form carries on: the version it was made from, until a refusal has said that there is a newer one."""
    return int(mine.plan.version) if form.non_field_errors() else seen


@with_plan
def plan_words(request: HttpRequest, mine: Mine) -> HttpResponse:
    """The sentence in other words; every earlier version stays readable."""

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        version = _version(mine, seen, context["form"])
        versions = plans.versions_of(mine.plan)
        return show(
            request,
            "words",
            {
                **context,
                "plan": mine.plan,
                "version": version,
                "versions": versions,
                "answered": authors.answered_proposals(mine.plan),
                "by_proxy": mine.by_proxy,
            },
            status,
        )

    seen, plan = _seen(request, mine), mine.plan
    if request.method != "POST":
        return page(
            {"form": WordsForm(group=plan.group, initial={"words": plan.words, "heading": plan.heading})}
        )
    form = WordsForm(request.POST, group=plan.group)

    def write() -> dict[str, int]:
        if suggests(request, mine):
            suggest_change(plan=mine.plan, part="words", words=form.cleaned_data["words"], by=mine.actor)
            return {}
        given = form.cleaned_data
        reword_plan(plan=plan, words=given["words"], heading=given.get("heading"), by=mine.actor, seen=seen)
        return {"version": mine.plan.version}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, SUGGESTED if suggests(request, mine) else "Your words are changed.")
        return back(request)

    return write_form(request, form, action="plan_words", write=write, page=page, done=done, free=("words",))


@with_plan_in_use
def plan_can_offer(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Optional, asked last, and never read when places are shared."""

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        version = _version(mine, seen, context["form"])
        return show(request, "can_offer", {**context, "version": version, "by_proxy": mine.by_proxy}, status)

    seen = _seen(request, mine)
    if request.method != "POST":
        return page({"form": CanOfferForm(initial={"can_offer": mine.plan.can_offer})})
    form = CanOfferForm(request.POST)

    def write() -> dict[str, int]:
        words = form.cleaned_data["can_offer"]
        if suggests(request, mine):
            suggest_change(plan=mine.plan, part="can_offer", words=words, by=mine.actor)
            return {}
        say_what_you_offer(plan=mine.plan, words=words, by=mine.actor, seen=seen)
        return {"version": mine.plan.version}

    def done(answer: Any) -> HttpResponse:
        kept = "Kept. It never changes what you get."
        messages.success(request, SUGGESTED if suggests(request, mine) else kept)
        return back(request)

    return write_form(
        request, form, action="plan_can_offer", write=write, page=page, done=done, free=("can_offer",)
    )


@with_plan_in_use
def plan_own_help(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Help that is in no list, from somebody the person knows."""

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(request, "own_help", context, status)

    if request.method != "POST":
        return page({"form": OwnHelpForm(initial={"sphere": "personal", "kind": "service"})})
    form = OwnHelpForm(request.POST)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        act = add_own_act(
            plan=mine.plan, title=given["title"], shown_from=given["shown_from"], kind=given["kind"],
            sphere=given["sphere"], by=mine.actor, costs=costs_of(given), on_day=given["on_day"],
            state="promised",
        )  # fmt: skip
        return {"act": str(act.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "It is on your plan.")
        return back(request, anchor="acts")

    return write_form(
        request, form, action="plan_own_help", write=write, page=page, done=done, free=("title", "shown_from")
    )


@with_plan_in_use
def plan_rounds(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Whether this plan asks for places in sharing rounds: what that means, and a plain yes or no."""
    if request.method != "POST":
        return show(request, "join_rounds", {"plan": mine.plan, "person": mine.person})
    join = request.POST.get("join") == "yes"
    refused = press(
        request,
        "join_rounds",
        lambda: {"in": join_rounds(plan=mine.plan, by=mine.actor, join=join).in_rounds},
        "join_rounds",
    )
    if refused is None:
        messages.success(
            request,
            "We will ask for you in sharing rounds."
            if join
            else "We will not ask for you in sharing rounds.",
        )
    return refused or back(request)


_STATES = {"pause": pause_plan, "stay": stay_with, "resume": resume_plan, "end": end_plan}
_SAID = {
    "pause": "Your plan is paused. Nothing new is suggested. What was agreed goes on.",
    "stay": "You stay with whom you know. Nothing new is suggested. What was agreed goes on.",
    "resume": "Your plan goes on.",
    "end": "Your plan has ended. You can read it, delete it, or begin a new one.",
}


@with_plan
def plan_state(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Pause, end, or nothing new (“I stay with Tom”); and go on."""
    if request.method != "POST":
        return show(request, "state", {"plan": mine.plan, "form": StayForm()})
    to = request.POST.get("to", "")

    def write() -> dict[str, str]:
        if to not in _STATES:
            raise Refused("Choose pause, go on or end.")
        said = {"whom": request.POST.get("whom", "")} if to == "stay" else {}
        return {"state": _STATES[to](plan=mine.plan, by=mine.actor, **said).state}

    refused = press(request, "plan_state", write, "plan_state")
    if refused is None:
        messages.success(request, _SAID[to])
    return refused or back(request)


@with_plan
def plan_erase(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Delete everything. The browser forgets it too."""

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(request, "erase", context, status)

    if request.method != "POST":
        return page({"form": EraseForm()})
    form = EraseForm(request.POST)

    def write() -> dict[str, bool]:
        erase_plan(plan=mine.plan, by=mine.actor)
        return {"erased": True}

    def done(answer: Any) -> HttpResponse:
        if not mine.by_proxy:
            leave_plan(request)
        return show(request, "erased")

    return write_form(request, form, action="plan_erase", write=write, page=page, done=done)

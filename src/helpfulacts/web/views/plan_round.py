"""What a sharing round gave this person, and why; and asking a human to look again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.challenge_answer import challenge_answer
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import NotFound
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.promises import selectors as promises
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.ask_a_person import ask_for_a_call

from ..cards import cards_for
from ..forms.plan import ChallengeForm
from .plan_mine import Mine, back, press, show, with_plan, write_form

WIDTH = 328


@dataclass(frozen=True)
class SplitBar:
    """Two boxes of one bar in SVG units: places by rule, and by the draw. Drawn only when both may be spoken."""

    rule: int
    draw: int
    rule_width: float
    draw_at: float
    draw_width: float


def split_bar(by_rule: str, by_ticket: str) -> SplitBar | None:
    """None when a count is “some”: a picture of its length would give it away."""
    try:
        rule, draw = (0 if text == "no" else int(text.replace(",", "")) for text in (by_rule, by_ticket))
    except ValueError:
        return None
    if rule + draw == 0:
        return None
    room = WIDTH - 2.0 - (2 if rule and draw else 0)
    width = round(room * rule / (rule + draw), 1)
    return SplitBar(rule, draw, width, width + 3 if rule else 1.0, round(room - width, 1))


def _page(request: HttpRequest, mine: Mine, context: dict[str, Any], status: int = 200) -> HttpResponse:
    allocation = coordination.my_latest(mine.person)
    if allocation is None:
        return show(
            request,
            "round_none",
            {"plan": mine.plan, "person": mine.person, "wishes": support.aspirations_of(mine.plan)},
        )
    answer = coordination.explanation_for(allocation)
    day = today(mine.place.zone)
    asked = [
        promise
        for promise in promises.about(mine.place, "allocation", allocation.pk)
        if promise.by_noun == "partnership" and not promise.kept_at and not promise.excepted_at
    ]
    told = [fact for fact in answer.facts_used if fact.value != "not known"]
    context = {
        "form": ChallengeForm(),
        **context,
        "answer": answer,
        "run": allocation.run,
        # What came near is listed by itself, so the sentence that lists it is not said twice.
        "sentences": [s for s in answer.sentences if not any(near in s for near in answer.near_misses)],
        "told": told,
        "unknown": [fact.label for fact in answer.facts_used if fact.value == "not known"],
        "plan": mine.plan,
        "person": mine.person,
        "asked": asked[0] if asked else None,
        "cards": cards_for(mine.place, answer.open_now),
        "bar": split_bar(answer.before_by_rule, answer.before_by_ticket) if answer.code == "full" else None,
    }
    offer = allocation.offer
    if offer is not None:
        soonest = directory.next_occurrences([offer], day).get(offer.pk)
        brings = behaviour_of(offer).on_yes(offer.particulars, day, soonest.day if soonest else None)
        context |= {
            "act": allocation.act,
            "card": cards_for(mine.place, [offer])[0],
            "owed_by": date_in_words(brings.due),
        }
    template = {"placed": "offered", "refused": "refused", "gap": "gap"}[allocation.status]
    return show(request, template, context, status)


@with_plan
def my_round(request: HttpRequest, mine: Mine) -> HttpResponse:
    return _page(request, mine, {})


@require_POST
@with_plan
def challenge(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Ask for it to be looked at again: a promise, with a date, that somebody new answers."""
    allocation = coordination.my_latest(mine.person)
    if allocation is None:
        raise NotFound("You have not been in a sharing round yet, so there is nothing to look at again.")
    form = ChallengeForm(request.POST)

    def write() -> dict[str, str]:
        promise = challenge_answer(allocation=allocation, words=form.cleaned_data["words"], by=mine.actor)
        return {"due": date_in_words(promise.due)}

    def done(answer: dict[str, str]) -> HttpResponse:
        messages.success(request, f"We will look at it again. Somebody new answers you by {answer['due']}.")
        return back(request, "my_round")

    return write_form(
        request,
        form,
        action="challenge",
        write=write,
        page=lambda context, status: _page(request, mine, context, status),
        done=done,
        free=("words",),
    )


@require_POST
@with_plan
def ring_me(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Ask to be rung (or written to): a promise of the desk for the next working day."""
    if mine.person.channel == "desk" or not mine.person.contact:
        messages.error(request, "Tell us first how to reach you. Then we can get in touch.")
        return back(request, "plan_reach")
    refused = press(
        request,
        "ring_me",
        lambda: {"due": date_in_words(ask_for_a_call(person=mine.person, by=mine.actor).due)},
    )
    if refused is None:
        messages.success(request, "We will be in touch by the next working day.")
    return refused or back(request)

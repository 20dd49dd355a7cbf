"""What a sharing round gave this person, and why; and asking a human to look again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.challenge_answer import challenge_answer
from helpfulacts.coordination.reasons import CHOICE
from helpfulacts.coordination.refusal_words import NOT_YOU
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import NotFound
from helpfulacts.core.words import mid_sentence, number_in_words
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.access import answer_of
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.directory.weeks import weeks_in_words
from helpfulacts.promises import selectors as promises
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.ask_a_person import ask_for_a_call
from helpfulacts.support.clashes import at_the_same_time
from helpfulacts.support.sessions import first_sessions

from ..cards import cards_for
from ..forms.plan import ChallengeForm
from ..refusals import press_button
from .plan_mine import Mine, back, show, with_plan, write_form

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
            {"plan": mine.plan, "person": mine.person, "wishes": plans.aspirations_of(mine.plan)},
        )
    act, offer = allocation.act, allocation.offer
    said_yes = act is not None and act.state in support.SAID_YES
    if offer is not None and not said_yes and not directory.may_be_named(offer):
        return show(request, "round_gone", {"run": allocation.run, "plan": mine.plan})
    answer = coordination.explanation_for(allocation)
    day = today(mine.place.zone)
    asked = [
        promise
        for promise in promises.about(mine.place, "allocation", allocation.pk)
        if promise.by_noun == "partnership" and not promise.kept_at and not promise.excepted_at
    ]
    facts = [(fact, _where_to_change(mine, fact.change)) for fact in answer.facts_used]
    cards = cards_for(mine.place, answer.open_now)
    context = {
        "form": ChallengeForm(),
        **context,
        "answer": answer,
        "run": allocation.run,
        "title": _title(answer, allocation.act, len(cards)),
        "sentences": [words for words in answer.sentences if words not in _said_elsewhere(answer)],
        "near": [(one.words, *_one_change(mine, one.code)) for one in answer.near_misses],
        "told": [(fact, address) for fact, address in facts if fact.value != "not known"],
        "unknown": [fact.label for fact, _ in facts if fact.value == "not known"],
        "plan": mine.plan,
        "person": mine.person,
        "asked": asked[0] if asked else None,
        "cards": cards,
        "bar": split_bar(answer.before_by_rule, answer.before_by_ticket)
        if answer.code == "full" and answer.before_by_kept_turn in ("", "no")
        else None,
    }
    if offer is not None:
        # A date before the last day to answer would be no use: the first one is that of the act.
        first, _ = first_sessions([offer], mine.place).get(offer.pk, (None, None))
        if act and act.on_day and act.on_day >= day:
            first = act.on_day
        context |= {
            "act": act,
            "same_time": _at_the_same_time(mine, act),
            "card": cards_for(mine.place, [offer])[0],
            "week": weeks_in_words(offer.schedules.all()),
            "first_day": first,
            "no_steps": answer_of(offer, "step_free") == "yes",
            "owed_by": date_in_words(behaviour_of(offer).on_yes(offer.particulars, day, first).due),
        }
    template = {"placed": "offered", "refused": "refused", "gap": "gap"}[allocation.status]
    return show(request, template, context, status)


def _at_the_same_time(mine: Mine, act: Any) -> str:
    """What they are promised to be at when this would be; "" once it is answered, or where there is nothing."""
    if act is None or act.state != "suggested":
        return ""
    return at_the_same_time(support.acts_of(mine.plan)).get(act.pk, "")


def _title(answer: Any, act: Any, open_now: int) -> str:
    """The heading: with a yes still to say it is an offer; with no place but open help, it says so."""
    if answer.code == "gap" and open_now:
        things = "thing is" if open_now == 1 else "things are"
        return f"No shared place fits yet. {number_in_words(open_now).capitalize()} {things} open now"
    if answer.code == "placed" and act is not None and act.state == "suggested":
        title = mid_sentence(answer.offer.title)
        have = "You can have" if answer.offer.kind == "product" else "You have a place at"
        return f"{have} {title}, if you want it"
    return str(answer.title)


def _said_elsewhere(answer: Any) -> set[str]:
    """Sentences of the letter that the page says in another place, so that nothing is said twice."""
    near = {one.words for one in answer.near_misses}
    lede = {answer.asked_for, NOT_YOU} if answer.code == "full" else set()
    return {*near, CHOICE, *answer.steps, answer.standing, *lede}


def _where_to_change(mine: Mine, what: str, at: str = "") -> str:
    """The address of the page where a fact that was used is changed; "" for what we counted ourselves."""
    if what == "wish":
        wishes = plans.aspirations_of(mine.plan)
        if len(wishes) != 1:  # they choose which
            return reverse("my_plan", args=[mine.place.slug]) + "#w1"
        return f"{reverse('plan_wish', args=[mine.place.slug])}?change={wishes[0].pk}{at}"
    name = {"facts": "plan_facts", "where": "plan_reach"}.get(what)
    return reverse(name, args=[mine.place.slug]) + at if name else ""


def _one_change(mine: Mine, code: str) -> tuple[str, str]:
    """(address, words) of the link that makes the change which would open more."""
    what, at, words = {
        "travel": ("wish", "#id_travel_limit_m", "Change how far"),
        "times": ("wish", "#id_times_helptext", "Change my times"),
        "language": ("facts", "#id_languages_0", "Say which languages I speak"),
    }[code]
    return _where_to_change(mine, what, at), words


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
    return press_button(
        request, "ring_me", lambda: ask_for_a_call(person=mine.person, by=mine.actor),
        "We will be in touch by the next working day.", "my_plan",
    )  # fmt: skip

"""The acts of a plan: yes, not now, never this one, ask again, stop, and why it is there."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.suggest_bundle import suggest_bundle
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import NotFound
from helpfulacts.core.words import mid_sentence, number_in_words
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.directory.reasons import TALKS_FIRST
from helpfulacts.people.actions.give_consent import give_consent
from helpfulacts.places import selectors as places
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act, ask_again, lift_veto, veto_offer
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.release_act import LETS_GO
from helpfulacts.support.actions.report_act import stop_act
from helpfulacts.support.introducing import talks_first
from helpfulacts.support.sessions import first_sessions

from ..apart import apart_here
from ..cards import cards_for
from ..helping_session import helping_of
from ..refusals import press_button, refuse_and_return
from .plan_begin import wait_with_offer
from .plan_mine import UNDONE_YES, Mine, act_of, back, mine_of, press, show, with_plan

FIRST_NAME_FOR = dt.timedelta(weeks=26)


@require_POST
@with_plan
def suggest(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Ask for ideas: up to three at a time that go well together, each with its reason."""
    if not plans.aspirations_of(mine.plan):
        messages.error(request, "Say first what you would like. Then we can look for it.")
        return back(request, "plan_wish")
    found: list[int] = []
    before = len(support.acts_of(mine.plan, states=("suggested",)))

    def write() -> dict[str, int]:
        acts = suggest_bundle(plan=mine.plan)
        found.append(len(acts))
        return {"acts": len(acts)}

    refused = press(request, "suggest", write)
    if refused is not None:
        return refused
    if found and found[0]:
        number = found[0]
        messages.success(
            request,
            "Here is one idea. You choose."
            if number == 1
            else f"Here are {number} ideas that go together. You choose.",
        )
    elif found and before >= 3:
        messages.success(request, "You have three ideas to answer. Answer one, then ask for more.")
    elif found:
        messages.success(
            request,
            "We found nothing new that fits. If nobody has it, we have written that down as a gap. "
            f"You can talk to {mine.place.person_to_talk_to}{_or_next_door(mine)}.",
        )
    return back(request, anchor="acts")


def _or_next_door(mine: Mine) -> str:
    """The other way on, where there is one."""
    near = not mine.person.protected and places.may_be_asked(mine.place, today(mine.place.zone))
    return ", or ask a place next door, below what you would like" if near else ""


@require_POST
def choose(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Put an offer on the plan that is open here, or that one helps with. No plan yet: begin one, and it is added then."""
    place = request.place  # type: ignore[attr-defined]
    try:
        offer = directory.get_named(place, offer_id)
        if offer.pk in apart_here(request):
            raise NotFound("There is no such offer in this place.")
    except NotFound as refusal:
        return refuse_and_return(request, refusal, "find")
    helping = helping_of(request)
    if helping is not None:
        return press_button(
            request, "choose", lambda: choose_offer(plan=helping.plan, offer=offer, by=helping.actor),
            "It stands on their plan as your suggestion. They say yes, or not now.", "helping",
        )  # fmt: skip
    mine = mine_of(request)
    if mine is None or mine.plan.state == "ended":
        return wait_with_offer(request, offer)
    refused = press(
        request,
        "choose",
        lambda: {"act": str(choose_offer(plan=mine.plan, offer=offer, by=mine.actor).pk)},
        "offer",
        offer_id=offer.pk,
    )
    if refused is None:
        messages.success(request, "It is on your plan. Nothing is agreed until you say yes.")
    return refused or back(request, anchor="acts")


@require_POST
@with_plan
def act_answer(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    act = act_of(mine, act_id)
    had_said_yes = act.state in ("agreed", "promised")

    def write() -> dict[str, str]:
        answered = answer_act(act=act, answer=request.POST.get("answer", ""), by=mine.actor)
        if answered.state != "not_now" and request.POST.get("first_name") and mine.person.called:
            _share_first_name(mine, act)
        return {"state": answered.state}

    refused = press(request, "act_answer", write)
    if refused is None:
        act = act_of(mine, act_id)
        if had_said_yes and act.state == "not_now":  # the page that it came from was older than the yes
            request.session[UNDONE_YES] = str(act.pk)
            return back(request)
        messages.success(request, _what_happened(act))
    return refused or back(request, anchor="acts")


def _share_first_name(mine: Mine, act: Any) -> None:
    give_consent(
        person=mine.person,
        what="first name",
        with_whom=act.offer.provider.name if act.offer and act.offer.provider else act.shown_from,
        why="So that they know who is coming",
        until=today(mine.place.zone) + FIRST_NAME_FOR,
    )


def _what_happened(act: Any) -> str:
    if act.state == "not_now" and act.from_round:
        return "That is fine. You lose nothing: you keep your turn in sharing rounds."
    if act.state == "not_now":
        return "That is fine. You lose nothing, and you can ask again."
    if act.kind == "idea":
        return "It is yours to try. Tell us one day how it went."
    if act.state == "agreed" and talks_first(act):
        return f"Good. {TALKS_FIRST} They see that somebody said yes: {mid_sentence(act.shown_from)}."
    if act.state == "promised":
        return f"Good. They see that somebody said yes: {mid_sentence(act.shown_from)}."
    number = support.queue_place(act)
    if number is not None:
        return f"You said yes. It is full just now: you are number {number} in the queue. You move up when a place is free."
    return "You said yes. It starts when what it waits for is done."


@require_POST
@with_plan
def act_veto(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    act = act_of(mine, act_id)
    return press_button(
        request, "act_veto", lambda: veto_offer(act=act, by=mine.actor),
        "You will not hear of this one again, unless you change your mind.", "my_plan", anchor="aside",
    )  # fmt: skip


@require_POST
@with_plan
def act_unveto(request: HttpRequest, mine: Mine, offer_id: uuid.UUID) -> HttpResponse:
    """It may be suggested again."""
    veto = next((one for one in plans.vetoes_of(mine.person) if one.offer_id == offer_id), None)
    if veto is None:
        return back(request, anchor="aside")
    return press_button(
        request, "act_unveto", lambda: lift_veto(veto=veto, by=mine.actor),
        "You may hear of this one again.", "my_plan", anchor="aside",
    )  # fmt: skip


@require_POST
@with_plan
def act_ask_again(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """The suggestion is back; with `answer` "yes", said again at once."""
    act = act_of(mine, act_id)
    yes = request.POST.get("answer") == "yes"

    def write() -> dict[str, str]:
        again = ask_again(act=act, by=mine.actor)
        return {"act": str(answer_act(act=again, answer="yes", by=mine.actor).pk if yes else again.pk)}

    refused = press(request, "act_ask_again", write)
    if refused is None:
        messages.success(request, _what_happened(act_of(mine, act_id)) if yes else "It is back. You choose.")
    return refused or back(request, anchor="acts")


@require_POST
@with_plan
def act_stop(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """It ends; what waited for it goes with it, and the page says what that was."""
    act = act_of(mine, act_id)
    went: list[str] = []

    def write() -> dict[str, str]:
        others = [one.act for one in support.acts_of(mine.plan, states=LETS_GO) if one.act.pk != act.pk]
        stop_act(act=act, by=mine.actor)
        aside = {one.pk for one in support.set_aside(mine.plan)}
        went.extend(one.title for one in others if one.pk in aside)
        return {"act": str(act.pk)}

    refused = press(request, "act_stop", write)
    if refused is None:
        messages.success(request, _what_stopped(went))
    return refused or back(request, anchor="acts")


def _what_stopped(went: list[str]) -> str:
    """`went`: the titles of what waited for it, in the order of the plan."""
    if not went:
        return "It has stopped. You need not say why."
    number = number_in_words(len(went)).capitalize()
    told = "thing that waits for it is" if len(went) == 1 else "things that wait for it are"
    return f"It has stopped. {number} {told} put aside: {'; '.join(went)}. You need not say why."


@with_plan
def why(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """Why this is on the plan: one sentence made from stored inputs, and the inputs."""
    act = act_of(mine, act_id)
    if not support.is_named(act):
        raise NotFound("That is not listed now. What else there is, you find on your plan.")
    offer = act.offer
    day = today(mine.place.zone)
    facts: list[tuple[str, str]] = []
    if offer is not None:
        first, _ = first_sessions([offer], mine.place).get(offer.pk, (None, None))
        brings = behaviour_of(offer).on_yes(offer.particulars, day, first)
        facts = [*brings.facts, ("When they owe you the first step", date_in_words(brings.due))]
    return show(
        request,
        "why",
        {
            "act": act,
            "sentence": coordination.reason_sentence(act),
            "card": cards_for(mine.place, [offer])[0]
            if offer is not None and directory.may_be_named(offer)
            else None,
            "brings": facts,
        },
    )

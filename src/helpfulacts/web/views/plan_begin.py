"""Begin a plan from one sentence, the slip with six words, and coming back by them."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from helpfulacts.deliberation import selectors as deliberation
from helpfulacts.directory import selectors as directory
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.revoke_phrase import revoke_phrase
from helpfulacts.support import authors, plans
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan as begin
from helpfulacts.support.actions.choose_offer import choose_offer

from ..asked_about import asked_about
from ..forms.plan import BeginForm
from ..helping_session import open_helping_in_this_browser
from ..reading import facets_of, times_of
from ..six_words import open_by_six_words
from ..slips import sealed_slip, slip_waits, take_slip
from ..visitor import SLIP, open_plan_in_this_browser, visitor_of
from .deciding_parts import COMES_BACK
from .plan_mine import Mine, actor_for, back, mine_of, press, show, with_plan, write_form

WRONG = "Those words do not open a plan here. Check each one, or ask at the desk."
SENT_BEFORE = (
    "This form was sent before. Open that plan with its six words, or send this again to begin a new one."
)
DELETED = "The plan that this form began is deleted. Send this again to begin a new one."
_WAITING_OFFER = "offer_to_add"


def begin_plan(request: HttpRequest) -> HttpResponse:
    """GET: the sentence. POST with `carry`: the same, with a sentence brought from finding. POST: begin.

    Where we hear what the sentence is about, it is their first wish too, which they can change or strike out; else, or
    with a shared offer that they asked about, the page of wishes comes next.
    """
    place = request.place  # type: ignore[attr-defined]
    mine = mine_of(request)
    waiting = _offer_waiting(request, place)
    if mine is not None and mine.plan.state != "ended":
        if slip_waits(request):  # pressed twice, or gone back: the words have not been seen yet
            return back(request, "slip")
        return show(request, "begin_already", {"plan": mine.plan})
    person = visitor_of(request).person

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        about = asked_about(request)
        return show(
            request, "begin", {**context, **about, "known": person is not None, "offer": waiting}, status
        )

    if request.method != "POST" or request.POST.get("carry"):
        words = request.POST.get("words", "")[:600]
        carried = {"words": words, "postcode": request.POST.get("postcode", "")[:10], "channel": "desk"}
        return page({"form": BeginForm(initial=carried, place=place)})
    form = BeginForm(request.POST, place=place)
    given_now: list[str] | None = None  # the sealed words of this press; [] when they have words already

    def write() -> dict[str, str]:
        nonlocal given_now
        given = form.cleaned_data
        who = person or begin_person(
            place=place,
            called=given["called"],
            channel=given["channel"] or "desk",
            contact=given["contact"],
            postcode=form.where,
            ward=form.ward_chosen(),
        )
        actor = actor_for(request, who)
        plan = begin(
            place=place,
            person=who,
            words=given["words"],
            by=actor,
            by_proxy=actor.shown_as if actor.person_id != who.pk else "",
            heading=given["heading"],
        )
        heard = facets_of(given["words"])
        if heard and asked_about(request)["asked_about"] is None:
            times = times_of(place, given["words"])
            add_aspiration(plan=plan, words=given["words"], facets=heard, times=times, by=actor)
        if waiting is not None:
            choose_offer(plan=plan, offer=waiting, by=actor)
        given_now = [] if who.phrase_hash else sealed_slip(give_phrase(person=who), who)
        if given_now:
            cache.set(_unseen(who), given_now, timeout=settings.SESSION_COOKIE_AGE)
        return {"person": str(who.pk)}

    def done(answer: dict[str, str]) -> HttpResponse:
        begun = people.person_by_id(place, uuid.UUID(answer["person"]))
        # A second press opens the plan only for the browser of the first, and only until its words have been seen.
        slip = given_now
        if slip is None and begun is not None:
            slip = cache.get(_unseen(begun))
        if begun is None or slip is None:
            form.add_error(None, DELETED if begun is None else SENT_BEFORE)
            return page({"form": form}, 422)
        request.session.pop(_WAITING_OFFER, None)
        open_plan_in_this_browser(request, begun.pk)
        if slip:
            request.session[SLIP] = slip
        return back(request, "slip")

    return write_form(
        request, form, action="begin_plan", write=write, page=page, done=done, free=("words", "called")
    )


def wait_with_offer(request: HttpRequest, offer: Any) -> HttpResponse:
    """Somebody without a plan chose an offer: remember it in this browser, and begin with the sentence they wrote."""
    request.session[_WAITING_OFFER] = str(offer.pk)
    return begin_plan(request) if request.POST.get("carry") else back(request, "begin_plan")


def _offer_waiting(request: HttpRequest, place: Any) -> Any:
    kept = request.session.get(_WAITING_OFFER)
    offer = directory.offer_by_id(place, kept) if kept else None
    return offer if offer is not None and directory.is_listed(offer) and offer.access == "open" else None


def _unseen(person: Any) -> str:
    """Where the first words of this person wait, sealed, until they have been shown: the session of a second press that
    comes before the answer to the first is another one.
    """
    return f"slip-unseen:{person.pk}"


@with_plan
def slip(request: HttpRequest, mine: Mine) -> HttpResponse:
    """GET: the six words, once. POST: new words (the old ones stop), or `stop`: none at all."""
    if request.method != "POST":
        phrase = take_slip(request, mine.person)
        cache.delete(_unseen(mine.person))
        first = mine.plan.version <= 2 and len(plans.aspirations_of(mine.plan)) <= 1
        return show(
            request,
            "slip",
            {"words": phrase.split(), "first": first, "has_words": bool(mine.person.phrase_hash)},
        )
    if request.POST.get("stop"):
        refused = press(
            request,
            "stop_phrase",
            lambda: revoke_phrase(person=mine.person, by=mine.actor),
            "slip",
        )
        if refused is None:
            request.session.pop(SLIP, None)
            messages.success(request, "Your old words open nothing now.")
        return refused or back(request, "slip")
    given: list[str] = []
    refused = press(request, "give_phrase", lambda: given.append(give_phrase(person=mine.person)), "slip")
    if given:
        request.session[SLIP] = sealed_slip(given[0], mine.person)
    return refused or back(request, "slip")


def _where_they_were(request: HttpRequest, person: Any) -> HttpResponse:
    """After six words: to the question that they came from, else to their plan, what they give, or what they answered."""
    if number := request.session.pop(COMES_BACK, None):
        return back(request, "deciding_join", number=number)
    if plans.plan_of(person):
        return back(request, "my_plan")
    parts = deliberation.took_part_in(person)
    if parts and not directory.offers_of(person.place, giver_id=person.pk):
        return back(request, "deciding_mine", number=parts[0].deliberation.number)
    return back(request, "my_giving")


def come_back(request: HttpRequest) -> HttpResponse:
    """Open a plan by its six words, or by those of somebody who was named to help with it."""
    place = request.place  # type: ignore[attr-defined]

    def page(context: dict[str, Any], status: int) -> HttpResponse:
        mine = mine_of(request) if status == 200 else None
        return show(request, "come_back", {**context, "mine": mine}, status)

    def opens(words: str) -> HttpResponse | None:
        person = people.person_by_phrase(place, words)
        if person is not None:
            open_plan_in_this_browser(request, person.pk)
            return _where_they_were(request, person)
        helper = authors.helper_by_phrase(place, words)
        if helper is None:
            return None
        open_helping_in_this_browser(request, helper)
        return back(request, "helping")

    return open_by_six_words(request, page=page, opens=opens, wrong=WRONG)
